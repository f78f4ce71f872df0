/**
 * The result of a payment cannot be had, because the network went while the platform was asked. The goods stay
 * on the screen as they were, also through a power cut, one button settles again, and the platform's book has
 * one payment for the order, whatever became of the first one.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { settleAgainTexts } from '../../src/look/settle-again-texts.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');

journey(
  'settling again takes the money once',
  async (t, journey) => {
    const { product, shopper } = journey;
    const { outside } = product;
    mkdirSync(pictures, { recursive: true });
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const screen = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await screen.goto(product.ready.kiosk);

    await t.test('a charge that nobody confirmed is closed, and the new request is paid once', async (t) => {
      const before = await losesTheResult(journey, screen, () => shopper.showsCode('never'));
      const shown = await shopper.sees('paymentUnknown', ({ page }) => page.again === 'asked');
      t.same(shown.lines, before.lines, 'the goods are as they were');
      t.same(shown.totals, before.totals);
      await screen.getByText(settleAgainTexts.offline.zh).waitFor();
      for (const name of ['可乐 330毫升', '海苔']) await screen.getByText(name).first().waitFor();
      await screen.screenshot({ path: join(pictures, 'settle-again-asked-zh.png') });

      await shopper.waitsThrough(() => outside.cutPower());
      const again = await shopper.sees('paymentUnknown', ({ page }) => page.again === 'asked');
      t.same(again.lines, before.lines, 'also after the power cut');
      t.equal(again.orderId, before.orderId);

      await outside.network({ state: 'up' });
      await shopper.sees('tenderChoice', ({ orderId }) => orderId === before.orderId);
      t.match(await tradesOf(journey, before.orderId), [{ paidAtMs: null }], 'nothing was taken');
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      await shopper.sees('done');
      await paidOnce(t, journey, before.orderId, ['reversed', 'paid']);
    });

    await t.test(
      'a charge that was paid meanwhile is found and used, and no second one is made',
      async (t) => {
        const before = await losesTheResult(journey, screen, () =>
          shopper.showsCode('slow', { slowMs: 900 }),
        );
        await until('the payment at the platform', async () => {
          const [trade] = await tradesOf(journey, before.orderId);
          return trade !== undefined && trade.paidAtMs !== null;
        });
        await shopper.sees('paymentUnknown', ({ page }) => page.again === 'asked');
        await shopper.waitsThrough(() => outside.cutPower());
        await outside.network({ state: 'up' });
        const done = await shopper.sees('done');
        t.equal(done.orderId, before.orderId);
        await paidOnce(t, journey, before.orderId, ['paid']);
      },
    );

    await t.test('whoever leaves without the goods has the money back', async (t) => {
      const before = await losesTheResult(journey, screen, () => shopper.showsCode('slow', { slowMs: 900 }));
      await until('the payment at the platform', async () => {
        const [trade] = await tradesOf(journey, before.orderId);
        return trade !== undefined && trade.paidAtMs !== null;
      });
      await screen.getByRole('button', { name: settleAgainTexts.leave.zh }).click();
      await shopper.sees('welcome');
      await outside.network({ state: 'up' });
      const order = await closed(journey, before.orderId);
      t.match(order, { state: 'deliveryFailRefundSuccess', payments: [{ state: 'paid' }] });
      t.match(await tradesOf(journey, before.orderId), [{ refundedMinor: before.totals.dueMinor }]);
    });
  },
  { absent: noChromium || undefined },
);

/** Two kinds of goods, a code that the platform works on, and then no network; the shopper settles again. */
async function losesTheResult(
  { product, shopper }: Journey,
  screen: Page,
  showsCode: () => Promise<unknown>,
): Promise<{ orderId: string; lines: unknown; totals: { dueMinor: number } }> {
  await shopper.takes('cola', 'seaweed');
  const { orderId, lines, totals } = shopper.view;
  await shopper.goesToPayByCode();
  await showsCode();
  await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'confirmOnPhone');
  await product.outside.network({ state: 'down' });
  await screen.getByRole('button', { name: settleAgainTexts.waitingButton.zh }).click();
  return { orderId: orderId as string, lines, totals };
}

async function tradesOf({ product }: Journey, orderId: string) {
  const orders = await product.outside.orders();
  const charges = orders.find((order) => order.orderId === orderId)?.charges.map(({ chargeId }) => chargeId);
  return (await product.outside.book()).filter((trade) => charges?.includes(trade.outTradeNo));
}

function closed({ product }: Journey, orderId: string) {
  return until('the closed order in the cloud', async () => {
    const order = await product.rest.order(orderId);
    return order.times.closedAtMs !== null && order;
  });
}

/** The order is delivered and the platform holds its amount once. */
async function paidOnce(t: Test, journey: Journey, orderId: string, ends: readonly string[]): Promise<void> {
  await journey.shopper.finishes();
  const order = await closed(journey, orderId);
  t.equal(order.state, 'deliveryAndPaymentSuccess');
  t.same(
    order.payments.map(({ state }) => state),
    ends,
  );
  const trades = await tradesOf(journey, orderId);
  const held = trades.filter(({ paidAtMs }) => paidAtMs !== null);
  t.equal(held.length, 1, 'exactly one charge in the book');
  t.match(held, [{ totalMinor: order.totals.dueMinor, refundedMinor: 0 }]);
}
