/** Gifts: why one cannot be found, kept or taken. */
import type { FaultEntry } from './fault-entry.ts';

export const giftFaults = {
  GIFT_TAKEN: {
    retryable: false,
    shopper: {
      zh: '这份礼物已经不能领取了，没有扣款。请用其他方式付款。',
      en: 'This gift cannot be taken any more. Nothing was charged. Please pay another way.',
    },
    technician: 'A gift was redeemed, ended, kept for another machine, or its offer was over.',
  },
  GIFT_REPORTED: {
    retryable: false,
    shopper: {
      zh: '这份礼物被举报，已经停止，款项会退回送礼人。',
      en: 'This gift was reported and stopped. Its money goes back to the giver.',
    },
    technician: 'A recipient reported a gift. Look at its words, and at what else its giver gives.',
  },
  GIFT_GIVER_BARRED: {
    retryable: false,
    shopper: {
      zh: '这家店暂停了您送礼。已送出的礼物不受影响，没有扣款。请联系店家。',
      en: 'This shop has stopped you from giving. What you gave stays as it is; nothing was charged. Please ask them.',
    },
    technician: 'A person of the merchant stopped a giver after a report; they make no more gifts.',
  },
  GIFT_DOUBLED: {
    retryable: false,
    shopper: {
      zh: '这份礼物已在别处用过，您的商品已付清。',
      en: 'This gift was used elsewhere as well. Your goods are paid for.',
    },
    technician:
      'A gift was redeemed twice, because a machine that kept it came back too late. The second one is unpaid.',
  },
  GIFT_RETURNED: {
    retryable: false,
    shopper: {
      zh: '礼物的款项已原路退回给送礼人。',
      en: 'The money of the gift went back to the giver.',
    },
    technician: 'Why a refund was made: a gift was declined, ended, or cost less than was paid for it.',
  },
  GIFT_TRIES: {
    retryable: true,
    shopper: {
      zh: '尝试次数太多，请过几分钟再试。您可以照常付款。',
      en: 'Too many tries. Please try again in a few minutes. You can pay as usual.',
    },
    technician: 'Too many codes or numbers that fit no gift were tried here, or too many codes were sent.',
  },
  GIFT_CODE_WRONG: {
    retryable: true,
    shopper: {
      zh: '验证码不对，请再看一下短信。没有扣款。',
      en: 'That code is not right. Please look at the message again. Nothing was charged.',
    },
    technician: 'The code that was sent to a phone was typed wrong, used before, or too old.',
  },
  GIFT_NONE: {
    retryable: true,
    shopper: {
      zh: '没有找到适合这次购物的礼物。请照常付款。',
      en: 'We found no gift for these goods. Please pay as usual.',
    },
    technician: 'Nothing that was said of the shopper fits an open gift for what is on the list.',
  },
  GIFT_LATE: {
    retryable: true,
    shopper: {
      zh: '暂时查不到礼物，礼物还在。可以再试一次，或照常付款。',
      en: 'We could not look for your gift just now; it is kept. Try again, or pay as usual.',
    },
    technician: 'The cloud did not answer a question about a gift in time.',
  },
  GIFT_NEEDS_NETWORK: {
    retryable: true,
    shopper: {
      zh: '领礼物需要网络，现在网络不通。礼物还在，请照常付款或稍后再来。',
      en: 'Gifts need the network, which is down. Yours is kept: pay as usual or come back later.',
    },
    technician:
      'The machine is offline and holds no lease that fits, or its clock cannot be trusted, which voids leases.',
  },
  GIFT_CODE_INVALID: {
    retryable: true,
    shopper: {
      zh: '这不是取货码或会员码，请再看一下。',
      en: 'That is no pickup code or member code. Please look again.',
    },
    technician: 'What was scanned or typed has neither the form nor the check character of such a code.',
  },
  GIFT_NOT_HERE: {
    retryable: false,
    shopper: {
      zh: '这台机器现在不能领礼物。请照常付款。',
      en: 'Gifts cannot be taken at this machine now. Please pay as usual.',
    },
    technician: 'The bundle of this machine has no policy for gifts, or this order has had its gift.',
  },
} as const satisfies Record<string, FaultEntry>;
