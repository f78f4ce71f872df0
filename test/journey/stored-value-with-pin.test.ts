/** A stored-value card with a PIN: the keypad in a real browser, wrong ones, the lock, and nothing said of it. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';
import type { ViewOf } from '../support/shopper.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
mkdirSync(pictures, { recursive: true });

const pin = '402817';
const wrongPin = '593206';
const code = '907700000000002817';

journey(
  'a stored-value card with a PIN',
  async (t, journey) => {
    const { product } = journey;
    const body = { code, balanceMinor: 5000, currency: 'CNY' } as const;
    await product.rest.call('openStoredValueCard', { body });
    await t.test('a PIN that is easy to guess is not taken, another one is, and nobody sees it again', (t) =>
      setsPin(t, journey),
    );
    await t.test('the keypad in the browser pays, its digits in other places every time', (t) =>
      paysByKeypad(t, journey),
    );
    await t.test('wrong PINs are counted, slow down, and lock the card; the console unlocks it', (t) =>
      locksAndUnlocks(t, journey),
    );
    await t.test('without the network the card spends what was leased to the machine, and no more', (t) =>
      spendsOffline(t, journey),
    );
    await t.test('neither PIN nor code is in a journal, a log, a view or a message', (t) =>
      leavesNoTrace(t, journey),
    );
  },
  { absent: noChromium || undefined },
);

async function setsPin(t: Test, { product }: Journey): Promise<void> {
  for (const weak of ['111111', '123456', '987654', '121212', '123123']) {
    await t.rejects(product.rest.call('setCardPin', { body: { code, pin: weak } }), {
      code: 'INPUT_MALFORMED',
    });
  }
  const card = await product.rest.call('setCardPin', { body: { code, pin } });
  t.match(card, { masked: '90…2817', pinSet: true, lockedAtMs: null });
  const { items } = await product.rest.call('listAudit');
  const entry = items.find(({ action }) => action === 'setCardPin');
  t.match(entry, { subject: '90…2817' });
  t.notMatch(JSON.stringify(items), pin);
}

/** To the page that asks for the PIN. */
async function showsCard({ shopper }: Journey): Promise<ViewOf<'cardPin'>> {
  await shopper.chooses('A1');
  await shopper.goesToPayByCode();
  await shopper.scan(code);
  return shopper.sees('cardPin');
}

function keysOf(page: Page): Promise<string[]> {
  return page.locator('.pin-key').allTextContents();
}

