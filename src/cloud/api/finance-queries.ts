/** Statements, runs, differences and balances as the API tells them. */
import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { AccountName } from '../../domain/account.ts';
import type { DifferenceCategory, DifferenceState } from '../../domain/difference.ts';
import type { FaultCode } from '../../domain/fault.ts';
import type { Answer } from '../../wire/rest.ts';
import type { DayRunView, Difference, StatementFile } from '../../wire/rest-finance.ts';
import type { CloudDatabase, CloudTables } from '../database/schema.ts';

export interface DaysAsked {
  readonly limit: number;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly channel?: string | undefined;
}

const number = (value: number | string | null) => (value === null ? null : Number(value));

/** What is of a merchant, and of the days and the channel that were asked for. */
function inDays(merchantId: string, { from, to, channel }: DaysAsked): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`merchant_id = ${merchantId}`,
    ...(from === undefined ? [] : [sql<SqlBool>`day >= ${from}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`day <= ${to}`]),
    ...(channel === undefined ? [] : [sql<SqlBool>`channel = ${channel}`]),
  ];
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}

/** Newest first, one more than asked for. */
export async function listStatements(
  db: CloudDatabase,
  merchantId: string,
  asked: DaysAsked & { readonly before: readonly [number, string] | undefined },
): Promise<StatementFile[]> {
  const { limit, before } = asked;
  const rows = await db
    .selectFrom('statement_files')
    .selectAll()
    .where(inDays(merchantId, asked))
    .$if(before !== undefined, (query) =>
      query.where(
        sql<boolean>`(received_at_ms, file_id) < (${before?.[0] ?? 0}::bigint, ${before?.[1] ?? ''})`,
      ),
    )
    .orderBy('received_at_ms', 'desc')
    .orderBy('file_id', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.file_id, channel: row.channel, day: row.day, state: row.state as StatementFile['state'] },
    ...{ account: row.account, bytes: Number(row.bytes), rows: Number(row.rows) },
    ...{ fault: row.fault as FaultCode | null, line: number(row.line), column: row.column_name },
    ...{ reason: row.reason, source: row.source as 'fetched' | 'uploaded', actor: row.actor },
    receivedAtMs: Number(row.received_at_ms),
  }));
}

/** Newest day first, one more than asked for. */
export async function listDayRuns(
  db: CloudDatabase,
  merchantId: string,
  asked: DaysAsked & { readonly before: readonly [string, string] | undefined },
): Promise<DayRunView[]> {
  const { limit, before } = asked;
  const rows = await db
    .selectFrom('reconciliation_runs')
    .selectAll()
    .where(inDays(merchantId, asked))
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(day, channel) < (${before?.[0] ?? ''}, ${before?.[1] ?? ''})`),
    )
    .orderBy('day', 'desc')
    .orderBy('channel', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map(runOf);
}

export async function readDayRun(
  db: CloudDatabase,
  merchantId: string,
  channel: string,
  day: string,
): Promise<DayRunView | undefined> {
  const row = await db
    .selectFrom('reconciliation_runs')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('channel', '=', channel)
    .where('day', '=', day)
    .executeTakeFirst();
  return row && runOf(row);
}

function runOf(row: Selectable<CloudTables['reconciliation_runs']>): DayRunView {
  return {
    ...{ channel: row.channel, day: row.day, run: row.run, state: row.state as DayRunView['state'] },
    ...{ startedAtMs: Number(row.started_at_ms), endedAtMs: number(row.ended_at_ms), file: row.file_id },
    ...{ figures: row.figures, fault: row.fault as FaultCode | null, actor: row.actor },
  };
}

export interface DifferencesAsked extends DaysAsked {
  readonly state?: DifferenceState | 'unsettled' | undefined;
  readonly category?: DifferenceCategory | undefined;
  readonly owner?: string | undefined;
  readonly after: readonly [string, string] | undefined;
}

