/**
 * What shoppers do on the machine's screen becomes visits by step in the console: one pays, one turns back
 * before paying. Nothing but listed names travels.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { seriousViolations } from '../support/axe.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { signedIn } from '../support/console-sign-in.ts';
import { journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
const goods = 'mineral-water-case';
const dayMs = 24 * 3_600_000;

journey(
  'the steps of shoppers become a funnel in the console',
  async (t, { product, shopper }) => {
    mkdirSync(pictures, { recursive: true });
    const period = () => ({ from: String(Date.now() - dayMs), to: String(Date.now() + 60_000) });
    const stepsNow = async () => {
      const { steps } = await product.rest.call('readFunnel', { query: period() });
      return Object.fromEntries(steps.map(({ step, visits }) => [step, visits]));
    };

    await t.test('one shopper pays, one turns back: counted as two visits', async (t) => {
      await shopper.takes(goods);
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      await shopper.sees('done');
      await shopper.finishes();
      await shopper.takes(goods);
      await shopper.sees('list');
      await shopper.touch({ tap: 'cancel' });
      await shopper.sees('welcome');
      const steps = await until('both visits in the cloud', async () => {
        const told = await stepsNow();
        return told.began === 2 && told;
      });
      t.match(steps, { began: 2, wantedToPay: 1, tendered: 1, paid: 1 });
    });

    await t.test('nothing of the journal and of the order is in it', async (t) => {
      const { pages, elements, dropped } = await product.rest.call('readFunnel', { query: period() });
      t.ok(pages.some(({ page }) => page === 'list'));
      t.ok(elements.some(({ element }) => element === 'pay'));
      t.equal(dropped, 0);
      const journal = JSON.stringify(await product.outside.journal());
      t.notMatch(journal, /telemetry|interaction/);
    });

    await t.test('the console shows the steps, by machine and period, in both languages', async (t) => {
      const browser = await startChromium();
      t.teardown(() => browser.close());
      for (const [language, title, paid] of [
        ['en', 'Conversion', 'Paid'],
        ['zh', '转化', '已付款'],
      ] as const) {
        const { kioskId } = product.demo().kept;
        const page = await signedIn(browser, product, `funnel?source=${kioskId}&period=1`, language);
        await page.getByRole('heading', { name: title }).waitFor();
        const last = page.locator('.funnel li', { hasText: paid }).last();
        await last.getByText('50 %').first().waitFor();
        t.match(await page.locator('.funnel li').first().innerText(), /2/);
        t.same(await seriousViolations(page), []);
        await page.screenshot({ path: join(pictures, `console-funnel-${language}.png`), fullPage: true });
        await page.goto(`${product.ready.console}clients`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        t.same(await seriousViolations(page), []);
        await page.screenshot({ path: join(pictures, `console-clients-${language}.png`), fullPage: true });
        await page.close();
      }
    });
  },
  { absent: noChromium || undefined },
);
