/**
 * What a verification rule may ask about: every name with its type, its unit, and who knows it. A rule sees
 * the request and what its own place knows. Whose account stands behind a wallet's one-time code is known to
 * nobody before it is charged, so there is no such name; only a stored-value card is known by its code.
 */
import type { Text } from './text.ts';

/** Who knows it: the request itself, the machine's records, the cloud's books, the cloud of the card. */
export type DataSource = 'request' | 'machine' | 'cloud' | 'account';
export type RulePlace = 'machine' | 'cloud';

export type CheckType = 'int' | 'string' | 'bool' | 'list<string>';

export interface CheckField {
  readonly type: CheckType;
  readonly from: DataSource;
  /** What it is, with its unit. */
  readonly meaning: Text;
}

const field = (type: CheckType, from: DataSource, zh: string, en: string): CheckField => ({
  type,
  from,
  meaning: { zh, en },
});

export const checkFields = {
  amountMinor: field(
    'int',
    'request',
    '本次付款金额，最小货币单位（分）',
    'amount of this payment, minor units',
  ),
  currency: field('string', 'request', '币种，如 CNY', 'currency, such as CNY'),
  tender: field('string', 'request', '付款方式：code、cash 或 free', 'way of paying: code, cash or free'),
  platform: field(
    'string',
    'request',
    '付款码所属平台，如 alipay；现金和免费时为空',
    'platform of the payment code, such as alipay; empty for cash and free goods',
  ),
  codeMasked: field(
    'string',
    'request',
    '遮盖后的付款码：前两位和后四位',
    'the payment code, masked: its first two and last four characters',
  ),
  merchantId: field('string', 'request', '商户编号', "the merchant's id"),
  machineId: field('string', 'request', '机器编号', "the machine's id"),
  orderId: field('string', 'request', '订单号', "the order's number"),
  pieces: field('int', 'request', '清单件数', 'pieces on the list'),
  lines: field('int', 'request', '清单行数', 'lines of the list'),
  categories: field('list<string>', 'request', '清单中的商品类别', 'categories of the goods on the list'),
  hour: field('int', 'request', '当地时间的小时，0–23', "hour of the site's day, 0–23"),
  weekday: field('int', 'request', '星期，1 为周一，7 为周日', 'day of the week, 1 is Monday, 7 Sunday'),
  'machine.paymentsToday': field(
    'int',
    'machine',
    '本机今天收款笔数',
    'payments taken at this machine today',
  ),
  'machine.paidTodayMinor': field(
    'int',
    'machine',
    '本机今天收款总额，最小货币单位（分）',
    'sum taken at this machine today, minor units',
  ),
  'machine.orderPaid': field('bool', 'machine', '此订单是否已付', 'whether this order is paid already'),
  'machine.openCharges': field(
    'int',
    'machine',
    '此订单结果未知的扣款数',
    'charges of this order whose end is not known',
  ),
  'machine.failedCharges': field(
    'int',
    'machine',
    '此订单未成功的扣款数',
    'charges of this order that did not succeed',
  ),
  'cloud.merchantPaidTodayMinor': field(
    'int',
    'cloud',
    '商户今天扫码收款总额，含未定的（分）',
    'sum of the merchant by code today, with what is not final yet, minor units',
  ),
  'cloud.machinePaidTodayMinor': field(
    'int',
    'cloud',
    '本机今天扫码收款总额，含未定的（分）',
    'sum of this machine by code today, with what is not final yet, minor units',
  ),
  'cloud.platformPaidTodayMinor': field(
    'int',
    'cloud',
    '商户今天在此平台的收款总额，含未定的（分）',
    'sum of the merchant with this platform today, with what is not final yet, minor units',
  ),
  'cloud.orderPaid': field(
    'bool',
    'cloud',
    '此订单是否已有成功的扣款',
    'whether a charge of this order has succeeded',
  ),
  'cloud.openCharges': field(
    'int',
    'cloud',
    '此订单其他未定的扣款数',
    'other charges of this order that are not final',
  ),
  'cloud.machineFailedLastHour': field(
    'int',
    'cloud',
    '本机一小时内未成功的扣款数',
    'charges at this machine that did not succeed within the last hour',
  ),
  'account.paidTodayMinor': field(
    'int',
    'account',
    '此储值卡今天付款总额（分）；仅储值卡可知',
    'sum paid with this card today, minor units; known for stored-value cards only',
  ),
  'account.paymentsToday': field(
    'int',
    'account',
    '此储值卡今天付款笔数；仅储值卡可知',
    'payments with this card today; known for stored-value cards only',
  ),
} as const satisfies Readonly<Record<string, CheckField>>;

export type CheckName = keyof typeof checkFields;

interface TypeOf {
  int: number;
  string: string;
  bool: boolean;
  'list<string>': readonly string[];
}

/** The check data of one payment; what is left out is not known. */
export type CheckData = {
  readonly [N in CheckName]?: TypeOf[(typeof checkFields)[N]['type']] | undefined;
};

/** Whether a rule evaluated at `place` may ask for what comes from `source`. */
export function mayAsk(place: RulePlace, source: DataSource): boolean {
  if (source === 'request') return true;
  return place === 'machine' ? source === 'machine' : source !== 'machine';
}
