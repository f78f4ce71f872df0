/** Verification rules as the console's stand-in cloud has them: some published, one changed, one new. */
import type { NamedValue, RuleBase, VerificationRule } from '../../src/domain/verification-rule.ts';
import type { DryRun, OrderDetail } from '../../src/wire/rest.ts';
import { fixtureNowMs } from './console-fixture.ts';

const values: readonly NamedValue[] = [
  { name: 'singleLimitMinor', kind: 'table', value: { alipay: 50_000, wechat: 30_000 } },
  { name: 'machineDayLimitMinor', kind: 'number', value: 500_000 },
  { name: 'blockedCards', kind: 'list', value: ['90**************1234', '90**************8877'] },
];

const singleLimit: VerificationRule = {
  ...{ key: 'singleLimit', order: 10, correction: 'changeList', place: 'cloud', whenUnknown: 'refuse' },
  label: { zh: '单笔限额', en: 'Limit for one payment' },
  expression: '!(platform in values.singleLimitMinor) || amountMinor <= values.singleLimitMinor[platform]',
  message: {
    zh: '这笔付款超过单笔限额。请减少商品，或换种付款方式。',
    en: 'This is over the limit for one payment. Take something off the list, or pay another way.',
  },
};
const dayLimit: VerificationRule = {
  ...{ key: 'machineDayLimit', order: 20, correction: 'askStaff', place: 'machine', whenUnknown: 'pass' },
  label: { zh: '本机当日限额', en: 'Daily limit of this machine' },
  expression: 'machine.paidTodayMinor + amountMinor <= values.machineDayLimitMinor',
  message: { zh: '这台机器今天不能再收款。', en: 'This machine takes no more money today.' },
};
const blocked: VerificationRule = {
  ...{ key: 'blockedCard', order: 30, correction: 'otherCode', place: 'cloud', whenUnknown: 'refuse' },
  label: { zh: '黑名单', en: 'Blocked cards' },
  expression: '!(codeMasked in values.blockedCards)',
  message: { zh: '这张卡已停用。', en: 'This card is blocked.' },
};
const alreadyPaid: VerificationRule = {
  ...{ key: 'notPaidYet', order: 40, correction: 'askStaff', place: 'cloud', whenUnknown: 'refuse' },
  label: { zh: '没有重复付款', en: 'Not paid already' },
  expression: '!cloud.orderPaid && cloud.openCharges == 0',
  message: { zh: '这个订单已在付款。', en: 'This order is being paid already.' },
};

export const fixturePublishedRules: { base: RuleBase; publishedAtMs: number; publishedBy: string } = {
  base: {
    version: 3,
    rules: [singleLimit, { ...dayLimit, expression: 'machine.paidTodayMinor < 400000' }, blocked],
    values: [...values],
  },
  publishedAtMs: fixtureNowMs - 3_600_000,
  publishedBy: 'lin@corner.example',
};

/** The rules as edited. */
export function fixtureRules(): { rules: VerificationRule[]; values: NamedValue[] } {
  return { rules: [singleLimit, dayLimit, blocked, alreadyPaid], values: [...values] };
}

export function fixtureDryRun(rules: readonly VerificationRule[], orders: readonly OrderDetail[]): DryRun {
  return {
    ...{ payments: 200, refused: 3, fromMs: fixtureNowMs - 86_400_000, toMs: fixtureNowMs },
    keys: rules.map(({ key }, i) => ({
      key,
      refused: i === 0 ? 3 : 0,
      unknown: i === 1 ? 12 : 0,
      orders: i === 0 ? orders.slice(4, 7).map(({ id }) => id) : [],
    })),
  };
}
