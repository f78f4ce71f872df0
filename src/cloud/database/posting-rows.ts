/**
 * Entries of the ledger of accounts as rows. They are written in the transaction of what they are about, all of a
 * call in one statement, and each source once however often it comes. The day is that of the merchant's wall clock,
 * never after today and never one that is closed: what comes too late counts for the first open day.
 */
import { sql } from 'kysely';
import { type AccountEntry, checkedEntry } from '../../domain/account.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';

interface PostedLine {
  readonly n: number;
  readonly entry: AccountEntry;
  readonly posting: AccountEntry['postings'][number];
}

/** Posts what is not posted yet; an entry that moves nothing leaves no trace. Throws `BOOKS_UNBALANCED`. */
export async function postEntries(
  tx: CloudTransaction,
  merchantId: string,
  entries: readonly AccountEntry[],
  postedAtMs: number,
): Promise<void> {
  const checked = onceEach(entries.map(checkedEntry).filter(({ postings }) => postings.length > 0));
  if (checked.length === 0) return;
  const lines = checked.flatMap((entry) =>
    entry.postings.map((posting, n): PostedLine => ({ n, entry, posting })),
  );
  const of = <T>(value: (entry: AccountEntry) => T) => checked.map(value);
  const line = <T>(value: (line: PostedLine) => T) => lines.map(value);
  await sql`
    with days as (
      select m.time_zone, local_day(${postedAtMs}::bigint, m.time_zone) as today,
        (select to_char(max(c.day)::date + 1, 'YYYY-MM-DD') from closed_days c
          where c.merchant_id = m.merchant_id) as first_open
      from merchants m where m.merchant_id = ${merchantId}
    ), entered as (
      insert into account_entries
        (merchant_id, source_kind, source_id, day, at_ms, posted_at_ms, currency, order_id)
      select ${merchantId}, a.source_kind, a.source_id,
        greatest(least(local_day(a.at_ms, days.time_zone), days.today), days.first_open),
        a.at_ms, ${postedAtMs}::bigint, a.currency, a.order_id
      from days, unnest(
        ${of(({ source }) => source.kind)}::text[],
        ${of(({ source }) => source.id)}::text[],
        ${of(({ atMs }) => Math.floor(atMs))}::bigint[],
        ${of(({ currency }) => currency)}::text[],
        ${of(({ orderId }) => orderId ?? null)}::text[]
      ) as a (source_kind, source_id, at_ms, currency, order_id)
      on conflict (merchant_id, source_kind, source_id) do nothing
      returning entry_id, source_kind, source_id, day, currency
    )
    insert into account_postings
      (entry_id, n, merchant_id, day, account, channel, machine_id, site_id, lot_id, currency, amount_minor)
    select e.entry_id, p.n, ${merchantId}, e.day, p.account, p.channel, p.machine_id, p.site_id, p.lot_id,
      e.currency, p.amount_minor
    from unnest(
      ${line(({ entry }) => entry.source.kind)}::text[],
      ${line(({ entry }) => entry.source.id)}::text[],
      ${line(({ n }) => n)}::integer[],
      ${line(({ posting }) => posting.account)}::text[],
      ${line(({ posting }) => posting.channel ?? null)}::text[],
      ${line(({ entry, posting }) => posting.machineId ?? entry.machineId ?? null)}::text[],
      ${line(({ entry, posting }) => posting.siteId ?? entry.siteId ?? null)}::text[],
      ${line(({ entry, posting }) => posting.lotId ?? entry.lotId ?? null)}::text[],
      ${line(({ posting }) => posting.amountMinor)}::bigint[]
    ) as p (source_kind, source_id, n, account, channel, machine_id, site_id, lot_id, amount_minor)
    join entered e on e.source_kind = p.source_kind and e.source_id = p.source_id`.execute(tx);
}

/** Without repetitions of a source in one call: the first holds. */
function onceEach(entries: readonly AccountEntry[]): AccountEntry[] {
  const kept = new Map<string, AccountEntry>();
  for (const entry of entries) {
    const key = `${entry.source.kind} ${entry.source.id}`;
    if (!kept.has(key)) kept.set(key, entry);
  }
  return [...kept.values()];
}

/** Debits less credits of an account, of one channel or of all. */
export async function accountBalance(
  db: CloudDatabase,
  merchantId: string,
  account: AccountEntry['postings'][number]['account'],
  channel?: string,
): Promise<number> {
  const { balance } = await db
    .selectFrom('account_postings')
    .select(({ fn, lit }) => fn.coalesce(fn.sum<number>('amount_minor'), lit(0)).as('balance'))
    .where('merchant_id', '=', merchantId)
    .where('account', '=', account)
    .$if(channel !== undefined, (query) => query.where('channel', '=', channel ?? ''))
    .executeTakeFirstOrThrow();
  return Number(balance);
}
