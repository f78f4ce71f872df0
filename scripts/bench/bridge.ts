/**
 * The peer of the drain: two Mosquittos joined by a persistent bridge, one order a message, quality of
 * service 1. The near one holds the backlog, the far one hands it to a subscriber that only counts. Nothing
 * is committed anywhere. Counted from the first message to the last, so connecting is not part of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { NetworkProxy } from '../../src/doubles/network-proxy.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { freePort } from './bench-postgres.ts';

const topic = 'bench/orders';
/** Mosquitto's own default is 20, which a long round trip turns into a trickle. */
const inFlightMax = 1000;
const handedOverTogether = 1000;

async function startBroker(program: string, folder: string, lines: readonly string[]): Promise<ChildProcess> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'mosquitto.conf');
  const common = [
    ...[`user ${userInfo().username}`, 'allow_anonymous true', 'max_queued_messages 0'],
    ...[`max_inflight_messages ${inFlightMax}`, 'persistence true', `persistence_location ${folder}/`],
    'log_type error',
  ];
  writeFileSync(file, [...lines, ...common, ''].join('\n'));
  const broker = spawn(program, ['-c', file], { stdio: 'ignore' });
  await once(broker, 'spawn');
  return broker;
}

async function untilOpen(port: number): Promise<void> {
  for (;;) {
    const socket = connectTcp(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** In order, so that it writes its queue to the disk. */
async function end(broker: ChildProcess): Promise<void> {
  if (broker.exitCode !== null || broker.signalCode !== null) return;
  const exited = once(broker, 'exit');
  broker.kill('SIGTERM');
  await exited;
}

/** Puts the payloads into the near broker, whose bridge finds nobody yet. */
async function load(port: number, payloads: readonly string[]): Promise<void> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
  for (let at = 0; at < payloads.length; at += handedOverTogether) {
    const some = payloads.slice(at, at + handedOverTogether);
    await Promise.all(some.map((payload) => client.publishAsync(topic, payload, { qos: 1 })));
  }
  await client.endAsync();
}

/** Resolves with the milliseconds between the first and the last message of `count`. */
async function counted(
  port: number,
  count: number,
): Promise<{ done: Promise<number>; close: () => Promise<void> }> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
  const done = new Promise<number>((resolve) => {
    let seen = 0;
    let firstMs = 0;
    client.on('message', () => {
      seen += 1;
      if (seen === 1) firstMs = performance.now();
      if (seen === count) resolve(performance.now() - firstMs);
    });
  });
  await client.subscribeAsync(topic, { qos: 0 });
  return { done, close: () => client.endAsync(true) };
}

/** Orders a second through the bridge with `roundTripMs` between the brokers. */
export async function bridgePerSecond(
  program: string,
  payloads: readonly string[],
  roundTripMs: number,
): Promise<number> {
  const work = mkdtempSync(join(tmpdir(), 'bench-bridge-'));
  const [nearPort, farPort] = [await freePort(), await freePort()];
  const target = { host: '127.0.0.1', port: farPort };
  const proxy = new NetworkProxy({ target, port: 0, clock: new SystemClock() });
  proxy.set({ state: 'up', delayMs: roundTripMs / 2 });
  await proxy.start();
  const bridge = [
    ...[`listener ${nearPort} 127.0.0.1`, 'connection far'],
    ...[`address 127.0.0.1:${roundTripMs === 0 ? farPort : proxy.port}`, `topic ${topic} out 1`],
    ...['cleansession false', 'bridge_protocol_version mqttv311', 'restart_timeout 1', 'notifications false'],
  ];
  const brokers: ChildProcess[] = [];
  try {
    const before = await startBroker(program, join(work, 'near'), bridge);
    brokers.push(before);
    await untilOpen(nearPort);
    await load(nearPort, payloads);
    // Ended before the far one exists, so that no message passes before the subscriber is there.
    await end(before);
    brokers.push(await startBroker(program, join(work, 'far'), [`listener ${farPort} 127.0.0.1`]));
    await untilOpen(farPort);
    const { done, close } = await counted(farPort, payloads.length);
    brokers.push(await startBroker(program, join(work, 'near'), bridge));
    const tookMs = await done;
    await close();
    return (payloads.length / tookMs) * 1000;
  } finally {
    for (const broker of brokers) await end(broker);
    await proxy.stop();
    rmSync(work, { recursive: true, force: true });
  }
}
