/** A sale as a person makes it, and what all who keep a record of it say afterwards. */
import sharp from 'sharp';
import type { Test } from 'tap';
import { type Journey, journey } from '../support/product-journey.ts';
import type { MachineRecord } from '../support/product-outside.ts';
import { readCloudRecords } from '../support/product-records.ts';
import { until } from '../support/product-until.ts';

journey(
  'a sale goes from the scan to the books',
  async (t, journey) => {
    const { product } = journey;
    let chinese = '';
    let english = '';
    await t.test('the screen shows every step of three kinds of goods', async (t) => {
      chinese = await seeSale(t, journey);
    });
    await t.test('the receipt on the paper is right in Chinese', (t) =>
      checkChinesePaper(t, journey, chinese),
    );
    await t.test('the order stands in the cloud as paid and delivered', (t) =>
      checkRestOrder(t, journey, chinese),
    );
    await t.test('the receipt behind the QR says the same', async (t) => {
      const page = await product.rest.page(`/r/${chinese}?lang=zh`);
      t.match(page, '街角便利');
      t.match(page, '纯牛奶 250毫升');
      t.match(page, '￥27.75');
      t.match(await product.rest.page(`/r/${chinese}?lang=en`), 'Milk 250 ml');
    });
    await t.test('a second sale is in English to the last word of its receipt', async (t) => {
      english = await sellInEnglish(t, journey);
    });
    await t.test('the platform took each amount once and gave nothing back', async (t) => {
      const trades = await product.outside.book();
      t.same(
        trades.map(({ totalMinor, status, refundedMinor }) => ({ totalMinor, status, refundedMinor })),
        [
          { totalMinor: 2775, status: 'TRADE_SUCCESS', refundedMinor: 0 },
          { totalMinor: 700, status: 'TRADE_SUCCESS', refundedMinor: 0 },
        ],
      );
      const { payments } = await product.rest.order(chinese);
      t.match(trades[0], {
        outTradeNo: payments[0]?.chargeId,
        tradeNo: payments[0]?.platformTradeNo,
      });
    });
    await t.test("the machine's and the cloud's records agree, hash for hash", (t) =>
      checkRecords(t, journey, [chinese, english]),
    );
  },
  { onEveryEngine: true },
);

async function seeSale(t: Test, { product, shopper }: Journey): Promise<string> {
  const begin = shopper.views.length - 1;
  await shopper.scan('cola');
  const one = await shopper.sees('list');
  t.match(one.lines, [{ productId: 'cola', quantity: 1, unitPriceMinor: 300, dueMinor: 300 }]);
  t.equal(one.changedLineId, one.lines[0]?.lineId, 'the scanned line is marked');
  await shopper.takes('cola', 'cola');
  t.match(
    shopper.view.lines,
    [
      {
        quantity: 3,
        regularMinor: 900,
        discountMinor: 300,
        dueMinor: 600,
        discounts: [{ amountMinor: 300 }],
      },
    ],
    'three are sold for two',
  );
  await shopper.takes('apples-1250g', 'milk-gs1');
  const [, apples, milk] = shopper.view.lines;
  t.match(apples, { productId: 'apples', weightGrams: 1250, unitPriceMinor: 1380, dueMinor: 1725 });
  t.match(milk, { productId: 'milk', lot: 'L2401A', expiresOn: /^\d{4}-\d{2}-\d{2}$/, dueMinor: 450 });
  t.same(shopper.view.totals, { pieces: 5, regularMinor: 3075, discountMinor: 300, dueMinor: 2775 });

  await shopper.goesToPayByCode();
  t.match(shopper.view.page, { platforms: ['alipay', 'wechat', 'unionpay', 'stored-value'] });
  t.ok(shopper.view.timeout, 'the page says how long it waits');
  await shopper.showsCode('paid');
  await shopper.sees('waitingForPayment', ({ page }) => page.platform === 'alipay');
  const done = await shopper.sees('done', ({ page }) => page.receipt.state === 'printed');
  t.match(done.page.deliveries, [{ state: 'delivered' }, { state: 'delivered' }, { state: 'delivered' }]);
  const pages = shopper.pages(begin).filter((page) => page !== 'delivering');
  t.same(pages, ['welcome', 'list', 'tenderChoice', 'presentCode', 'waitingForPayment', 'done']);
  await shopper.finishes();
  t.same(shopper.view.lines, [], 'the next shopper finds an empty list');
  t.match(await product.outside.drops(), [], 'goods from the counter move no mechanism');
  return done.orderId as string;
}