async function paysByKeypad(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  const browser = await startChromium();
  t.teardown(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await page.goto(product.ready.kiosk);
  const second = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await second.goto(product.ready.second);
  const seen: string[] = [];
  for (let visit = 0; visit < 3; visit += 1) {
    await showsCard(journey);
    await page.getByRole('heading', { name: '请输入卡的密码' }).waitFor();
    seen.push((await keysOf(page)).join(''));
    if (visit === 2) break;
    await page.getByRole('button', { name: '换种方式' }).click();
    await shopper.sees('tenderChoice');
    await shopper.touch({ tap: 'cancel' });
    await shopper.sees('welcome');
  }
  t.ok(new Set(seen).size > 1, 'the digits have changed places');
  const from = shopper.views.length;
  for (const digit of pin.slice(0, 4)) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.keyboard.type(pin.slice(4));
  t.equal(await page.locator('.pin-dot-full').count(), 6);
  t.equal(await second.locator('.pin-dot').count(), 0, 'the second screen shows nothing of it');
  t.equal(shopper.views.length, from, 'no view tells how far the shopper is');
  await page.screenshot({ path: join(pictures, 'card-pin.png') });
  await page.getByRole('button', { name: '确定' }).click();
  const done = await shopper.sees('done');
  await shopper.finishes();
  const card = await product.rest.call('readStoredValueCard', { body: { code } });
  t.equal(card.balanceMinor, 5000 - 750);
  const order = await until('the order in the cloud', async () => {
    const found = await product.rest.order(done.orderId as string);
    return found.times.closedAtMs !== null && found;
  });
  t.match(order, {
    state: 'deliveryAndPaymentSuccess',
    payments: [{ platform: 'stored-value', amountMinor: 750 }],
  });
}

async function locksAndUnlocks(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  await showsCard(journey);
  const waits: number[] = [];
  for (const triesLeft of [4, 3, 2, 1]) {
    await shopper.touch({ tap: 'enterPin', pin: wrongPin });
    const { page, serverTimeMs } = await shopper.sees('cardPin', ({ page }) => page.triesLeft === triesLeft);
    const waitMs = Math.max(0, (page.notBeforeMs ?? 0) - serverTimeMs);
    waits.push(waitMs);
    // The next try comes when it is taken; a machine with a wrong clock would have to wait longer.
    if (waitMs > 0) await until('the next try', async () => Date.now() > (page.notBeforeMs ?? 0));
    if (triesLeft === 3) await shopper.touch({ tap: 'moreTime' });
  }
  t.ok((waits[3] ?? 0) > (waits[0] ?? 0), 'each wrong one makes the next one wait longer');
  await shopper.touch({ tap: 'enterPin', pin: wrongPin });
  const locked = await shopper.sees('paymentFailed');
  t.equal(locked.page.reason, 'CARD_LOCKED');
  await shopper.touch({ tap: 'retry' });
  await shopper.sees('tenderChoice');
  await shopper.touch({ tap: 'chooseTender', tender: 'card' });
  await shopper.sees('presentCode', ({ page }) => page.platforms.length === 1);
  await shopper.scan(code);
  t.equal(
    (await shopper.sees('paymentFailed')).page.reason,
    'CARD_LOCKED',
    'the right PIN is not even asked for',
  );
  const { items } = await product.rest.call('listStoredValueCards', { query: { locked: 'true' } });
  t.match(items, [{ masked: '90…2817', wrongTries: 5 }]);
  const id = items[0]?.id ?? '';
  await product.rest.call('setCardOffline', { path: { id }, body: { offlineMinor: 1000 } });
  const unlocked = await product.rest.call('unlockCard', { path: { id } });
  t.match(unlocked, { lockedAtMs: null, wrongTries: 0, pinSet: true });
  const audit = await product.rest.call('listAudit');
  t.match(audit.items[0], { action: 'unlockCard', subject: '90…2817' });
  await shopper.touch({ tap: 'retry' });
  await shopper.sees('tenderChoice');
  await shopper.touch({ tap: 'chooseTender', tender: 'card' });
  await shopper.sees('presentCode');
  await shopper.scan(code);
  await shopper.sees('cardPin');
  await shopper.touch({ tap: 'enterPin', pin });
  await shopper.sees('done');
  await shopper.finishes();
}

/** The purchase after the unlocking left 10.00 at the machine. */
async function spendsOffline(t: Test, { product, shopper }: Journey): Promise<void> {
  const card = () => product.rest.call('readStoredValueCard', { body: { code } });
  const before = await card();
  t.match(before, { leasedMinor: 1000, balanceMinor: 5000 - 2 * 750 - 1000 });
  await product.outside.network({ state: 'down', manner: 'refuse' });
  await until('the machine to be offline', async () => !(await product.outside.status()).online);
  const showsCardOffline = async () => {
    await shopper.chooses('A1');
    await shopper.touch({ tap: 'pay' });
    await shopper.sees('tenderChoice', ({ page }) =>
      page.tenders.some(({ tender, unavailable }) => tender === 'card' && unavailable === undefined),
    );
    await shopper.touch({ tap: 'chooseTender', tender: 'card' });
    await shopper.sees('presentCode');
    await shopper.scan(code);
    await shopper.sees('cardPin');
  };
  await showsCardOffline();
  await shopper.touch({ tap: 'enterPin', pin: wrongPin });
  await shopper.sees('cardPin', ({ page }) => page.triesLeft === 2);
  await shopper.touch({ tap: 'enterPin', pin });
  const done = await shopper.sees('done');
  await shopper.finishes();
  await showsCardOffline();
  await shopper.touch({ tap: 'enterPin', pin });
  const part = await shopper.sees('cardPart');
  t.equal(part.page.spendableMinor, 1000 - 750, 'never beyond the lease');
  await shopper.touch({ tap: 'back' });
  await shopper.sees('tenderChoice');
  await shopper.touch({ tap: 'cancel' });
  await shopper.sees('welcome');
  await product.outside.network({ state: 'up' });
  const settled = await until('what is left of the lease on the card', async () => {
    const found = await card();
    return found.leasedMinor === 0 && found;
  });
  t.equal(settled.balanceMinor, 5000 - 3 * 750, 'settled once');
  const order = await until('the order in the cloud', async () => {
    const found = await product.rest.order(done.orderId as string);
    return found.times.closedAtMs !== null && found;
  });
  t.match(order, { state: 'deliveryAndPaymentSuccess', payments: [{ state: 'paid', amountMinor: 750 }] });
}

async function leavesNoTrace(t: Test, { product, shopper }: Journey): Promise<void> {
  const secrets = new RegExp(`${pin}|${wrongPin}|${code}`);
  t.notMatch(JSON.stringify(await product.outside.journal()), secrets);
  t.notMatch(JSON.stringify(shopper.views), secrets);
  const logs = readdirSync(join(product.data, 'logs')).map((name) => name.replace(/\.log$/, ''));
  for (const program of logs) t.notMatch(product.logOf(program), secrets, `not in the log of ${program}`);
}
