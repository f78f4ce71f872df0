/**
 * Closing a day of the books, and the nightly check that they are still what they were. Days close in order: this one
 * and all before it take no entry any more; what comes later counts for the first open day.
 */
import { sql } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import { localTime } from '../../domain/local-time.ts';
import { lockMerchant } from '../database/lock-merchant.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';

export interface ClosedDay {
  readonly day: string;
  readonly entries: number;
  readonly debitMinor: number;
}

/** Throws `BOOKS_DAY_CLOSED` for a day that is not over yet at the merchant, or closed already. */
export async function closeDay(
  tx: CloudTransaction,
  asked: { readonly merchantId: string; readonly day: string; readonly actor: string; readonly atMs: number },
): Promise<ClosedDay> {
  const { merchantId, day, actor, atMs } = asked;
  await lockMerchant(tx, merchantId);
  const { time_zone, last } = await tx
    .selectFrom('merchants')
    .select((eb) => [
      'time_zone',
      eb
        .selectFrom('closed_days')
        .select((of) => of.fn.max('day').as('last'))
        .whereRef('closed_days.merchant_id', '=', 'merchants.merchant_id')
        .as('last'),
    ])
    .where('merchant_id', '=', merchantId)
    .executeTakeFirstOrThrow();
  const today = localTime(atMs, time_zone).dateIso;
  if (day >= today || (last !== null && day <= last)) {
    const facts = { day, today, ...(last === null ? {} : { closedTo: last }) };
    throw new Fault('BOOKS_DAY_CLOSED', 'close a day of the books', { facts });
  }
  const held = await heldOn(tx, merchantId, day, last ?? '');
  await tx
    .insertInto('closed_days')
    .values({
      ...{ merchant_id: merchantId, day, closed_at_ms: atMs, closed_by: actor },
      ...{ entries: held.entries, debit_minor: held.debitMinor },
    })
    .execute();
  return { day, ...held };
}

/** What the days after `after` up to `day` hold. */
async function heldOn(db: CloudDatabase, merchantId: string, day: string, after: string) {
  const { rows } = await sql<{ entries: number; debit: number }>`
    select count(distinct entry_id) as entries, coalesce(sum(greatest(amount_minor, 0)), 0) as debit
    from account_postings
    where merchant_id = ${merchantId} and day <= ${day} and day > ${after}`.execute(db);
  return { entries: Number(rows[0]?.entries ?? 0), debitMinor: Number(rows[0]?.debit ?? 0) };
}

/** What the check found wrong, in words for the log and the alarm; empty where all is well. */
export async function checkBooks(db: CloudDatabase, merchantId: string): Promise<string[]> {
  const { rows: crooked } = await sql<{ entry_id: number; sum: number }>`
    select entry_id, sum(amount_minor) as sum from account_postings where merchant_id = ${merchantId}
    group by entry_id having sum(amount_minor) <> 0 limit 10`.execute(db);
  const { rows: empty } = await sql<{ entry_id: number }>`
    select e.entry_id from account_entries e where e.merchant_id = ${merchantId}
      and not exists (select from account_postings p where p.entry_id = e.entry_id) limit 10`.execute(db);
  const days = await db
    .selectFrom('closed_days')
    .select(['day', 'entries', 'debit_minor'])
    .where('merchant_id', '=', merchantId)
    .orderBy('day')
    .execute();
  const found = [
    ...crooked.map(({ entry_id, sum }) => `entry ${entry_id} adds up to ${sum}`),
    ...empty.map(({ entry_id }) => `entry ${entry_id} has no postings`),
  ];
  let before = '';
  for (const { day, entries, debit_minor } of days) {
    const held = await heldOn(db, merchantId, day, before);
    before = day;
    if (held.entries === Number(entries) && held.debitMinor === Number(debit_minor)) continue;
    found.push(
      `${day} held ${entries} entries of ${debit_minor}, and now ${held.entries} of ${held.debitMinor}`,
    );
  }
  return found;
}
