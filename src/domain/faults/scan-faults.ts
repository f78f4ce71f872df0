/** What is presented: goods, their dates and options, payment codes, and codes in pictures. */
import type { FaultEntry } from './fault-entry.ts';

export const scanFaults = {
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
} as const satisfies Record<string, FaultEntry>;