/** Oldest day first, one more than asked for. */
export async function listDifferences(
  db: CloudDatabase,
  merchantId: string,
  asked: DifferencesAsked,
): Promise<Difference[]> {
  const { limit, state, category, owner, after } = asked;
  const rows = await db
    .selectFrom('differences')
    .selectAll()
    .where(inDays(merchantId, asked))
    .$if(category !== undefined, (query) => query.where('category', '=', category ?? ''))
    .$if(owner !== undefined, (query) => query.where('owner', '=', owner ?? ''))
    .$if(state === 'unsettled', (query) => query.where('closed_at_ms', 'is', null))
    .$if(state !== undefined && state !== 'unsettled', (query) => query.where('state', '=', state ?? ''))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(day, difference_id) > (${after?.[0] ?? ''}, ${after?.[1] ?? ''})`),
    )
    .orderBy('day')
    .orderBy('difference_id')
    .limit(limit + 1)
    .execute();
  return rows.map(differenceOf);
}

export async function readDifference(
  db: CloudDatabase,
  merchantId: string,
  id: string,
): Promise<Difference | undefined> {
  const row = await db
    .selectFrom('differences')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('difference_id', '=', id)
    .executeTakeFirst();
  return row && differenceOf(row);
}

function sideOf(minor: number | null, currency: string | null, state: string | null, atMs: number | null) {
  if (minor === null) return null;
  return { amountMinor: Number(minor), currency: currency ?? '', state: state ?? '', atMs: Number(atMs) };
}

function differenceOf(row: Selectable<CloudTables['differences']>): Difference {
  return {
    ...{ id: row.difference_id, channel: row.channel, day: row.day, kind: row.kind },
    ...{ category: row.category as DifferenceCategory, state: row.state as DifferenceState },
    ...{ orderNo: row.order_no, order: row.order_id, refund: row.ref, kiosk: row.machine_id },
    ...{ tradeNo: row.trade_no, lot: row.lot_id, stay: row.stay_serial },
    ours: sideOf(row.ours_minor, row.ours_currency, row.ours_state, row.ours_at_ms),
    channelSide: sideOf(row.channel_minor, row.channel_currency, row.channel_state, row.channel_at_ms),
    ...{ deltaMinor: Number(row.delta_minor), currency: row.currency, owner: row.owner },
    ...{ waitUntilMs: number(row.wait_until_ms), openedAtMs: Number(row.opened_at_ms) },
    ...{ closedAtMs: number(row.closed_at_ms), closedBy: row.closed_by, closing: row.closing },
  };
}

/** What was done about a difference, oldest first. */
export async function readHistory(db: CloudDatabase, id: string) {
  const rows = await db
    .selectFrom('difference_history')
    .select(['n', 'at_ms', 'actor', 'action', 'note', 'amount_minor'])
    .where('difference_id', '=', id)
    .orderBy('n')
    .execute();
  return rows.map((row) => ({
    ...{ n: row.n, atMs: Number(row.at_ms), actor: row.actor, action: row.action, note: row.note },
    amountMinor: number(row.amount_minor),
  }));
}

export async function readBalances(
  db: CloudDatabase,
  merchantId: string,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Omit<Answer<'readBalances'>, 'broken'>> {
  const { rows } = await sql<{
    account: string;
    channel: string | null;
    currency: string;
    debit: number;
    credit: number;
  }>`
    select account, channel, currency, sum(greatest(amount_minor, 0)) as debit,
      sum(greatest(-amount_minor, 0)) as credit
    from account_postings
    where merchant_id = ${merchantId} and day >= ${from ?? ''} and day <= ${to ?? '9999'}
    group by account, channel, currency order by account, channel, currency`.execute(db);
  const closed = await db
    .selectFrom('closed_days')
    .select(({ fn }) => fn.max('day').as('day'))
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  return {
    items: rows.map((row) => ({
      ...{ account: row.account as AccountName, channel: row.channel, currency: row.currency },
      ...{ debitMinor: Number(row.debit), creditMinor: Number(row.credit) },
    })),
    closedTo: closed?.day ?? null,
  };
}
