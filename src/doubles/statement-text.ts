/**
 * Statements as the platforms write them: Alipay's zip of GBK tables, WeChat Pay's table of back-ticks. Written from
 * the platforms' published samples, sharing nothing with what reads them.
 */
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';

/** One line of a statement, in the words of the platforms' stand-ins. */
export interface StatementTrade {
  readonly kind: 'payment' | 'refund' | 'reversal';
  readonly outTradeNo: string;
  /** The merchant's number of a refund. */
  readonly refundNo?: string;
  readonly tradeNo: string;
  readonly amountMinor: number;
  /** Of a refund: what its trade was for. */
  readonly tradeMinor?: number;
  /** What the platform charges, below nothing where it gives back. */
  readonly feeMinor: number;
  readonly subject: string;
  readonly terminalId: string;
  readonly atMs: number;
  readonly currency?: string;
}

const chinaMs = 8 * 3_600_000;
const dayMs = 86_400_000;

const wall = (atMs: number) => new Date(atMs + chinaMs).toISOString().slice(0, 19).replace('T', ' ');
const longDate = (day: string) => `${day.slice(0, 4)}年${day.slice(5, 7)}月${day.slice(8, 10)}日`;
const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

/** `1234` → `12.34` */
function yuan(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const plain = (text: string) => text.replaceAll(/[\r\n\t`]/g, ' ').slice(0, 60);

export const alipayHeader =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

/** One line of Alipay's table. A reversal is a refund that the merchant named no number for. */
export function alipayLine(trade: StatementTrade): string {
  const back = trade.kind !== 'payment';
  const amount = yuan(back ? -trade.amountMinor : trade.amountMinor);
  const request = trade.kind === 'refund' ? trade.refundNo : back ? trade.tradeNo : '';
  return [
    ...[`${trade.tradeNo}\t`, `${trade.outTradeNo}\t`, back ? '退款' : '交易', plain(trade.subject)],
    ...[wall(trade.atMs), wall(trade.atMs), '\t', '', '\t', `${trade.terminalId}\t`, '*顾客(138****0000)\t'],
    ...[amount, amount, '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00'],
    ...[`${request}\t`, yuan(-trade.feeMinor), '0.00', ''],
  ].join(',');
}

/** The plain table of a day, in GBK. */
export function alipayTable(account: string, day: string, trades: readonly StatementTrade[]): Buffer {
  const paid = trades.filter(({ kind }) => kind === 'payment');
  const back = trades.filter(({ kind }) => kind !== 'payment');
  const sum = (some: readonly StatementTrade[]) =>
    some.reduce((total, { amountMinor }) => total + amountMinor, 0);
  const bar = '-'.repeat(40);
  const lines = [
    '#支付宝业务明细查询',
    `#账号：[${account}]`,
    `#起始日期：[${longDate(day)} 00:00:00]   终止日期：[${longDate(nextDay(day))} 00:00:00]`,
    `#${bar}业务明细列表${bar}`,
    alipayHeader,
    ...trades.map(alipayLine),
    `#${bar}业务明细列表结束${bar}`,
    `#交易合计：${paid.length}笔，商家实收共${yuan(sum(paid))}元，商家优惠共0.00元`,
    `#退款合计：${back.length}笔，商家实收退款共${yuan(-sum(back))}元，商家优惠退款共0.00元`,
    `#导出时间：[${longDate(nextDay(day))} 08:31:07]`,
  ];
  return iconv.encode(`${lines.join('\r\n')}\r\n`, 'gbk');
}

/** The zip with names in GBK. */
export function alipayZip(account: string, day: string, table: Uint8Array): Buffer {
  const stem = `${account}_${day.replaceAll('-', '')}_业务明细`;
  const sums = iconv.encode('#支付宝业务汇总查询\r\n', 'gbk');
  // The archive's names are bytes; given one character for each they are written as they are.
  const named = zipSync({ a: table, b: sums }, { level: 6, mtime: '2026-01-01' });
  return renamed(Buffer.from(named), { a: `${stem}.csv`, b: `${stem}(汇总).csv` });
}

/** A zip of entries of one-letter names with other names, in GBK. */
function renamed(zip: Buffer, names: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const moved = new Map<number, number>();
  const end = zip.indexOf(Buffer.from('504b0506', 'hex'));
  const centralAt = zip.readUInt32LE(end + 16);
  const name = (at: number) => iconv.encode(names[zip.toString('latin1', at, at + 1)] ?? '', 'gbk');
  let written = 0;
  const push = (part: Buffer) => {
    parts.push(part);
    written += part.length;
  };
  const rename = (at: number, headerBytes: number, nameLengthAt: number): number => {
    const header = Buffer.from(zip.subarray(at, at + headerBytes));
    const given = name(at + headerBytes);
    header.writeUInt16LE(given.length, nameLengthAt);
    const old = moved.get(headerBytes === 46 ? zip.readUInt32LE(at + 42) : -1);
    if (old !== undefined) header.writeUInt32LE(old, 42);
    push(header);
    push(given);
    return at + headerBytes + 1;
  };
  for (let at = 0; at < centralAt; ) {
    moved.set(at, written);
    const data = rename(at, 30, 26);
    const next = data + zip.readUInt16LE(at + 28) + zip.readUInt32LE(at + 18);
    push(zip.subarray(data, next));
    at = next;
  }
  const central = written;
  for (let at = centralAt; at < end; ) {
    const next = at + 47 + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    push(zip.subarray(rename(at, 46, 28), next));
    at = next;
  }
  const tail = Buffer.from(zip.subarray(end));
  tail.writeUInt32LE(written - central, 12);
  tail.writeUInt32LE(central, 16);
  push(tail);
  return Buffer.concat(parts);
}

export const wechatHeader =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
export const wechatSumsHeader =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

export interface WechatNames {
  readonly appid: string;
  readonly mchid: string;
}

const wechatStates = { payment: 'SUCCESS', refund: 'REFUND', reversal: 'REVOKED' } as const;

/** One line of WeChat Pay's table; `columns` is 27 or the older 24. */
export function wechatLine(trade: StatementTrade, { appid, mchid }: WechatNames, columns = 27): string {
  const back = trade.kind !== 'payment';
  const settled = back ? '0.00' : yuan(trade.amountMinor);
  const returned = back ? yuan(trade.amountMinor) : '0.00';
  const cells = [
    ...[wall(trade.atMs), appid, mchid, '0', plain(trade.terminalId), trade.tradeNo, trade.outTradeNo],
    ...[
      'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
      'MICROPAY',
      wechatStates[trade.kind],
      'OTHERS',
      trade.currency ?? 'CNY',
    ],
    ...[settled, '0.00', back ? `50${trade.tradeNo.slice(2)}` : '0', trade.refundNo ?? '0', returned, '0.00'],
    ...[
      back ? 'ORIGINAL' : '',
      back ? 'SUCCESS' : '',
      plain(trade.subject),
      '',
      `${yuan(trade.feeMinor)}000`,
    ],
    ...['0.60%', settled, returned, ''],
  ];
  return cells
    .slice(0, columns)
    .map((cell) => `\`${cell}`)
    .join(',');
}

export function wechatTable(names: WechatNames, trades: readonly StatementTrade[], columns = 27): Buffer {
  const sums = { settled: 0, returned: 0, fee: 0 };
  for (const { kind, amountMinor, feeMinor } of trades) {
    if (kind === 'payment') sums.settled += amountMinor;
    else sums.returned += amountMinor;
    sums.fee += feeMinor;
  }
  const old = columns === 24;
  const { settled, returned, fee } = sums;
  const cells = [`${trades.length}.0`, yuan(settled), yuan(returned), '0.00', `${yuan(fee)}000`];
  if (!old) cells.push(yuan(settled), yuan(returned));
  const lines = [
    wechatHeader.split(',').slice(0, columns).join(','),
    ...trades.map((trade) => wechatLine(trade, names, columns)),
    wechatSumsHeader
      .split(',')
      .slice(0, old ? 5 : 7)
      .join(','),
    cells.map((cell) => `\`${cell}`).join(','),
  ];
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8');
}

export function sha1Of(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}
