import t from 'tap';
import { receiptPage } from '../../../../src/cloud/api/receipt-page.ts';
import { evolveOrder, type Order } from '../../../../src/domain/order.ts';
import type { OrderRecord } from '../../../../src/domain/record.ts';

const orderId = 'ord_1';
const shown = { zh: '店', en: 'Shop' };

function paidBy(platform: string, codeMasked = '28…3456'): Order {
  const amount = { amountMinor: 100, currency: 'CNY' } as const;
  const totals = { pieces: 1, regularMinor: 100, discountMinor: 0, dueMinor: 100 };
  const charge = { orderId, chargeId: 'c', platform, codeMasked, ...amount, expiresAtMs: 1 };
  const records: OrderRecord[] = [
    {
      ...{ kind: 'orderSubmitted', orderId, currency: 'CNY', lines: [], totals },
      ...{ bundleVersion: 1, language: 'en' },
    },
    { kind: 'chargeIntended', ...charge },
    { kind: 'chargeSettled', orderId, chargeId: 'c', outcome: 'paid' },
  ];
  let order: Order | undefined;
  for (const record of records) order = evolveOrder(order, record, 0);
  return order as Order;
}

function pageOf(order: Order): string {
  const names = { merchantName: shown, machineName: shown, footer: shown };
  return receiptPage({ order, ...names, timeZone: 'UTC' }, 'en');
}

t.test('a platform that we have no name for is shown by its id, whatever that is', async (t) => {
  t.match(pageOf(paidBy('alipay')), 'Alipay · 28…3456');
  for (const id of ['newpay', 'constructor', '__proto__']) {
    const page = pageOf(paidBy(id));
    t.match(page, `${id} · 28…3456`);
    t.notMatch(page, /native code|\[object/);
  }
});

t.test('a payment by a code that the machine showed names its platform alone', async (t) => {
  t.match(pageOf(paidBy('alipay', '')), '<td>Paid · Alipay</td>');
});
