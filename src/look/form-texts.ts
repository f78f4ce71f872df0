/** The words of the forms: their names, groups and columns, as the console, files and mails write them. */
import type { Text } from '../domain/text.ts';
import { platformName, tenderNames } from './shared-texts.ts';

export const formNames = {
  site: { zh: '场所报表', en: 'By site' },
  channel: { zh: '渠道报表', en: 'By channel' },
  regular: { zh: '常规报表', en: 'Regular to actual' },
  difference: { zh: '差异报表', en: 'Differences' },
  payments: { zh: '付款明细', en: 'Payments' },
} as const satisfies Record<string, Text>;

export const groupNames = {
  site: { zh: '场所', en: 'Site' },
  lot: { zh: '停车场', en: 'Parking lot' },
  machine: { zh: '机器', en: 'Machine' },
  channel: { zh: '渠道', en: 'Channel' },
  product: { zh: '商品', en: 'Product' },
  day: { zh: '日期', en: 'Day' },
  month: { zh: '月份', en: 'Month' },
  hour: { zh: '时段', en: 'Hour' },
} as const satisfies Record<string, Text>;

/** What a row is about that belongs to none of its group. */
export const groupRests = {
  site: { zh: '不属于场所', en: 'No site' },
  lot: { zh: '非停车', en: 'Not parking' },
  machine: { zh: '非机器收款', en: 'Not at a machine' },
  channel: { zh: '无渠道', en: 'No channel' },
  product: { zh: '不对应商品', en: 'Not for goods' },
  day: { zh: '—', en: '—' },
  month: { zh: '—', en: '—' },
  hour: { zh: '—', en: '—' },
} as const satisfies Record<keyof typeof groupNames, Text>;

export const amountTexts = {
  orders: { zh: '订单数', en: 'Orders' },
  payments: { zh: '付款笔数', en: 'Payments' },
  refunds: { zh: '退款笔数', en: 'Refunds' },
  pieces: { zh: '件数', en: 'Pieces' },
  regularMinor: { zh: '原价', en: 'Regular' },
  promotionMinor: { zh: '促销', en: 'Promotions' },
  couponMinor: { zh: '优惠券', en: 'Coupons' },
  pointsMinor: { zh: '积分', en: 'Points' },
  actualMinor: { zh: '实收', en: 'Actual' },
  refundedMinor: { zh: '已退', en: 'Refunded' },
  netMinor: { zh: '净额', en: 'Net' },
} as const satisfies Record<string, Text>;

/** What each form shows of its rows. */
export const formColumns = {
  site: [
    ...(['orders', 'regularMinor', 'promotionMinor', 'couponMinor', 'pointsMinor'] as const),
    ...(['actualMinor', 'refundedMinor', 'netMinor'] as const),
  ],
  channel: ['payments', 'actualMinor', 'refunds', 'refundedMinor', 'netMinor'],
  regular: [
    ...(['pieces', 'regularMinor', 'promotionMinor', 'couponMinor', 'pointsMinor'] as const),
    ...(['actualMinor', 'refundedMinor', 'netMinor'] as const),
  ],
} as const satisfies Record<string, readonly (keyof typeof amountTexts)[]>;

/** Columns of the payments behind a form. */
export const paymentTexts = {
  time: { zh: '时间', en: 'Time' },
  day: { zh: '当地日期', en: 'Local day' },
  kind: { zh: '种类', en: 'Kind' },
  payment: { zh: '付款', en: 'Payment' },
  refund: { zh: '退款', en: 'Refund' },
  order: { zh: '订单', en: 'Order' },
  number: { zh: '付款号', en: 'Number' },
  place: { zh: '地点', en: 'Place' },
} as const satisfies Record<string, Text>;

/** The amounts of one payment. */
export const paymentColumns = [
  ...(['regularMinor', 'promotionMinor', 'couponMinor', 'pointsMinor'] as const),
  ...(['actualMinor', 'refundedMinor'] as const),
] as const satisfies readonly (keyof typeof amountTexts)[];

export const differenceTexts = {
  category: { zh: '差异类型', en: 'Kind' },
  open: { zh: '未了结', en: 'Open' },
  openDelta: { zh: '未了结金额', en: 'Open amount' },
  closed: { zh: '已了结', en: 'Closed' },
  closedDelta: { zh: '已了结金额', en: 'Closed amount' },
  id: { zh: '编号', en: 'Id' },
  total: { zh: '合计', en: 'Total' },
} as const satisfies Record<string, Text>;

const differenceKinds: Readonly<Record<string, Text>> = {
  missingInChannel: { zh: '渠道无此笔', en: 'Missing at the channel' },
  missingInOurs: { zh: '我方无此笔', en: 'Missing in our books' },
  amountMismatch: { zh: '金额不符', en: 'Different amounts' },
  statusMismatch: { zh: '状态不符', en: 'Different states' },
  refundMissingOurs: { zh: '我方无此退款', en: 'Refund missing in our books' },
  refundMissingChannel: { zh: '渠道无此退款', en: 'Refund missing at the channel' },
  refundAmountMismatch: { zh: '退款金额不符', en: 'Different refund amounts' },
  reversedButPaid: { zh: '已撤销但已扣款', en: 'Reversed but paid' },
  duplicateOurs: { zh: '我方重复', en: 'Twice in our books' },
  duplicateChannel: { zh: '渠道重复', en: 'Twice at the channel' },
  feeMismatch: { zh: '手续费不符', en: 'Different fees' },
  wrongDay: { zh: '跨日', en: 'Another day' },
  summaryMismatch: { zh: '汇总不符', en: 'Totals do not add up' },
  currencyMismatch: { zh: '币种不符', en: 'Different currencies' },
  paidTwice: { zh: '停车费重复支付', en: 'Parking paid twice' },
};

/** A kind of difference as finance calls it; one we have no name for is shown as it is. */
export function differenceName(category: string): Text {
  return (
    (Object.hasOwn(differenceKinds, category) ? differenceKinds[category] : undefined) ?? {
      zh: category,
      en: category,
    }
  );
}

/** A channel as the forms name it: a platform, coins, or nothing to pay. */
export function channelName(channel: string): Text {
  if (channel === 'cash') return tenderNames.cash;
  if (channel === 'points') return amountTexts.pointsMinor;
  if (channel === 'coupon') return amountTexts.couponMinor;
  if (channel === 'free') return { zh: '无需付款', en: 'Nothing to pay' };
  return platformName(channel);
}
