/** Payments that are not final stand on a page of the console, and a person’s decision about one is audited. */
import { noChromium, startChromium } from '../support/chromium.ts';
import { signedIn } from '../support/console-sign-in.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { Rest } from '../support/product-rest.ts';
import { until } from '../support/product-until.ts';

/** One jelly of 5.50 that stands for the goods. */
const goods = 'gummy-bears';
/** Longer than the gateway waits for an answer at the journey's speed. */
const latencyMs = 20_000;

journey(
  'a payment that is left open is settled at the console',
  async (t, journey) => {
    const { product, shopper } = journey;
    const { outside, rest } = product;
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const page = await signedIn(browser, journey.product, 'payments');
    let orderId = '';

    await t.test(
      'a charge whose platform is down appears on the page, with what was last tried',
      async (t) => {
        t.equal((await rest.call('listOpenPayments')).items.length, 0);
        await page.getByText('No open payments').waitFor();
        const code = await outside.walletCode('paid');
        await shopper.takes(goods);
        await shopper.goesToPayByCode();
        await outside.platform({ down: true });
        await shopper.scan(code);
        const waiting = await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'checking');
        orderId = waiting.orderId as string;
        const row = page.locator('tbody tr');
        await row.getByText('Result unknown').waitFor();
        await row.getByText('Payment platform down').first().waitFor();
        await row.getByText('¥5.50').waitFor();
        const { items } = await rest.call('listOpenPayments');
        t.match(items, [{ about: 'charge', orderId, platform: 'alipay', amountMinor: 550 }]);
        t.match(items[0]?.actions, ['ask', 'reverse', 'settle']);
      },
    );

    await t.test(
      'the platform is asked when somebody wants it, and the reason is in the audit',
      async (t) => {
        const [before] = (await rest.call('listOpenPayments')).items;
        await page.getByRole('button', { name: /Decide/ }).click();
        await page.getByRole('radio', { name: 'Ask the platform now' }).check();
        const act = page.getByRole('dialog').getByRole('button', { name: 'Ask the platform now' });
        t.ok(await act.isDisabled(), 'nothing is done without a reason');
        await page.getByRole('textbox', { name: 'Why' }).fill('the shopper stands here');
        await act.click();
        await page.getByText('Recorded; the payment is dealt with accordingly.').waitFor();
        await until('another try', async () => {
          const [now] = (await rest.call('listOpenPayments')).items;
          return (now?.tried?.times ?? 0) > (before?.tried?.times ?? 0);
        });
        const { items } = await rest.call('listAudit');
        t.match(items[0], {
          action: 'askPayment',
          facts: { why: 'the shopper stands here', order: orderId },
        });
      },
    );

    await t.test('settled by hand after a second confirmation, the machine acts on it', async (t) => {
      await page.getByRole('button', { name: /Decide/ }).click();
      await page.getByRole('radio', { name: 'Mark as settled' }).check();
      await page.getByRole('radio', { name: /^Not paid/ }).check();
      await page.getByRole('textbox', { name: 'Why' }).fill('nothing in the platform pages');
      await page.getByRole('button', { name: 'Go on' }).click();
      const settle = page.getByRole('button', { name: 'Mark as settled' });
      await page.getByRole('textbox', { name: 'Amount' }).fill('5.00');
      await page.getByText('Not the amount of this payment').waitFor();
      t.ok(await settle.isDisabled(), 'another amount does not confirm it');
      await page.getByRole('textbox', { name: 'Amount' }).fill('5.50');
      await settle.click();
      await page.getByText('Not charged, being checked').waitFor();
      await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_SETTLED_BY_HAND');
      await shopper.touch({ tap: 'cancel' });
      await shopper.sees('welcome');
      await outside.platform({ down: false });
      await page.getByText('No open payments').waitFor();
      const order = await closed(journey, orderId);
      t.match(order, { state: 'paymentCancelledByUser', payments: [{ state: 'failed' }] });
      t.match(await outside.book(), [], 'the platform took nothing');
      await page.getByRole('link', { name: 'Audit' }).click();
      const entry = page.locator('tbody tr').first();
      await entry.getByText('Settled a payment by hand').waitFor();
      t.match(await entry.textContent(), /nothing in the platform pages.*¥5\.50/);
    });

    await t.test('what a platform takes after that is given back by itself', async (t) => {
      const code = await outside.walletCode('paid');
      await shopper.takes(goods);
      await shopper.goesToPayByCode();
      await outside.platform({ latencyMs });
      await shopper.scan(code);
      await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'checking');
      const [open] = await until('the open payment', async () => {
        const { items } = await rest.call('listOpenPayments');
        return items[0]?.state === 'unknown' && items;
      });
      const { id, about, amountMinor } = open as NonNullable<typeof open>;
      const body = {
        ...{ about, actionId: 'act_1', why: 'told so by telephone' },
        ...{ end: 'notPaid' as const, amountMinor: amountMinor ?? 0 },
      };
      const settle = () => rest.call('settlePayment', { path: { id }, body });
      t.match(await settle(), { repeated: false });
      t.match(await settle(), { repeated: true }, 'the same decision again changes nothing');
      await outside.platform({ latencyMs: 0 });
      await shopper.sees('paymentFailed');
      await shopper.touch({ tap: 'cancel' });
      await shopper.sees('welcome');
      const trade = await until('the late payment, given back', async () => {
        const found = (await outside.book()).find(({ outTradeNo }) => outTradeNo === id);
        return found && found.refundedMinor > 0 && found;
      });
      t.match(trade, { totalMinor: 550, refundedMinor: 550 });
      await until('no open payment', async () => (await rest.call('listOpenPayments')).items.length === 0);
    });

    await t.test('no other merchant sees or decides anything', async (t) => {
      const body = { about: 'charge' as const, actionId: 'act_2', why: 'curious' };
      await product.operator.call('addMerchant', {
        body: { id: 'other', name: { zh: '别家', en: 'Other' } },
      });
      const path = { id: 'other' };
      const token = { name: 'theirs', role: 'owner' as const };
      const { token: secret } = await product.operator.call('addToken', { path, body: token });
      const theirs = new Rest(product.ready.cloud, secret);
      t.same((await theirs.call('listOpenPayments')).items, []);
      const charge = (await rest.order(orderId)).payments[0]?.chargeId ?? '';
      await t.rejects(theirs.call('askPayment', { path: { id: charge }, body }), { code: 'NOT_FOUND' });
      await t.rejects(rest.call('reversePayment', { path: { id: charge }, body }), { code: 'PAY_NOT_OPEN' });
    });
  },
  { absent: noChromium || undefined },
);

function closed({ product }: Journey, orderId: string) {
  return until(`the end of ${orderId} in the cloud`, async () => {
    const order = await product.rest.order(orderId);
    return order.times.closedAtMs !== null && order;
  });
}
