/**
 * Goods are taken in at the console, the machine goes by it, goods past their date are warned of on a page of
 * their own that has to be read, the rest is paid, and whoever looks after the shelves sees it at the console.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { shopDay } from '../../src/demo/scanner-buttons.ts';
import { addDays } from '../../src/domain/shelf-life.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { choose, signedIn } from '../support/console-sign-in.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
/** Milk whose code names its lot and nothing else. */
const milkOfLot = (lot: string) => `010699123400201110${lot}`;

interface Stage extends Journey {
  readonly desk: Page;
  readonly screen: Page;
}

journey(
  'goods past their date are not sold, by their code or by what was recorded when they came in',
  async (t, journey) => {
    const { product } = journey;
    const browser = await startChromium();
    t.teardown(() => browser.close());
    mkdirSync(pictures, { recursive: true });
    const desk = await signedIn(browser, journey.product, 'goods-in');
    const screen = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await screen.goto(product.ready.kiosk);
    const stage: Stage = { ...journey, desk, screen };
    await t.test('a code past its date is warned of before anything else goes on', (t) =>
      codeExpired(t, stage),
    );
    await t.test('a batch is recorded by scan at the console, and published', (t) => takesIn(t, stage));
    await t.test('the machine sells the batch with its promotion', (t) => sellsBatch(t, stage));
    await t.test('a correction takes goods off a list that is being paid', (t) => recalls(t, stage));
    await t.test('the warning outlasts a cut of power', (t) => outlastsPowerCut(t, stage));
    await t.test('the console shows what was held back, and an alarm', (t) => seenAtConsole(t, stage));
  },
  { absent: noChromium || undefined },
);

async function codeExpired(t: Test, { shopper, screen }: Stage): Promise<void> {
  await shopper.scan('yogurt-expired');
  const alone = await shopper.sees('expiredWarning');
  t.match(alone.page.goods, [
    { productId: 'strawberry-yogurt', lot: 'OLD1', reason: 'expired', dateBy: 'code' },
  ]);
  t.same(alone.lines, []);
  await screen.getByRole('heading', { name: '已过期，不能出售' }).waitFor();
  await screen.screenshot({ path: join(pictures, 'expired-warning-zh.png') });
  await shopper.touch({ tap: 'goOn' });
  await shopper.sees('welcome');

  await shopper.takes('cola');
  await shopper.scan('sandwich-old');
  const warning = await shopper.sees('expiredWarning');
  t.match(warning.page.goods, [{ productId: 'sandwich', wasListed: false }]);
  t.match(warning.lines, [{ productId: 'cola' }], 'the list stays as it was');
  await shopper.scan('green-tea');
  t.equal(await shopper.isTold(), 'ITEM_WARNING_OPEN');
  await shopper.touch({ tap: 'pay' });
  await shopper.touch({ tap: 'language', language: 'en' });
  await shopper.sees('expiredWarning', ({ language }) => language === 'en');
  await screen.getByText('Made on').waitFor();
  await screen.screenshot({ path: join(pictures, 'expired-warning-en.png') });
  await screen.getByRole('button', { name: 'Understood' }).click();
  const list = await shopper.sees('list');
  t.match(list.lines, [{ productId: 'cola', dueMinor: 300 }]);
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  const done = await shopper.sees('done');
  t.equal(done.totals.dueMinor, 300, 'the rest is paid');
  await shopper.finishes();
}

async function takesIn(t: Test, { product, desk }: Stage): Promise<void> {
  await desk.getByRole('button', { name: 'Record goods in' }).click();
  const scanned = desk.getByRole('textbox', { name: 'Scan or paste a code' });
  await scanned.fill(milkOfLot('M77'));
  await scanned.press('Enter');
  await desk.getByText('Read as GS1: Milk 250 ml').waitFor();
  t.equal(await desk.getByRole('textbox', { name: 'Batch (lot)' }).inputValue(), 'M77');
  const today = shopDay(Date.now());
  await desk.getByRole('textbox', { name: 'Last day of sale' }).fill(addDays(today, 3));
  await desk.getByRole('textbox', { name: 'Pieces' }).fill('24');
  await choose(desk, 'Promotion', 'Near its date: 20 % off');
  await desk.screenshot({ path: join(pictures, 'console-goods-in-form.png') });
  await desk.getByRole('button', { name: 'Save' }).click();
  await desk.getByRole('cell', { name: 'M77' }).waitFor();
  const { items } = await product.rest.call('listGoodsIn', { query: { text: 'M77' } });
  t.match(items, [{ productId: 'milk', lot: 'M77', quantity: 24, promotionId: 'near-date', inForce: true }]);
  await publishes(desk, product);
}

