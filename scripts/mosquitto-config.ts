/**
 * Writes what Mosquitto needs to hold the product's rules: `mosquitto.conf`, `passwords` and `access`, from
 * the same credentials and topics as the embedded broker. Run it again for every new machine and send
 * Mosquitto SIGHUP.
 *
 *   node scripts/mosquitto-config.ts --out DIR --secret S [--port 1883] --machine MERCHANT.MACHINE ...
 */
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { accessList } from '../src/demo/broker-access.ts';
import { Fault } from '../src/domain/fault.ts';
import { brokerPassword, cloudUserName, machineOfUser, machineUserName } from '../src/wire/credentials.ts';
import { payloadBytesMax } from '../src/wire/messages.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  out: { type: 'string' },
  secret: { type: 'string' },
  port: { type: 'integer', default: 1883 },
  machine: { type: 'strings' },
});
/** Room for the topic and the properties of a message. */
const headerBytesMax = 4096;

const secret = values.secret ?? process.env.MQTT_SECRET;
if (!values.out || !secret) {
  throw new Fault('CONFIG_INVALID', 'write a Mosquitto configuration: --out and --secret are needed');
}
const out = resolve(values.out);
const machines = values.machine.map(machineOfUser);
const users = [cloudUserName, ...values.machine];

mkdirSync(out, { recursive: true });
write('mosquitto.conf', configuration());
write('passwords', users.map((user) => `${user}:${hashOf(brokerPassword(secret, user))}\n`).join(''));
write(
  'access',
  accessList(machines, (m) => machineUserName(m.merchantId, m.machineId)),
);

/**
 * Mosquitto started by root becomes the user who may read the files. Without the queue's limit lifted it
 * drops acknowledged messages to slow subscribers.
 */
function configuration(): string {
  return [
    `listener ${values.port} 127.0.0.1`,
    `user ${userInfo().username}`,
    'allow_anonymous false',
    `password_file ${join(out, 'passwords')}`,
    `acl_file ${join(out, 'access')}`,
    `max_packet_size ${payloadBytesMax + headerBytesMax}`,
    'max_queued_messages 0',
    'persistence true',
    `persistence_location ${out}/`,
    'log_dest stderr',
    '',
  ].join('\n');
}

/** As mosquitto_passwd writes it: PBKDF2 with SHA-512, 101 rounds. The passwords are 256 random bits. */
function hashOf(password: string): string {
  const salt = randomBytes(12);
  const rounds = 101;
  const hash = pbkdf2Sync(password, salt, rounds, 64, 'sha512');
  return `$7$${rounds}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

function write(name: string, text: string): void {
  writeFileSync(join(out, name), text, { mode: 0o600 });
}
