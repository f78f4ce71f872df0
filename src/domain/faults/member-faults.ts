/** Members, coupons and points. */
import { type FaultEntry, notForShoppers } from './fault-entry.ts';

export const memberFaults = {
  MEMBER_UNKNOWN: {
    retryable: false,
    shopper: {
      zh: '没有找到这位会员，可以照常购物。',
      en: 'There is no such member. You can shop as usual.',
    },
    technician: 'A member code or phone number was shown that no member of the merchant has.',
  },
  MEMBER_LATE: {
    retryable: true,
    shopper: {
      zh: '暂时查不到会员，可以照常购物，稍后再试。',
      en: 'Members cannot be looked up right now. You can shop as usual and try again.',
    },
    technician: 'The cloud did not say in time who a member is, and the machine keeps nothing of them.',
  },
  MEMBER_TOO_MANY: {
    retryable: true,
    shopper: {
      zh: '尝试次数太多，请稍后再试，可以照常购物。',
      en: 'Too many tries. Please try later; you can shop as usual.',
    },
    technician: 'Too many codes or phone numbers were tried that no member has.',
  },
  MEMBER_PHONE_INVALID: {
    retryable: true,
    shopper: { zh: '这不是手机号，请检查后再试。', en: 'This is no phone number. Please check it.' },
    technician: 'What was typed has not the form of a phone number.',
  },
  MEMBER_NOT_HERE: {
    retryable: false,
    shopper: { zh: '这里还没有会员服务。', en: 'Members are not known here.' },
    technician: 'A member code was scanned at a site whose settings know no members.',
  },
  COUPON_UNKNOWN: {
    retryable: false,
    shopper: {
      zh: '这张优惠券无效，可以照常付款。',
      en: 'This coupon is not valid. You can pay as usual.',
    },
    technician: "Nobody issued a coupon of this code, or its signature is not the merchant's.",
  },
  COUPON_USED: {
    retryable: false,
    shopper: { zh: '这张优惠券已经用过了。', en: 'This coupon has been used already.' },
    technician: 'The coupon was redeemed by another order.',
  },
  COUPON_IN_USE: {
    retryable: true,
    shopper: {
      zh: '这张优惠券正在另一笔购物中使用，请稍后再试。',
      en: 'This coupon is being used in another purchase. Please try again shortly.',
    },
    technician: 'The coupon is kept for another order that has not ended; the console shows which.',
  },
  COUPON_EXPIRED: {
    retryable: false,
    shopper: { zh: '这张优惠券已经过期。', en: 'This coupon has expired.' },
    technician: 'The coupon was shown after its expiry.',
  },
  COUPON_NEEDS_NETWORK: {
    retryable: true,
    shopper: {
      zh: '网络暂时不通，这张优惠券现在不能用，您可以留着下次用。',
      en: 'The network is away, so this coupon cannot be used now. You keep it for the next time.',
    },
    technician: 'A coupon that only the cloud can check was shown offline, or the clock cannot be trusted.',
  },
  COUPON_OFFLINE_LIMIT: {
    retryable: true,
    shopper: {
      zh: '网络恢复前不能再使用优惠券，您可以留着下次用。',
      en: 'No more coupons can be taken until the network is back. You keep it for the next time.',
    },
    technician: 'The limit for coupons accepted on their signature alone is reached.',
  },
  COUPON_NOT_HERE: {
    retryable: false,
    shopper: { zh: '这里不能用优惠券。', en: 'Coupons cannot be used here.' },
    technician: 'A coupon was shown at a machine whose bundle knows none.',
  },
  COUPON_ONE_OF_A_KIND: {
    retryable: false,
    shopper: {
      zh: '同一种优惠券每次只能用一张。',
      en: 'Only one coupon of a kind can be used at a time.',
    },
    technician: 'A second coupon of a series was shown for one order, or more than five in all.',
  },
  COUPON_TOO_MANY: {
    retryable: true,
    shopper: {
      zh: '尝试次数太多，请稍后再试，可以照常付款。',
      en: 'Too many tries. Please try later; you can pay as usual.',
    },
    technician: 'Too many coupon codes were tried that nobody issued.',
  },
  COUPON_REDEEMED_TWICE: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'Two orders redeemed one coupon, at least one of them offline. Both are listed among the differences.',
  },
  POINTS_NONE: {
    retryable: false,
    shopper: { zh: '没有可以使用的积分。', en: 'There are no points to spend.' },
    technician: 'The member has no points that are not kept for another order.',
  },
  POINTS_NEED_NETWORK: {
    retryable: true,
    shopper: {
      zh: '网络暂时不通，积分现在不能用；这次购物的积分照常累积。',
      en: 'The network is away, so points cannot be spent now. This purchase still earns points.',
    },
    technician: 'Points were asked for offline, or the cloud did not answer in time.',
  },
} as const satisfies Record<string, FaultEntry>;
