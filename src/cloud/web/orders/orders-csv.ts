/** A page of orders as a CSV file, amounts as decimal numbers, each time on the site's clock and in UTC. */

import { type CsvCell, csvText } from '../../../domain/csv-text.ts';
import { currencyDecimals, decimalOf } from '../../../domain/money.ts';
import type { Text } from '../../../domain/text.ts';
import type { RestOrder } from '../../../wire/rest.ts';
import { orderStates } from '../language/state-texts.ts';
import { formatInstant, formatUtc } from '../time/zone-time.ts';
import { refundedMinor, tenderText } from './order-summary.ts';

interface CsvColumn {
  readonly name: Text;
  readonly cell: (order: RestOrder, timeZone: string, say: (text: Text) => string) => CsvCell;
}

/** A number where it is exact as one, which every amount of the product is. */
const amount = (minor: number, order: RestOrder): CsvCell =>
  currencyDecimals[order.currency] <= 2
    ? Number(decimalOf(minor, order.currency))
    : decimalOf(minor, order.currency);

const columns: readonly CsvColumn[] = [
  { name: { zh: '订单号', en: 'Order' }, cell: (order) => order.id },
  { name: { zh: '机器编号', en: 'Machine id' }, cell: (order) => order.kiosk },
  { name: { zh: '机器', en: 'Machine' }, cell: (order, _zone, say) => say(order.kioskName) },
  { name: { zh: '状态', en: 'State' }, cell: (order, _zone, say) => say(orderStates[order.state]) },
  {
    name: { zh: '开始时间', en: 'Opened' },
    cell: (order, zone) => formatInstant(order.times.openedAtMs, zone, 'full'),
  },
  { name: { zh: '开始时间 UTC', en: 'Opened UTC' }, cell: (order) => formatUtc(order.times.openedAtMs) },
  {
    name: { zh: '商品', en: 'Goods' },
    cell: (order, _zone, say) => order.lines.map((line) => `${say(line.name)} × ${line.quantity}`).join('; '),
  },
  { name: { zh: '件数', en: 'Pieces' }, cell: (order) => order.totals.pieces },
  { name: { zh: '原价', en: 'Regular' }, cell: (order) => amount(order.totals.regularMinor, order) },
  { name: { zh: '优惠', en: 'Discount' }, cell: (order) => amount(order.totals.discountMinor, order) },
  { name: { zh: '应付', en: 'Due' }, cell: (order) => amount(order.total, order) },
  { name: { zh: '已退', en: 'Refunded' }, cell: (order) => amount(refundedMinor(order), order) },
  { name: { zh: '币种', en: 'Currency' }, cell: (order) => order.currency },
  {
    name: { zh: '付款方式', en: 'Paid by' },
    cell: (order, _zone, say) => say(tenderText(order) ?? { zh: '', en: '' }),
  },
  {
    name: { zh: '平台交易号', en: 'Platform trade number' },
    cell: (order) => order.payments.flatMap((payment) => payment.platformTradeNo ?? []).join('; '),
  },
];

export function ordersCsv(
  orders: readonly RestOrder[],
  timeZone: string,
  say: (text: Text) => string,
): string {
  return csvText([
    columns.map((column) => say(column.name)),
    ...orders.map((order) => columns.map((column) => column.cell(order, timeZone, say))),
  ]);
}
