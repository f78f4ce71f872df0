/**
 * Every fault the product can name: whether trying again can help, what the shopper reads (what
 * happened, is my money safe, what now), and what the technician reads (what is wrong, what to do).
 * Codes are `AREA_REASON` and never change their meaning. A test keeps the shape of this table.
 */

/** One entry of the catalogue. Texts are plain sentences without codes, jargon or blame. */
export interface FaultEntry {
  readonly retryable: boolean;
  readonly shopper: { readonly zh: string; readonly en: string };
  readonly technician: string;
}

const sorry = {
  zh: '机器出了点问题，您的钱是安全的，请稍后再试。',
  en: 'Something went wrong. Your money is safe. Please try again shortly.',
};
const notForShoppers = sorry;
const cameraAway = {
  zh: '摄像头暂时不能用，请直接扫码。',
  en: 'The camera is out of order. Please scan your items.',
};

const entries = {
  // Defects and configuration
  INTERNAL_DEFECT: {
    retryable: false,
    shopper: sorry,
    technician: 'A defect in the program. Send the log chain to the maintainers.',
  },
  CONFIG_INVALID: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'The configuration does not fit its schema; every problem is listed. Mend the file and start again.',
  },
  INPUT_MALFORMED: {
    retryable: false,
    shopper: sorry,
    technician: 'A message or request does not fit its schema and was refused.',
  },
  INPUT_TOO_LARGE: {
    retryable: false,
    shopper: sorry,
    technician: 'A message or request is over its size limit and was refused.',
  },
  MONEY_OUT_OF_RANGE: {
    retryable: false,
    shopper: sorry,
    technician: 'An amount is no whole number of minor units or over the limit for one order.',
  },
  MONEY_MALFORMED: { retryable: false, shopper: sorry, technician: 'A decimal amount could not be read.' },
  // Scanning
  CODE_UNKNOWN: {
    retryable: true,
    shopper: {
      zh: '没有找到这件商品，请换一个条码再扫，或请工作人员帮忙。',
      en: 'We do not know this item. Try its other barcode, or ask for help.',
    },
    technician: 'A scanned code matches no product and no pattern of the published bundle.',
  },
  CODE_CHECK_DIGIT: {
    retryable: true,
    shopper: {
      zh: '条码没有读清楚，请再扫一次。',
      en: 'The barcode was not read clearly. Please scan it again.',
    },
    technician: 'Wrong check digit: misread, or a printing fault of the label.',
  },
  CODE_MALFORMED: {
    retryable: true,
    shopper: {
      zh: '条码没有读清楚，请再扫一次。',
      en: 'The barcode was not read clearly. Please scan it again.',
    },
    technician: 'The code breaks the rules of its standard (GS1 General Specifications).',
  },
  CODE_IS_PAYMENT: {
    retryable: true,
    shopper: {
      zh: '这是付款码。请先点“去付款”，再出示付款码。',
      en: 'That is a payment code. Tap “Pay” first, then show it.',
    },
    technician: 'A payment code was scanned while goods were expected.',
  },
  CODE_IS_GOODS: {
    retryable: true,
    shopper: {
      zh: '这是商品条码。请打开手机上的付款码再扫。',
      en: 'That is a barcode of goods. Please show the payment code on your phone.',
    },
    technician: 'A goods code was scanned while a payment code was expected.',
  },
  CODE_PLATFORM_UNKNOWN: {
    retryable: true,
    shopper: {
      zh: '这台机器还不支持这种付款码，请换一种付款方式。',
      en: 'This machine does not take this kind of payment code. Please choose another way to pay.',
    },
    technician: 'A payment code matches no platform of the code-format table.',
  },
  ITEM_EXPIRED: {
    retryable: false,
    shopper: {
      zh: '这件商品已过期，不能出售。请放回并告诉工作人员。',
      en: 'This item is past its date and is not for sale. Please leave it for our staff.',
    },
    technician: 'Goods past their date were presented; they were not sold. Take them off the shelf.',
  },
  ITEM_DATE_UNKNOWN: {
    retryable: true,
    shopper: {
      zh: '机器现在无法核对日期，这件商品暂不出售。请放回原处。',
      en: 'We cannot check dates right now, so this item is not for sale. Please put it back.',
    },
    technician:
      'Dated goods were presented while nothing had confirmed the clock since the start, and the site refuses them then. Bring the machine online or set its clock.',
  },
  ITEM_WARNING_OPEN: {
    retryable: true,
    shopper: {
      zh: '请先看屏幕上的提示，按“知道了”再继续。',
      en: 'Please read the message on the screen and press "Understood" first.',
    },
    technician: 'Something was scanned while a warning about the date of goods waited to be acknowledged.',
  },
  ITEM_WEIGHT_MISSING: {
    retryable: true,
    shopper: {
      zh: '这件商品要先称重。请称重贴码后再扫。',
      en: 'This item is sold by weight. Please weigh it, then scan its new label.',
    },
    technician: 'Goods sold by weight were scanned by a code that carries neither weight nor price.',
  },
  BASKET_FULL: {
    retryable: false,
    shopper: { zh: '这一单已经满了，请先付款。', en: 'This list is full. Please pay for it first.' },
    technician: 'The list has reached its maximum number of lines or pieces.',
  },
  PRODUCT_SOLD_OUT: {
    retryable: false,
    shopper: { zh: '这件商品卖完了，请选别的。', en: 'This product is sold out. Please choose another one.' },
    technician: 'A selection is empty or blocked after a failed delivery.',
  },
  OPTION_INVALID: {
    retryable: false,
    shopper: { zh: '这个选项不可用，请重新选择。', en: 'That option is not available. Please choose again.' },
    technician: 'A recipe option is outside its range.',
  },
  // Payment
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
      en: 'This card needs its PIN. Nothing was charged. Scan the card again and enter the PIN.',
    },
    technician: 'A charge of a card with a PIN came without a grant, or the grant was used or too old.',
  },
  CARD_PIN_WRONG: {
    retryable: true,
    shopper: {
      zh: '密码不对，没有扣款。请再输一次。',
      en: 'The PIN is not right. Nothing was charged. Please enter it again.',
    },
    technician: 'The PIN of a stored-value card was wrong; each try is counted before it is looked at.',
  },
  CARD_LOCKED: {
    retryable: false,
    shopper: {
      zh: '密码输错次数太多，这张卡已锁定，钱都还在。请打客服电话解锁，或换一种付款方式。',
      en: 'Too many wrong PINs: this card is locked, its money is safe. Call us to unlock it, or pay another way.',
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
      en: 'Your finger was not recognised. Nothing was charged. Please enter the PIN.',
    },
    technician:
      'A verdict of a fingerprint reader was refused: another finger, machine or nonce, or too old.',
  },
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
  // Delivery
  DISPENSER_JAM: {
    retryable: false,
    shopper: {
      zh: '商品没有出来，钱会自动退回。',
      en: 'Your item did not come out. Your money is refunded by itself.',
    },
    technician: 'No drop was sensed within the time limit. Check the slot for a jam, then the drop sensor.',
  },
  DISPENSER_EMPTY: {
    retryable: false,
    shopper: {
      zh: '商品卖完了，钱会自动退回。',
      en: 'The item is sold out. Your money is refunded by itself.',
    },
    technician: 'The slot or an ingredient is empty.',
  },
  DISPENSER_OFFLINE: {
    retryable: true,
    shopper: {
      zh: '出货装置没有响应，钱会自动退回。',
      en: 'The dispenser does not answer. Your money is refunded by itself.',
    },
    technician: 'The dispenser does not answer. Check power and cable.',
  },
  DISPENSER_REFUSED: {
    retryable: false,
    shopper: {
      zh: '机器现在不能制作，钱会自动退回。',
      en: 'The machine cannot make this now. Your money is refunded by itself.',
    },
    technician: 'The machine refused the job; its reason is in the facts.',
  },
  DISPENSER_NO_PROOF: {
    retryable: false,
    shopper: {
      zh: '无法确认商品是否出来，钱会自动退回。',
      en: 'We cannot tell whether your item came out. Your money is refunded by itself.',
    },
    technician: 'The sensor or machine could not say whether the goods came out.',
  },
  // Printer
  PRINTER_PAPER_OUT: {
    retryable: true,
    shopper: {
      zh: '打印机缺纸，小票可扫码查看。',
      en: 'The printer is out of paper. You can scan the receipt from the screen.',
    },
    technician: 'Paper is out. Insert a roll; waiting receipts print by themselves.',
  },
  PRINTER_PAPER_LOW: { retryable: true, shopper: notForShoppers, technician: 'Paper is near its end.' },
  PRINTER_COVER_OPEN: {
    retryable: true,
    shopper: {
      zh: '打印机盖未关好，小票可扫码查看。',
      en: 'The printer cover is open. You can scan the receipt from the screen.',
    },
    technician: 'The cover is open. Close it; waiting receipts print by themselves.',
  },
  PRINTER_OFFLINE: {
    retryable: true,
    shopper: {
      zh: '打印机没有响应，小票可扫码查看。',
      en: 'The printer does not answer. You can scan the receipt from the screen.',
    },
    technician: 'The printer does not answer. Check power, cable and address.',
  },
  PRINTER_CUTTER: {
    retryable: true,
    shopper: {
      zh: '打印机故障，小票可扫码查看。',
      en: 'The printer has a fault. You can scan the receipt from the screen.',
    },
    technician: 'The cutter reports an error. Clear the jam, then switch the printer off and on.',
  },
  PRINTER_NO_PROOF: {
    retryable: true,
    shopper: {
      zh: '小票可能没有打完，可扫码查看。',
      en: 'The receipt may be incomplete. You can scan it from the screen.',
    },
    technician: 'The printer did not confirm that the document left its buffer.',
  },
  PRINTER_ERROR: {
    retryable: true,
    shopper: {
      zh: '打印机故障，小票可扫码查看。',
      en: 'The printer has a fault. You can scan the receipt from the screen.',
    },
    technician: 'The mechanism is blocked. Open the cover, clear the paper, close it; printing goes on.',
  },
  PRINTER_OVERHEATED: {
    retryable: true,
    shopper: {
      zh: '打印机正在冷却，小票可扫码查看。',
      en: 'The printer is cooling down. You can scan the receipt from the screen.',
    },
    technician:
      'The print head is too hot or was lifted. It goes on by itself; if not, check the ventilation.',
  },
  PRINTER_DEFECT: {
    retryable: false,
    shopper: {
      zh: '打印机故障，小票可扫码查看。',
      en: 'The printer has a fault. You can scan the receipt from the screen.',
    },
    technician:
      'The printer reports an error it cannot leave. Switch it off and on; if it stays, replace it.',
  },
  PRINTER_DRAWER_ABSENT: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The profile of the printer names no cash drawer.',
  },
  // Other devices
  SCANNER_OFFLINE: {
    retryable: true,
    shopper: { zh: '扫码器暂时不能用。', en: 'The scanner is out of order.' },
    technician: 'The scanner cannot be opened. Check its cable and the profile.',
  },
  SCANNER_FRAME_MALFORMED: {
    retryable: true,
    shopper: {
      zh: '条码没有读清楚，请再扫一次。',
      en: 'The barcode was not read clearly. Please scan it again.',
    },
    technician: 'A torn or over-long frame from the scanner was dropped. Check framing and baud rate.',
  },
  CAMERA_OFFLINE: {
    retryable: true,
    shopper: cameraAway,
    technician: 'The camera gives no picture.',
  },
  CAMERA_FRAME_TRUNCATED: {
    retryable: true,
    shopper: cameraAway,
    technician: 'A picture was cut off and was refused.',
  },
  CAMERA_STALLED: {
    retryable: true,
    shopper: cameraAway,
    technician:
      'The camera is open but gives no pictures; it is being opened again. Check its cable and its light.',
  },
  // Codes in pictures
  PICTURE_MALFORMED: {
    retryable: false,
    shopper: {
      zh: '这张照片打不开，请重新拍一张。',
      en: 'This picture could not be opened. Please take another one.',
    },
    technician:
      'A picture is no whole JPEG or PNG and was refused. If it comes from the camera, check its cable and its load.',
  },
  PICTURE_TOO_LARGE: {
    retryable: false,
    shopper: {
      zh: '这张照片太大了，请用小一点的照片。',
      en: 'This picture is too large. Please use a smaller one.',
    },
    technician: 'A picture has more bytes (8 MiB) or points (12 million) than are read, and was refused.',
  },
  PICTURE_SLOW: {
    retryable: true,
    shopper: {
      zh: '这张照片没能看完，请重新拍一张，或直接扫码。',
      en: 'Looking at this picture took too long. Take another one, or scan the items.',
    },
    technician: 'Reading the codes of a picture took too long and was given up; the reader was started anew.',
  },
  PICTURE_READER_ENDED: {
    retryable: true,
    shopper: {
      zh: '暂时不能看照片，请直接扫码。',
      en: 'Pictures cannot be read just now. Please scan the items.',
    },
    technician: 'The thread that reads pictures ended; the next picture starts another one.',
  },
  PICTURE_WITHOUT_CODES: {
    retryable: true,
    shopper: {
      zh: '照片里没有看到条码，请把条码朝上再拍一张。',
      en: 'There is no code in the picture. Turn the codes up and take another one.',
    },
    technician: 'A picture was read and holds no code.',
  },
  PICTURE_ALL_LISTED: {
    retryable: true,
    shopper: {
      zh: '这些商品已经在清单里了。想多买，请在清单上改数量。',
      en: 'These items are on your list already. For more of them, change the quantity there.',
    },
    technician: 'A picture shows only goods that an earlier picture of the same sale had put on the list.',
  },
  PICTURE_CODE_UNREAD: {
    retryable: true,
    shopper: {
      zh: '有条码没有看清楚，请把它转过来，或单独扫一下。',
      en: 'A code was not read. Turn it to the camera, or scan it by itself.',
    },
    technician: 'A code is in the picture and could not be read: it is damaged, blurred or covered.',
  },
  // Faces
  FACE_NOT_HERE: {
    retryable: false,
    shopper: {
      zh: '这里不使用面部识别，请用取货码或手机号。',
      en: 'Faces are not recognised here. Please use your code or phone number.',
    },
    technician: 'The site’s settings do not allow faces to be recognised.',
  },
  FACE_UNDER_AGE: {
    retryable: false,
    shopper: {
      zh: '未满 14 周岁不使用摄像头，其他方式都可以用。',
      en: 'Under 14 the camera stays off. Every other way works.',
    },
    technician: 'The shopper said to be under 14; no camera is used for them.',
  },
  FACE_UNKNOWN: {
    retryable: true,
    shopper: {
      zh: '没有认出您，请用取货码或手机号。',
      en: 'We do not know your face here. Please use your code or phone number.',
    },
    technician: 'Nobody who enrolled at this machine was recognised in several good pictures.',
  },
  FACE_CHALLENGE_FAILED: {
    retryable: true,
    shopper: {
      zh: '没有看到刚才的动作，请再试一次，或换一种方式。',
      en: 'We did not see the movement. Try again, or use another way.',
    },
    technician: 'The movement that was asked for was not seen in time, or more than one face was there.',
  },
  FACE_READER_ENDED: {
    retryable: true,
    shopper: {
      zh: '暂时不能识别面部，请换一种方式。',
      en: 'Faces cannot be recognised just now. Please use another way.',
    },
    technician:
      'There is no camera or no recognizer, or the recognizer’s process ended; the next look starts another one.',
  },
  FACE_STORE_UNREADABLE: {
    retryable: false,
    shopper: {
      zh: '暂时不能识别面部，请换一种方式。',
      en: 'Faces cannot be recognised just now. Please use another way.',
    },
    technician:
      'The file of enrolled faces or its key cannot be read. It is left as it is. Put the key or the file back; or stop the machine and take faces.json away: everybody in it is then recorded as gone and may enrol anew.',
  },
  FACE_STORE_FULL: {
    retryable: false,
    shopper: {
      zh: '这台机器不能再登记面部了，其他方式都可以用。',
      en: 'No more faces can be enrolled at this machine. Every other way works.',
    },
    technician: 'As many faces are enrolled as one machine may hold.',
  },
  CAMERA_LAMP_DARK: {
    retryable: true,
    shopper: {
      zh: '摄像头的指示灯不亮，所以摄像头没有开启。请换一种方式。',
      en: 'The camera’s lamp does not light, so the camera stays off. Please use another way.',
    },
    technician: 'The output of the camera’s lamp could not be driven; the camera is not used for people.',
  },
  FINGERPRINT_OFFLINE: {
    retryable: true,
    shopper: {
      zh: '指纹仪暂时不能用，请换一种方式。',
      en: 'The fingerprint reader is out of order. Please use another way.',
    },
    technician: 'The fingerprint reader does not answer. Check its cable, its power and the baud rate.',
  },
  FINGERPRINT_PACKET_MALFORMED: {
    retryable: true,
    shopper: {
      zh: '指纹没有读清楚，请再按一次。',
      en: 'Your finger was not read clearly. Please touch the reader again.',
    },
    technician:
      'Answers of the fingerprint reader come torn or with a wrong sum. Check its cable, its power and the baud rate.',
  },
  FINGERPRINT_REFUSED: {
    retryable: false,
    shopper: {
      zh: '指纹仪暂时不能用，请换一种方式。',
      en: 'The fingerprint reader is out of order. Please use another way.',
    },
    technician:
      'The fingerprint reader refused: wrong password, a page it does not have, or a fault of its own; see the facts.',
  },
  FINGERPRINT_NO_FINGER: {
    retryable: true,
    shopper: {
      zh: '没有等到手指，请再试一次或换一种方式。',
      en: 'No finger was placed in time. Try again, or use another way.',
    },
    technician: 'Nobody touched the fingerprint reader within the time given.',
  },
  FINGERPRINT_MISMATCH: {
    retryable: true,
    shopper: {
      zh: '几次按下的不是同一个手指，请再试一次。',
      en: 'The touches were not of the same finger. Please try again.',
    },
    technician: 'The touches of one enrolment did not give one template.',
  },
  SPEAKER_OFFLINE: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The speaker makes no sound: the program or the sound device is missing; see the detail.',
  },
  GPIO_OFFLINE: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The I/O board does not answer. Check its cable and power.',
  },
  GPIO_REFUSED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The I/O board refused a command; the line may be missing in its set-up.',
  },
  PROFILE_INVALID: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The machine profile does not fit its schema; every problem is listed.',
  },
  // Journal and storage
  JOURNAL_DISK_FULL: {
    retryable: true,
    shopper: {
      zh: '机器暂停服务，您的钱是安全的。',
      en: 'This machine is out of service for now. Your money is safe.',
    },
    technician:
      'The disk is full: nothing can be recorded, so nothing is sold. Free space; selling resumes by itself.',
  },
  JOURNAL_READ_ONLY: {
    retryable: true,
    shopper: {
      zh: '机器暂停服务，您的钱是安全的。',
      en: 'This machine is out of service for now. Your money is safe.',
    },
    technician: 'The journal cannot be written (read-only file system or permissions).',
  },
  JOURNAL_CORRUPT: {
    retryable: false,
    shopper: {
      zh: '机器暂停服务，您的钱是安全的。',
      en: 'This machine is out of service for now. Your money is safe.',
    },
    technician:
      'The journal is damaged. It was left untouched for rescue; nothing is sold until a technician decides.',
  },
  JOURNAL_UNAVAILABLE: {
    retryable: true,
    shopper: {
      zh: '机器暂停服务，您的钱是安全的。',
      en: 'This machine is out of service for now. Your money is safe.',
    },
    technician: 'The journal could not be written for another reason; see the cause.',
  },
  JOURNAL_LOCKED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Another process has this journal open.',
  },
  JOURNAL_CHAIN_BROKEN: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'A record does not carry the hash of the one before it: a record is missing or was altered.',
  },
  RECORD_POISONED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'A record cannot be applied; it was set aside, the records after it go on.',
  },
  CLOCK_JUMPED: {
    retryable: true,
    shopper: notForShoppers,
    technician: "The machine's clock was set back or forth; check the battery and the time service.",
  },
  CLOCK_UNTRUSTED: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The clock was never confirmed since the start; leases and time windows are void.',
  },
  // Network and cloud
  NETWORK_DOWN: {
    retryable: true,
    shopper: { zh: '网络不通，可以用现金。', en: 'The network is down. Cash works.' },
    technician: 'No connection to the broker.',
  },
  BUNDLE_INVALID: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'A published bundle does not fit its schema or hash; the one before it stays in force.',
  },
  BUNDLE_NOT_KEPT: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The disk did not take a published bundle; the one before it stays in force.',
  },
  BUNDLE_MISSING: {
    retryable: true,
    shopper: { zh: '机器正在准备中，请稍候。', en: 'This machine is getting ready.' },
    technician: 'No catalogue has been published to this machine yet.',
  },
  LEDGER_GAP: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'Records are missing between what the cloud has and what came; they are asked for again.',
  },
  TOPIC_FORBIDDEN: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'A message came on a topic that is not the sender’s; it was dropped.',
  },
  ACCESS_DENIED: {
    retryable: false,
    shopper: sorry,
    technician: 'No valid token, or the role does not allow this.',
  },
  NOT_FOUND: {
    retryable: false,
    shopper: sorry,
    technician: 'No such thing, or it belongs to another merchant.',
  },
  RATE_LIMITED: {
    retryable: true,
    shopper: sorry,
    technician: 'Too many requests or tries; wait and try again.',
  },
  DATABASE_UNAVAILABLE: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The database does not answer.',
  },
  DATABASE_LOCKED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Another process has this database folder open. Stop it, or choose another folder.',
  },
  ALREADY_EXISTS: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Something with this id is there already and belongs elsewhere. Choose another id.',
  },
  EDITED_MEANWHILE: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Somebody else changed it since it was read. Read it again and make the change anew.',
  },
  ORDER_NOT_OPEN: {
    retryable: false,
    shopper: {
      zh: '这个订单现在不能付款，没有扣款。',
      en: 'This order cannot be paid now. Nothing was charged.',
    },
    technician: 'The order is being paid, paid, closed or out of time. Ask where it stands.',
  },
  ORDER_CANCELLED: {
    retryable: false,
    shopper: {
      zh: '商户取消了订单，已付的钱原路退回。',
      en: 'The shop cancelled the order. What you paid goes back to where it came from.',
    },
    technician: 'The client that made the order cancelled it; what was paid is given back.',
  },
  REQUEST_KEY_REUSED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The same idempotency key came with another body. Take a new key for a new request.',
  },
  SCOPE_MISSING: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The client may not use this operation. Give it the scope in the console.',
  },
  LEASE_LOST: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'Another process has taken over this work; nothing was changed here.',
  },
  SALE_BUSY: {
    retryable: true,
    shopper: { zh: '请先完成当前这一步。', en: 'Please finish the current step first.' },
    technician: 'A touch or scan does not fit the state of the sale and was ignored.',
  },
  VEND_WITHDRAWN: {
    retryable: false,
    shopper: {
      zh: '售货机已取消这次选择，没有扣款，请重新选择。',
      en: 'The vending machine cancelled this selection. Nothing was charged. Please choose again.',
    },
    technician:
      'The vending controller withdrew its request: cancel key, its own time-out, or the adapter lost its line.',
  },
  PARKING_PLATE_INVALID: {
    retryable: true,
    shopper: { zh: '车牌号不对，请检查后再试。', en: 'This is no number plate. Please check it.' },
    technician: 'A typed number plate does not follow the rules of GA 36.',
  },
  PARKING_TICKET_INVALID: {
    retryable: true,
    shopper: {
      zh: '这不是停车票上的码，请扫停车票，或输入车牌。',
      en: 'This is not the code of a parking ticket. Scan the ticket, or type the plate.',
    },
    technician: 'A code scanned while a parking ticket was asked for has not the form of one.',
  },
  PARKING_CAR_UNKNOWN: {
    retryable: false,
    shopper: {
      zh: '停车场里没有找到这辆车，请检查车牌。',
      en: 'The car park does not have this car. Please check the plate.',
    },
    technician: 'The lot has no open stay for the plate or ticket that was named.',
  },
  PARKING_CAR_LEFT: {
    retryable: false,
    shopper: {
      zh: '车辆已离场，不需要再结停车费。',
      en: 'The car has left. There is nothing more to settle.',
    },
    technician: 'The stay ended before the lot had confirmed the grant.',
  },
  PARKING_PERMIT: {
    retryable: false,
    shopper: {
      zh: '这辆车有固定车位或月卡，不用付停车费。',
      en: 'This car has a permit. There is no parking fee to pay.',
    },
    technician: 'The lot has the car as a permit holder and takes no grant for it.',
  },
  PARKING_OTHER_GRANT: {
    retryable: false,
    shopper: {
      zh: '这辆车已享受其他停车优惠，不能再减免。',
      en: 'This car already has another parking offer.',
    },
    technician: 'The lot refused the grant because the stay has another discount.',
  },
  PARKING_LOT_DOWN: {
    retryable: true,
    shopper: {
      zh: '停车场暂时没有回应，商品照常结算，停车费稍后自动减免。',
      en: 'The car park does not answer now. Your goods are settled; parking follows by itself.',
    },
    technician: 'The lot did not answer, or its answer said nothing definite. It is asked again.',
  },
  PARKING_ANSWER_FORGED: {
    retryable: true,
    shopper: notForShoppers,
    technician:
      'An answer of the lot has a wrong signature or is about something else. Are key and address right?',
  },
  PARKING_SIGNATURE_WRONG: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'A message of a parking lot is not signed by a key that is in force. Make a key for the lot and set it there.',
  },
  PARKING_REQUEST_STALE: {
    retryable: true,
    shopper: notForShoppers,
    technician:
      'A message of a parking lot was made more than five minutes from now. Set the clock of the lot’s system.',
  },
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
  PROGRAM_NOT_READY: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'A program ended or hung before it was ready. Its log says why.',
  },
  ADDRESS_UNREACHABLE: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'Nobody answers at this address. Is the program running, and is the address right?',
  },
  REQUEST_REFUSED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The other side refused the request; its answer is in the cause.',
  },
  // The books
  BOOKS_UNBALANCED: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'An entry of the ledger of accounts does not add up; it was not written. A defect in the program.',
  },
  BOOKS_DAY_CLOSED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'This day of the books cannot be closed: it is not over, or it is closed already.',
  },
  BOOKS_BROKEN: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'The nightly check found entries that do not add up, or a closed day that holds something else than when it was closed. Its facts say which.',
  },
  STATEMENT_ENCODING: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The statement is not in the encoding that its platform writes. Nothing of it was imported.',
  },
  STATEMENT_LAYOUT: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'The statement does not have the lines, columns or archive that its platform writes. Nothing of it was imported.',
  },
  STATEMENT_TRUNCATED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The statement ends before its summary. Nothing of it was imported; fetch it again.',
  },
  STATEMENT_CELL: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'A cell of the statement cannot be read. Line and column are told; nothing of it was imported.',
  },
  STATEMENT_TOTALS: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'Rows and summary of the statement differ. Nothing of it was imported; ask the platform for another one.',
  },
  STATEMENT_OTHER_DAY: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'The statement, or a row of it, is of another day than was asked for. Nothing of it was imported.',
  },
  STATEMENT_OTHER_ACCOUNT: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The statement, or a row of it, is of another account. Nothing of it was imported.',
  },
  STATEMENT_KNOWN: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'This very statement was taken before; nothing changed.',
  },
  STATEMENT_HASH: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The statement does not have the hash that its platform named; it is fetched again.',
  },
  STATEMENT_NOT_READY: {
    retryable: true,
    shopper: notForShoppers,
    technician: 'The platform has no statement of the day yet; it is asked again later.',
  },
  DIFFERENCE_CLOSED: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'Somebody closed this difference already; its history says who and how.',
  },
  DIFFERENCE_ACTION_UNFIT: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'This difference cannot be closed in that way; the answer names what fits.',
  },
  WRITE_OFF_LIMIT: {
    retryable: false,
    shopper: notForShoppers,
    technician: 'The difference is larger than what may be written off; book it or claim it.',
  },
} as const satisfies Record<string, FaultEntry>;

export type FaultCode = keyof typeof entries;

export const faultCatalogue: Readonly<Record<FaultCode, FaultEntry>> = entries;
