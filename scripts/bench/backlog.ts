/**
 * A backlog: the journal of a machine that sold for long without a network, on the disk as the machine would
 * have left it; and the same orders as single payloads, for a peer that knows no batches.
 */
import type { JournalRecord, RecordOf } from '../../src/domain/record.ts';
import { Journal } from '../../src/kiosk/journal/journal.ts';
import { SqliteStore } from '../../src/kiosk/journal/sqlite-store.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { idMaker, seededRandom } from '../../src/platform/random.ts';
import { benchProducts } from './bench-bundle.ts';
import { benchSale } from './bench-sale.ts';

export interface Backlog {
  readonly file: string;
  readonly orders: number;
  readonly records: number;
  /** Of one order, all its records, on average. */
  readonly orderBytes: number;
  /** The payments in it, as the gateway that took them knows them. */
  readonly charges: readonly RecordOf<'chargeIntended'>[];
}

const salesPerAppend = 100;

/** Writes `orders` sales into a new journal at `file`. */
export async function fillBacklog(file: string, orders: number, seed: number): Promise<Backlog> {
  const clock = new SystemClock();
  const random = seededRandom(seed);
  const makeId = idMaker(clock, random);
  const journal = new Journal({ store: new SqliteStore({ file }), clock, random, makeId });
  await journal.open(() => undefined);
  const world = { products: benchProducts(1000), makeId, nowMs: () => clock.now() };
  const charges: RecordOf<'chargeIntended'>[] = [];
  for (let index = 0; index < orders; index += salesPerAppend) {
    const count = Math.min(salesPerAppend, orders - index);
    const sales = Array.from({ length: count }, (_, at) => benchSale(index + at, world));
    const bodies = sales.flat();
    charges.push(...bodies.filter((body) => body.kind === 'chargeIntended'));
    await journal.append(bodies);
  }
  const records = journal.lastSeq;
  const sample = await journal.read(1, 10_000);
  const bytes = sample.reduce((sum, { text, hash }) => sum + Buffer.byteLength(text) + hash.length, 0);
  await journal.close();
  const orderBytes = Math.round((bytes / sample.length) * (records / orders));
  return { file, orders, records, orderBytes, charges };
}

async function openBacklog(file: string, replay: (record: JournalRecord) => void): Promise<Journal> {
  const clock = new SystemClock();
  const random = seededRandom(1);
  const makeId = idMaker(clock, random);
  const journal = new Journal({ store: new SqliteStore({ file }), clock, random, makeId });
  await journal.open(replay);
  return journal;
}

/** The records of each order of a backlog as one payload. */
export async function orderPayloads(file: string): Promise<string[]> {
  const orders = new Map<string, JournalRecord[]>();
  const journal = await openBacklog(file, (record) => {
    const { orderId } = record.body as { orderId: string };
    const known = orders.get(orderId);
    if (known) known.push(record);
    else orders.set(orderId, [record]);
  });
  await journal.close();
  return [...orders.values()].map((records) => JSON.stringify(records));
}

/** The first records of a backlog, each as a payload. */
export async function recordPayloads(file: string, count: number): Promise<string[]> {
  const journal = await openBacklog(file, () => undefined);
  const records = await journal.read(1, count);
  await journal.close();
  return records.map(({ text, hash }) => JSON.stringify({ text, hash }));
}
