/**
 * The cashier page of another client on a phone: its password components, and the code that it shows. What is
 * typed leaves the page sealed only.
 */
import type { Browser, Page } from 'playwright-core';
import type { Test } from 'tap';
import { ThreadedCodeReader } from '../../models/codes/threaded-code-reader.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { seriousViolations } from '../support/axe.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';
import { takePicture } from '../support/take-picture.ts';

const cards = [
  { code: '907700000000003119', secret: '402817', wrong: '593206' },
  { code: '907700000000003127', secret: 'Tea&cake42', wrong: 'tea&cake42' },
] as const;

journey(
  'the cashier page takes PIN and password, and shows codes',
  async (t, journey) => {
    const { rest } = journey.product;
    for (const { code, secret } of cards) {
      await rest.call('openStoredValueCard', { body: { code, balanceMinor: 5000, currency: 'CNY' } });
      await rest.call('setCardPin', { body: { code, pin: secret } });
    }
    const client = await rest.call('addClient', {
      body: { name: 'shop', scopes: ['orders'], origins: [] },
    });
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const order = orderMaker(journey, client.token);
    await t.test('six digits on a keypad whose keys change places', (t) =>
      paysByCard(t, journey, { browser, order, card: cards[0] }),
    );
    await t.test('a mixed password on the safety keypad', (t) =>
      paysByCard(t, journey, { browser, order, card: cards[1] }),
    );
    await t.test('a wallet reads the code off the page', (t) => scansThePage(t, journey, { browser, order }));
  },
  { absent: noChromium || undefined },
);

type MakeOrder = (reference: string) => Promise<string>;

/** Orders of the client for 12.50; tells the address of the page. */
function orderMaker({ product }: Journey, token: string): MakeOrder {
  return async (reference) => {
    const answer = await fetch(new URL('/service/v1/orders', product.ready.cloud), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': reference,
      },
      body: JSON.stringify({
        ...{ reference, amountMinor: 1250, currency: 'CNY' },
        lines: [{ name: { zh: '茶', en: 'Tea' }, quantity: 1, unitPriceMinor: 1250 }],
      }),
    });
    return ((await answer.json()) as { cashierUrl: string }).cashierUrl;
  };
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${url}?lang=en`);
  await page.locator('.ways').waitFor();
  return page;
}

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys) {
    const layer = /\d/.test(key) ? '123' : /[a-z]/i.test(key) ? 'ABC' : '#+=';
    const switchTo = page.getByRole('button', { name: layer, exact: true });
    if (await switchTo.count()) await switchTo.click();
    const capitals = page.getByRole('button', { name: 'Capitals' });
    const wanted = String(/[A-Z]/.test(key));
    if (/[a-z]/i.test(key) && (await capitals.getAttribute('aria-pressed')) !== wanted)
      await capitals.click();
    await page.getByRole('button', { name: key, exact: true }).click();
  }
}

/** The answer to a payment comes after the stream told the end, and tells of a moment before it. */
async function holdBackTheLastAnswer(page: Page): Promise<void> {
  await page.route('**/payments', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    await page.locator('.outcome-paymentSucceeded').waitFor();
    const order = { ...answer.order, state: 'paying', message: null };
    await route.fulfill({ response, json: { ...answer, order } });
  });
}

async function paysByCard(
  t: Test,
  { product }: Journey,
  { browser, order, card }: { browser: Browser; order: MakeOrder; card: (typeof cards)[number] },
): Promise<void> {
  const page = await open(browser, await order(card.code));
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page.locator('.way', { hasText: 'card' }).last().click();
  await press(page, card.code);
  await page.getByRole('button', { name: 'Next' }).click();
  const mixed = card.secret.length > 6;
  await page.getByRole('heading', { name: mixed ? 'password' : 'PIN' }).waitFor();
  t.same(await seriousViolations(page), []);
  await press(page, card.wrong);
  if (mixed) await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('4 tries left').waitFor();
  await holdBackTheLastAnswer(page);
  const answered = page.waitForResponse((response) => response.url().endsWith('/payments'));
  await press(page, card.secret);
  await takePicture(page, `cashier-${mixed ? 'password' : 'pin'}`);
  if (mixed) await page.getByRole('button', { name: 'Next' }).click();
  await answered;
  t.ok(
    await page.locator('.outcome-paymentSucceeded').isVisible(),
    'an older answer changes nothing any more',
  );
  const { balanceMinor } = await product.rest.call('readStoredValueCard', { body: { code: card.code } });
  t.equal(balanceMinor, 5000 - 1250);
  t.notMatch(sent.join('\n'), card.secret, 'the secret is in no request');
  await page.close();
}

async function scansThePage(
  t: Test,
  { product }: Journey,
  { browser, order }: { browser: Browser; order: MakeOrder },
): Promise<void> {
  const { outside } = product;
  const page = await open(browser, await order('by-its-code'));
  await page.locator('.way', { hasText: 'WeChat' }).first().click();
  await page.locator('.qr').waitFor();
  const reader = new ThreadedCodeReader({ clock: new SystemClock() });
  t.teardown(() => reader.stop());
  const code = await until('the picture of the page to be read', async () => {
    const { codes } = await reader.read(await page.screenshot({ type: 'jpeg', quality: 90 }));
    return codes[0]?.text;
  });
  t.equal(await outside.scanShown('wechat', code), 'paid');
  await page.locator('.outcome-paymentSucceeded').waitFor();
  t.match((await outside.book()).at(-1), { totalMinor: 1250 });
  await page.close();
}