async function checkChinesePaper(t: Test, { product }: Journey, orderId: string): Promise<void> {
  const receipt = await until('a receipt under the printer', async () =>
    (await product.outside.receipts()).at(-1),
  );
  t.ok(receipt.complete);
  for (const said of [
    '街角便利',
    orderId,
    '可乐 330毫升',
    '3 × ￥3.00',
    '汽水 买三付二',
    '-￥3.00',
    '红富士苹果',
    '1.250 kg × ￥13.80/kg',
    '￥17.25',
    '纯牛奶 250毫升',
    '批号 L2401A',
    '保质期至',
    '应付',
    '￥27.75',
    '支付宝',
    '谢谢惠顾，欢迎再来',
  ]) {
    t.ok(receipt.text.includes(said), said);
  }
  t.notMatch(receipt.text, /[a-z]{4,} (ml|g)\b/i, 'no English names of goods');
  const { width, height, format } = await sharp(
    await product.outside.receiptPicture(receipt.number),
  ).metadata();
  t.equal(format, 'png');
  t.ok(width >= 500 && height > width, `a strip of paper, ${width} × ${height}`);
}

async function checkRestOrder(t: Test, { product }: Journey, orderId: string): Promise<void> {
  const order = await until('the closed order in the cloud', async () => {
    const found = await product.rest.order(orderId);
    return found.times.closedAtMs !== null && found.receipt?.printed && found;
  });
  t.match(order, {
    id: orderId,
    kiosk: 'kiosk-1',
    state: 'deliveryAndPaymentSuccess',
    currency: 'CNY',
    total: 2775,
    totals: { pieces: 5, regularMinor: 3075, discountMinor: 300, dueMinor: 2775 },
    payments: [{ tender: 'code', platform: 'alipay', state: 'paid', amountMinor: 2775 }],
    refunds: [],
    payouts: [],
    abandoned: null,
  });
  t.match(
    order.lines.map(({ productId }) => productId),
    ['cola', 'apples', 'milk'],
  );
  t.match(order.payments[0]?.codeMasked, /^\d{2}\*+\d{4}$/, 'the payment code itself is nowhere');
  const { submittedAtMs, paidAtMs, closedAtMs, openedAtMs } = order.times;
  const times = [openedAtMs, submittedAtMs, paidAtMs, closedAtMs].map(Number);
  t.same(
    times,
    times.toSorted((a, b) => a - b),
    'its times are in their order',
  );
  const history = order.history.map(({ source, kind }) => `${source} ${kind}`);
  for (const entry of ['machine orderSubmitted', 'gateway charge.paid', 'machine receiptPrinted']) {
    t.ok(history.includes(entry), entry);
  }
  const listed = await product.rest.call('listOrders', { query: { text: 'milk' } });
  t.ok(listed.items.some(({ id }) => id === orderId));
}

async function sellInEnglish(t: Test, { product, shopper }: Journey): Promise<string> {
  await shopper.touch({ tap: 'language', language: 'en' });
  await shopper.sees('welcome', ({ language }) => language === 'en');
  await shopper.takes('rice-ball');
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  const { orderId } = await shopper.sees('done', ({ page }) => page.receipt.state === 'printed');
  const receipt = (await product.outside.receipts()).at(-1);
  for (const said of ['Corner Shop', 'Rice ball, tuna', '1 × ￥7.00', 'Total', 'Alipay', 'see you again']) {
    t.ok(receipt?.text.includes(said), said);
  }
  t.notMatch(receipt?.text.replaceAll('￥', ''), /\p{Script=Han}/u, 'no Chinese on it');
  await shopper.finishes();
  return orderId as string;
}

/** The machine's journal, the cloud's table and both sides' orders. */
async function checkRecords(t: Test, { product }: Journey, orderIds: readonly string[]): Promise<void> {
  const { outside, rest } = product;
  await until('the cloud has everything', async () => {
    const { journal } = await outside.status();
    const kiosk = await rest.call('readKiosk', { path: { id: 'kiosk-1' } });
    return journal.acknowledgedSeq === journal.lastSeq && kiosk.journal.committedSeq === journal.lastSeq;
  });
  for (const orderId of orderIds) {
    const inCloud = await rest.order(orderId);
    const onMachine = (await outside.orders()).find((order) => order.orderId === orderId);
    t.match(onMachine, { state: inCloud.state, lines: inCloud.lines, totals: inCloud.totals });
    t.match(
      inCloud.payments,
      onMachine?.charges.map(({ chargeId, amountMinor, state }) => ({ chargeId, amountMinor, state })),
    );
    t.same(
      inCloud.history.filter(({ source }) => source === 'machine').map(({ seq, kind }) => [seq, kind]),
      (await outside.journal()).filter(belongsTo(orderId)).map(({ seq, body }) => [seq, body.kind]),
    );
  }
  t.same((await rest.call('listPoison')).items, []);
  const { journal } = await outside.status();
  const onMachine = (await outside.journal()).map(({ seq, hash }) => ({ seq, hash }));
  await product.stop();
  const inCloud = await readCloudRecords(product, journal.journalId);
  t.same(inCloud.slice(0, onMachine.length), onMachine);
}

function belongsTo(orderId: string) {
  return ({ body }: MachineRecord) => 'orderId' in body && body.orderId === orderId;
}
