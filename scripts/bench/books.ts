/**
 * The books of a day with a million payments: statements in the platforms' own formats are read strictly (Alipay's as
 * a zip of GBK, WeChat Pay's as UTF-8 with back-ticks), then compared with as many rows of ours. Beside it, on the
 * same rows as plain tables, a join in bare DuckDB. Each of our jobs runs in a process of its own, as in the cloud.
 * Processor time is compared, so that what others do meanwhile does not count: of the job alone, with unpacking.
 */
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BooksJobs } from '../../src/cloud/finance/books-jobs.ts';
import { oursColumns } from '../../src/cloud/finance/match-rows.ts';
import type { ReadStatement, StatementChannel } from '../../src/cloud/finance/read-statement.ts';
import { unpackPages } from '../../src/cloud/finance/row-files.ts';
import { makeId } from '../../src/domain/ids.ts';
import { rowColumns } from '../../src/domain/statement.ts';
import {
  alipayTable,
  alipayZip,
  type StatementTrade,
  wechatTable,
} from '../../src/doubles/statement-text.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { type Random, seededRandom } from '../../src/platform/random.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { median } from './statistics.ts';

const rowsOfAChannel = 500_000;
const rowsQuick = 2000;
/** One payment in a thousand is on one side only, and one has another amount. */
const oneIn = 1000;
const runs = 3;
const day = '2026-03-02';
const dayStartMs = Date.UTC(2026, 2, 1, 16);
const account = '2088000011112222';
const memoryMb = 600;

interface Side {
  readonly channel: StatementChannel;
  readonly file: string;
  readonly oursPath: string;
}

/** Writes a statement and our rows of the same payments. */
function makeSide(channel: StatementChannel, rows: number, random: Random, dir: string): Side {
  const trades: StatementTrade[] = [];
  const ours: string[] = [];
  for (let n = 0; n < rows; n += 1) {
    const amountMinor = 1 + ((n * 7919) % 30_000);
    const atMs = dayStartMs + Math.floor((n * 86_400) / rows) * 1000;
    const outTradeNo = makeId('chg', atMs, random.bytes(10));
    const tradeNo = `42000012345678${String(n).padStart(14, '0')}`;
    const feeMinor = Math.floor((amountMinor * 12 + 1000) / 2000);
    const place = n % oneIn;
    if (place !== 1) {
      const named = { kind: 'payment' as const, outTradeNo, tradeNo, amountMinor, feeMinor };
      trades.push({ ...named, subject: '燕麦拿铁', terminalId: `m${n % 50}`, atMs });
    }
    if (place === 2) continue;
    const minor = place === 3 ? amountMinor + 1 : amountMinor;
    ours.push(`payment\t${outTradeNo}\t\t${tradeNo}\t${minor}\tCNY\t${ours.length + 1}\n`);
  }
  const [file, oursPath] = [join(dir, `${channel}.statement`), join(dir, `${channel}-ours.tsv`)];
  const bytes =
    channel === 'alipay'
      ? alipayZip(account, day, alipayTable(account, day, trades))
      : wechatTable({ appid: 'wx01', mchid: '1900006511' }, trades);
  writeFileSync(file, bytes);
  const out = createWriteStream(oursPath);
  for (let at = 0; at < ours.length; at += 50_000) out.write(ours.slice(at, at + 50_000).join(''));
  out.end();
  return { channel, file, oursPath };
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function* packedPages(path: string, { pages }: ReadStatement): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    for (const { offset, length } of pages) {
      const page = Buffer.alloc(length);
      await file.read(page, 0, length, offset);
      yield page;
    }
  } finally {
    await file.close();
  }
}

interface Taken {
  readonly rows: number;
  readonly readMs: number;
  readonly readCpuMs: number;
  readonly compareCpuMs: number;
  readonly bareCpuMs: number;
  readonly peakMb: number;
}

async function takeSide(jobs: BooksJobs, side: Side, dir: string): Promise<Taken> {
  const pagesPath = join(dir, `${side.channel}.pages`);
  rmSync(pagesPath, { force: true });
  const begun = performance.now();
  const read = await jobs.read({ path: side.file, pagesPath, channel: side.channel, expected: { day } });
  const readMs = performance.now() - begun;
  const before = processorMs();
  const channelPaths = await unpackPages(packedPages(pagesPath, read), dir, side.channel);
  const unpacked = processorMs() - before;
  const common = { oursPaths: [side.oursPath], channelPaths, tempDir: join(dir, 'spill') };
  const matched = await jobs.match({ ...common, ratePpm: 6000, currency: 'CNY', memoryMb, leftMax: 200_000 });
  const bareCpuMs = await bare(common);
  return {
    ...{ rows: read.rows, readMs, readCpuMs: read.cpuMs, bareCpuMs },
    compareCpuMs: unpacked + matched.cpuMs,
    peakMb: Math.max(read.peakMb, matched.peakMb),
  };
}

