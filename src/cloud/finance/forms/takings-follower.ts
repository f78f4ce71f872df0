/**
 * Follows the marks that the database sets beside every change of an order's money: reads the order, books
 * its takings, and takes the marks away, in one transaction. One process at a time does; a mark that is set
 * meanwhile is found the next time. Where nothing is marked, it makes sums that are missing, a day at a time, and
 * folds days of places that are over.
 */
import { sql } from 'kysely';
import { faultChain } from '../../../domain/fault.ts';
import { localTime } from '../../../domain/local-time.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import { Rounds } from '../../../platform/rounds.ts';
import type { CloudDatabase, CloudTransaction } from '../../database/schema.ts';
import { bookTakings } from './book-takings.ts';
import { mayBook } from './booking-lock.ts';
import { foldPlaceDays } from './place-days.ts';
import { type MarkedOrder, readMarkedOrders } from './read-orders.ts';
import { sumGoodsOfOneDay } from './sum-goods.ts';

const batchMax = 300;
const sweepMs = 1000;
/** Between full batches: a machine's backlog goes before the forms. */
const restMs = 250;
/** Some thousand takings at once. */
const placeDaysMax = 20;
/** A day ends last this long after it does in UTC. */
const lastZoneMs = 12 * 3_600_000;

interface MarkRow {
  readonly mark_id: number | string;
  readonly merchant_id: string;
  readonly lot_id: string | null;
  readonly order_id: string;
}

/** Books what is marked, one batch; answers how many marks that were. An order that cannot be booked is set aside. */
export async function bookMarked(db: CloudDatabase, log: Log): Promise<number> {
  try {
    return await bookBatch(db, batchMax);
  } catch (error) {
    log.warn('takings are booked one by one', { fault: faultChain(error) });
  }
  for (let n = 0; n < batchMax; n += 1) {
    try {
      if ((await bookBatch(db, 1)) === 0) return n;
    } catch (error) {
      await setAside(db, faultChain(error));
    }
  }
  return batchMax;
}

async function bookBatch(db: CloudDatabase, marksMax: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    if (!(await mayBook(tx))) return 0;
    const { rows } = await sql<MarkRow>`
      select mark_id, merchant_id, lot_id, order_id from taking_marks
      where fault is null order by mark_id limit ${marksMax}`.execute(tx);
    if (rows.length === 0) return 0;
    const marked = new Map<string, MarkedOrder>();
    for (const { merchant_id, lot_id, order_id } of rows) {
      const one = { merchantId: merchant_id, lotId: lot_id, orderId: order_id };
      marked.set(JSON.stringify(Object.values(one)), one);
    }
    await bookTakings(tx, await readMarkedOrders(tx, [...marked.values()]));
    const markIds = rows.map((row) => Number(row.mark_id));
    await sql`delete from taking_marks where mark_id = any(${markIds}::bigint[])`.execute(tx);
    await forgetSetAside(tx, [...marked.values()]);
    return rows.length;
  });
}

/** What was set aside before is counted now. */
async function forgetSetAside(tx: CloudTransaction, marked: readonly MarkedOrder[]): Promise<void> {
  await sql`
    delete from taking_marks m using unnest(
      ${marked.map(({ merchantId }) => merchantId)}::text[], ${marked.map(({ lotId }) => lotId)}::text[],
      ${marked.map(({ orderId }) => orderId)}::text[]
    ) as o (merchant_id, lot_id, order_id)
    where m.fault is not null and m.merchant_id = o.merchant_id and m.order_id = o.order_id
      and m.lot_id is not distinct from o.lot_id`.execute(tx);
}

/** The first one waiting is left out from now on; a fault of the database fails here too and changes nothing. */
async function setAside(db: CloudDatabase, fault: string): Promise<void> {
  await sql`
    update taking_marks set fault = ${fault.slice(0, 500)} where mark_id = (
      select min(mark_id) from taking_marks where fault is null)`.execute(db);
}

export interface TakingsFollowerPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
}

export class TakingsFollower {
  #rounds: Rounds;

  constructor(ports: TakingsFollowerPorts) {
    const { db, clock, log } = ports;
    const round = async () => {
      if ((await bookMarked(db, log)) === batchMax) return restMs;
      const beforeDay = localTime(clock.now() - lastZoneMs, 'UTC').dateIso;
      const more = (await sumGoodsOfOneDay(db)) || (await foldPlaceDays(db, { beforeDay, placeDaysMax }));
      return more ? restMs : sweepMs;
    };
    this.#rounds = new Rounds(ports, { everyMs: sweepMs, round, failed: 'takings are booked later' });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Ends when the batch under way is booked. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }
}
