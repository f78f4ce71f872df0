/**
 * The journal's durable orders a second with 1, 8 and 64 orders in flight, beside a plain file on the same
 * disk that takes the same bytes by write and fsync, one record at a time. In an order every record is made
 * durable before the next is begun, as the machine must; so one order alone is bound by the disk, and what
 * counts is how many share one fsync.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordBody } from '../../src/domain/record.ts';
import { Journal } from '../../src/kiosk/journal/journal.ts';
import { encodeRecord } from '../../src/kiosk/journal/record-codec.ts';
import { SqliteStore } from '../../src/kiosk/journal/sqlite-store.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { idMaker, seededRandom } from '../../src/platform/random.ts';
import { benchProducts } from './bench-bundle.ts';
import { benchSale, orderMeans } from './bench-sale.ts';
import type { Benchmark, BenchSettings, Figure, Requirement } from './figure.ts';
import { median } from './statistics.ts';

const sizes = {
  full: { runs: 5, rawOrders: 250, orders: { 1: 500, 8: 3000, 64: 10_000 } },
  quick: { runs: 1, rawOrders: 3, orders: { 1: 3, 8: 8, 64: 64 } },
} as const;
const inFlights = [1, 8, 64] as const;
type InFlight = (typeof inFlights)[number];

const required: Partial<Record<InFlight, Requirement>> = {
  8: { of: 'ratio', is: 'atLeast', limit: 3 },
  64: { of: 'ratio', is: 'atLeast', limit: 8 },
};

type Sales = readonly (readonly RecordBody[])[];

function makeSales(count: number, seed: number): Sales {
  const clock = new SystemClock();
  const world = {
    products: benchProducts(100),
    makeId: idMaker(clock, seededRandom(seed)),
    nowMs: () => clock.now(),
  };
  return Array.from({ length: count }, (_, index) => benchSale(index, world));
}

/** Orders a second of a plain file: the very bytes of each record, write and fsync, one at a time. */
function rawPerSecond(file: string, sales: Sales): number {
  const head = { seq: 1, atMs: Date.now(), clock: 'synchronised' } as const;
  const pieces = sales.flatMap((sale) =>
    sale.map((body) => {
      const { text, hash } = encodeRecord(head, body, '0'.repeat(64));
      return Buffer.from(`${hash}${text}\n`);
    }),
  );
  const opened = openSync(file, 'w');
  const startedMs = performance.now();
  for (const piece of pieces) {
    writeSync(opened, piece);
    fsyncSync(opened);
  }
  const tookMs = performance.now() - startedMs;
  closeSync(opened);
  return (sales.length / tookMs) * 1000;
}

/** Orders a second of the journal: `inFlight` shoppers, each with one order after the other. */
async function journalPerSecond(file: string, sales: Sales, inFlight: number): Promise<number> {
  const clock = new SystemClock();
  const random = seededRandom(1);
  const store = new SqliteStore({ file });
  const journal = new Journal({ store, clock, random, makeId: idMaker(clock, random) });
  await journal.open(() => undefined);
  let next = 0;
  const shopper = async () => {
    for (let sale = sales[next++]; sale; sale = sales[next++]) {
      for (const body of sale) await journal.append([body]);
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: inFlight }, shopper));
  const tookMs = performance.now() - startedMs;
  await journal.close();
  return (sales.length / tookMs) * 1000;
}

async function run({ quick, seed, say }: BenchSettings): Promise<Figure[]> {
  const { runs, rawOrders, orders } = quick ? sizes.quick : sizes.full;
  const folder = mkdtempSync(join(tmpdir(), 'bench-journal-'));
  const raw: number[] = [];
  const measured = new Map<InFlight, number[]>(inFlights.map((inFlight) => [inFlight, []]));
  try {
    const sales = makeSales(Math.max(...Object.values(orders)), seed);
    for (let runNo = 0; runNo < runs; runNo += 1) {
      for (const inFlight of inFlights) {
        // Before each, as what the disk can do changes by the minute.
        raw.push(rawPerSecond(join(folder, `raw-${runNo}-${inFlight}`), sales.slice(0, rawOrders)));
        const file = join(folder, `journal-${runNo}-${inFlight}.sqlite`);
        const perSecond = await journalPerSecond(file, sales.slice(0, orders[inFlight]), inFlight);
        measured.get(inFlight)?.push(perSecond);
        say(
          `journal: ${inFlight} in flight, ${perSecond.toFixed(0)} orders/s, raw ${raw.at(-1)?.toFixed(0)}`,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return inFlights.map((inFlight) => {
    const values = measured.get(inFlight) ?? [];
    const requirement = required[inFlight];
    return {
      ...{ name: `journal.durable.${inFlight}`, value: median(values), unit: 'orders/s', runs: values },
      peer: { name: 'write + fsync, one record at a time', value: median(raw) },
      ...(requirement === undefined ? {} : { required: requirement }),
      ...(inFlight === 1 ? { note: orderMeans } : {}),
    };
  });
}

export const journal: Benchmark = {
  name: 'journal',
  about: 'durable orders a second',
  absent: () => undefined,
  run,
};
