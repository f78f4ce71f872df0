/** The transaction log and the feed's place in it, in PostgreSQL or PGlite. */
import { sql } from 'kysely';
import type { FaultCode } from '../../domain/fault.ts';
import type { LoggedTransaction } from '../database/logged-transaction.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { FeedLease, TransactionLog } from './feed-ports.ts';

export class SqlTransactionLog implements TransactionLog {
  #db: CloudDatabase;

  constructor(db: CloudDatabase) {
    this.#db = db;
  }

  async after(logId: number, max: number): Promise<readonly LoggedTransaction[]> {
    const rows = await this.#db
      .selectFrom('transaction_log')
      .selectAll()
      .where('log_id', '>', logId)
      .orderBy('log_id')
      .limit(max)
      .execute();
    return rows.map((row) => ({
      logId: Number(row.log_id),
      merchantId: row.merchant_id,
      machineId: row.machine_id,
      orderId: row.order_id,
      about: row.about as LoggedTransaction['about'],
      refId: row.ref_id,
      state: row.state,
      ...(row.reason === null ? {} : { reason: row.reason as FaultCode }),
      ...(row.platform_trade_no === null ? {} : { platformTradeNo: row.platform_trade_no }),
      ...(row.verification === null ? {} : { verification: row.verification }),
      ...(row.shown_code === null ? {} : { shownCode: row.shown_code }),
      atMs: Number(row.at_ms),
    }));
  }

  async newest(): Promise<number> {
    const row = await this.#db
      .selectFrom('transaction_log')
      .select((eb) => eb.fn.max('log_id').as('newest'))
      .executeTakeFirst();
    return Number(row?.newest ?? 0);
  }

  async place(feed: string): Promise<number> {
    const row = await this.#db
      .selectFrom('feed_cursors')
      .select('log_id')
      .where('feed', '=', feed)
      .executeTakeFirst();
    return Number(row?.log_id ?? 0);
  }

  async takeLease(feed: string, lease: FeedLease, nowMs: number): Promise<boolean> {
    const { rows } = await sql`
      insert into feed_cursors (feed, log_id, lease_holder, lease_until_ms)
      values (${feed}, 0, ${lease.holder}, ${lease.untilMs})
      on conflict (feed) do update
        set lease_holder = excluded.lease_holder, lease_until_ms = excluded.lease_until_ms
        where feed_cursors.lease_holder = excluded.lease_holder or feed_cursors.lease_until_ms <= ${nowMs}
      returning feed`.execute(this.#db);
    return rows.length > 0;
  }

  async movePlace(feed: string, logId: number, lease: FeedLease): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('feed_cursors')
      .set((eb) => ({
        log_id: sql<number>`greatest(${eb.ref('log_id')}, ${logId})`,
        lease_until_ms: lease.untilMs,
      }))
      .where('feed', '=', feed)
      .where('lease_holder', '=', lease.holder)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
