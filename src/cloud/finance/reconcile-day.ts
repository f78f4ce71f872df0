/**
 * Compares one day of one channel and brings pool, differences and fees to what came of it, in one transaction. What
 * agrees within the day is done with in a process of its own; what is left of the days around is decided together, so
 * that running a day again, or in another order, comes to the same.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import { type ChannelRow, type Decided, decideLeftovers, keyOf } from '../../domain/reconciliation.ts';
import { chinaDay, chinaDayStartMs, dayAfter } from '../../domain/statement-cells.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';
import { postEntries } from '../database/posting-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import type { BooksWork } from './books-jobs.ts';
import { settleFound } from './difference-rows.ts';
import type { MatchResult } from './match-rows.ts';
import { findOurs, writeOurs } from './ours-rows.ts';
import { writePages } from './row-files.ts';

export interface ReconcilePorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly jobs: BooksWork;
  readonly spoolDir: string;
}

export interface DayAsked {
  readonly merchantId: string;
  readonly channel: string;
  readonly day: string;
  readonly actor: string;
}

export interface DayRun {
  readonly figures: Readonly<Record<string, number>>;
  readonly fileId: string;
}

/** Rows on either side that agree with nothing; more, and the statement is of something else. */
const leftMax = 200_000;
const memoryMb = 600;
const dayMs = 86_400_000;
/** A row of a day can be matched by one so many days away; so many are decided anew, and twice as many looked at. */
const reachDays = 4;

/** Throws `STATEMENT_NOT_READY` without a statement of the day; what goes wrong is kept with the run. */
export async function reconcileDay(ports: ReconcilePorts, asked: DayAsked): Promise<DayRun> {
  const { db, clock } = ports;
  const { merchantId, channel, day } = asked;
  const file = await db
    .selectFrom('statement_files')
    .select(['file_id', 'state'])
    .where('merchant_id', '=', merchantId)
    .where('channel', '=', channel)
    .where('day', '=', day)
    .where('state', 'in', ['imported', 'none'])
    .executeTakeFirst();
  if (!file) throw new Fault('STATEMENT_NOT_READY', `compare ${channel} of ${day}`);
  const startedAtMs = clock.now();
  const begun = { file_id: file.file_id, started_at_ms: startedAtMs, actor: asked.actor };
  try {
    const currency = await currencyOf(db, merchantId);
    const matched = await matchDay(ports, asked, file, currency);
    const figures = await db
      .transaction()
      .execute((tx) => settleDay(tx, ports, { ...asked, currency }, matched, begun));
    return { figures, fileId: file.file_id };
  } catch (error) {
    const ended = { ended_at_ms: clock.now(), figures: null, fault: faultCodeOf(error) };
    await putRun(db, asked, { ...begun, ...ended, state: 'failed' });
    throw error;
  }
}

async function currencyOf(db: CloudDatabase, merchantId: string): Promise<string> {
  const { currency } = await db
    .selectFrom('merchants')
    .select('currency')
    .where('merchant_id', '=', merchantId)
    .executeTakeFirstOrThrow();
  return currency;
}

async function rateOf(db: CloudDatabase, merchantId: string, channel: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('channel_rates')
    .select('rate_ppm')
    .where('merchant_id', '=', merchantId)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row?.rate_ppm;
}

async function* pagesOf(db: CloudDatabase, fileId: string): AsyncGenerator<Uint8Array> {
  for (let n = 0; ; n += 1) {
    const page = await db
      .selectFrom('statement_pages')
      .select('packed')
      .where('file_id', '=', fileId)
      .where('n', '=', n)
      .executeTakeFirst();
    if (!page) return;
    yield page.packed;
  }
}

