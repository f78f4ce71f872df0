/**
 * Paying by WeChat from the code on the phone to the books: what the shopper reads, what WeChat Pay's own book
 * says, that a reversal comes only when it may, and that nothing keeps the code.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { type Journey, journey } from '../support/product-journey.ts';
import { kioskctl } from '../support/product-kioskctl.ts';
import { until } from '../support/product-until.ts';

const priceMinor = 550;
const platform = 'wechat';

journey('a WeChat code pays like any other', async (t, journey) => {
  const { product, shopper } = journey;
  const { outside } = product;
  const shown: string[] = [];
  const shows = async (outcome: Parameters<typeof outside.walletCode>[0], script: object = {}) => {
    shown.push(await shopper.showsCode(outcome, { platform, ...script }));
  };

  await t.test(
    'it is taken, charged once, and named on screen, paper and receipt in both languages',
    async (t) => {
      await begins(journey);
      t.match(shopper.view.page, { platforms: ['alipay', 'wechat', 'unionpay', 'stored-value'] });
      await shows('paid');
      await shopper.sees('waitingForPayment', ({ page }) => page.platform === 'wechat');
      const order = await sold(t, journey);
      const paper = await until('its receipt', async () =>
        (await outside.receipts()).find(({ text }) => text.includes(order.id)),
      );
      t.match(paper.text, '微信支付');
      const { pathname } = new URL(order.receipt?.url ?? '');
      t.match(await product.rest.page(`${pathname}?lang=zh`), '微信支付');
      t.match(await product.rest.page(`${pathname}?lang=en`), 'WeChat Pay');
    },
  );

  await t.test('whoever has to type a password is asked to, and pays once', async (t) => {
    await begins(journey);
    await shows('slow');
    await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'confirmOnPhone');
    await sold(t, journey);
  });

  await t.test('nobody types it: reversed, not before 15 s, and another code pays', async (t) => {
    await begins(journey);
    await shows('never');
    await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'confirmOnPhone');
    await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_TIMED_OUT');
    const trade = (await outside.book()).at(-1);
    t.match(trade, { status: 'TRADE_CLOSED', paidAtMs: null });
    t.ok((trade?.closedAtMs ?? 0) - (trade?.openedAtMs ?? 0) >= 1500, 'ten times as fast as life');
    await retries(journey);
    await shows('paid');
    const order = await sold(t, journey);
    t.match(
      order.payments.map(({ state }) => state),
      ['reversed', 'paid'],
    );
  });

  await t.test('a system error after the money was taken: asked until it says so', async (t) => {
    await begins(journey);
    await shows('unknown', { truth: 'paid' });
    await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'checking');
    t.equal((await sold(t, journey)).payments.length, 1);
  });

  await t.test('a system error before: reversed, though there is nothing to reverse', async (t) => {
    const before = (await outside.book()).length;
    await begins(journey);
    await shows('unknown', { truth: 'nothing' });
    await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_TIMED_OUT');
    t.equal((await outside.book()).length, before);
    await shopper.touch({ tap: 'cancel' });
    await shopper.sees('welcome');
  });

  await t.test(
    'each refusal says what is wrong and takes nothing; the same order is paid at last',
    async (t) => {
      const before = (await outside.book()).length;
      await begins(journey);
      await shows('balance');
      await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_BALANCE_LOW');
      await retries(journey);
      await shows('declined');
      await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_DECLINED');
      await retries(journey);
      await shopper.scan(shown.at(-1) ?? '');
      await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_CODE_USED');
      t.equal((await outside.book()).length, before);
      await retries(journey);
      await shows('socketClosed');
      const order = await sold(t, journey);
      t.match(
        order.payments.map(({ reason, state }) => reason ?? state),
        ['PAY_BALANCE_LOW', 'PAY_DECLINED', 'PAY_CODE_USED', 'paid'],
      );
    },
  );

  await t.test('what does not come out is given back by WeChat', async (t) => {
    await outside.play('dispenser', { state: 'jam' });
    await shopper.chooses('A1');
    await shopper.goesToPayByCode();
    await shows('paid');
    const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
    await shopper.finishes();
    await outside.play('dispenser', { state: 'ok' });
    t.match((await outside.book()).at(-1), { totalMinor: 750, refundedMinor: 750 });
    const order = await closed(journey, back.orderId as string);
    t.match(order, {
      state: 'deliveryFailRefundSuccess',
      refunds: [{ state: 'refunded', amountMinor: 750 }],
    });
  });

  await t.test('kioskctl shows a WeChat code beside Alipay’s', async (t) => {
    await shopper.sees('welcome', ({ selections }) => selections.some(({ soldOut }) => !soldOut));
    await shopper.takes('gummy-bears');
    t.match(await kioskctl(product, 'sim', 'pay', 'wechat'), { code: 0, json: { ending: 'sold' } });
    t.match((await outside.book()).at(-1), { totalMinor: priceMinor, refundedMinor: 0 });
  });

  await t.test('no record of the machine and no log holds a code', async (t) => {
    const written = JSON.stringify(await outside.journal());
    const logs = readdirSync(join(product.data, 'logs')).map((name) => name.replace(/\.log$/, ''));
    t.ok(logs.includes('cloud') && shown.length > 5);
    const everything = [written, ...logs.map((program) => product.logOf(program))].join('\n');
    for (const code of shown) t.notMatch(everything, code);
  });
});

async function begins({ shopper }: Journey): Promise<void> {
  await shopper.takes('gummy-bears');
  await shopper.goesToPayByCode();
}

async function retries({ shopper }: Journey): Promise<void> {
  await shopper.touch({ tap: 'retry' });
  await shopper.sees('tenderChoice');
  await shopper.goesToPayByCode();
}

/** The sale ends with goods, and WeChat Pay took the price once. */
async function sold(t: Test, journey: Journey) {
  const { product, shopper } = journey;
  const { orderId } = await shopper.sees('done');
  await shopper.finishes();
  const order = await closed(journey, orderId as string);
  t.match(order, { state: 'deliveryAndPaymentSuccess', total: priceMinor });
  const paid = order.payments.find(({ state }) => state === 'paid');
  t.match(paid, { tender: 'code', platform: 'wechat', amountMinor: priceMinor });
  const charges = order.payments.map(({ chargeId }) => chargeId);
  const trades = (await product.outside.book()).filter(({ outTradeNo }) => charges.includes(outTradeNo));
  t.match(
    trades.filter(({ paidAtMs }) => paidAtMs !== null),
    [{ outTradeNo: paid?.chargeId, tradeNo: /^4200\d{24}$/, totalMinor: priceMinor, refundedMinor: 0 }],
  );
  return order;
}

function closed({ product }: Journey, orderId: string) {
  return until(`the end of ${orderId} in the cloud`, async () => {
    const order = await product.rest.order(orderId);
    return order.times.closedAtMs !== null && order.receipt !== null && order;
  });
}
