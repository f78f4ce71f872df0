/** Paying by code, card and cash, and giving back. */
import { type FaultEntry, sorry } from './fault-entry.ts';

export const paymentFaults = {
  PAY_NOT_VERIFIED: {
    retryable: true,
    shopper: {
      zh: '付款前的检查没有通过，没有扣款。',
      en: 'The check before payment did not pass. Nothing was charged.',
    },
    technician: 'A verification rule refused the payment before anything was sent to a platform.',
  },
  PAY_DECLINED: {
    retryable: true,
    shopper: {
      zh: '付款没有成功，没有扣款。请重试或换一种付款方式。',
      en: 'The payment was declined. Nothing was charged. Try again or pay another way.',
    },
    technician: 'The platform declined the payment.',
  },
  PAY_BALANCE_LOW: {
    retryable: true,
    shopper: {
      zh: '余额不足，没有扣款。请换一种付款方式。',
      en: 'Not enough balance. Nothing was charged. Please pay another way.',
    },
    technician: 'The platform answered that the balance is too low.',
  },
  PAY_CODE_INVALID: {
    retryable: true,
    shopper: {
      zh: '付款码已失效，没有扣款。请刷新付款码再扫。',
      en: 'The payment code is no longer valid. Nothing was charged. Refresh it and scan again.',
    },
    technician: 'The payment code is expired or was used before.',
  },
  PAY_CODE_USED: {
    retryable: true,
    shopper: {
      zh: '这个付款码已经用过，没有扣款。请刷新付款码再扫。',
      en: 'This payment code was used before. Nothing was charged. Refresh it and scan again.',
    },
    technician: 'The platform answered that the payment code was used before; each is good for one payment.',
  },
  PAY_CODE_EXPIRED: {
    retryable: true,
    shopper: {
      zh: '付款码已过期，没有扣款。请刷新付款码再扫。',
      en: 'The payment code is too old. Nothing was charged. Refresh it and scan again.',
    },
    technician: 'The platform answered that the payment code has expired; wallets renew it every minute.',
  },
  PAY_LIMIT_REACHED: {
    retryable: true,
    shopper: {
      zh: '超出付款限额，没有扣款。请换一种付款方式。',
      en: 'A payment limit is reached. Nothing was charged. Please pay another way.',
    },
    technician: 'The amount is over a limit of the payer or of the merchant at the platform.',
  },
  PAY_EXPIRED: {
    retryable: true,
    shopper: {
      zh: '付款超时，没有扣款。请再试一次。',
      en: 'The payment took too long. Nothing was charged. Please try again.',
    },
    technician: 'The charge reached the gateway after its deadline and was refused.',
  },
  PAY_NOT_SENT: {
    retryable: true,
    shopper: {
      zh: '付款请求没有送到支付平台，没有扣款。请再试一次。',
      en: 'Your payment did not get through to the payment platform. Nothing was charged. Please try again.',
    },
    technician: 'The gateway never saw the charge and the platform does not know it; it is closed there.',
  },
  PAY_TIMED_OUT: {
    retryable: true,
    shopper: {
      zh: '没有等到您的确认，付款已取消，没有扣款。',
      en: 'There was no confirmation in time. The payment was cancelled and nothing was charged.',
    },
    technician: 'The charge was reversed after the deadline.',
  },
  PAY_UNKNOWN: {
    retryable: true,
    shopper: {
      zh: '暂时不知道付款是否成功。如果已扣款，会自动退回，请不要重复付款。',
      en: 'We cannot tell yet whether you paid. If money was taken it comes back by itself. Please do not pay again.',
    },
    technician: 'The result of a charge is unknown; it is being asked for until it is final.',
  },
  CARD_PIN_NEEDED: {
    retryable: true,
    shopper: {
      zh: '这张卡需要密码，没有扣款。请重新扫卡并输入密码。',
      en: 'This card needs its PIN or password. Nothing was charged. Scan the card again and enter it.',
    },
    technician: 'A charge of a card with a PIN came without a grant, or the grant was used or too old.',
  },
  CARD_PIN_WRONG: {
    retryable: true,
    shopper: {
      zh: '密码不对，没有扣款。请再输一次。',
      en: 'That is not right. Nothing was charged. Please enter it again.',
    },
    technician: 'The PIN of a stored-value card was wrong; each try is counted before it is looked at.',
  },
  CARD_LOCKED: {
    retryable: false,
    shopper: {
      zh: '密码输错次数太多，这张卡已锁定，钱都还在。请打客服电话解锁，或换一种付款方式。',
      en: 'Too many wrong tries: this card is locked, its money is safe. Call us to unlock it, or pay another way.',
    },
    technician: 'Too many wrong PINs in a row. The console unlocks the card once its holder is known.',
  },
  CARD_NO_ANSWER: {
    retryable: true,
    shopper: {
      zh: '暂时查不到这张卡，没有扣款。请再试一次或换一种付款方式。',
      en: 'This card cannot be checked now. Nothing was charged. Try again, or pay another way.',
    },
    technician: 'The cloud did not answer about a stored-value card in time.',
  },
  CARD_FINGER_REFUSED: {
    retryable: true,
    shopper: {
      zh: '指纹没有认出来，没有扣款。请输入密码。',
      en: 'Your finger was not recognised. Nothing was charged. Please enter the PIN or password.',
    },
    technician:
      'A verdict of a fingerprint reader was refused: another finger, machine or nonce, or too old.',
  },
  CARD_OFFLINE_SPENT: {
    retryable: true,
    shopper: {
      zh: '网络不通，这张卡现在能用的额度不够。请换一种付款方式。',
      en: 'The network is down and this card may not spend that much here now. Please pay another way.',
    },
    technician: 'The machine has no lease of that card, or what is left of it is less than needed.',
  },
  PAY_OFFLINE: {
    retryable: true,
    shopper: {
      zh: '网络不通，现在不能用手机付款。可以用现金。',
      en: 'The network is down, so phone payment is not possible now. Cash works.',
    },
    technician: 'No connection to the cloud; charges are not sent.',
  },
  PAY_PLATFORM_DOWN: {
    retryable: true,
    shopper: {
      zh: '付款平台暂时没有响应，没有扣款。请稍后重试。',
      en: 'The payment platform does not answer. Nothing was charged. Please try again shortly.',
    },
    technician: 'The platform could not be reached or answered with a system error.',
  },
  PAY_ANSWER_FORGED: {
    retryable: false,
    shopper: sorry,
    technician:
      "A platform's answer had no valid signature; it was ignored and the charge is asked for again.",
  },
  PAY_CONFLICT: {
    retryable: false,
    shopper: sorry,
    technician: 'A charge id came again with other content and was refused.',
  },
  PAY_SETTLED_BY_HAND: {
    retryable: false,
    shopper: {
      zh: '工作人员已处理这笔付款。如有疑问请联系客服，并提供订单号。',
      en: 'Our staff has dealt with this payment. If in doubt, ask our help line with the order number.',
    },
    technician: 'A person settled the payment at the console; the audit says who and why.',
  },
  PAY_NOT_OPEN: {
    retryable: false,
    shopper: sorry,
    technician: 'The payment does not take that now: it is final, or somebody was quicker. Look at it again.',
  },
  REFUND_FAILED: {
    retryable: true,
    shopper: {
      zh: '退款还没有完成，我们会继续处理，请保留订单号。',
      en: 'The refund is not finished yet. We keep at it. Please keep the order number.',
    },
    technician: 'The platform refused a refund; see the open payments.',
  },
  CASH_PAYOUT_SHORT: {
    retryable: false,
    shopper: {
      zh: '硬币不够找零，请凭小票找工作人员领取。',
      en: 'Not enough coins for your change. Please show the receipt to our staff.',
    },
    technician: 'The coin hopper paid out less than asked. Refill it; the amount owed is on the order.',
  },
  CASH_PAYOUT_UNKNOWN: {
    retryable: false,
    shopper: {
      zh: '找零需要人工核对，请凭小票找工作人员。',
      en: 'Your change has to be checked by hand. Please show the receipt to our staff.',
    },
    technician:
      'The board lost its counters during a payout, so what was paid is not known. Count the hopper; the amount owed is on the order.',
  },
  CASH_OFFLINE: {
    retryable: true,
    shopper: {
      zh: '投币器暂时不能用，请用手机付款。',
      en: 'The coin slot is out of order. Please pay with your phone.',
    },
    technician: 'The cash device does not answer. Check its cable and the board.',
  },
} as const satisfies Record<string, FaultEntry>;
