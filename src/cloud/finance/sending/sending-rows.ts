/**
 * Sendings as rows: one for each schedule and period, planned once, taken by one process at a time. A sending
 * is `sending` before the mail goes out; one found so after its lease may have arrived and waits for a person.
 */
import { sql } from 'kysely';
import type { CloudDatabase } from '../../database/schema.ts';
import type { Period } from './sending-period.ts';

export interface DueSending {
  readonly merchantId: string;
  readonly sendingId: string;
  readonly scheduleId: string;
  readonly from: string;
  readonly to: string;
  readonly emails: readonly string[];
  /** With this one. */
  readonly tries: number;
  readonly createdAtMs: number;
}

export interface SentFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface PlannedSending {
  readonly merchantId: string;
  readonly scheduleId: string;
  readonly emails: readonly string[];
}

export function sendingIdOf(scheduleId: string, { from, to }: Period): string {
  return `${scheduleId}~${from}~${to}`;
}

/** Writes a sending down that is not there yet; answers whether it was new. */
export async function planSending(
  db: CloudDatabase,
  { merchantId, scheduleId, emails }: PlannedSending,
  period: Period,
  nowMs: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('form_sendings')
    .values({
      ...{ merchant_id: merchantId, sending_id: sendingIdOf(scheduleId, period), schedule_id: scheduleId },
      ...{ from_day: period.from, to_day: period.to, emails: JSON.stringify(emails), state: 'waiting' },
      ...{ tries: 0, due_at_ms: nowMs, lease_until_ms: 0, created_at_ms: nowMs, sent_at_ms: null },
      ...{ message_id: null, files: JSON.stringify([]), told: null },
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'sending_id']).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

interface TakenRow {
  readonly merchant_id: string;
  readonly sending_id: string;
  readonly schedule_id: string;
  readonly from_day: string;
  readonly to_day: string;
  readonly emails: string[];
  readonly tries: number;
  readonly created_at_ms: number | string;
}

/** The next one to send, for nobody else from now on. */
export async function takeSending(
  db: CloudDatabase,
  nowMs: number,
  leaseMs: number,
): Promise<DueSending | undefined> {
  const { rows } = await sql<TakenRow>`
    update form_sendings set state = 'sending', due_at_ms = null, tries = tries + 1,
      lease_until_ms = ${nowMs + leaseMs}::bigint
    where (merchant_id, sending_id) in (
      select merchant_id, sending_id from form_sendings
      where state = 'waiting' and due_at_ms <= ${nowMs}::bigint
      order by due_at_ms limit 1 for update skip locked
    ) returning *`.execute(db);
  const [row] = rows;
  return (
    row && {
      merchantId: row.merchant_id,
      sendingId: row.sending_id,
      scheduleId: row.schedule_id,
      from: row.from_day,
      to: row.to_day,
      emails: row.emails,
      tries: row.tries,
      createdAtMs: Number(row.created_at_ms),
    }
  );
}

export interface SendingEnd {
  readonly state: 'sent' | 'waiting' | 'givenUp' | 'sending';
  readonly told: string;
  readonly dueAtMs?: number;
  readonly sentAtMs?: number;
  readonly messageId?: string;
  readonly files?: readonly SentFile[];
}

export async function endSending(
  db: CloudDatabase,
  { merchantId, sendingId }: Pick<DueSending, 'merchantId' | 'sendingId'>,
  { state, told, dueAtMs, sentAtMs, messageId, files }: SendingEnd,
): Promise<void> {
  await db
    .updateTable('form_sendings')
    .set({
      ...{ state, told, due_at_ms: dueAtMs ?? null, lease_until_ms: 0 },
      ...(sentAtMs === undefined ? {} : { sent_at_ms: sentAtMs }),
      ...(messageId === undefined ? {} : { message_id: messageId }),
      ...(files === undefined ? {} : { files: JSON.stringify(files) }),
    })
    .where('merchant_id', '=', merchantId)
    .where('sending_id', '=', sendingId)
    .execute();
}