async function matchDay(
  { db, jobs, spoolDir }: ReconcilePorts,
  { merchantId, channel, day }: DayAsked,
  file: { readonly file_id: string },
  currency: string,
): Promise<MatchResult> {
  const tempDir = await mkdtemp(join(spoolDir, 'compare-'));
  try {
    const fromMs = chinaDayStartMs(day) ?? 0;
    const time = { fromMs, toMs: fromMs + dayMs };
    return await jobs.match({
      oursPaths: await writeOurs(db, { merchantId, channel }, time, tempDir),
      channelPaths: await writePages(pagesOf(db, file.file_id), tempDir),
      ratePpm: await rateOf(db, merchantId, channel),
      ...{ currency, tempDir, memoryMb, leftMax },
    });
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
}

interface Begun {
  readonly file_id: string;
  readonly started_at_ms: number;
  readonly actor: string;
}

async function putRun(
  db: CloudDatabase,
  { merchantId, channel, day }: DayAsked,
  run: Begun & {
    readonly state: string;
    readonly ended_at_ms: number;
    readonly figures: string | null;
    readonly fault: string | null;
  },
): Promise<number> {
  const { run: count } = await db
    .insertInto('reconciliation_runs')
    .values({ merchant_id: merchantId, channel, day, run: 1, ...run })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'channel', 'day'])
        .doUpdateSet((eb) => ({ ...run, run: eb('reconciliation_runs.run', '+', 1) })),
    )
    .returning('run')
    .executeTakeFirstOrThrow();
  return count;
}

async function settleDay(
  tx: CloudTransaction,
  { clock, random }: ReconcilePorts,
  asked: DayAsked & { readonly currency: string },
  matched: MatchResult,
  begun: Begun,
): Promise<Record<string, number>> {
  const { merchantId, channel, day, currency } = asked;
  // One run at a time for a channel of a merchant.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`books ${merchantId} ${channel}`}, 0))`.execute(
    tx,
  );
  await replacePool(tx, asked, matched);
  const ended = { ended_at_ms: clock.now(), fault: null, figures: JSON.stringify(matched.figures) };
  const run = await putRun(tx, asked, { ...begun, ...ended, state: 'done' });
  const decided = await decideAround(tx, asked);
  const scope = { fromDay: dayAfter(day, -reachDays), toDay: dayAfter(day, reachDays) };
  const found = decided.differences.filter((one) => one.day >= scope.fromDay && one.day <= scope.toDay);
  const told = { actor: `reconciliation ${day} ${run}`, atMs: clock.now(), random };
  const added = await settleFound(tx, { merchantId, channel, currency, ...scope }, found, told);
  await postFees(tx, { ...asked, ...scope, run }, decided, clock.now());
  const figures = {
    ...matched.figures,
    ...{ differences: found.filter((one) => one.day === day).length, added },
    ...{ carried: decided.carried.filter(({ atMs }) => chinaDay(atMs) === day).length },
    overCutOff: decided.overCutOff,
  };
  await tx
    .updateTable('reconciliation_runs')
    .set({ figures: JSON.stringify(figures) })
    .where('merchant_id', '=', merchantId)
    .where('channel', '=', channel)
    .where('day', '=', day)
    .execute();
  return figures;
}

const poolRowsAtOnce = 1000;

async function replacePool(
  tx: CloudTransaction,
  { merchantId, channel, day }: DayAsked,
  { ours, channel: left }: MatchResult,
): Promise<void> {
  await tx
    .deleteFrom('reconciliation_pool')
    .where('merchant_id', '=', merchantId)
    .where('channel', '=', channel)
    .where('day', '=', day)
    .execute();
  const place = { merchant_id: merchantId, channel, day };
  const rows = [
    ...ours.map(({ twin, ...row }, n) => ({
      ...place,
      side: 'ours',
      n,
      row: JSON.stringify({ ...row, twin: twin ? 1 : 0 }),
    })),
    ...left.map((row, n) => ({ ...place, side: 'channel', n, row: JSON.stringify({ ...row, day }) })),
  ];
  for (let at = 0; at < rows.length; at += poolRowsAtOnce) {
    await tx
      .insertInto('reconciliation_pool')
      .values(rows.slice(at, at + poolRowsAtOnce))
      .execute();
  }
}

