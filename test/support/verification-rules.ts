/** Verification rules for tests: small, and each of a different kind. */
import type { NamedValue, VerificationRule } from '../../src/domain/verification-rule.ts';

/** A rule that says what it checks; `expression` must hold. */
export function ruleOf(
  key: string,
  expression: string,
  more: Partial<VerificationRule> = {},
): VerificationRule {
  return {
    key,
    order: 10,
    label: { zh: `检查 ${key.length}`, en: `Check ${key}` },
    expression,
    message: { zh: '没有通过。', en: `It did not pass ${key}.` },
    correction: 'changeList',
    place: 'cloud',
    whenUnknown: 'refuse',
    ...more,
  };
}

export const platformLimits: NamedValue = {
  name: 'singleLimitMinor',
  kind: 'table',
  value: { alipay: 10_000 },
};

/** At most so much in one payment, by platform. */
export const singleLimit = ruleOf(
  'singleLimit',
  '!(platform in values.singleLimitMinor) || amountMinor <= values.singleLimitMinor[platform]',
  {
    label: { zh: '单笔限额', en: 'Limit for one payment' },
    message: {
      zh: '用支付宝一次最多付 100 元。请减少商品，或换种付款方式。',
      en: 'Alipay takes at most ¥100 at a time here. Take something off the list, or pay another way.',
    },
  },
);
