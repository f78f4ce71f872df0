/** A real broker for tests, with links of the cloud and of machines, and waiting for conditions. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { EmbeddedBroker } from '../../src/demo/embedded-broker.ts';
import { RetainedFile } from '../../src/demo/retained-file.ts';
import { atomicFile } from '../../src/platform/atomic-file.ts';
import { silentLog } from '../../src/platform/log.ts';
import { MqttLink } from '../../src/platform/mqtt-link.ts';
import { brokerPassword, cloudUserName, machineUserName } from '../../src/wire/credentials.ts';
import { downTopic, type MachineAddress, machineFilter, shardOf } from '../../src/wire/topics.ts';

export const brokerSecret = 'a secret for the tests';

export interface TestBroker {
  readonly url: string;
  /** A link of the cloud, not started. */
  cloudLink(): MqttLink;
  /** A machine's link, online, that hears what is sent to it. */
  machineLink(machine: MachineAddress, will?: () => { topic: string; payload: string }): Promise<MqttLink>;
  /** Goes away and comes back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export function machineAt(merchantId: string, machineId: string): MachineAddress {
  return { merchantId, machineId, shard: shardOf(machineId) };
}

export async function openBroker(t: Test): Promise<TestBroker> {
  const dir = mkdtempSync(join(tmpdir(), 'kioskd-broker-'));
  const open = (port: number) =>
    new EmbeddedBroker({
      port,
      secret: brokerSecret,
      retained: new RetainedFile(atomicFile(join(dir, 'retained.json'))),
      connectionsMax: 50,
      log: silentLog,
    });
  let broker = open(0);
  await broker.start();
  const { port } = broker;
  const links: MqttLink[] = [];
  t.teardown(async () => {
    for (const link of links) await link.stop();
    await broker.stop();
    rmSync(dir, { recursive: true });
  });
  const url = `mqtt://127.0.0.1:${port}`;
  const link = (username: string, will?: () => { topic: string; payload: string }) => {
    const made = new MqttLink({
      url,
      clientId: `${username}-${links.length}`,
      username,
      password: brokerPassword(brokerSecret, username),
      ...(will ? { will } : {}),
      log: silentLog,
    });
    links.push(made);
    return made;
  };
  return {
    url,
    cloudLink: () => link(cloudUserName),
    machineLink: async (machine, will) => {
      const made = link(machineUserName(machine.merchantId, machine.machineId), will);
      made.subscribe(machineFilter(machine));
      const online = once(made, 'online');
      await made.start();
      await online;
      return made;
    },
    stop: () => broker.stop(),
    start: async () => {
      broker = open(port);
      await broker.start();
    },
  };
}

/** The next message on a machine's channel that `fits`. */
export function nextDown<T>(
  link: MqttLink,
  machine: MachineAddress,
  channel: 'ack' | 'desired' | 'result',
  fits: (message: T) => boolean = () => true,
): Promise<T> {
  return new Promise((resolve) => {
    const hear = (topic: string, payload: Uint8Array) => {
      if (topic !== downTopic(machine, channel)) return;
      const message = JSON.parse(Buffer.from(payload).toString()) as T;
      if (!fits(message)) return;
      link.off('message', hear);
      resolve(message);
    };
    link.on('message', hear);
  });
}

/** Resolves with the first value of `look` that is not undefined or false. */
export async function until<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
