/**
 * The books of a day with a million payments: statements in the platforms' own formats are read strictly (Alipay's as
 * a zip of GBK, WeChat Pay's as UTF-8 with back-ticks), then compared with as many rows of ours. Beside it, on the
 * same rows as plain text, a join in bare DuckDB. Each of our jobs runs in a process of its own, as in the cloud.
 * Processor time is compared, so that what others do meanwhile does not count; both must find what was put in.
 */
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { BooksJobs } from '../../src/cloud/finance/books-jobs.ts';
import { oursColumns } from '../../src/cloud/finance/match-rows.ts';
import type { ReadStatement, StatementChannel } from '../../src/cloud/finance/read-statement.ts';
import { writePages } from '../../src/cloud/finance/row-files.ts';
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
  /** Pairs that agree. */
  readonly agreed: number;
}

/** Writes a statement and our rows of the same payments. */
function makeSide(channel: StatementChannel, rows: number, random: Random, dir: string): Side {
  const trades: StatementTrade[] = [];
  const ours: string[] = [];
  let agreed = 0;
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
    if (place !== 1 && place !== 3) agreed += 1;
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
  return { channel, file, oursPath, agreed };
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function pagesOf(path: string, { pages }: ReadStatement): Buffer[] {
  const packed = readFileSync(path);
  return pages.map(({ offset, length }) => packed.subarray(offset, offset + length));
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
  const pages = pagesOf(pagesPath, read);
  const before = processorMs();
  const channelPaths = await writePages(pages, dir);
  const written = processorMs() - before;
  const oursPaths = [side.oursPath];
  const common = { ratePpm: 6000, currency: 'CNY', memoryMb, leftMax: 200_000 };
  const matched = await jobs.match({ oursPaths, channelPaths, tempDir: join(dir, 'spill'), ...common });
  const plainPath = join(dir, `${side.channel}.tsv`);
  writeFileSync(plainPath, Buffer.concat(pages.map((page) => zstdDecompressSync(page))));
  const peer = await bare(side.oursPath, plainPath);
  const found = [peer.agreed, matched.figures.agreed];
  if (found.some((agreed) => agreed !== side.agreed)) {
    throw new Error(`${found.join(' and ')} rows agree where ${side.agreed} do`);
  }
  return {
    ...{ rows: read.rows, readMs, readCpuMs: read.cpuMs, bareCpuMs: peer.cpuMs },
    compareCpuMs: written + matched.cpuMs,
    peakMb: Math.max(read.peakMb, matched.peakMb),
  };
}

function table(path: string, columns: readonly string[]): string {
  const types = columns.map(
    (name) => `'${name}': '${/minor|fee|ms|line|^n$/.test(name) ? 'BIGINT' : 'VARCHAR'}'`,
  );
  return `read_csv('${path}', delim = '\t', header = false, quote = '', auto_detect = false, nullstr = '\\N',
    columns = {${types.join(', ')}})`;
}

/** The join alone: which category a pair has, how many there are and what they add up to. */
async function bare(oursPath: string, channelPath: string): Promise<{ cpuMs: number; agreed: number }> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const before = processorMs();
  const joined = await connection.runAndReadAll(`
    select case when o.order_no is null then 'missingInOurs' when c.order_no is null then 'missingInChannel'
        when o.minor <> c.minor then 'amountMismatch' else 'agreed' end as category,
      count(*) as pairs, sum(o.minor), sum(c.minor), sum(c.fee_e5)
    from ${table(oursPath, oursColumns)} o full outer join ${table(channelPath, rowColumns)} c
      on o.order_no = c.order_no and o.kind = c.kind and o.ref = c.ref group by 1`);
  const cpuMs = processorMs() - before;
  const agreed = joined.getRowObjectsJS().find(({ category }) => category === 'agreed');
  connection.closeSync();
  instance.closeSync();
  return { cpuMs, agreed: Number(agreed?.pairs ?? 0) };
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
      note: `processor time of the job, with writing pages and loading DuckDB; ${note}`,
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
