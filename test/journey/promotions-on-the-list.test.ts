/** Promotions on the settlement list in a real browser: unit price, what is off and why, what is due. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { type Promotion, promotionSchema } from '../../src/domain/promotion.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
mkdirSync(pictures, { recursive: true });

const rule = (promotionId: string, zh: string, en: string, rest: object): Promotion =>
  promotionSchema.parse({ promotionId, name: { zh, en }, priority: 100, scope: {}, ...rest });

/** Two rules compete for biscuits: whichever is better for this list holds. */
const rival = { scope: { productIds: ['biscuits'] }, priority: 100 };
const added = [
  rule('a-tenth', '饼干九折', 'Biscuits: 10 % off', {
    ...rival,
    effect: { kind: 'percentOff', basisPoints: 1000 },
  }),
  rule('two-for-one', '饼干买二付一', 'Biscuits: 2 for 1', {
    ...rival,
    effect: { kind: 'nForM', take: 2, pay: 1 },
  }),
];

journey(
  'the list shows every price, what is off and why',
  async (t, journey) => {
    const { product, shopper } = journey;
    for (const promotion of added) {
      const { promotionId: id } = promotion;
      await product.rest.call('changePromotion', { path: { id }, body: promotion });
    }
    await product.rest.call('publishToAll');
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await page.goto(product.ready.kiosk);
    await t.test('of rules that compete the better one holds, and the list says which', async (t) => {
      await untilPublished(journey);
      await shopper.takes('biscuits');
      t.same(discountsOf(journey), ['a-tenth'], 'one piece: a tenth off');
      await shopper.takes('biscuits');
      t.same(discountsOf(journey), ['two-for-one'], 'two pieces: one of them free');
      await shopper.takes('cola', 'cola', 'cola');
      await shopper.sees('list', ({ totals }) => totals.pieces === 5);
    });
    await t.test('each line has unit price, discount and amount due, in both languages', async (t) => {
      await showsLines(t, page, journey, 'zh');
      await page.screenshot({ path: join(pictures, 'promotions-on-the-list-zh.png') });
      await shopper.touch({ tap: 'language', language: 'en' });
      await page.getByText('Biscuits: 2 for 1').waitFor();
      await showsLines(t, page, journey, 'en');
      await page.screenshot({ path: join(pictures, 'promotions-on-the-list-en.png') });
    });
    await t.test('what is paid is the sum of the lines, on the receipt too', async (t) => {
      const { lines, totals } = shopper.view;
      t.equal(
        lines.reduce((sum, line) => sum + line.dueMinor, 0),
        totals.dueMinor,
      );
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      const done = await shopper.sees('done');
      const trades = await product.outside.book();
      t.equal(trades.at(-1)?.totalMinor, totals.dueMinor);
      await shopper.sees('done', (view) => view.page.receipt.state === 'printed');
      const receipt = (await product.outside.receipts()).at(-1);
      t.ok(receipt?.text.includes('Biscuits: 2 for 1'), 'the promotion');
      t.ok(done.orderId);
    });
  },
  { absent: noChromium || undefined },
);

function discountsOf({ shopper }: Journey): string[] {
  return shopper.view.lines.flatMap(({ discounts }) => discounts.map(({ promotionId }) => promotionId));
}

/** A list whose prices are of the new bundle. */
async function untilPublished({ product, shopper }: Journey): Promise<void> {
  const { version } = (await product.rest.call('publishToKiosk', { path: { id: 'kiosk-1' } })) as {
    version: number;
  };
  await until(
    'the prices at the machine',
    async () => (await product.outside.status()).bundleVersion >= version,
  );
  await shopper.sees('welcome');
}

async function showsLines(t: Test, page: Page, { shopper }: Journey, language: 'zh' | 'en'): Promise<void> {
  for (const line of shopper.view.lines) {
    const row = page.locator(`[data-line="${line.lineId}"]`);
    const text = (await row.innerText()).replace(/\s+/g, '');
    t.ok(text.includes((line.unitPriceMinor / 100).toFixed(2)), 'unit price');
    t.ok(text.includes((line.dueMinor / 100).toFixed(2)), 'amount due');
    for (const { name, amountMinor } of line.discounts) {
      t.ok(text.includes(name[language].replace(/\s+/g, '')), name[language]);
      t.ok(text.includes((amountMinor / 100).toFixed(2)), 'what it took off');
    }
  }
}
