/**
 * Statements of a day and ways to damage them. Each damage says what must come of it: the codes of which one is the
 * reason for refusal, or `same` where nothing that matters changed.
 */
import iconv from 'iconv-lite';
import {
  alipayTable,
  alipayZip,
  type StatementTrade,
  sha1Of,
  wechatTable,
} from '../../src/doubles/statement-text.ts';
import type { Random } from '../../src/platform/random.ts';

export const damageDay = '2026-03-02';
const dayStartMs = Date.UTC(2026, 2, 1, 16);
const [account, mchid] = ['2088000011112222', '1900006511'];

export type DamagedChannel = 'alipay' | 'wechat';

export interface DamagedStatement {
  readonly channel: DamagedChannel;
  readonly name: string;
  readonly bytes: Buffer;
  readonly expected: readonly string[] | 'same';
  readonly sha1?: string;
  readonly trades: readonly StatementTrade[];
}

const below = (random: Random, count: number) => Math.floor(random.fraction() * count);

export function someTrades(random: Random, count: number, fromMs = dayStartMs): StatementTrade[] {
  const trades: StatementTrade[] = [];
  const times = Array.from({ length: count }, () => fromMs + below(random, 86_400) * 1000).sort(
    (a, b) => a - b,
  );
  for (const [at, atMs] of times.entries()) {
    const paid = trades.filter(({ kind }) => kind === 'payment');
    const of = paid[below(random, paid.length)];
    const back = of && below(random, 5) === 0;
    const amountMinor = back ? 1 + below(random, of.amountMinor) : 1 + below(random, 90_000);
    trades.push({
      kind: back ? 'refund' : 'payment',
      outTradeNo: back ? of.outTradeNo : `chg_${String(at).padStart(6, '0')}`,
      ...(back ? { refundNo: `ref_${at}` } : {}),
      tradeNo: back ? of.tradeNo : `42000${1e9 + at}`,
      amountMinor,
      feeMinor: back ? 0 : Math.round(amountMinor * 0.006),
      subject: ['燕麦拿铁', 'Cola, 330 ml', '矿泉水'][below(random, 3)] as string,
      terminalId: 'm1',
      atMs,
    });
  }
  return trades;
}

function plainOf(channel: DamagedChannel, trades: readonly StatementTrade[], day = damageDay): Buffer {
  return channel === 'alipay'
    ? alipayTable(account, day, trades)
    : wechatTable({ appid: 'wx01', mchid }, trades);
}

/** Lines of the plain table, one character for each byte. */
const linesOf = (plain: Buffer) => plain.toString('latin1').split('\r\n');
const joined = (lines: readonly string[]) => Buffer.from(lines.join('\r\n'), 'latin1');
const separator = (channel: DamagedChannel) => (channel === 'alipay' ? ',' : ',`');

type Damage = (
  channel: DamagedChannel,
  trades: readonly StatementTrade[],
  random: Random,
) => { readonly plain: Buffer; readonly expected: readonly string[] | 'same' };

/** Where the rows are in the plain table. */
function rowAt(channel: DamagedChannel, trades: readonly StatementTrade[], random: Random): number {
  return (channel === 'alipay' ? 5 : 1) + below(random, trades.length);
}

