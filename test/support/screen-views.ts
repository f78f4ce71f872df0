/** Views as a machine would send them, for every page of the shopper's screen. */
import type { PricedLine } from '../../src/domain/basket.ts';
import type { HeldBack } from '../../src/domain/held-back.ts';
import type { Language, Text } from '../../src/domain/text.ts';
import type { KeyResult } from '../../src/domain/verification-outcome.ts';
import { listOf } from '../../src/kiosk/screen/list-view.ts';
import type { Page, View, ViewDelivery, ViewParking, ViewTimeout } from '../../src/kiosk/screen/view.ts';
import { cardScreenViews } from './card-screen-views.ts';
import { giftScreenViews } from './gift-screen-views.ts';
import { peopleScreenViews } from './people-screen-views.ts';
import { pictureScreenViews } from './picture-screen-views.ts';
import { basket, lineOf, longBasket, selections, totalsOf } from './screen-goods.ts';

const sortedRules = { order: 'priceDescending', dearOverMinor: 1000, manyOver: 2 } as const;

const delivery = (
  picture: string,
  name: Text,
  how: ViewDelivery['how'],
  state: ViewDelivery['state'],
  more: Partial<ViewDelivery> = {},
): ViewDelivery => ({ lineId: `lin-${picture}`, piece: 0, name, picture, how, state, ...more });

const cola = { zh: '可乐', en: 'Cola' };
const latte = { zh: '拿铁', en: 'Latte' };
const chips = { zh: '原味薯片', en: 'Potato chips' };
const fruitBox = { zh: '鲜果礼盒', en: 'Fruit gift box' };
const link = 'https://receipts.example/r/ord_01JQ3V7Z8X9K2M4N6P8R';

/** What a vending controller asked the money for, in a slot that no planogram knows. */
const vendLine: PricedLine = lineOf({
  name: { zh: '33 号货道', en: 'Selection 33' },
  quantity: 1,
  unitPriceMinor: 300,
  delivery: { how: 'vend', controller: 'vending', vendId: 'vnd_1', item: '33', amountMinor: 300 },
});

const overSingleLimit: KeyResult = {
  key: 'singleLimit',
  label: { zh: '支付宝单笔限额', en: 'Alipay limit for one payment' },
  passed: false,
  message: {
    zh: '用支付宝一次最多付 100 元。请减少商品，或换种付款方式。',
    en: 'Alipay takes at most ¥100 at a time here. Take something off the list, or pay another way.',
  },
  correction: 'changeList',
};
const overDayLimit: KeyResult = {
  key: 'dayLimit',
  label: { zh: '本机当日限额', en: 'Daily limit of this machine' },
  passed: false,
  unknown: true,
  message: { zh: '今天不能再用手机付款。请用现金。', en: 'No more phone payments today. Please pay cash.' },
  correction: 'otherTender',
};
const blockedCard: KeyResult = {
  key: 'blockedCard',
  label: { zh: '储值卡状态', en: 'State of the card' },
  passed: false,
  message: { zh: '这张卡已停用。请联系客服。', en: 'This card is blocked. Please call our staff.' },
  correction: 'askStaff',
};
const currencyChecked: KeyResult = {
  ...{ key: 'currency', passed: true },
  label: { zh: '币种', en: 'Currency' },
};
const notPaidYet: KeyResult = {
  ...{ key: 'notPaidYet', passed: true },
  label: { zh: '没有重复付款', en: 'Not paid already' },
};

/** Everything but the page, as of the same moment; `nowMs` is the browser's clock. */
export function viewOf(page: Page, language: Language, more: Partial<View> = {}): View {
  const lines = more.lines ?? basket;
  return {
    revision: 1,
    serverTimeMs: Date.now(),
    language,
    machineName: { zh: '三楼休息区 2 号机', en: 'Third floor lounge, no. 2' },
    merchantName: { zh: '晴天小店', en: 'Sunny Corner' },
    kioskId: 'kiosk-7f3a',
    helpPhone: '400-820-1234',
    currency: 'CNY',
    online: true,
    page,
    orderId: 'ord_01JQ3V7Z8X9K',
    lines,
    totals: totalsOf(lines),
    selections,
    canScan: true,
    limits: [],
    ...more,
  };
}

/** A time-out of which `passedMs` of `lastsMs` have gone. */
export function timeoutOf(lastsMs: number, passedMs: number, canExtend = true): ViewTimeout {
  const startedAtMs = Date.now() - passedMs;
  return { startedAtMs, endsAtMs: startedAtMs + lastsMs, canExtend };
}

