/** Faults about gifts in the operator's words; a part of `fault-texts.ts`. */
export const giftFaultTexts = {
  GIFT_TAKEN: {
    zh: '礼物已不能领取',
    en: 'Gift cannot be taken',
    advice: '礼物已被领取、已结束、留给了另一台机器，或出示已超时。',
  },
  GIFT_RETURNED: {
    zh: '礼物款项退回',
    en: 'Money of a gift given back',
    advice: '退款原因：礼物被谢绝、已结束，或实际花费少于预付。',
  },
  GIFT_TRIES: {
    zh: '礼物尝试过多',
    en: 'Too many tries at gifts',
    advice: '在这里试了太多不属于任何礼物的码或号码，或发送了太多验证码。',
  },
  GIFT_CODE_WRONG: {
    zh: '手机验证码不对',
    en: 'Code sent to the phone is wrong',
    advice: '发到手机的验证码输错、已用过或已过期。',
  },
} as const;