/** Everything that is left of the days around, decided. */
async function decideAround(tx: CloudTransaction, { merchantId, channel, day }: DayAsked): Promise<Decided> {
  const [from, to] = [dayAfter(day, -2 * reachDays), dayAfter(day, 2 * reachDays)];
  const pool = await tx
    .selectFrom('reconciliation_pool')
    .select(['side', 'row'])
    .where('merchant_id', '=', merchantId)
    .where('channel', '=', channel)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute();
  const oursLeft = pool.filter(({ side }) => side === 'ours').map(({ row }) => row as unknown as PooledOurs);
  const channelLeft = pool
    .filter(({ side }) => side === 'channel')
    .map(({ row }) => row as unknown as ChannelRow);
  const runs = await tx
    .selectFrom('reconciliation_runs')
    .select('day')
    .where('merchant_id', '=', merchantId)
    .where('channel', '=', channel)
    .where('state', '=', 'done')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute();
  const orderNos = new Set([...oursLeft, ...channelLeft].map(({ orderNo }) => orderNo));
  return decideLeftovers({
    ours: await findOurs(tx, { merchantId, channel }, [...orderNos]),
    oursLeft: new Set(oursLeft.map(keyOf)),
    twins: new Set(oursLeft.filter(({ twin }) => twin === 1).map(keyOf)),
    channelLeft,
    compared: new Set(runs.map((run) => run.day)),
    ratePpm: await rateOf(tx, merchantId, channel),
  });
}

interface PooledOurs {
  readonly kind: string;
  readonly orderNo: string;
  readonly ref: string;
  readonly twin: number;
}

/**
 * What the channel charged on each of the days and nobody objects to: the stated fees, without what is a difference.
 * Only what is not posted yet is posted.
 */
async function postFees(
  tx: CloudTransaction,
  scope: DayAsked & {
    readonly currency: string;
    readonly fromDay: string;
    readonly toDay: string;
    readonly run: number;
  },
  { differences }: Decided,
  atMs: number,
): Promise<void> {
  const { merchantId, channel, fromDay, toDay, currency, day, run } = scope;
  const runs = await tx
    .selectFrom('reconciliation_runs')
    .select(['day', 'figures'])
    .where('merchant_id', '=', merchantId)
    .where('channel', '=', channel)
    .where('state', '=', 'done')
    .where('day', '>=', fromDay)
    .where('day', '<=', toDay)
    .execute();
  for (const one of runs) {
    const objected = differences
      .filter(({ category, channel: row }) => category === 'feeMismatch' && row?.day === one.day)
      .reduce((sum, { deltaMinor }) => sum + deltaMinor, 0);
    const wanted = Math.round((one.figures?.feeE5 ?? 0) / 1000) + objected;
    const missing = wanted - (await postedFees(tx, scope, one.day));
    if (missing === 0) continue;
    const source = { kind: 'fees' as const, id: `${channel}/${one.day}/${day}/${run}` };
    const entry = {
      ...{ source, atMs: (chinaDayStartMs(one.day) ?? atMs) + dayMs / 2, currency: currency as 'CNY' },
      postings: [
        { account: 'fees' as const, channel, amountMinor: missing },
        { account: 'receivable' as const, channel, amountMinor: -missing },
      ],
    };
    await postEntries(tx, merchantId, [entry], atMs);
  }
}

async function postedFees(
  tx: CloudTransaction,
  { merchantId, channel }: DayAsked,
  day: string,
): Promise<number> {
  const { posted } = await tx
    .selectFrom('account_postings as p')
    .innerJoin('account_entries as e', 'e.entry_id', 'p.entry_id')
    .select(({ fn, lit }) => fn.coalesce(fn.sum<number>('p.amount_minor'), lit(0)).as('posted'))
    .where('e.merchant_id', '=', merchantId)
    .where('e.source_kind', '=', 'fees')
    .where('e.source_id', 'like', `${channel}/${day}/%`)
    .where('p.account', '=', 'fees')
    .executeTakeFirstOrThrow();
  return Number(posted);
}
