/**
 * Every way in which a payment by code can end: what the shopper reads meanwhile, what the books say at the
 * end, and that the money is taken at most once.
 */
import type { Test } from 'tap';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

/** One jelly of 5.50 that stands for the goods. */
const goods = 'gummy-bears';
const priceMinor = 550;

journey(
  'every end of a payment is a clear one',
  async (t, journey) => {
    const { product, shopper } = journey;
    const { outside } = product;

    await t.test('a slow payer is asked to confirm, and pays once', async (t) => {
      await begins(journey);
      await shopper.showsCode('slow');
      await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'confirmOnPhone');
      await shopper.scan(await outside.walletCode('paid'));
      t.equal(await shopper.isTold(), 'SALE_BUSY', 'a second code is refused while the first is open');
      await ends(t, journey, { taken: 1 });
    });

    await t.test(
      'nobody confirms: the payment is reversed, and the same order is paid with another code',
      async (t) => {
        await begins(journey);
        await shopper.showsCode('never');
        await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'confirmOnPhone');
        await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_TIMED_OUT');
        t.match((await outside.book()).at(-1), { status: 'TRADE_CLOSED', paidAtMs: null });
        await retries(journey);
        await shopper.showsCode('paid');
        const order = await ends(t, journey, { taken: 1 });
        t.match(
          order.payments.map(({ state }) => state),
          ['reversed', 'paid'],
        );
      },
    );

    await t.test(
      'the platform does not know, though it took the money: asked until it says so',
      async (t) => {
        await begins(journey);
        await shopper.showsCode('unknown', { truth: 'paid' });
        await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'checking');
        const order = await ends(t, journey, { taken: 1 });
        t.equal(order.payments.length, 1, 'no second charge');
      },
    );

    await t.test(
      'the platform does not know, and took nothing: reversed, and nothing is charged',
      async (t) => {
        const before = (await outside.book()).length;
        await begins(journey);
        await shopper.showsCode('unknown', { truth: 'nothing' });
        await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'checking');
        const failed = await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_TIMED_OUT');
        t.equal((await outside.book()).length, before, 'the platform has no such trade');
        await shopper.touch({ tap: 'cancel' });
        await shopper.sees('welcome');
        const order = await closed(journey, failed.orderId as string);
        t.match(order, { state: 'paymentCancelledByUser', payments: [{ state: 'reversed' }] });
      },
    );

    await t.test('the answer is lost after the money was taken: found out, and taken once', async (t) => {
      await begins(journey);
      await shopper.showsCode('socketClosed');
      const order = await ends(t, journey, { taken: 1 });
      t.equal(order.payments.length, 1);
    });

    await t.test('declined: the screen says so, the code is spent, and another one pays', async (t) => {
      await begins(journey);
      const spent = await shopper.showsCode('declined');
      await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_DECLINED');
      await retries(journey);
      await shopper.scan(spent);
      await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_CODE_INVALID');
      await retries(journey);
      await shopper.showsCode('paid');
      const order = await ends(t, journey, { taken: 1 });
      t.match(
        order.payments.map(({ state, reason }) => reason ?? state),
        ['PAY_DECLINED', 'PAY_CODE_INVALID', 'paid'],
      );
    });

    await t.test('too little balance: the screen says so, and coins pay the same order', async (t) => {
      const before = (await outside.book()).length;
      await begins(journey);
      await shopper.showsCode('balance');
      await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_BALANCE_LOW');
      await shopper.touch({ tap: 'retry' });
      await shopper.sees('tenderChoice');
      await shopper.goesToPayByCash();
      await shopper.insertsCoins(priceMinor);
      const { orderId } = await shopper.sees('done');
      await shopper.finishes();
      const order = await closed(journey, orderId as string);
      t.match(order.payments, [
        { tender: 'code', state: 'failed' },
        { tender: 'cash', state: 'paid' },
      ]);
      t.equal((await outside.book()).length, before, 'the platform took nothing');
    });

    await t.test(
      'a platform that is down is asked until it is up again, and nothing is charged',
      async (t) => {
        const before = (await outside.book()).length;
        await begins(journey);
        const code = await outside.walletCode('paid');
        await outside.platform({ down: true });
        await shopper.scan(code);
        await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'checking');
        await outside.platform({ down: false });
        await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_TIMED_OUT');
        t.equal((await outside.book()).length, before);
        await shopper.touch({ tap: 'cancel' });
        await shopper.sees('welcome');
      },
    );

    await t.test('by WeChat: whoever types the password in time pays once', async (t) => {
      await begins(journey);
      await shopper.showsCode('slow', { platform: 'wechat' });
      await shopper.sees(
        'waitingForPayment',
        ({ page }) => page.platform === 'wechat' && page.stage === 'confirmOnPhone',
      );
      const order = await ends(t, journey, { taken: 1 });
      t.match(order.payments, [{ platform: 'wechat', state: 'paid' }]);
    });

    await t.test('by WeChat: reversed when nobody does, and the same order is paid by Alipay', async (t) => {
      await begins(journey);
      await shopper.showsCode('never', { platform: 'wechat' });
      await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_TIMED_OUT');
      t.match((await outside.book()).at(-1), { status: 'TRADE_CLOSED', paidAtMs: null });
      await retries(journey);
      await shopper.showsCode('paid');
      const order = await ends(t, journey, { taken: 1 });
      t.match(
        order.payments.map(({ platform, state }) => [platform, state]),
        [
          ['wechat', 'reversed'],
          ['alipay', 'paid'],
        ],
      );
    });

    await t.test("in the end the platforms' books hold what was sold by code, and no more", async (t) => {
      const { items } = await product.rest.call('listOrders', { query: { limit: '200' } });
      const paidByCode = items.flatMap(({ payments }) =>
        payments.filter(({ tender, state }) => tender === 'code' && state === 'paid'),
      );
      const taken = (await outside.book()).filter(({ paidAtMs }) => paidAtMs !== null);
      t.same(
        taken
          .map(({ outTradeNo, totalMinor, refundedMinor }) => [outTradeNo, totalMinor - refundedMinor])
          .sort(),
        paidByCode.map(({ chargeId, amountMinor }) => [chargeId, amountMinor]).sort(),
      );
    });
  },
  { onEveryEngine: true },
);

async function begins({ shopper }: Journey): Promise<void> {
  await shopper.takes(goods);
  await shopper.goesToPayByCode();
}

async function retries({ shopper }: Journey): Promise<void> {
  await shopper.touch({ tap: 'retry' });
  await shopper.sees('tenderChoice');
  await shopper.goesToPayByCode();
}

/** The sale ends with goods, and of the platform's trades with this order's numbers `taken` took money. */
async function ends(t: Test, journey: Journey, { taken }: { taken: number }) {
  const { product, shopper } = journey;
  const { orderId } = await shopper.sees('done');
  await shopper.finishes();
  const order = await closed(journey, orderId as string);
  t.match(order, { state: 'deliveryAndPaymentSuccess', total: priceMinor });
  const charges = order.payments.map(({ chargeId }) => chargeId);
  const trades = (await product.outside.book()).filter(({ outTradeNo }) => charges.includes(outTradeNo));
  const paid = trades.filter(({ paidAtMs }) => paidAtMs !== null);
  t.equal(paid.length, taken, 'the money was taken once');
  t.match(paid, [{ totalMinor: priceMinor, refundedMinor: 0 }]);
  return order;
}

function closed({ product }: Journey, orderId: string) {
  return until(`the end of ${orderId} in the cloud`, async () => {
    const order = await product.rest.order(orderId);
    return order.times.closedAtMs !== null && order;
  });
}
