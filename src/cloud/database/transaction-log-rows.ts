/**
 * Lines of the transaction log as rows. They are appended under one lock held to the end of the transaction,
 * so their numbers rise in the order of commits and a reader that follows them never overtakes one that is
 * not committed yet.
 */
import { sql } from 'kysely';
import type { LoggedTransaction } from './logged-transaction.ts';
import type { CloudTransaction } from './schema.ts';

/** The lock of the log's end; any number that nothing else in the database uses. */
const logLock = 0x6b6c6f67;

/** A line before it has its place and time. */
export type NewLine = Omit<LoggedTransaction, 'logId' | 'atMs'>;

export async function appendLines(
  tx: CloudTransaction,
  lines: readonly NewLine[],
  atMs: number,
): Promise<void> {
  if (lines.length === 0) return;
  await sql`select pg_advisory_xact_lock(${logLock}::bigint)`.execute(tx);
  const rows = lines.map((line) => ({
    merchant_id: line.merchantId,
    machine_id: line.machineId,
    order_id: line.orderId,
    about: line.about,
    ref_id: line.refId,
    state: line.state,
    reason: line.reason ?? null,
    platform_trade_no: line.platformTradeNo ?? null,
    verification: line.verification ? JSON.stringify(line.verification) : null,
    shown_code: line.shownCode ? JSON.stringify(line.shownCode) : null,
    at_ms: atMs,
  }));
  await tx.insertInto('transaction_log').values(rows).execute();
}
