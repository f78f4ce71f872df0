/**
 * A rule published in the console holds before any money moves: the platform hears nothing of a refused
 * payment, the page leads to what puts it right, and the machine's own rules hold while the network is away.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { VerificationRule } from '../../src/domain/verification-rule.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { choose, signedIn } from '../support/console-sign-in.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const goods = 'mineral-water-case';
const priceMinor = 4000;
const pictures = join(import.meta.dirname, '../../.build/screenshots');

journey(
  'no money moves before every check has passed',
  async (t, journey) => {
    const { product, shopper } = journey;
    const { outside } = product;
    const browser = await startChromium();
    t.teardown(() => browser.close());
    mkdirSync(pictures, { recursive: true });
    const desk = await signedIn(browser, journey.product, 'verification');
    const screen = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await screen.goto(product.ready.kiosk);
    await priceGoods(journey);

    await t.test('a rule is written in the console, with what is wrong said at its column', async (t) => {
      await desk.getByRole('button', { name: 'Edit values' }).click();
      await desk.getByRole('button', { name: 'Add value' }).click();
      await desk.getByRole('textbox', { name: 'Name' }).fill('singleLimitMinor');
      await choose(desk, 'Kind', 'table, name = number a line');
      await desk.getByRole('textbox', { name: 'Value' }).fill('alipay = 10000');
      await desk.getByRole('button', { name: 'Save' }).click();
      await desk.getByText('alipay = 10000').waitFor();

      await desk.getByRole('button', { name: 'Add rule' }).click();
      const fill = (name: string, typed: string) =>
        desk.getByRole('textbox', { name, exact: true }).fill(typed);
      await fill('What is checked, in Chinese', '支付宝单笔限额');
      await fill('What is checked, in English', 'Alipay limit for one payment');
      await fill('Key', 'singleLimit');
      await fill('Condition (CEL)', 'amountMinor <= values.singleLimit[platform]');
      await desk.getByText('Column 23: No such key: singleLimit').waitFor();
      await fill(
        'Condition (CEL)',
        '!(platform in values.singleLimitMinor) || amountMinor <= values.singleLimitMinor[platform]',
      );
      await desk.getByText('It does not hold: the payment is refused').waitFor();
      await fill('amountMinor', '10000');
      await desk.getByText('It holds: the payment may go on').waitFor();
      await fill(
        'The shopper is told, in Chinese',
        '用支付宝一次最多付 100 元。请减少商品，或换种付款方式。',
      );
      await fill(
        'The shopper is told, in English',
        'Alipay takes at most ¥100 at a time here. Take something off the list.',
      );
      await choose(desk, 'If not, leads to', 'the list');
      await desk.getByRole('button', { name: 'Save' }).click();
      await desk.getByText('New, not published').waitFor();
      const draft = await product.rest.call('readVerification');
      t.match(draft, { rules: [{ key: 'singleLimit', correction: 'changeList' }], published: null });
    });

    await t.test('as long as it is not published it holds nobody up', async () => {
      await shopper.takes(goods, goods, goods);
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      await shopper.sees('done');
      await shopper.finishes();
      await until('the payment in the books', async () => {
        const { items } = await product.rest.call('listOrders');
        return items.some(({ times }) => times.paidAtMs !== null);
      });
    });

    await t.test('a dry run names the past payment that it would have refused', async () => {
      await desk.getByRole('button', { name: /Run on the last/ }).click();
      await desk.getByText('Would have been refused: 1.').waitFor();
      const row = desk.locator('tbody tr', { hasText: 'Alipay limit for one payment' }).last();
      await row.getByRole('link').first().waitFor();
      await desk.screenshot({ path: join(pictures, 'console-verification-dry-run-en.png'), fullPage: true });
    });

    await t.test('published, it refuses an order of 120.00 before the platform hears of it', async (t) => {
      await desk.getByRole('button', { name: 'Publish rules' }).click();
      await desk.getByRole('dialog').getByRole('button', { name: 'Publish rules' }).click();
      await desk.getByText(/Rules v1 are in force and published to 1 machine/).waitFor();
      const before = (await outside.book()).length;
      await shopper.takes(goods, goods, goods);
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      const refused = await shopper.sees('verificationFailed');
      t.equal(refused.totals.dueMinor, 12_000);
      t.match(refused.page, {
        tender: 'code',
        results: [{ key: 'singleLimit', passed: false, correction: 'changeList' }],
      });
      t.equal((await outside.book()).length, before, 'the platform has no such trade');
    });

    await t.test('the page leads to the list, and with less on it the payment succeeds', async (t) => {
      const before = (await outside.book()).length;
      await screen.getByText('没有扣款', { exact: true }).waitFor();
      await screen.locator('.check-failed', { hasText: '用支付宝一次最多付 100 元' }).waitFor();
      await screen.screenshot({ path: join(pictures, 'journey-verification-failed-zh.png') });
      await screen.getByRole('button', { name: '修改清单' }).click();
      const listed = await shopper.sees('list');
      const lineId = listed.lines[0]?.lineId ?? '';
      await shopper.touch({ tap: 'setQuantity', lineId, quantity: 2 });
      await shopper.sees('list', ({ totals }) => totals.dueMinor === 2 * priceMinor);
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      const { orderId = '' } = await shopper.sees('done');
      await shopper.finishes();
      const trades = (await outside.book()).slice(before);
      t.match(trades, [{ totalMinor: 2 * priceMinor }]);
      t.equal(trades.length, 1);
      const order = await until('the order in the cloud', async () => {
        const told = await product.rest.order(orderId);
        return told.times.closedAtMs !== null && told;
      });
      t.match(
        order.payments.map(({ state, reason }) => reason ?? state),
        ['PAY_NOT_VERIFIED', 'paid'],
      );
      const logged = order.history.find(({ kind }) => kind === 'charge.failed');
      t.match(logged?.facts, { verification: { rulesVersion: 1, results: [{ key: 'singleLimit' }] } });
    });

    await t.test('the rules that the machine keeps hold while the network is away', async (t) => {
      await product.rest.call('changeVerificationRule', { path: { id: 'cashLimit' }, body: cashLimit });
      const { version } = await product.rest.call('publishVerification');
      await until('the bundle at the machine', async () => {
        const { items } = await product.rest.call('listKiosks');
        const bundle = items[0]?.bundle;
        return bundle !== undefined && bundle.reportedVersion === bundle.publishedVersion;
      });
      await outside.network({ state: 'down', manner: 'swallow' });
      await shopper.takes(goods, goods);
      await shopper.touch({ tap: 'pay' });
      const asked = await shopper.seesOneOf('parkingOffer', 'tenderChoice');
      if (asked.page.page === 'parkingOffer') await shopper.touch({ tap: 'parking', wanted: false });
      await shopper.sees('tenderChoice');
      await shopper.touch({ tap: 'chooseTender', tender: 'cash' });
      const refused = await shopper.sees('verificationFailed', ({ page }) => page.tender === 'cash');
      t.match(refused.page.results, [{ key: 'cashLimit', passed: false }]);
      t.notOk((await outside.coins()).accepting, 'no coin can fall');
      await shopper.touch({ tap: 'back' });
      const listed = await shopper.sees('list');
      await shopper.touch({ tap: 'setQuantity', lineId: listed.lines[0]?.lineId ?? '', quantity: 1 });
      await shopper.sees('list', ({ totals }) => totals.dueMinor === priceMinor);
      await shopper.goesToPayByCash();
      await shopper.insertsCoins(priceMinor);
      const { orderId = '' } = await shopper.sees('done');
      await shopper.finishes();
      await outside.network({ state: 'up' });
      const order = await until('the order in the cloud', async () => {
        const told = await product.rest.order(orderId).catch(() => undefined);
        return told !== undefined && told.times.closedAtMs !== null && told;
      });
      const refusal = order.history.find(({ kind }) => kind === 'paymentRefused');
      t.match(refusal?.facts, { tender: 'cash', verification: { rulesVersion: version, place: 'machine' } });
    });
  },
  { absent: noChromium || undefined },
);

const cashLimit: VerificationRule = {
  ...{ key: 'cashLimit', order: 20, correction: 'changeList', place: 'machine', whenUnknown: 'refuse' },
  label: { zh: '现金限额', en: 'Cash limit' },
  expression: 'tender != "cash" || amountMinor <= 5000',
  message: { zh: '现金一次最多付 50 元。', en: 'Cash pays at most ¥50 at a time here.' },
};

/** The goods at a round price and without promotions, at the machine. */
async function priceGoods({ product }: Journey): Promise<void> {
  const { items } = await product.rest.call('listProducts', { query: { limit: '200' } });
  const found = items.find(({ productId }) => productId === goods);
  if (!found) throw new Error(`the demo does not sell ${goods}`);
  await product.rest.call('changeProduct', { path: { id: goods }, body: { ...found, priceMinor } });
  await product.rest.call('replaceCatalogue', { body: { promotions: [] } });
  await product.rest.call('publishToAll');
  await until('the price at the machine', async () => {
    const { items: kiosks } = await product.rest.call('listKiosks');
    const bundle = kiosks[0]?.bundle;
    return bundle !== undefined && bundle.reportedVersion === bundle.publishedVersion;
  });
}
