/**
 * The receipt of an order as ReceiptLine markdown (receiptline 4): what the printer prints and what the
 * technician reads back. Pure: the same order and bundle give the same text, also years later.
 */
import type { PricedLine } from '../../domain/basket.ts';
import type { Bundle } from '../../domain/bundle.ts';
import { localTime } from '../../domain/local-time.ts';
import { type Currency, formatMoney } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { Language } from '../../domain/text.ts';
import { benefitRows } from './benefit-rows.ts';
import { parkingRows } from './parking-rows.ts';
import { plain } from './plain-text.ts';

const words = {
  zh: {
    order: '订单号',
    time: '时间',
    subtotal: '原价合计',
    discount: '优惠',
    due: '应付',
    cash: '现金',
    change: '找零',
    changeOwed: '未找零，请联系工作人员',
    refund: '退款',
    refundOnWay: '退款处理中，将自动退回',
    notDelivered: '未出货',
    expires: '保质期至',
    lot: '批号',
    free: '免费',
    machine: '机器',
    pieces: '件数',
    platforms: {
      alipay: '支付宝',
      wechat: '微信支付',
      unionpay: '云闪付',
      'stored-value': '储值卡',
      gift: '礼物',
    },
  },
  en: {
    order: 'Order',
    time: 'Time',
    subtotal: 'Subtotal',
    discount: 'Discount',
    due: 'Total',
    cash: 'Cash',
    change: 'Change',
    changeOwed: 'Change owed, please ask our staff',
    refund: 'Refund',
    refundOnWay: 'Refund on its way, comes back by itself',
    notDelivered: 'Not delivered',
    expires: 'Best before',
    lot: 'Lot',
    free: 'Free',
    machine: 'Machine',
    pieces: 'Items',
    platforms: {
      alipay: 'Alipay',
      wechat: 'WeChat Pay',
      unionpay: 'UnionPay',
      'stored-value': 'Stored value',
      gift: 'Gift',
    },
  },
} as const;

/** Text inside a property. */
function property(text: string): string {
  return text.replace(/[\\|{}:;]/g, (char) => `\\${char}`);
}

function row(left: string, right: string): string {
  return `${left} | ${right}`;
}

/** Date and time on the site's wall clock, `2026-11-21 14:05`. */
function wallTime(atMs: number, timeZone: string): string {
  const { dateIso, minuteOfDay } = localTime(atMs, timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${dateIso} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** `0.455 kg × ￥29.80/kg`, `3 × ￥4.50`. */
function quantityText(line: PricedLine, currency: Currency): string {
  const price = formatMoney(line.unitPriceMinor, currency);
  if (line.weightGrams === undefined) return `${line.quantity} × ${price}`;
  const kilograms = `${Math.floor(line.weightGrams / 1000)}.${String(line.weightGrams % 1000).padStart(3, '0')}`;
  return `${kilograms} kg × ${price}/kg`;
}

function lineRows(line: PricedLine, language: Language, currency: Currency): string[] {
  const say = words[language];
  const rows = [
    '{width:auto}',
    `|${plain(line.name[language])}`,
    '{width:*,12}',
    row(`~~${plain(quantityText(line, currency))}`, formatMoney(line.regularMinor, currency)),
  ];
  for (const discount of line.discounts) {
    rows.push(row(`~~${plain(discount.name[language])}`, formatMoney(-discount.amountMinor, currency)));
  }
  const details = [
    line.expiresOn ? `${say.expires} ${line.expiresOn}` : '',
    line.lot ? `${say.lot} ${plain(line.lot)}` : '',
  ].filter((text) => text !== '');
  if (details.length > 0) rows.push('{width:auto}', `|~~${details.join('~ ')}`);
  return rows;
}

/** One that we have no name for is shown by its id, whatever the id is. */
function platformName(names: Readonly<Record<string, string>>, platform: string): string {
  return (Object.hasOwn(names, platform) ? names[platform] : undefined) ?? platform;
}

function parkingLines(order: Order, timeZone: string): string[] {
  return parkingRows(order, order.language, timeZone).flatMap((parked) => {
    const small = parked.small ? '~~' : '';
    return 'text' in parked
      ? ['{width:auto}', `|${small}${plain(parked.text)}`]
      : ['{width:*,12}', row(`${small}${plain(parked.left)}`, parked.right)];
  });
}

function paymentRows(order: Order): string[] {
  const say = words[order.language];
  const money = (minor: number) => formatMoney(minor, order.currency);
  const rows: string[] = [];
  if (order.totals.dueMinor === 0) rows.push(row(say.free, money(0)));
  if (order.cashMinor > 0) rows.push(row(say.cash, money(order.cashMinor)));
  for (const charge of order.charges.filter((c) => c.state === 'paid')) {
    const name = platformName(say.platforms, charge.platform);
    rows.push(row(plain(`${name} ${charge.codeMasked}`.trim()), money(charge.amountMinor)));
  }
  for (const payout of order.payouts) {
    const word = payout.purpose === 'change' ? say.change : say.refund;
    rows.push(row(word, money(-payout.paidMinor)));
    if (payout.owedMinor > 0) rows.push(row(`"${say.changeOwed}`, money(payout.owedMinor)));
  }
  return rows;
}

function refundRows(order: Order): string[] {
  const say = words[order.language];
  const failed = order.deliveries.filter((d) => d.state === 'notDelivered');
  const lines = failed.map(
    (d) => order.lines.find((line) => line.lineId === d.lineId)?.name[order.language] ?? '',
  );
  const rows = lines.map((name) => row(plain(name), say.notDelivered));
  for (const refund of order.refunds)
    rows.push(row(`"${say.refund}`, `"${formatMoney(-refund.amountMinor, order.currency)}`));
  if (order.refunds.some((r) => r.state !== 'refunded')) rows.push('{width:auto}', `|${say.refundOnWay}`);
  return rows.length > 0 ? ['{width:*,12}', ...rows, '---'] : [];
}

/** The receipt in the shopper's language, ready for the printer. */
export function receiptOf(order: Order, bundle: Bundle): string {
  const { language, currency } = order;
  const say = words[language];
  const money = (minor: number) => formatMoney(minor, currency);
  return [
    '{width:auto}',
    `^^"${plain(bundle.merchantName[language])}`,
    plain(bundle.machineName[language]),
    '',
    `|${say.order} ${plain(order.orderId)}`,
    `|${say.time} ${wallTime(order.paidAtMs ?? order.updatedAtMs, bundle.timeZone)}`,
    '---',
    ...order.lines.flatMap((line) => lineRows(line, language, currency)),
    ...parkingLines(order, bundle.timeZone),
    '{width:auto}',
    '---',
    '{width:*,14}',
    row(say.pieces, String(order.totals.pieces)),
    row(say.subtotal, money(order.totals.regularMinor)),
    ...(order.totals.discountMinor > 0 ? [row(say.discount, money(-order.totals.discountMinor))] : []),
    ...benefitRows(order).map(({ left, right }) => row(`~~${plain(left)}`, right)),
    row(`^^"${say.due}`, `^^"${money(order.totals.dueMinor)}`),
    ...paymentRows(order),
    '{width:auto}',
    '---',
    ...refundRows(order),
    '{width:auto}',
    `{code:${property(receiptLink(order.orderId, bundle))};option:qrcode,4,m}`,
    plain(bundle.receiptFooter[language]),
    '===',
  ].join('\n');
}

/** Where the receipt can be read in a browser, once the order stands in the cloud. */
export function receiptLink(orderId: string, bundle: Bundle): string {
  return `${bundle.receiptUrlBase}/${orderId}`;
}
