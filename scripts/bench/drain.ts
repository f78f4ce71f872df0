/**
 * A backlog of 50,000 orders brought into the cloud's database, each acknowledged after its commit: the real
 * journal and sync flow in one process, Mosquitto, the real cloud in another, on PostgreSQL and on PGlite, at
 * 0 and 80 ms round trip. Beside it a persistent Mosquitto bridge that commits nothing: with the same records,
 * and with whole orders. Like for like is a record a message: records are what a machine has to hand over, one
 * by one as they happen, and has acknowledged; an order is whole only when it is over and nothing depends on it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backlog, fillBacklog, orderPayloads, recordPayloads } from './backlog.ts';
import { type BenchPostgres, noPostgres, openPostgres } from './bench-postgres.ts';
import { orderMeans } from './bench-sale.ts';
import { bridgePerSecond } from './bridge.ts';
import { drainOnce, mosquitto } from './drain-once.ts';
import type { Benchmark, BenchSettings, Figure, Requirement } from './figure.ts';
import { median } from './statistics.ts';

const sizes = {
  full: { orders: 50_000, warmUpOrders: 2000, runs: 3, bridgeRecords: 100_000, roundTripsMs: [0, 80] },
  quick: { orders: 20, warmUpOrders: 5, runs: 1, bridgeRecords: 50, roundTripsMs: [80] },
};
const farPerSecondMin = 10_000;

type Engine = 'postgresql' | 'pglite';

interface Peers {
  readonly orders: number;
  readonly records: number;
}

async function measurePeers(backlog: Backlog, roundTripMs: number, settings: BenchSettings): Promise<Peers> {
  const { runs, bridgeRecords } = settings.quick ? sizes.quick : sizes.full;
  const payloads = await orderPayloads(backlog.file);
  const perSecond: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    perSecond.push(await bridgePerSecond(mosquitto, payloads, roundTripMs));
    settings.say(`drain: bridge at ${roundTripMs} ms, ${perSecond.at(-1)?.toFixed(0)} orders/s`);
  }
  const records = await bridgePerSecond(
    mosquitto,
    await recordPayloads(backlog.file, bridgeRecords),
    roundTripMs,
  );
  settings.say(`drain: bridge at ${roundTripMs} ms, ${records.toFixed(0)} records/s`);
  return { orders: median(perSecond), records };
}

const asManyAsBridge: Requirement = { of: 'ratio', is: 'atLeast', limit: 1 };
const manyFromFar: Requirement = { of: 'value', is: 'atLeast', limit: farPerSecondMin };

function figuresOf(
  engine: Engine,
  roundTripMs: number,
  values: readonly number[],
  peers: Peers,
  { orders, records, orderBytes }: Backlog,
): Figure[] {
  const name = `drain.${engine}.${roundTripMs}ms`;
  const perOrder = records / orders;
  const inRecords = values.map((value) => value * perOrder);
  const [demanded, near] = [engine === 'postgresql', roundTripMs === 0];
  return [
    {
      ...{ name, value: median(values), unit: 'orders/s', runs: values },
      peer: { name: 'bridge, one order a message, nothing committed', value: peers.orders },
      ...(demanded && !near ? { required: manyFromFar } : {}),
      ...(demanded && near ? { note: `${orders} orders of ${orderBytes} bytes each; ${orderMeans}` } : {}),
    },
    {
      ...{ name: `${name}.records`, value: median(inRecords), unit: 'records/s', runs: inRecords },
      peer: { name: 'bridge, one record a message, nothing committed', value: peers.records },
      ...(demanded && near ? { required: asManyAsBridge } : {}),
    },
  ];
}

async function run(settings: BenchSettings): Promise<Figure[]> {
  const { orders, warmUpOrders, runs, roundTripsMs } = settings.quick ? sizes.quick : sizes.full;
  const folder = mkdtempSync(join(tmpdir(), 'bench-backlog-'));
  let postgres: BenchPostgres | undefined;
  const figures: Figure[] = [];
  try {
    const backlog = await fillBacklog(join(folder, 'backlog.sqlite'), orders, settings.seed);
    const warmUp = await fillBacklog(join(folder, 'warm-up.sqlite'), warmUpOrders, settings.seed + 1);
    if (noPostgres() === undefined) postgres = await openPostgres();
    const engines: Engine[] = postgres ? ['postgresql', 'pglite'] : ['pglite'];
    for (const roundTripMs of roundTripsMs) {
      const peers = await measurePeers(backlog, roundTripMs, settings);
      for (const engine of engines) {
        const values: number[] = [];
        for (let no = 0; no < runs; no += 1) {
          const databaseUrl = engine === 'postgresql' ? await postgres?.database() : undefined;
          values.push(await drainOnce({ backlog, warmUp, roundTripMs, databaseUrl }));
          settings.say(`drain: ${engine} at ${roundTripMs} ms, ${values.at(-1)?.toFixed(0)} orders/s`);
        }
        figures.push(...figuresOf(engine, roundTripMs, values, peers, backlog));
      }
    }
  } finally {
    await postgres?.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

export const drain: Benchmark = {
  name: 'drain',
  about: 'a backlog of orders brought into the cloud',
  absent: () => (existsSync(mosquitto) ? undefined : 'Mosquitto is not installed'),
  run,
};