const parkedStay = { enteredAtMs: 1_795_327_400_000, parkedS: 5_100, feeMinor: 1_000 };

function parkingOf(more: Pick<ViewParking, 'state'> & Partial<ViewParking>): ViewParking {
  return { carMasked: '粤B·***345', by: 'plate', ...more };
}

function doneWithParking(
  language: Language,
  parking: Pick<ViewParking, 'state'> & Partial<ViewParking>,
): View {
  return viewOf(
    {
      page: 'done',
      deliveries: [delivery('cola', cola, 'slot', 'delivered', { where: 'C1' })],
      changeMinor: 0,
      changeOwedMinor: 0,
      receipt: { state: 'printed', link },
    },
    language,
    { parking: parkingOf(parking), timeZone: 'Asia/Shanghai', timeout: timeoutOf(30_000, 6_000) },
  );
}

const heldSandwich: HeldBack = {
  ...{
    productId: 'sandwich',
    name: { zh: '鸡蛋三明治', en: 'Egg sandwich' },
    picture: 'sandwich',
    quantity: 1,
  },
  ...{
    producedOn: '2026-11-17',
    expiresOn: '2026-11-20',
    dateBy: 'code',
    reason: 'expired',
    wasListed: false,
  },
};
const heldMilk = {
  ...{ productId: 'milk', name: { zh: '纯牛奶 250毫升', en: 'Milk 250 ml' }, picture: 'milk' },
  ...{ producedOn: '2026-10-30', expiresOn: '2026-11-20', lot: 'L2401A' },
} as const;

