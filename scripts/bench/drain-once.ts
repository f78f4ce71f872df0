/**
 * One drain: a machine's journal, from the moment it connects to the last acknowledgement, through Mosquitto
 * into the real cloud on a fresh database. Afterwards the books are read: every order closed, every record
 * there, or the figure does not count.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../../src/cloud/database/open-database.ts';
import { brokerPassword, machineUserName } from '../../src/wire/credentials.ts';
import { addMachineRow } from '../../test/support/cloud-database.ts';
import { type RunningMosquitto, startMosquitto } from '../../test/support/engines-mosquitto.ts';
import type { Backlog } from './backlog.ts';
import { BenchProgram } from './bench-program.ts';
import { insertKnownCharges } from './known-charges.ts';

/** Where Mosquitto is. */
export const mosquitto = process.env.MOSQUITTO ?? '/usr/sbin/mosquitto';
const merchantId = 'bench';

export interface Drain {
  readonly backlog: Backlog;
  /** Drained from another machine before, as a cloud has been at work for long. */
  readonly warmUp: Backlog;
  readonly roundTripMs: number;
  readonly databaseUrl: string | undefined;
}

/** Where the machine connects: the broker, or a network in front of it. */
async function openNetwork(broker: RunningMosquitto, roundTripMs: number) {
  if (roundTripMs === 0) return { url: broker.url, stop: async () => undefined };
  const proxy = new BenchProgram('src/start-network-proxy.ts', ['--target', broker.url]);
  const { url, control } = await proxy.answer<{ url: string; control: string }>();
  await fetch(`${control}/network`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state: 'up', delayMs: roundTripMs / 2 }),
  });
  return { url, stop: () => proxy.stop() };
}

/** One machine's journal, from the connection to the last acknowledgement, in milliseconds. */
async function drainMachine(file: string, url: string, machineId: string, secret: string): Promise<number> {
  const user = machineUserName(merchantId, machineId);
  const args = [file, url, merchantId, machineId, user, brokerPassword(secret, user)];
  const machine = new BenchProgram('scripts/bench/drain-machine.ts', args);
  try {
    await machine.answer();
    machine.say('go');
    return (await machine.answer<{ tookMs: number }>()).tookMs;
  } finally {
    await machine.stop();
  }
}

/** Throws unless the cloud's tables hold every order, closed, and every record. */
async function checkBooks(
  place: { url?: string; dataDir?: string },
  { orders, records }: Backlog,
): Promise<void> {
  const { db, close } = await openDatabase(place);
  const count = db.fn.countAll<number>().as('n');
  const closed = await db
    .selectFrom('orders')
    .select(count)
    .where('machine_id', '=', 'kiosk-1')
    .where('closed_at_ms', 'is not', null)
    .executeTakeFirstOrThrow();
  const single = await db
    .selectFrom('journal_records')
    .select(count)
    .where('machine_id', '=', 'kiosk-1')
    .executeTakeFirstOrThrow();
  const paged = await db
    .selectFrom('journal_pages')
    .select(sql<number>`coalesce(sum(last_seq - first_seq + 1), 0)`.as('n'))
    .where('machine_id', '=', 'kiosk-1')
    .executeTakeFirstOrThrow();
  await close();
  const stored = Number(single.n) + Number(paged.n);
  if (Number(closed.n) !== orders || stored !== records)
    throw new Error(`${closed.n} of ${orders} orders and ${stored} of ${records} records are in the books`);
}

/** Orders a second. */
export async function drainOnce({ backlog, warmUp, roundTripMs, databaseUrl }: Drain): Promise<number> {
  const work = mkdtempSync(join(tmpdir(), 'bench-drain-'));
  const place = databaseUrl === undefined ? { dataDir: join(work, 'database') } : { url: databaseUrl };
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const { db, close } = await openDatabase(place);
    for (const [machineId, sold] of [
      ['kiosk-1', backlog],
      ['kiosk-2', warmUp],
    ] as const) {
      await addMachineRow(db, merchantId, machineId);
      await insertKnownCharges(db, { merchantId, machineId }, sold);
    }
    await close();
    const broker = await startMosquitto(mosquitto, [`${merchantId}.kiosk-1`, `${merchantId}.kiosk-2`]);
    stops.unshift(() => broker.close());
    const cloud = new BenchProgram(
      'src/start-cloud.ts',
      ['--data', work, '--port', '0', '--mqtt-url', broker.url, '--log-level', 'warn'],
      { MQTT_SECRET: broker.secret, DATABASE_URL: databaseUrl ?? '' },
    );
    stops.unshift(() => cloud.stop());
    await cloud.answer();
    const network = await openNetwork(broker, roundTripMs);
    stops.unshift(network.stop);
    const [file, warmFile] = [join(work, 'journal.sqlite'), join(work, 'warm.sqlite')];
    copyFileSync(backlog.file, file);
    copyFileSync(warmUp.file, warmFile);
    await drainMachine(warmFile, network.url, 'kiosk-2', broker.secret);
    const tookMs = await drainMachine(file, network.url, 'kiosk-1', broker.secret);
    await cloud.stop();
    await checkBooks(place, backlog);
    return (backlog.orders / tookMs) * 1000;
  } finally {
    for (const stop of stops) await stop();
    rmSync(work, { recursive: true, force: true });
  }
}