const damages: Readonly<Record<string, Damage>> = {
  none: (channel, trades) => ({ plain: plainOf(channel, trades), expected: 'same' }),
  truncated: (channel, trades, random) => {
    const lines = linesOf(plainOf(channel, trades));
    const kept = below(random, channel === 'alipay' ? 7 + trades.length - 1 : 2 + trades.length);
    const half = (lines[kept] ?? '').slice(0, below(random, (lines[kept] ?? '').length));
    const expected = ['STATEMENT_TRUNCATED', 'STATEMENT_LAYOUT', 'STATEMENT_CELL', 'STATEMENT_ENCODING'];
    return { plain: joined([...lines.slice(0, kept), half]), expected };
  },
  otherEncoding: (channel, trades) => {
    const plain = plainOf(channel, trades);
    const recoded =
      channel === 'alipay'
        ? Buffer.from(iconv.decode(plain, 'gbk'))
        : iconv.encode(plain.toString('utf8'), 'gbk');
    return { plain: recoded, expected: ['STATEMENT_ENCODING'] };
  },
  shiftedColumn: (channel, trades, random) => {
    const lines = linesOf(plainOf(channel, trades));
    const at = rowAt(channel, trades, random);
    const cells = (lines[at] ?? '').split(separator(channel));
    // Behind the name of the goods, in which commas may stand.
    if (below(random, 2)) cells.splice(9 + below(random, 10), 1);
    else cells.splice(9 + below(random, 10), 0, '');
    lines[at] = cells.join(separator(channel));
    return { plain: joined(lines), expected: ['STATEMENT_LAYOUT', 'STATEMENT_CELL'] };
  },
  swappedHeader: (channel, trades, random) => {
    const lines = linesOf(plainOf(channel, trades));
    const at = channel === 'alipay' ? 4 : 0;
    const cells = (lines[at] ?? '').split(',');
    const first = 1 + below(random, cells.length - 2);
    [cells[first], cells[first + 1]] = [cells[first + 1] as string, cells[first] as string];
    lines[at] = cells.join();
    return { plain: joined(lines), expected: ['STATEMENT_LAYOUT'] };
  },
  changedTotal: (channel, trades, random) => {
    const lines = linesOf(plainOf(channel, trades));
    const at = lines.length - (channel === 'alipay' ? 4 : 2);
    const digits = [...(lines[at] ?? '').matchAll(/\d/g)];
    // The discounts that Alipay sums up are in no book.
    const usable = channel === 'alipay' ? digits.slice(0, -3) : digits;
    const place = usable[below(random, usable.length)]?.index ?? 0;
    const text = lines[at] ?? '';
    const other = String((Number(text[place]) + 1 + below(random, 8)) % 10);
    lines[at] = text.slice(0, place) + other + text.slice(place + 1);
    const unread = channel === 'wechat' && isUnread(text, place);
    return { plain: joined(lines), expected: unread ? 'same' : ['STATEMENT_TOTALS'] };
  },
  changedAmount: (channel, trades, random) => {
    const at = below(random, trades.length);
    const changed = trades.map((trade, index) =>
      index === at ? { ...trade, amountMinor: trade.amountMinor + 1 + below(random, 50) } : trade,
    );
    return { plain: withSumsOf(channel, changed, trades), expected: ['STATEMENT_TOTALS'] };
  },
  doubledRow: (channel, trades, random) => {
    const at = below(random, trades.length);
    const doubled = trades.flatMap((trade, index) => (index === at ? [trade, trade] : [trade]));
    return { plain: withSumsOf(channel, doubled, trades), expected: ['STATEMENT_TOTALS'] };
  },
  lostRow: (channel, trades, random) => {
    const at = below(random, trades.length);
    const fewer = trades.filter((_, index) => index !== at);
    return { plain: withSumsOf(channel, fewer, trades), expected: ['STATEMENT_TOTALS'] };
  },
  otherDay: (channel, _trades, random) => {
    const dayMs = 86_400_000 * (below(random, 2) ? 1 : -1);
    const day = new Date(Date.parse(damageDay) + dayMs).toISOString().slice(0, 10);
    const others = someTrades(random, 3 + below(random, 20), dayStartMs + dayMs);
    return { plain: plainOf(channel, others, day), expected: ['STATEMENT_OTHER_DAY'] };
  },
  rowOfOtherDay: (channel, trades, random) => {
    const at = below(random, trades.length);
    const strayed = trades.map((trade, index) =>
      index === at ? { ...trade, atMs: trade.atMs + 86_400_000 } : trade,
    );
    return { plain: plainOf(channel, strayed), expected: ['STATEMENT_OTHER_DAY'] };
  },
  otherAccount: (channel, trades) => {
    const plain =
      channel === 'alipay'
        ? alipayTable('2088999911112222', damageDay, trades)
        : wechatTable({ appid: 'wx01', mchid: '1900009999' }, trades);
    return { plain, expected: ['STATEMENT_OTHER_ACCOUNT'] };
  },
};

/** The sum over what coupons gave back is not read. */
function isUnread(text: string, place: number): boolean {
  return text.slice(0, place).split(',`').length === 4;
}

/** The rows of one statement with the summary of another. */
function withSumsOf(
  channel: DamagedChannel,
  rows: readonly StatementTrade[],
  sums: readonly StatementTrade[],
): Buffer {
  const summaryLines = channel === 'alipay' ? 5 : 3;
  const lines = linesOf(plainOf(channel, rows));
  return joined([...lines.slice(0, -summaryLines), ...linesOf(plainOf(channel, sums)).slice(-summaryLines)]);
}

export const damageNames = [...Object.keys(damages), 'flippedByte', 'cutArchive'];

/** A statement of the day, damaged by `name`; as it would come over the network. */
export function damagedStatement(name: string, random: Random): DamagedStatement {
  const channel: DamagedChannel = below(random, 2) ? 'alipay' : 'wechat';
  const trades = someTrades(random, 3 + below(random, 30));
  const whole = plainOf(channel, trades);
  if (name === 'flippedByte' || name === 'cutArchive') return damagedBytes(name, channel, trades, random);
  const { plain, expected } = (damages[name] as Damage)(channel, trades, random);
  const bytes = channel === 'alipay' && below(random, 2) ? alipayZip(account, damageDay, plain) : plain;
  return { channel, name, bytes, expected, trades, ...(plain === whole ? { sha1: sha1Of(plain) } : {}) };
}

/** What a checksum alone can see. */
function damagedBytes(
  name: string,
  channel: DamagedChannel,
  trades: readonly StatementTrade[],
  random: Random,
): DamagedStatement {
  const plain = plainOf(channel, trades);
  const bytes = channel === 'alipay' ? alipayZip(account, damageDay, plain) : Buffer.from(plain);
  const common = { channel, name, trades, sha1: sha1Of(plain) };
  if (name === 'cutArchive') {
    return { ...common, bytes: bytes.subarray(0, below(random, bytes.length)), expected: refusals };
  }
  // Inside the packed table itself; names and dates of a zip say nothing.
  const at = channel === 'alipay' ? 90 + below(random, bytes.length - 500) : below(random, bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
  return { ...common, bytes, expected: refusals };
}

const refusals = [
  ...['STATEMENT_TRUNCATED', 'STATEMENT_LAYOUT', 'STATEMENT_CELL', 'STATEMENT_ENCODING', 'STATEMENT_TOTALS'],
  ...['STATEMENT_OTHER_DAY', 'STATEMENT_OTHER_ACCOUNT', 'STATEMENT_HASH'],
];

export const damageAccounts: Readonly<Record<DamagedChannel, string>> = { alipay: account, wechat: mchid };
