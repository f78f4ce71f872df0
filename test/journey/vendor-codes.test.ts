/**
 * A vendor's code structure is described in the console, tried on sample codes, published, and read at the
 * machine; name and price stand on both screens.
 */
import type { Page } from 'playwright-core';
import { noChromium, startChromium } from '../support/chromium.ts';
import { choose, signedIn } from '../support/console-sign-in.ts';
import { journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

journey(
  'codes of any vendor are read as the console describes them',
  async (t, journey) => {
    const { product, shopper } = journey;
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const desk = await signedIn(browser, product, 'patterns');
    const [first, second] = await Promise.all([
      browser.newPage({ viewport: { width: 1080, height: 1920 } }),
      browser.newPage({ viewport: { width: 800, height: 480 } }),
    ]);
    await first.goto(product.ready.kiosk);
    await second.goto(new URL('second', product.ready.kiosk).href);
    const code = '红富士苹果|7|8.80';

    await t.test('before, the machine does not know the code', async (t) => {
      await shopper.scan(code);
      t.equal(await shopper.isTold(), 'CODE_UNKNOWN');
    });

    await t.test('the structure is described by its fields and tried as one types', async () => {
      await desk.getByRole('button', { name: 'Add rule' }).click();
      const form = desk.getByRole('dialog');
      await form.getByRole('textbox', { name: 'What it reads' }).fill('Fruit: name, shelf life, price');
      await form.getByRole('textbox', { name: 'Id', exact: true }).fill('fruit');
      await form.getByRole('textbox', { name: 'Separator' }).fill('|');
      await form.getByRole('textbox', { name: 'A sample code' }).fill(code);
      await form.getByText('This rule does not read this code').waitFor();
      await choose(desk, 'Field 2', 'shelf life, days');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByRole('alert').filter({ hasText: 'twice' }).waitFor();
      await choose(desk, 'Field 3', 'price');
      await form.getByText('¥8.80').waitFor();
      await form.getByRole('button', { name: 'Save' }).click();
      await desk.getByText('New, not published').waitFor();
    });

    await t.test('sample codes show what would change, and the machine still goes by the old', async (t) => {
      await desk.getByLabel(/One code a line/).fill(`${code}\n6954767410272`);
      await desk.getByRole('button', { name: 'Read them' }).click();
      const row = desk.getByRole('row').filter({ hasText: code }).last();
      await row.getByText('Would change').waitFor();
      await row.getByText('Fuji apples').waitFor();
      await shopper.scan(code);
      t.equal(await shopper.isTold(), 'CODE_UNKNOWN');
    });

    await t.test('published, it is read, with name and price on both screens', async (t) => {
      await desk.getByRole('button', { name: 'Publish rules' }).click();
      await desk.getByRole('dialog').getByRole('button', { name: 'Publish rules' }).click();
      await desk.getByText(/Rules v2 are in force and published to 1 machine/).waitFor();
      await until('the rules at the machine', async () => {
        const { items } = await product.rest.call('listKiosks');
        const bundle = items[0]?.bundle;
        return bundle !== undefined && bundle.reportedVersion === bundle.publishedVersion;
      });
      await shopper.scan(code);
      const { lines } = await shopper.sees('list');
      t.match(lines, [{ name: { zh: '红富士苹果' }, dueMinor: 880 }]);
      for (const screen of [first, second]) await shows(screen, '红富士苹果', '¥8.80');
    });

    await t.test('each version stays on record', async (t) => {
      const { published, samples } = await product.rest.call('readCodePatterns');
      t.equal(published?.version, 2);
      t.equal(published?.patterns.at(-1)?.patternId, 'fruit');
      t.same(samples, [code, '6954767410272']);
      const { items } = await product.rest.call('listAudit');
      t.ok(items.some(({ action }) => action === 'publishCodePatterns'));
    });
  },
  { absent: noChromium || undefined },
);

async function shows(screen: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await screen.getByText(text).first().waitFor();
}
