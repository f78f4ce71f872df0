/**
 * One day of one channel, our rows against the statement's, in DuckDB: what agrees in number, kind, amount, currency
 * and fee is counted and done with, everything else is left on its side, with all rows of its number. Rows are compared
 * by 64-bit hashes; should as many not agree on both sides, those with the same hash are left too. DuckDB reads the
 * packed pages of a statement itself, is loaded when this runs, keeps to its memory limit and spills into `tempDir`.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../domain/fault.ts';
import type { ChannelRow } from '../../domain/reconciliation.ts';
import { rowColumns, type StatementKind } from '../../domain/statement.ts';

/** The columns of our rows' text, in order; `n` counts them from 1. */
export const oursColumns = ['kind', 'order_no', 'ref', 'trade_no', 'minor', 'currency', 'n'] as const;

export interface MatchJob {
  /** Text of `oursColumns`, divided by tabs, in the order of `n`. */
  readonly oursPaths: readonly string[];
  /** Text of `rowColumns`, in the order of the statement, packed by zstd. */
  readonly channelPaths: readonly string[];
  /** What the channel charges, in millionths of the amount; nothing is compared without it. */
  readonly ratePpm?: number | undefined;
  readonly currency: string;
  readonly tempDir: string;
  readonly memoryMb: number;
  /** More left over than this, and the statement is not of these payments. */
  readonly leftMax: number;
}

/** A payment or refund of ours that nothing agrees with. */
export interface LeftOurs {
  readonly kind: string;
  readonly orderNo: string;
  readonly ref: string;
  /** A payment whose number at the platform another payment of ours has. */
  readonly twin: boolean;
}

export interface MatchResult {
  /** Each side in the order of its files. */
  readonly ours: readonly LeftOurs[];
  readonly channel: readonly Omit<ChannelRow, 'day'>[];
  readonly figures: Readonly<Record<string, number>>;
}

const threads = 2;
const numeric = new Set(['minor', 'fee_e5', 'at_ms', 'line', 'n']);

function reading(paths: readonly string[], columns: readonly string[], packing: 'none' | 'zstd'): string {
  const type = (name: string) => (numeric.has(name) ? 'BIGINT' : 'VARCHAR');
  if (paths.length === 0) {
    return `(select ${columns.map((name) => `null::${type(name)} as ${name}`).join(', ')} where false)`;
  }
  const names = paths.map((path) => `'${path.replaceAll("'", "''")}'`);
  return `read_csv([${names.join(', ')}], delim = '\t', header = false, quote = '', escape = '',
    auto_detect = false, nullstr = '\\N', compression = '${packing}',
    columns = {${columns.map((name) => `'${name}': '${type(name)}'`).join(', ')}})`;
}

/** What the channel may charge for a row: rounded half away from nothing to the smallest unit, as it does. */
function feeFits(ratePpm: number | undefined): string {
  if (ratePpm === undefined) return 'true';
  const fee = `((minor * ${Math.floor(ratePpm)} * 2 + 1000000) // 2000000 * 1000)`;
  return `fee_e5 = (case kind when 'payment' then 1 else -1 end) * ${fee}`;
}

const group = 'hash(order_no, ref, kind)';
const whole = 'hash(kind, minor, order_no, currency, ref)';

/** `doubted` are the groups of which all rows are left. */
function statementsOf(job: MatchJob): string[] {
  return [
    `create table ours as select ${group} as g, ${whole} as w, kind, order_no, ref, minor, n,
        case when kind = 'payment' and trade_no <> '' then hash(trade_no) end as t
      from ${reading(job.oursPaths, oursColumns, 'none')}`,
    `create table channel as select ${group} as g, ${whole} as w, *
      from ${reading(job.channelPaths, rowColumns, 'zstd')}`,
    `create table alone as select o.g as ours, c.g as channel from ours o full outer join channel c on o.w = c.w
      where o.w is null or c.w is null`,
    `create table doubted as select coalesce(ours, channel) as g from alone
      union select g from channel where not (${feeFits(job.ratePpm)})
      union select g from channel where kind = 'payment'
        and order_no in (select order_no from channel where kind = 'reversal')`,
  ];
}

