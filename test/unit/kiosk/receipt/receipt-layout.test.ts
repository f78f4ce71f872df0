/** The receipt's text: what stands on it, in both languages, and that no name can break its markup. */
import receiptline from 'receiptline';
import t from 'tap';
import type { PricedLine } from '../../../../src/domain/basket.ts';
import { evolveOrder, type Order } from '../../../../src/domain/order.ts';
import type { OrderRecord } from '../../../../src/domain/record.ts';
import { receiptOf } from '../../../../src/kiosk/receipt/receipt-layout.ts';
import { sampleBundle } from '../../../support/sample-shop.ts';

const orderId = 'ord_01HZZZZZZZZZZZZZZZZZZZZZZZ';
const noon = Date.UTC(2026, 10, 21, 4);

function priced(change: Partial<PricedLine>): PricedLine {
  return {
    lineId: 'l1',
    productId: 'cola',
    name: { zh: '可乐', en: 'Cola' },
    category: 'drinks',
    quantity: 3,
    unitPriceMinor: 450,
    regularMinor: 1350,
    discountMinor: 450,
    dueMinor: 900,
    discounts: [{ promotionId: 'p', name: { zh: '三付二', en: '3 for 2' }, amountMinor: 450 }],
    delivery: { how: 'none' },
    ...change,
  };
}

function orderOf(language: 'zh' | 'en', lines: PricedLine[], more: OrderRecord[] = []): Order {
  const dueMinor = lines.reduce((sum, l) => sum + l.dueMinor, 0);
  const regularMinor = lines.reduce((sum, l) => sum + l.regularMinor, 0);
  const totals = { pieces: 4, regularMinor, discountMinor: regularMinor - dueMinor, dueMinor };
  const records: OrderRecord[] = [
    { kind: 'orderSubmitted', orderId, currency: 'CNY', lines, totals, bundleVersion: 1, language },
    {
      kind: 'chargeIntended',
      orderId,
      chargeId: 'c',
      platform: 'alipay',
      codeMasked: '28…3456',
      amountMinor: dueMinor,
      currency: 'CNY',
      expiresAtMs: 1,
    },
    { kind: 'chargeSettled', orderId, chargeId: 'c', outcome: 'paid' },
    { kind: 'orderPaid', orderId, payments: [], changeMinor: 0 },
    ...more,
  ];
  let order: Order | undefined;
  for (const record of records) order = evolveOrder(order, record, noon);
  return order as Order;
}

/** The receipt as text columns, the way a printer would set it. */
function printed(markdown: string): string {
  const text = receiptline.transform(markdown, { cpl: 48, encoding: 'gb18030', command: 'svg' });
  return text
    .replace(/<text[^>]*>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('\u00a0', ' ');
}

t.test('a receipt says every line with unit price, discount, total, payment and the site time', (t) => {
  const zh = receiptOf(orderOf('zh', [priced({})]), sampleBundle());
  for (const part of [
    '街角小店',
    '可乐',
    '3 × ￥4.50',
    '￥13.50',
    '三付二',
    '-￥4.50',
    '￥9.00',
    '支付宝',
    '2026-11-21 12:00',
    orderId,
  ]) {
    t.match(zh.replaceAll('\\', ''), part);
  }
  const en = receiptOf(orderOf('en', [priced({})]), sampleBundle());
  for (const part of ['Corner Shop', 'Cola', '3 for 2', 'Total', 'Alipay 28…3456', 'Thank you']) {
    t.match(en.replaceAll('\\', ''), part);
  }
  t.notMatch(en, /[\u4e00-\u9fff]/, 'no Chinese on an English receipt');
  t.end();
});

t.test('a platform that we have no name for is printed by its id, whatever that is', async (t) => {
  const order = orderOf('en', [priced({})]);
  for (const platform of ['newpay', 'constructor', 'valueOf']) {
    const charges = order.charges.map((charge) => ({ ...charge, platform }));
    const text = receiptOf({ ...order, charges }, sampleBundle());
    t.match(text, `${platform} 28…3456`);
    t.notMatch(text, /function|native code/);
  }
});

t.test('weight, lot and date stand under the line they belong to', (t) => {
  const apples = priced({
    name: { zh: '苹果', en: 'Apples' },
    quantity: 1,
    weightGrams: 455,
    unitPriceMinor: 1290,
    regularMinor: 587,
    discountMinor: 0,
    dueMinor: 587,
    discounts: [],
    lot: 'L1~2',
    expiresOn: '2026-12-31',
  });
  const text = receiptOf(orderOf('en', [apples]), sampleBundle());
  t.match(text, '0.455 kg × ￥12.90/kg');
  t.match(text, 'Best before 2026-12-31');
  t.match(text, 'Lot L1\\~2');
  t.end();
});

t.test('what was not delivered and comes back is on the receipt', (t) => {
  const slot = priced({ quantity: 1, delivery: { how: 'slot', slot: 'A1' } });
  const order = orderOf(
    'en',
    [slot],
    [
      {
        kind: 'deliveryStarted',
        orderId,
        deliveryId: 'd',
        lineId: 'l1',
        piece: 0,
        target: { how: 'slot', slot: 'A1' },
        dispenserId: 's',
        mark: {},
      },
      { kind: 'deliveryEnded', orderId, deliveryId: 'd', outcome: 'notDelivered', reason: 'DISPENSER_JAM' },
      {
        kind: 'refundIntended',
        orderId,
        refundId: 'r',
        chargeId: 'c',
        amountMinor: 900,
        currency: 'CNY',
        reason: 'DISPENSER_JAM',
      },
    ],
  );
  const text = receiptOf(order, sampleBundle());
  t.match(text, 'Not delivered');
  t.match(text, '-￥9.00');
  t.match(text, 'Refund on its way');
  t.end();
});

t.test('no product name can break the markup', (t) => {
  const wild = 'a|b{c}~_"`^\\ ===';
  const rule = priced({ name: { zh: '---', en: '---' }, discounts: [], discountMinor: 0 });
  const text = receiptOf(orderOf('en', [priced({ name: { zh: wild, en: wild } }), rule]), sampleBundle());
  const svg = printed(text);
  t.match(svg.replaceAll('\n', ''), 'a|b{c}~_', 'the name is printed as it is');
  t.equal(text.split('\n').filter((line) => line === '===').length, 1, 'one cut');
  t.end();
});
