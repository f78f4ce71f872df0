/**
 * One day of one channel, our rows against the statement's, in DuckDB: what agrees in number, kind, amount, currency
 * and fee is counted and done with, everything else is left on its side. Rows are compared by two 64-bit hashes over
 * different columns, so texts are never kept; what is left is read from the files again by its place. DuckDB is
 * loaded when this runs, keeps to its memory limit and spills into `tempDir`.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../domain/fault.ts';
import { rowColumns } from '../../domain/statement.ts';
import { linesAt } from './row-files.ts';

/** The columns of our rows' text, in order; `n` counts them from 1. */
export const oursColumns = ['kind', 'order_no', 'ref', 'trade_no', 'minor', 'currency', 'n'] as const;

export interface MatchJob {
  /** Text of `oursColumns`, divided by tabs, in the order of `n`. */
  readonly oursPaths: readonly string[];
  /** Text of `rowColumns`, in the order of the statement. */
  readonly channelPaths: readonly string[];
  /** What the channel charges, in millionths of the amount; nothing is compared without it. */
  readonly ratePpm?: number | undefined;
  readonly currency: string;
  readonly tempDir: string;
  readonly memoryMb: number;
  /** More left over than this, and the statement is not of these payments. */
  readonly leftMax: number;
}

export interface MatchResult {
  /** Lines of the files. */
  readonly ours: readonly string[];
  readonly channel: readonly string[];
  /** Places in `ours` of payments whose number at the platform another payment of ours has. */
  readonly twins: readonly number[];
  readonly figures: Readonly<Record<string, number>>;
}

const threads = 2;
const numeric = new Set(['minor', 'fee_e5', 'at_ms', 'line', 'n']);

function reading(paths: readonly string[], columns: readonly string[]): string {
  const type = (name: string) => (numeric.has(name) ? 'BIGINT' : 'VARCHAR');
  if (paths.length === 0) {
    return `(select ${columns.map((name) => `null::${type(name)} as ${name}`).join(', ')} where false)`;
  }
  const names = paths.map((path) => `'${path.replaceAll("'", "''")}'`);
  return `read_csv([${names.join(', ')}], delim = '\t', header = false, quote = '', escape = '',
    auto_detect = false, nullstr = '\\N',
    columns = {${columns.map((name) => `'${name}': '${type(name)}'`).join(', ')}})`;
}

/** What the channel may charge for a row: rounded half away from nothing to the smallest unit, as it does. */
function feeFits(ratePpm: number | undefined): string {
  if (ratePpm === undefined) return 'true';
  const fee = `((minor * ${Math.floor(ratePpm)} * 2 + 1000000) // 2000000 * 1000)`;
  return `fee_e5 = (case kind when 'payment' then 1 else -1 end) * ${fee}`;
}

const key = 'hash(order_no, ref, kind)';
const whole = 'hash(kind, minor, order_no, currency, ref)';

function statementsOf(job: MatchJob): string[] {
  const own = `currency = '${job.currency.replaceAll(/[^A-Z]/g, '')}'`;
  return [
    `create table ours as select ${key} as h, ${whole} as p, n, kind = 'payment' as pays, minor,
        case when kind = 'payment' and trade_no <> '' then hash(trade_no) end as t
      from ${reading(job.oursPaths, oursColumns)}`,
    `create table channel as select ${key} as h, ${whole} as p, ${feeFits(job.ratePpm)} as fits,
        hash(order_no) as g, kind, ${own} as own, minor, fee_e5, line
      from ${reading(job.channelPaths, rowColumns)}`,
    'create table twice as select h from channel group by h having count(*) > 1',
    `create table reversed as select distinct g from channel where kind = 'reversal'`,
    `create table odd as select line from channel where not fits or h in (select h from twice)
      or kind = 'payment' and g in (select g from reversed)`,
    `create table left_over as select o.n, c.line from ours o full outer join
        (select h, p, line from channel anti join odd using (line)) c on o.h = c.h and o.p = c.p
      where o.n is null or c.line is null`,
    `create table left_ours as select o.* from ours o semi join left_over l on o.n = l.n`,
  ];
}

const twins = `select distinct l.n from left_ours l join ours o on o.t = l.t and o.n <> l.n
  where o.n < l.n or o.n not in (select n from left_ours)`;

const figures = `select
  (select count(*) from ours) as ours, (select count(*) from channel) as channel,
  (select count(n) from left_over) as "leftOurs",
  (select count(line) from left_over) + (select count(*) from odd) as "leftChannel",
  (select coalesce(sum(minor), 0) from ours where pays) as "oursPaidMinor",
  (select coalesce(sum(minor), 0) from ours where not pays) as "oursRefundedMinor",
  (select coalesce(sum(minor), 0) from channel where own and kind = 'payment') as "channelPaidMinor",
  (select coalesce(sum(minor), 0) from channel where own and kind <> 'payment') as "channelRefundedMinor",
  (select coalesce(sum(fee_e5), 0) from channel where own) as "feeE5",
  (select coalesce(min(line), 0) from channel) as "firstLine"`;

/** Throws `INPUT_TOO_LARGE` where hardly anything agrees. */
export async function matchRows(job: MatchJob): Promise<MatchResult> {
  const { oursAt, channelAt, twinsAt, figures } = await comparePlaces(job);
  const place = new Map(oursAt.map((n, at) => [n, at]));
  return {
    ours: await linesAt(job.oursPaths, oursAt),
    channel: await linesAt(job.channelPaths, channelAt),
    twins: twinsAt.map((n) => place.get(n) ?? 0),
    figures,
  };
}

interface Places {
  /** Of what is left, each counted from 1 over all files of its side. */
  readonly oursAt: readonly number[];
  readonly channelAt: readonly number[];
  /** Those of `oursAt` that have a twin. */
  readonly twinsAt: readonly number[];
  readonly figures: Readonly<Record<string, number>>;
}

/** DuckDB ends with this: its threads would work on beside the reading of what is left. */
async function comparePlaces(job: MatchJob): Promise<Places> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${job.memoryMb}MB`,
    temp_directory: job.tempDir,
    threads: String(threads),
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  try {
    return await compared(connection, job);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function compared(connection: DuckDBConnection, job: MatchJob): Promise<Places> {
  for (const statement of statementsOf(job)) await connection.run(statement);
  const row = (await connection.runAndReadAll(figures)).getRowObjectsJS()[0] ?? {};
  const found = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
  const left = (found.leftOurs ?? 0) + (found.leftChannel ?? 0);
  if (left > job.leftMax) {
    const facts = { left, leftMax: job.leftMax };
    throw new Fault('INPUT_TOO_LARGE', 'keep what a statement and the books do not agree on', { facts });
  }
  const numbers = async (statement: string) =>
    (await connection.runAndReadAll(statement)).getColumnsJS()[0]?.map(Number) ?? [];
  const lines = await numbers(
    'select line from left_over where line is not null union select line from odd order by line',
  );
  const first = found.firstLine ?? 0;
  return {
    oursAt: await numbers('select n from left_over where n is not null order by n'),
    channelAt: lines.map((line) => line - first + 1),
    twinsAt: await numbers(twins),
    figures: { ...found, agreed: (found.channel ?? 0) - (found.leftChannel ?? 0) },
  };
}
