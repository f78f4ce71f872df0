/** After a start: a sale that a vending controller asked for goes on only if money is in it. */
import t from 'tap';
import { evolveOrder, type Order } from '../../../../src/domain/order.ts';
import type { OrderRecord } from '../../../../src/domain/record.ts';
import { vendLine, vendTotals } from '../../../../src/domain/vend-line.ts';
import { planResume } from '../../../../src/kiosk/sale/resume-plan.ts';
import { resumeSale } from '../../../../src/kiosk/sale/resume-sale.ts';
import { initialSale } from '../../../../src/kiosk/sale/sale-state.ts';
import { sampleShop } from '../../../support/sample-shop.ts';

const orderId = 'ord_1';
const nowMs = 1_000_000;
const vend = { controller: 'vending', vendId: 'vnd_1', item: '12', amountMinor: 350 };
const line = vendLine(vend, sampleShop(), 'lin_1');

const submitted: OrderRecord = {
  ...{ kind: 'orderSubmitted', orderId, currency: 'CNY', lines: [line], totals: vendTotals(line) },
  ...{ bundleVersion: 1, language: 'en' },
};
const intended: OrderRecord = {
  ...{ kind: 'chargeIntended', orderId, chargeId: 'chg_1', platform: 'alipay', codeMasked: '28…3456' },
  ...{ amountMinor: 350, currency: 'CNY', expiresAtMs: nowMs + 60_000 },
};
const settled = (outcome: 'paid' | 'failed'): OrderRecord => ({
  ...{ kind: 'chargeSettled', orderId, chargeId: 'chg_1', outcome },
});

const orderOf = (...records: OrderRecord[]): Order =>
  records.reduce<Order | undefined>((order, body) => evolveOrder(order, body, nowMs), undefined) as Order;

t.test('a request that nobody paid is given up, because it is gone', (t) => {
  for (const order of [orderOf(submitted), orderOf(submitted, intended, settled('failed'))]) {
    t.match(planResume([order], nowMs, true), { onScreen: undefined, giveUp: [{ orderId }] });
  }
  t.end();
});

t.test('one with money on its way or in goes on, so that the shopper sees what becomes of it', (t) => {
  const paying = orderOf(submitted, intended);
  t.match(planResume([paying], nowMs, true), { onScreen: { orderId }, giveUp: [] });
  const paid = orderOf(submitted, intended, settled('paid'));
  t.match(planResume([paid], nowMs, true), { onScreen: { orderId } });
  t.match(resumeSale(initialSale('zh'), paying, nowMs), {
    phase: 'charging',
    vend: { vendId: 'vnd_1', withdrawn: true },
  });
  t.end();
});
