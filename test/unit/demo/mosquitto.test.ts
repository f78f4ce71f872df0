import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { silentLog } from '../../../src/platform/log.ts';
import { MqttLink } from '../../../src/platform/mqtt-link.ts';
import { brokerPassword, cloudUserName } from '../../../src/wire/credentials.ts';
import { downTopic, machineFilter, shardOf, upTopic } from '../../../src/wire/topics.ts';
import { freePort } from '../../support/free-port.ts';
import { workFolder } from '../../support/work-folder.ts';

const secret = 'a broker secret';
const machine = { merchantId: 'shop', machineId: 'kiosk-1', shard: shardOf('kiosk-1') };
const other = { merchantId: 'rival', machineId: 'kiosk-2', shard: shardOf('kiosk-2') };
const mosquitto = process.env.MOSQUITTO ?? 'mosquitto';
const missing = spawnSync(mosquitto, ['-h']).error !== undefined;

/** Mosquitto with the files of the script. */
async function open(t: Test): Promise<string> {
  const out = workFolder(t);
  const port = await freePort();
  execFileSync(process.execPath, [
    ...['scripts/mosquitto-config.ts', '--out', out, '--secret', secret, '--port', String(port)],
    ...['--machine', 'shop.kiosk-1', '--machine', 'rival.kiosk-2'],
  ]);
  const broker = spawn(mosquitto, ['-c', join(out, 'mosquitto.conf')], { stdio: 'ignore' });
  t.teardown(async () => {
    const exited = once(broker, 'exit');
    broker.kill();
    await exited;
  });
  return `mqtt://127.0.0.1:${port}`;
}

async function online(t: Test, url: string, username: string, clientId = username) {
  const password = brokerPassword(secret, username);
  const link = new MqttLink({ url, clientId, username, password, log: silentLog });
  t.teardown(() => link.stop());
  const connected = once(link, 'online');
  await link.start();
  await connected;
  return link;
}

t.test(
  'Mosquitto holds the same rules from the written files',
  { skip: missing && 'mosquitto is absent' },
  async (t) => {
    const url = await open(t);
    const cloud = await online(t, url, cloudUserName);
    const kiosk = await online(t, url, 'shop.kiosk-1');
    const up: string[] = [];
    const down: string[] = [];
    cloud.on('message', (topic) => up.push(topic));
    kiosk.on('message', (topic) => down.push(topic));
    cloud.subscribe('kiosk/v1/+/+/+/up/+');
    for (const filter of ['#', machineFilter(other), machineFilter(machine)]) kiosk.subscribe(filter);

    await cloud.publish(downTopic(other, 'result'), 'secret', { retain: true });
    const heardDown = once(kiosk, 'message');
    await cloud.publish(downTopic(machine, 'desired'), 'own', { retain: true });
    await heardDown;

    for (const topic of [upTopic(other, 'journal'), downTopic(machine, 'ack')]) {
      const forger = await online(t, url, 'shop.kiosk-1', 'forger');
      // A refused message is answered with an error that ends the connection, or is dropped: both are right.
      await forger.publish(topic, 'forged').catch(() => undefined);
    }
    const heardUp = once(cloud, 'message');
    await kiosk.publish(upTopic(machine, 'ask'), 'mine');
    await heardUp;

    t.same(up, [upTopic(machine, 'ask')]);
    t.same([...new Set(down)], [downTopic(machine, 'desired')]);
  },
);
