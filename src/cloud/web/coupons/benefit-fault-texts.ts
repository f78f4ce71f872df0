/** Faults about coupons and points in the operator's words; a part of `fault-texts.ts`. */
export const benefitFaultTexts = {
  COUPON_UNKNOWN: {
    zh: '优惠券无效',
    en: 'Coupon not valid',
    advice: '没有发放过这个券码，或签名不是本商户的。',
  },
  COUPON_USED: { zh: '优惠券已使用', en: 'Coupon used already', advice: '这张券已被另一笔订单使用。' },
  COUPON_IN_USE: {
    zh: '优惠券使用中',
    en: 'Coupon in use',
    advice: '这张券已为另一笔未结束的订单锁定，控制台可以看到是哪一笔。',
  },
  COUPON_EXPIRED: { zh: '优惠券已过期', en: 'Coupon expired', advice: '出示时券已过期。' },
  COUPON_NEEDS_NETWORK: {
    zh: '优惠券需要联网',
    en: 'Coupon needs the network',
    advice: '离线时出示了只有云端能核对的券，或机器时钟不可信。',
  },
  COUPON_OFFLINE_LIMIT: {
    zh: '离线用券已达上限',
    en: 'Offline limit reached',
    advice: '只凭签名接受的券已达风险上限，联网后恢复。',
  },
  COUPON_NOT_HERE: {
    zh: '此处不收优惠券',
    en: 'No coupons here',
    advice: '机器的售卖内容里没有优惠券，请先发放并发布。',
  },
  COUPON_ONE_OF_A_KIND: {
    zh: '同类券只能用一张',
    en: 'One coupon of a kind',
    advice: '同一订单出示了同一系列的第二张券，或总数超过五张。',
  },
  COUPON_TOO_MANY: {
    zh: '试券次数过多',
    en: 'Too many coupons tried',
    advice: '试了太多没有发放过的券码，请稍后再试。',
  },
  COUPON_REDEEMED_TWICE: {
    zh: '优惠券重复使用',
    en: 'Coupon redeemed twice',
    advice: '两笔订单用了同一张券，至少一笔是离线的。两笔都列在差异里。',
  },
  POINTS_NONE: {
    zh: '没有可用积分',
    en: 'No points to spend',
    advice: '会员没有未被其他订单锁定的积分。',
  },
  POINTS_NEED_NETWORK: {
    zh: '积分需要联网',
    en: 'Points need the network',
    advice: '离线时要求使用积分，或云端没有及时答复。',
  },
} as const;
