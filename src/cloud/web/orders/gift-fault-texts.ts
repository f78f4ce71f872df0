/** Faults about gifts in the operator's words; a part of `fault-texts.ts`. */
export const giftFaultTexts = {
  GIFT_TAKEN: {
    zh: '礼物已不能领取',
    en: 'Gift cannot be taken',
    advice: '礼物已被领取、已结束、留给了另一台机器，或出示已超时。',
  },
  GIFT_REPORTED: {
    zh: '礼物被举报',
    en: 'Gift reported',
    advice: '收礼人举报了一份礼物。请查看它的留言，以及送礼人的其他礼物。',
  },
  GIFT_GIVER_BARRED: {
    zh: '送礼人已被停用',
    en: 'Giver stopped',
    advice: '举报后，商户停用了这位送礼人，不能再送新的礼物。',
  },
  GIFT_DOUBLED: {
    zh: '礼物被领取两次',
    en: 'Gift redeemed twice',
    advice: '保管礼物的机器太晚才联网，礼物被领取了两次。第二次的商品没有人付款。',
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
  GIFT_NONE: {
    zh: '没有礼物',
    en: 'No gift',
    advice: '顾客给出的信息与清单，没有匹配到开放的礼物。',
  },
  GIFT_LATE: {
    zh: '查礼物超时',
    en: 'Gift not looked up in time',
    advice: '云端没有及时回答关于礼物的询问，机器已照常收款。',
  },
  GIFT_NEEDS_NETWORK: {
    zh: '礼物需要网络',
    en: 'Gift needs the network',
    advice: '机器离线，没有合适的存机礼物；或时钟不可信，存机礼物暂停使用。',
  },
  GIFT_CODE_INVALID: {
    zh: '取货码无效',
    en: 'Pickup code not valid',
    advice: '扫到或输入的内容不是取货码或会员码的格式。',
  },
  GIFT_NOT_HERE: {
    zh: '不能领礼物',
    en: 'Gifts not taken here',
    advice: '这台机器的配置里没有礼物，或这笔订单已用过一份。',
  },
} as const;