function table(paths: readonly string[], columns: readonly string[]): string {
  const types = columns.map(
    (name) => `'${name}': '${/minor|fee|ms|line|^n$/.test(name) ? 'BIGINT' : 'VARCHAR'}'`,
  );
  return `read_csv([${paths.map((path) => `'${path}'`).join(', ')}], delim = '\t', header = false, quote = '',
    auto_detect = false, columns = {${types.join(', ')}})`;
}

/** The join alone: which category a pair has, how many there are and what they add up to. */
async function bare(rows: {
  oursPaths: readonly string[];
  channelPaths: readonly string[];
}): Promise<number> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const before = processorMs();
  await connection.runAndReadAll(`
    select case when o.order_no is null then 'missingInOurs' when c.order_no is null then 'missingInChannel'
        when o.minor <> c.minor then 'amountMismatch' else 'agreed' end as category,
      count(*), sum(o.minor), sum(c.minor), sum(c.fee_e5)
    from ${table(rows.oursPaths, oursColumns)} o full outer join ${table(rows.channelPaths, rowColumns)} c
      on o.order_no = c.order_no and o.kind = c.kind and o.ref = c.ref group by 1`);
  const spent = processorMs() - before;
  connection.closeSync();
  instance.closeSync();
  return spent;
}

async function run({ quick, seed, say }: BenchSettings): Promise<readonly Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'kioskd-books-'));
  const jobs = new BooksJobs(new SystemClock());
  try {
    const random = seededRandom(seed);
    const rows = quick ? rowsQuick : rowsOfAChannel;
    const sides = (['alipay', 'wechat'] as const).map((channel) => makeSide(channel, rows, random, dir));
    const taken: Taken[][] = [];
    for (let n = 0; n < (quick ? 1 : runs); n += 1) {
      const both: Taken[] = [];
      for (const side of sides) both.push(await takeSide(jobs, side, dir));
      taken.push(both);
      say(
        `books: ${both.map(({ compareCpuMs, bareCpuMs }) => `${compareCpuMs | 0} beside ${bareCpuMs | 0} ms`).join(', ')}`,
      );
    }
    return figuresOf(taken);
  } finally {
    jobs.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function figuresOf(taken: readonly (readonly Taken[])[]): Figure[] {
  const sum = (of: (one: Taken) => number) =>
    taken.map((both) => both.reduce((total, one) => total + of(one), 0));
  const rows = sum((one) => one.rows);
  const perSecond = sum((one) => one.readMs).map((ms, n) => ((rows[n] ?? 0) / ms) * 1000);
  const perRow = sum((one) => one.readCpuMs).map((ms, n) => (ms / (rows[n] ?? 1)) * 1000);
  const compared = sum((one) => one.compareCpuMs);
  const peaks = taken.map((both) => Math.max(...both.map(({ peakMb }) => peakMb)));
  const note = `${rows[0]} rows of statements, two channels`;
  return [
    { name: 'books.import', value: median(perSecond), unit: 'rows/s', runs: perSecond, note },
    { name: 'books.import.processor', value: median(perRow), unit: 'µs/row', runs: perRow, note },
    {
      ...{ name: 'books.compare', value: median(compared), unit: 'ms', runs: compared },
      peer: { name: 'bare DuckDB', value: median(sum((one) => one.bareCpuMs)) },
      required: { of: 'ratio', is: 'atMost', limit: 3 },
      note: `processor time of the job, with unpacking and loading DuckDB; ${note}`,
    },
    {
      ...{ name: 'books.memory', value: Math.max(...peaks), unit: 'MB', runs: peaks },
      required: { of: 'value', is: 'atMost', limit: 1024 },
      note: 'of the process that reads or compares',
    },
  ];
}

export const books: Benchmark = {
  name: 'books',
  about: 'reading statements and comparing a day with a million payments',
  absent: () => undefined,
  run,
};
