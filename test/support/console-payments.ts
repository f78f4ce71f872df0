/** Payments that are not final, one of each kind, as the console's stub knows them. */
import type { OpenPayment } from '../../src/wire/rest.ts';
import { fixtureNowMs, fixtureOrders } from './console-fixture.ts';

const minuteMs = 60_000;
const orders = fixtureOrders();
const before = (ms: number) => fixtureNowMs - ms;

function open(number: number, given: Partial<OpenPayment>): OpenPayment {
  const order = orders[number];
  const chargeId = order?.payments[0]?.chargeId || `chg_${number}`;
  return {
    ...{ about: 'charge', id: chargeId, kind: 'charge', chargeId, orderId: order?.id ?? 'ord_1' },
    ...{ kiosk: order?.kiosk ?? 'ks-101', platform: 'alipay', amountMinor: order?.total ?? 550 },
    ...{ currency: 'CNY', state: 'unknown', reason: null, sinceMs: before(minuteMs), tried: null },
    ...{ nextAtMs: fixtureNowMs + 20_000, actions: ['ask', 'reverse', 'settle'], ends: ['paid', 'notPaid'] },
    ...given,
  };
}

export const fixtureOpenPayments: readonly OpenPayment[] = [
  open(3, {
    ...{ about: 'refund', id: 'rfd_1', kind: 'refund', state: 'failed', reason: 'REFUND_FAILED' },
    ...{ sinceMs: before(3 * 24 * 60 * minuteMs), nextAtMs: null, platform: 'wechat' },
    tried: {
      what: 'refund',
      answer: 'failed',
      reason: 'REFUND_FAILED',
      times: 4,
      atMs: before(50 * minuteMs),
    },
    ...{ actions: ['refund', 'settle'], ends: ['refunded'] },
  }),
  open(5, {
    ...{ kind: 'reversal', state: 'reversing', reason: 'PAY_TIMED_OUT', sinceMs: before(26 * minuteMs) },
    tried: { what: 'cancel', answer: 'again', reason: 'PAY_ANSWER_FORGED', times: 31, atMs: before(30_000) },
    ...{ actions: ['ask', 'settle'], ends: ['notPaid'] },
  }),
  open(7, {
    ...{ reason: 'PAY_PLATFORM_DOWN', sinceMs: before(4 * minuteMs), platform: 'wechat' },
    tried: { what: 'query', answer: 'unknown', reason: 'PAY_PLATFORM_DOWN', times: 12, atMs: before(12_000) },
  }),
  open(9, { state: 'submitted', sinceMs: before(1000), actions: ['ask'], ends: [] }),
];
