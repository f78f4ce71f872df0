/** What the shopper's screen says where a check before payment did not pass. */
import type { Text } from '../domain/text.ts';
import type { Correction } from '../domain/verification-outcome.ts';

export const verificationTexts = {
  title: { zh: '还不能付款', en: 'Not ready to pay yet' },
  note: {
    zh: '付款前的检查没有通过，没有扣款',
    en: 'A check before the payment did not pass. Nothing was charged.',
  },
  notPassed: { zh: '没有通过的检查', en: 'Checks that did not pass' },
  nothingCharged: { zh: '没有扣款', en: 'Nothing was charged' },
  listKept: { zh: '清单还在：{pieces}，合计 {due}', en: 'Your list is kept: {pieces}, {due} in all' },
  unknown: { zh: '现在无法确认。', en: 'This cannot be confirmed right now. ' },
  passed: { zh: '已通过：{checks}', en: 'Passed: {checks}' },
  and: { zh: '、', en: ', ' },
} as const satisfies Record<string, Text>;

/** What the button of each correction says. */
export const correctionNames: Readonly<Record<Correction, Text>> = {
  otherCode: { zh: '换一个付款码', en: 'Show another code' },
  otherTender: { zh: '换种付款方式', en: 'Pay another way' },
  changeList: { zh: '修改清单', en: 'Change the list' },
  askStaff: { zh: '联系客服', en: 'Get help' },
};
