/** A shop where gifts can be given, and gifts at every stage of their way. */
import type {
  GiftPerson,
  GiftShop,
  GiftView,
  ReceivedGift,
  Recommendation,
} from '../../src/wire/rest-gifts.ts';
import type { PasskeyList } from '../../src/wire/rest-passkeys.ts';

/** 12 May 2026, 09:30 in Shanghai. */
export const giverNowMs = Date.UTC(2026, 4, 12, 1, 30);
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const product = (
  productId: string,
  zh: string,
  en: string,
  category: string,
  priceMinor: number,
  gtins: string[] = [],
): GiftShop['products'][number] => ({
  ...{ productId, name: { zh, en }, category, priceMinor, picture: productId, gtins },
});

export const giverShop: GiftShop = {
  merchantId: 'corner',
  merchantName: { zh: '街角便利', en: 'Corner Market' },
  currency: 'CNY',
  products: [
    product('latte', '拿铁', 'Latte', 'coffee', 1400),
    product('americano', '美式咖啡', 'Americano', 'coffee', 1000),
    product('mocha', '摩卡', 'Mocha', 'coffee', 1600),
    product('cola', '可乐 330 毫升', 'Cola 330 ml', 'drinks', 350, ['6901234567892']),
    product('croissant', '黄油可颂', 'Butter croissant', 'bakery', 900, ['6902345678909']),
  ],
  categories: [
    { category: 'coffee', fromMinor: 1000, toMinor: 1600 },
    { category: 'bakery', fromMinor: 500, toMinor: 1200 },
  ],
  machines: [
    { machineId: 'kiosk-1', name: { zh: '大堂一号机', en: 'Lobby machine 1' } },
    { machineId: 'kiosk-2', name: { zh: '图书馆', en: 'Library' } },
  ],
  shown: ['alipay', 'wechat'],
  passkeyOrigin: null,
};

export const giverPerson: GiftPerson = {
  personId: 'per_1',
  phoneMasked: '138****8000',
  name: '小林',
  contact: '',
  consents: [{ kind: 'conversation', textVersion: 1, atMs: giverNowMs - 20 * dayMs }],
};

export const fixturePasskeys: PasskeyList = {
  items: [
    {
      ...{ passkeyId: 'psk_1', name: 'iPhone', createdAtMs: giverNowMs - 40 * dayMs },
      usedAtMs: giverNowMs - 2 * dayMs,
    },
    { passkeyId: 'psk_2', name: '', createdAtMs: giverNowMs - dayMs, usedAtMs: null },
  ],
};

export const recommendations: readonly Recommendation[] = [
  {
    target: { kind: 'product', productId: 'latte', name: { zh: '拿铁', en: 'Latte' } },
    priceMinor: 1400,
    why: { zh: '这里早上最受欢迎', en: 'The favourite here in the morning' },
  },
  {
    target: { kind: 'class', category: 'coffee' },
    priceMinor: 1600,
    why: { zh: '对方自己选，都能用上', en: 'They choose, and any of it fits' },
  },
  {
    target: { kind: 'value' },
    priceMinor: 2000,
    why: { zh: '买什么都能抵', en: 'Good towards anything' },
  },
];

const latte: GiftView['target'] = { kind: 'product', productId: 'latte', name: { zh: '拿铁', en: 'Latte' } };
const news = (
  id: string,
  kind: string,
  zh: string,
  en: string,
  agoMin: number,
): GiftView['news'][number] => ({
  ...{ id, kind, text: { zh, en }, atMs: giverNowMs - agoMin * minuteMs },
});
const paid = news(
  '1',
  'giftPaid',
  '礼物已付款，等待领取。',
  'The gift is paid and waits for its recipient.',
  58,
);

/** Waiting, paid, for whoever has its code; everything else is said beside it. */
export function fixtureGift(giftId: string, more: Partial<GiftView> = {}): GiftView {
  return {
    ...{ giftId, stage: 'waiting', target: latte, amountMinor: 1400, currency: 'CNY', threshold: 1 },
    words: '早上好！今天这杯我请。\n— 小林',
    features: [{ kind: 'pickupCode', shown: 'GP…DMX0' }],
    wishes: { showGiver: true, showContact: false, refundWhenDeclined: 'atOnce', conversation: true },
    ...{ createdAtMs: giverNowMs - 60 * minuteMs, expiresAtMs: giverNowMs + 30 * dayMs },
    ...{
      pickupCode: 'GP:7F3K9QWDMX0',
      claimUrl: 'https://corner.example/gift/corner/claim#GP%3A7F3K9QWDMX0',
    },
    payment: null,
    money: { paidMinor: 1400, spentMinor: 0, returnedMinor: 0, returningMinor: 0, failedMinor: 0 },
    ...{ confirmRefund: false, answer: null, conversationOpen: false, news: [paid] },
    ...more,
  };
}

