/** What the driver's page says; what the machine's screen says about parking too is in `look/parking-texts.ts`. */
import { type FaultCode, faultCatalogue } from '../../../domain/fault-catalogue.ts';
import type { BillRefusal } from '../../../domain/parking-bill.ts';
import type { Text } from '../../../domain/text.ts';

export const driverTexts = {
  title: { zh: '停车缴费', en: 'Pay for parking' },
  language: { zh: '语言', en: 'Language' },
  loading: { zh: '请稍候', en: 'One moment' },
  noLot: { zh: '这里不能缴费', en: 'Nothing to pay here' },
  noLotNote: {
    zh: '没有这个停车场，或它不由本商户收费。请核对现场的二维码。',
    en: 'There is no such car park, or it is run by somebody else. Please check the code at the car park.',
  },
  again: { zh: '再试一次', en: 'Try again' },
  byPlate: { zh: '车牌', en: 'Plate' },
  byTicket: { zh: '停车票', en: 'Ticket' },
  way: { zh: '用什么查', en: 'Find my car by' },
  carTitle: { zh: '您的车牌号？', en: 'Your number plate?' },
  ticketTitle: { zh: '停车票上的号码？', en: 'The number on your ticket?' },
  ticket: { zh: '停车票号码', en: 'Ticket number' },
  ticketHint: { zh: '字母和数字，横线可以不输', en: 'Letters and digits; hyphens may be left out' },
  look: { zh: '查停车费', en: 'Show what I owe' },
  due: { zh: '应付', en: 'To pay' },
  nothingDue: { zh: '现在不用付', en: 'Nothing to pay now' },
  entered: { zh: '进场', en: 'Came in' },
  parked: { zh: '已停', en: 'Parked' },
  total: { zh: '停车费', en: 'Parking fee' },
  free: { zh: '优惠减免', en: 'Discounts' },
  paid: { zh: '已付', en: 'Paid before' },
  pay: { zh: '付 {amount}', en: 'Pay {amount}' },
  kept: {
    zh: '金额保留 10 分钟，付清后再计离场时间',
    en: 'The price holds for 10 minutes; time to leave counts from payment',
  },
  otherCar: { zh: '换一辆车', en: 'Another car' },
  payTitle: { zh: '付停车费', en: 'Pay for parking' },
  cashier: { zh: '收银台', en: 'Cashier' },
  back: { zh: '返回', en: 'Back' },
  payBefore: { zh: '请在 {time} 前付清', en: 'Please pay by {time}' },
  lapsed: { zh: '账单已过期', en: 'The bill has lapsed' },
  lapsedNote: { zh: '没有扣款。请重新查停车费。', en: 'Nothing was charged. Please look again.' },
  paidTitle: { zh: '已付清', en: 'Paid' },
  leaveBy: { zh: '请在 {time} 前离场', en: 'Please leave by {time}' },
  later: {
    zh: '过了时间会继续计费，可以再扫码补付。',
    en: 'After that the fee goes on; scan the code again to pay the rest.',
  },
  backTitle: { zh: '钱退回给您', en: 'Your money goes back' },
  backDone: { zh: '{amount} 已退回原账户。', en: '{amount} went back to where it came from.' },
  backUnderWay: { zh: '{amount} 正在退回原账户。', en: '{amount} is on its way back to where it came from.' },
  backFailed: {
    zh: '{amount} 自动退款没有成功，请联系工作人员。',
    en: '{amount} could not be sent back by itself. Please ask the staff.',
  },
  stale: { zh: '暂时连不上，正在重试', en: 'No connection right now; trying again' },
  help: { zh: '有问题请打', en: 'Questions? Call' },
} as const satisfies Record<string, Text>;

export const givenBackWords: Readonly<Record<BillRefusal, Text>> = {
  paidMeanwhile: { zh: '这次停车刚刚已经付过了。', en: 'This stay had just been paid for.' },
  leftBefore: { zh: '出账之前车辆已经离场。', en: 'The car had left before the bill was made.' },
  unknownBill: { zh: '这笔钱对不上任何账单。', en: 'The payment belongs to no bill.' },
};

const words: Partial<Record<FaultCode, Text>> = {
  PARKING_CAR_UNKNOWN: {
    zh: '场内没有找到这辆车，请核对。',
    en: 'There is no such car here. Please check what you typed.',
  },
  RATE_LIMITED: { zh: '查得太频繁了，请过几分钟再试。', en: 'Too many tries. Please wait a few minutes.' },
  NETWORK_DOWN: { zh: '连不上网络，没有扣款。', en: 'No connection. Nothing was charged.' },
  INPUT_MALFORMED: { zh: '号码不对，请核对。', en: 'This is no such number. Please check it.' },
};

/** Why something was refused, in words for a phone at a car park. */
export function refusedWords(code: FaultCode): Text {
  return words[code] ?? faultCatalogue[code].shopper;
}