async function sellsBatch(t: Test, { shopper }: Stage): Promise<void> {
  await shopper.scan(milkOfLot('M77'), ']d2');
  const list = await shopper.sees('list');
  t.match(list.lines, [
    {
      productId: 'milk',
      expiresOn: addDays(shopDay(Date.now()), 3),
      dateBy: 'goodsIn',
      dueMinor: 360,
      discounts: [{ promotionId: 'near-date' }],
    },
  ]);
  await shopper.scan(milkOfLot('M78'), ']d2');
  const both = await shopper.sees('list', ({ lines }) => lines.length === 2);
  t.match(both.lines.at(-1), { dueMinor: 450, discounts: [] }, 'another batch is sold as ever');
}

async function recalls(t: Test, { product, shopper, desk, screen }: Stage): Promise<void> {
  await shopper.touch({ tap: 'pay' });
  await shopper.sees('tenderChoice');
  await desk.getByRole('button', { name: 'Correct: Milk 250 ml' }).click();
  await desk.getByRole('textbox', { name: 'Last day of sale' }).fill(addDays(shopDay(Date.now()), -1));
  await desk.getByRole('textbox', { name: 'Note' }).fill('recalled');
  await desk.getByRole('button', { name: 'Save' }).click();
  await desk.getByText('Past its date').first().waitFor();
  await publishes(desk, product);
  const warning = await shopper.sees('expiredWarning');
  t.match(warning.page.goods, [{ productId: 'milk', lot: 'M77', wasListed: true, dateBy: 'goodsIn' }]);
  t.match(warning.lines, [{ productId: 'milk', lot: 'M78' }]);
  await screen.getByText('按进货记录').or(screen.getByText('As recorded when it came in')).waitFor();
  await screen.screenshot({ path: join(pictures, 'expired-warning-recalled.png') });
  const history = (await product.rest.call('listGoodsIn', { query: { state: 'all', text: 'M77' } })).items;
  t.match(history, [
    { inForce: true, note: 'recalled' },
    { inForce: false, correctedBy: history[0]?.id },
  ]);
}

async function outlastsPowerCut(t: Test, { product, shopper }: Stage): Promise<void> {
  await shopper.waitsThrough(() => product.outside.cutPower());
  const again = await shopper.sees('expiredWarning');
  t.match(again.page.goods, [{ lot: 'M77' }]);
  await shopper.touch({ tap: 'goOn' });
  await shopper.sees('list');
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  const done = await shopper.sees('done');
  t.equal(done.totals.dueMinor, 450);
  const { orderId } = done;
  await shopper.finishes();
  const order = await until('the order in the books', async () => {
    const found = await product.rest.order(orderId as string);
    return found.times.paidAtMs !== null && found;
  });
  const kinds = order.history.map(({ kind }) => kind);
  t.ok(kinds.indexOf('goodsHeldBack') < kinds.indexOf('heldBackAcknowledged'));
  t.ok(kinds.indexOf('heldBackAcknowledged') < kinds.lastIndexOf('orderSubmitted'));
}

async function seenAtConsole(t: Test, { product, desk }: Stage): Promise<void> {
  const { items } = await product.rest.call('listHeldBack');
  t.match(
    items.map(({ productId, lot }) => [productId, lot]),
    [
      ['milk', 'M77'],
      ['sandwich', 'OLD2'],
      ['strawberry-yogurt', 'OLD1'],
    ],
  );
  const alarms = (await product.rest.call('listAlarms')).items.filter(({ kind }) => kind === 'expiredGoods');
  t.equal(alarms.length, 3);
  await desk.reload();
  await desk.getByRole('heading', { name: 'Held back at machines' }).waitFor();
  await desk.getByRole('cell', { name: 'OLD2' }).waitFor();
  await desk.screenshot({ path: join(pictures, 'console-goods-in.png'), fullPage: true });
}

async function publishes(desk: Page, product: Journey['product']): Promise<void> {
  const before = (await product.outside.status()).bundleVersion;
  await desk.getByRole('button', { name: 'Publish', exact: false }).first().click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await until(
    'the bundle at the machine',
    async () => (await product.outside.status()).bundleVersion > before,
  );
}
