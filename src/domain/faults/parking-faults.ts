/** Free parking, and the interface for parking lots. */
import { type FaultEntry, notForShoppers } from './fault-entry.ts';

export const parkingFaults = {
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
  PARKING_BILL_CHANGED: {
    retryable: true,
    shopper: {
      zh: '应付金额刚刚变了，请看新的账单。',
      en: 'What is due has just changed. Please look at the new bill.',
    },
    technician: 'Another amount is due by now than the driver read; the stay is looked at again.',
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
  PARKING_PAYMENT_DIFFERS: {
    retryable: false,
    shopper: notForShoppers,
    technician:
      'A lot told a payment again with other facts. What it told first stays in the books; ask the lot which is right.',
  },
  PARKING_REQUEST_STALE: {
    retryable: true,
    shopper: notForShoppers,
    technician:
      'A message of a parking lot was made more than five minutes from now. Set the clock of the lot’s system.',
  },
} as const satisfies Record<string, FaultEntry>;
