/** The devices of a machine: delivery, printer, scanner, camera, fingerprint reader, speaker, lines. */
import { type FaultEntry, notForShoppers } from './fault-entry.ts';

const cameraAway = {
  zh: '摄像头暂时不能用，请直接扫码。',
  en: 'The camera is out of order. Please scan your items.',
};

export const deviceFaults = {
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
} as const satisfies Record<string, FaultEntry>;