/** How many more rows of the statement than of ours agree: some are there twice, or have another's hash. */
const surplus = `select (select count(*) from channel) - (select count(channel) from alone)
  - (select count(*) from ours) + (select count(ours) from alone)`;

const doubtSame = ['ours', 'channel'].map(
  (side) => `insert into doubted select g from ${side} where w in
    (select w from ${side} group by w having count(*) > 1)`,
);

const keepLeft = ['ours', 'channel'].map(
  (side) => `create table left_${side} as select * from ${side} semi join doubted using (g)`,
);

const leftOurs = `select kind, order_no, ref, n in (
    select l.n from left_ours l join ours o on o.t = l.t and o.n <> l.n
    where o.n < l.n or o.n not in (select n from left_ours)) as twin
  from left_ours order by n`;

const leftChannel = `select ${rowColumns.join(', ')} from left_channel order by line`;

const figuresOfOurs = `select count(*) as ours, (select count(*) from left_ours) as "leftOurs",
    coalesce(sum(minor) filter (kind = 'payment'), 0) as "oursPaidMinor",
    coalesce(sum(minor) filter (kind <> 'payment'), 0) as "oursRefundedMinor"
  from ours`;

function figuresOfChannel(currency: string): string {
  const own = `currency = '${currency.replaceAll(/[^A-Z]/g, '')}'`;
  return `select count(*) as channel, (select count(*) from left_channel) as "leftChannel",
      coalesce(sum(minor) filter (${own} and kind = 'payment'), 0) as "channelPaidMinor",
      coalesce(sum(minor) filter (${own} and kind <> 'payment'), 0) as "channelRefundedMinor",
      coalesce(sum(fee_e5) filter (${own}), 0) as "feeE5"
    from channel`;
}

/** Throws `INPUT_TOO_LARGE` where hardly anything agrees. */
export async function matchRows(job: MatchJob): Promise<MatchResult> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${job.memoryMb}MB`,
    temp_directory: job.tempDir,
    threads: String(threads),
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    return await compared(connection, job);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function compared(connection: DuckDBConnection, job: MatchJob): Promise<MatchResult> {
  const rowsOf = async (statement: string) =>
    (await connection.runAndReadAll(statement)).getRowsJS() as unknown[][];
  for (const statement of statementsOf(job)) await connection.run(statement);
  const [[more] = []] = await rowsOf(surplus);
  for (const statement of [...(Number(more) === 0 ? [] : doubtSame), ...keepLeft])
    await connection.run(statement);
  const figures: Record<string, number> = {};
  for (const statement of [figuresOfOurs, figuresOfChannel(job.currency)]) {
    const [row = {}] = (await connection.runAndReadAll(statement)).getRowObjectsJS();
    for (const [name, value] of Object.entries(row)) figures[name] = Number(value);
  }
  const { leftOurs: oursCount = 0, leftChannel: channelCount = 0, channel = 0 } = figures;
  const left = oursCount + channelCount;
  if (left > job.leftMax) {
    const facts = { left, leftMax: job.leftMax };
    throw new Fault('INPUT_TOO_LARGE', 'keep what a statement and the books do not agree on', { facts });
  }
  return {
    ours: (await rowsOf(leftOurs)).map(([kind, orderNo, ref, twin]) => ({
      ...{ kind: String(kind), orderNo: String(orderNo), ref: String(ref), twin: twin === true },
    })),
    channel: (await rowsOf(leftChannel)).map(channelRowOf),
    figures: { ...figures, agreed: channel - channelCount },
  };
}

/** From the columns of `rowColumns`. */
function channelRowOf(cells: readonly unknown[]): Omit<ChannelRow, 'day'> {
  const [kind, orderNo, ref, tradeNo, minor, currency, feeE5, atMs, line] = cells;
  return {
    ...{ kind: kind as StatementKind, orderNo: String(orderNo), ref: String(ref), tradeNo: String(tradeNo) },
    ...{ currency: String(currency), amountMinor: Number(minor), feeE5: Number(feeE5) },
    ...{ atMs: Number(atMs), line: Number(line) },
  };
}