const phoneFeature = [{ kind: 'phone', shown: '139****2213' }];
const noCode = { pickupCode: null, claimUrl: null };
const accepted = {
  ...{ kind: 'accepted' as const, atMs: giverNowMs - 5 * minuteMs, answeredAfterMs: 2100 },
};

export const fixtureGifts: readonly GiftView[] = [
  fixtureGift('gft-unpaid', {
    ...{ stage: 'awaitingPayment', ...noCode, news: [] },
    payment: {
      ...{ state: 'paying', cashierUrl: 'https://corner.example/pay/abc', reason: null },
      shownCode: { code: 'https://qr.alipay.example/bax00001', untilMs: giverNowMs + 5 * minuteMs },
    },
    money: { paidMinor: 0, spentMinor: 0, returnedMinor: 0, returningMinor: 0, failedMinor: 0 },
  }),
  fixtureGift('gft-waiting'),
  fixtureGift('gft-offered', { stage: 'offered', features: phoneFeature, ...noCode }),
  fixtureGift('gft-accepted', {
    ...{ stage: 'accepted', features: phoneFeature, ...noCode, conversationOpen: true },
    answer: {
      ...accepted,
      reaction: { label: 'pleased', confidence: 0.8, evidence: ['smiled', 'answeredAtOnce'] },
    },
    money: { paidMinor: 1400, spentMinor: 1300, returnedMinor: 100, returningMinor: 0, failedMinor: 0 },
    news: [
      news('4', 'giftRefunded', '￥1.00 已退回您的账户。', '￥1.00 went back to your account.', 4),
      news(
        '3',
        'giftAccepted',
        '礼物已被接受，用去 ￥13.00。',
        'The gift was accepted; ￥13.00 of it was used.',
        5,
      ),
      paid,
    ],
  }),
  fixtureGift('gft-declined', {
    ...{ stage: 'declined', target: { kind: 'class', category: 'coffee' }, ...noCode, confirmRefund: true },
    answer: { ...accepted, kind: 'declined', answeredAfterMs: 8400, reaction: null },
  }),
  fixtureGift('gft-expired', {
    ...{ stage: 'expired', target: { kind: 'value' }, amountMinor: 2000, words: '', ...noCode },
    money: { paidMinor: 2000, spentMinor: 0, returnedMinor: 0, returningMinor: 2000, failedMinor: 0 },
    news: [
      news(
        '2',
        'giftEnded',
        '礼物过期未领，款项将退回您的账户。',
        'Nobody took the gift in time. Your money is on its way back.',
        2,
      ),
      paid,
    ],
  }),
];

export const fixtureReceived: readonly ReceivedGift[] = [
  {
    ...{ giftId: 'gft-for-me', stage: 'waiting', target: latte, amountMinor: 1400, currency: 'CNY' },
    ...{ words: '谢谢你上次帮忙！', giverName: '王明', giverContact: null },
    ...{ expiresAtMs: giverNowMs + 12 * dayMs, pickupCode: 'GP:7F3K9QWDMX0', conversationOpen: false },
  },
  {
    ...{ giftId: 'gft-by-phone', stage: 'waiting', target: { kind: 'class', category: 'bakery' } },
    ...{ amountMinor: 1200, currency: 'CNY', words: '', giverName: null, giverContact: null },
    ...{ expiresAtMs: giverNowMs + 3 * dayMs, pickupCode: null, conversationOpen: false },
  },
  {
    ...{ giftId: 'gft-had', stage: 'accepted', target: { kind: 'value' }, amountMinor: 2000 },
    ...{ currency: 'CNY', words: '生日快乐！', giverName: '阿敏', giverContact: '微信 amin88' },
    ...{ expiresAtMs: giverNowMs + 3 * dayMs, pickupCode: null, conversationOpen: true },
  },
];

export const fixtureTalk = [
  {
    id: '1',
    from: 'recipient' as const,
    text: '谢谢！今天正需要这杯咖啡。',
    atMs: giverNowMs - 4 * minuteMs,
  },
  { id: '2', from: 'giver' as const, text: '不客气，下次一起喝。', atMs: giverNowMs - 3 * minuteMs },
];