/** Every page and the states that look different, by the name of its picture. */
export const pageViews: Readonly<Record<string, (language: Language) => View>> = {
  welcome: (l) => viewOf({ page: 'welcome' }, l, { lines: [], limits: [] }),
  'welcome-scan': (l) =>
    viewOf({ page: 'welcome' }, l, { lines: [], selections: [], limits: ['NETWORK_DOWN'], online: false }),
  list: (l) =>
    viewOf({ page: 'list' }, l, {
      changedLineId: basket[4]?.lineId ?? '',
      timeout: timeoutOf(120_000, 30_000),
    }),
  'list-benefits': (l) =>
    viewOf({ page: 'list' }, l, {
      timeout: timeoutOf(120_000, 30_000),
      member: { nameMasked: '王*明', by: 'code', memberPrice: true, pointsBalance: 250 },
      benefits: {
        coupons: {
          asking: false,
          shown: [
            {
              ...{ couponId: 'cpn-1', codeMasked: 'KC…MX2P', offMinor: 1000, offline: false },
              name: { zh: '新客立减10元', en: '10 off for new customers' },
            },
          ],
        },
        points: { spent: 0, offMinor: 0, offer: { points: 250, worthMinor: 2500 } },
      },
    }),
  'list-coupon-hint': (l) =>
    viewOf({ page: 'list' }, l, {
      timeout: timeoutOf(120_000, 30_000),
      benefits: { coupons: { asking: false, shown: [] } },
    }),
  'list-sorted': (l) =>
    viewOf({ page: 'list' }, l, {
      lines: longBasket,
      selections: [],
      changedLineId: longBasket[40]?.lineId ?? '',
      timeout: timeoutOf(120_000, 30_000),
      member: { nameMasked: l === 'zh' ? '王*明' : 'A*** L***', by: 'code', memberPrice: true },
      memberWays: { phone: true, asking: false },
      ...listOf(
        longBasket,
        { scene: 'own', rules: sortedRules, memberMay: { order: true, dear: true, many: true } },
        undefined,
      ),
    }),
  /** An amount as wide as any shop's may be, with something off it. */
  'list-dear': (l) =>
    viewOf({ page: 'list' }, l, {
      lines: basket.map((line) => ({ ...line, quantity: 200, dueMinor: line.dueMinor * 200 })),
      totals: { pieces: 1000, regularMinor: 1_234_560, discountMinor: 234_560, dueMinor: 1_000_000 },
      timeout: timeoutOf(120_000, 30_000),
    }),
  'list-nobody': (l) =>
    viewOf({ page: 'list' }, l, {
      memberWays: { phone: true, asking: false },
      timeout: timeoutOf(120_000, 30_000),
    }),
  memberPhone: (l) =>
    viewOf({ page: 'memberPhone', asking: false }, l, { timeout: timeoutOf(60_000, 6_000) }),
  'list-long': (l) =>
    viewOf({ page: 'list' }, l, {
      lines: longBasket,
      selections: [],
      changedLineId: longBasket[59]?.lineId ?? '',
      timeout: timeoutOf(120_000, 106_000),
      notice: { noticeId: 1, code: 'CODE_UNKNOWN', tone: 'warning' },
    }),
  tenderChoice: (l) =>
    viewOf({ page: 'tenderChoice', tenders: [{ tender: 'code' }, { tender: 'cash' }] }, l, {
      timeout: timeoutOf(90_000, 20_000),
    }),
  'tenderChoice-offline': (l) =>
    viewOf(
      { page: 'tenderChoice', tenders: [{ tender: 'code', unavailable: 'PAY_OFFLINE' }, { tender: 'cash' }] },
      l,
      { online: false, limits: ['NETWORK_DOWN'], timeout: timeoutOf(90_000, 20_000) },
    ),
  'tenderChoice-vend': (l) =>
    viewOf({ page: 'tenderChoice', tenders: [{ tender: 'code' }, { tender: 'cash' }] }, l, {
      lines: [vendLine],
      timeout: timeoutOf(90_000, 20_000),
    }),
  'paymentFailed-vend': (l) =>
    viewOf({ page: 'paymentFailed', reason: 'PAY_DECLINED' }, l, {
      lines: [vendLine],
      timeout: timeoutOf(60_000, 10_000),
    }),
  'delivering-vend': (l) =>
    viewOf(
      {
        page: 'delivering',
        deliveries: [delivery('parcel', vendLine.name, 'vend', 'running', { where: '33' })],
      },
      l,
      { lines: [vendLine] },
    ),
  'welcome-vend-withdrawn': (l) =>
    viewOf({ page: 'welcome' }, l, {
      lines: [],
      notice: { noticeId: 1, code: 'VEND_WITHDRAWN', tone: 'warning' },
    }),
  expiredWarning: (l) =>
    viewOf({ page: 'expiredWarning', goods: [heldSandwich] }, l, { timeout: timeoutOf(120_000, 9_000) }),
  'expiredWarning-list': (l) =>
    viewOf(
      {
        page: 'expiredWarning',
        goods: [
          { ...heldSandwich, wasListed: true, quantity: 2, dateBy: 'goodsIn', lot: 'S0827' },
          { ...heldSandwich, ...heldMilk, wasListed: true },
        ],
      },
      l,
      { timeout: timeoutOf(120_000, 9_000) },
    ),
  'expiredWarning-clock': (l) =>
    viewOf({ page: 'expiredWarning', goods: [{ ...heldSandwich, reason: 'clockUnknown' }] }, l, {
      lines: [],
      timeout: timeoutOf(120_000, 9_000),
    }),
  ...peopleScreenViews(viewOf, timeoutOf(60_000, 8_000)),
  ...pictureScreenViews(viewOf, timeoutOf(45_000, 6_000)),
  ...cardScreenViews(viewOf, timeoutOf(60_000, 8_000), delivery('cola', cola, 'slot', 'delivered')),
  ...giftScreenViews(viewOf, timeoutOf(90_000, 8_000), delivery('cola', cola, 'slot', 'delivered')),
  parkingOffer: (l) =>
    viewOf({ page: 'parkingOffer', validMinutes: 120 }, l, { timeout: timeoutOf(60_000, 8_000) }),
  parkingCar: (l) => viewOf({ page: 'parkingCar', tickets: true }, l, { timeout: timeoutOf(90_000, 8_000) }),
  'parkingCheck-asking': (l) =>
    viewOf({ page: 'parkingCheck', stage: 'asking' }, l, {
      parking: parkingOf({ state: 'asked' }),
      timeout: timeoutOf(6_000, 1_000, false),
    }),
  'parkingCheck-found': (l) =>
    viewOf({ page: 'parkingCheck', stage: 'found' }, l, {
      parking: parkingOf({ state: 'asked', stay: parkedStay }),
      timeout: timeoutOf(30_000, 2_000),
    }),
  'parkingCheck-refused': (l) =>
    viewOf({ page: 'parkingCheck', stage: 'refused', reason: 'PARKING_CAR_UNKNOWN' }, l, {
      parking: parkingOf({ state: 'asked' }),
      timeout: timeoutOf(30_000, 2_000),
    }),
  'parkingCheck-late': (l) =>
    viewOf({ page: 'parkingCheck', stage: 'late' }, l, {
      parking: parkingOf({ state: 'asked' }),
      timeout: timeoutOf(30_000, 2_000),
    }),
  'done-parking': (l) =>
    doneWithParking(l, { state: 'granted', stay: parkedStay, leaveByMs: 1_795_340_000_000 }),
  'done-parking-late': (l) => doneWithParking(l, { state: 'late' }),
  'done-parking-refused': (l) => doneWithParking(l, { state: 'refused', reason: 'PARKING_OTHER_GRANT' }),
  presentCode: (l) =>
    viewOf({ page: 'presentCode', platforms: ['alipay', 'wechat', 'unionpay'] }, l, {
      timeout: timeoutOf(60_000, 12_000),
    }),
  waitingForPayment: (l) =>
    viewOf({ page: 'waitingForPayment', platform: 'alipay', stage: 'sent' }, l, {
      timeout: timeoutOf(45_000, 5_000, false),
    }),
  'waitingForPayment-confirm': (l) =>
    viewOf({ page: 'waitingForPayment', platform: 'wechat', stage: 'confirmOnPhone' }, l, {
      timeout: timeoutOf(45_000, 15_000, false),
    }),
  insertCash: (l) =>
    viewOf({ page: 'insertCash', insertedMinor: 2000 }, l, { timeout: timeoutOf(120_000, 40_000) }),
  verificationFailed: (l) =>
    viewOf({ page: 'verificationFailed', tender: 'code', results: [overSingleLimit, currencyChecked] }, l, {
      timeout: timeoutOf(90_000, 10_000),
    }),
  'verificationFailed-several': (l) =>
    viewOf(
      {
        page: 'verificationFailed',
        tender: 'code',
        results: [overSingleLimit, overDayLimit, blockedCard, currencyChecked, notPaidYet],
      },
      l,
      { timeout: timeoutOf(90_000, 10_000) },
    ),
  paymentFailed: (l) =>
    viewOf({ page: 'paymentFailed', reason: 'PAY_BALANCE_LOW' }, l, { timeout: timeoutOf(60_000, 10_000) }),
  delivering: (l) =>
    viewOf(
      {
        page: 'delivering',
        deliveries: [
          delivery('cola', cola, 'slot', 'delivered', { where: 'C1' }),
          delivery('latte', latte, 'recipe', 'running', { percent: 62 }),
          delivery('potato-chips', chips, 'slot', 'waiting', { where: 'A1' }),
          delivery('fruit-box', fruitBox, 'door', 'waiting', { where: '1' }),
        ],
      },
      l,
    ),
  done: (l) =>
    viewOf(
      {
        page: 'done',
        deliveries: [
          delivery('cola', cola, 'slot', 'delivered', { where: 'C1' }),
          delivery('latte', latte, 'recipe', 'delivered'),
        ],
        changeMinor: 350,
        changeOwedMinor: 0,
        receipt: { state: 'printed', link },
      },
      l,
      { timeout: timeoutOf(30_000, 6_000) },
    ),
  'done-counter': (l) =>
    viewOf(
      {
        page: 'done',
        deliveries: [delivery('apples', { zh: '苹果', en: 'Apples' }, 'none', 'delivered')],
        changeMinor: 0,
        changeOwedMinor: 150,
        receipt: { state: 'waiting', link },
      },
      l,
      { timeout: timeoutOf(30_000, 6_000) },
    ),
  refunded: (l) =>
    viewOf(
      {
        page: 'refunded',
        deliveries: [
          delivery('cola', cola, 'slot', 'delivered', { where: 'C1' }),
          delivery('potato-chips', chips, 'slot', 'notDelivered', { where: 'A1', reason: 'DISPENSER_JAM' }),
        ],
        refundMinor: 780,
        refund: 'inExecution',
        by: 'code',
        reason: 'DISPENSER_JAM',
        receipt: { state: 'screenOnly', link },
      },
      l,
      { timeout: timeoutOf(30_000, 6_000) },
    ),
  paymentUnknown: (l) =>
    viewOf({ page: 'paymentUnknown', receiptLink: link, again: 'never' }, l, {
      timeout: timeoutOf(60_000, 6_000),
    }),
  'paymentUnknown-again': (l) =>
    viewOf({ page: 'paymentUnknown', receiptLink: link, again: 'offered' }, l, {
      timeout: timeoutOf(120_000, 6_000),
    }),
  'paymentUnknown-asked': (l) =>
    viewOf({ page: 'paymentUnknown', receiptLink: link, again: 'asked' }, l, {
      online: false,
      timeout: timeoutOf(120_000, 6_000),
    }),
  outOfService: (l) => viewOf({ page: 'outOfService', reason: 'JOURNAL_DISK_FULL' }, l, { lines: [] }),
};
