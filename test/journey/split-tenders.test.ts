/** One order paid in parts: by card, coins and code; what goes back goes back by the way it came. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';
import type { ViewOf } from '../support/shopper.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
mkdirSync(pictures, { recursive: true });

const pin = '739150';
const code = '907700000000000500';
/** Less than one crisps costs. */
const onCardMinor = 500;
const dueMinor = 750;

journey(
  'one order is paid in parts',
  async (t, journey) => {
    const { product } = journey;
    await product.rest.call('openStoredValueCard', {
      body: { code, balanceMinor: onCardMinor, currency: 'CNY' },
    });
    await product.rest.call('setCardPin', { body: { code, pin } });
    await t.test('whoever gives up after the card’s part gets it back on the card', (t) =>
      givesUp(t, journey),
    );
    await t.test('the card pays what is on it, coins a part, a code the rest', (t) => threeWays(t, journey));
    await t.test(
      'after its PIN and a consent a finger stands for the card, at this machine and once a verdict',
      (t) => paysByFinger(t, journey),
    );
    await t.test('what does not come out goes back: to the code, then to the card', (t) =>
      goesBack(t, journey),
    );
  },
  { absent: noChromium || undefined },
);

async function balance({ product }: Journey): Promise<number> {
  return (await product.rest.call('readStoredValueCard', { body: { code } })).balanceMinor;
}

/** The card pays its part; the rest is asked for. */
async function paysPartByCard({ shopper }: Journey): Promise<void> {
  await shopper.chooses('A1');
  await shopper.goesToPayByCode();
  await shopper.scan(code);
  await shopper.sees('cardPin');
  await shopper.touch({ tap: 'enterPin', pin });
  const offer = await shopper.sees('cardPart');
  if (offer.page.spendableMinor !== onCardMinor)
    throw new Error(`the card pays ${offer.page.spendableMinor}`);
  await shopper.touch({ tap: 'goOn' });
  await shopper.sees('tenderChoice', ({ split }) => split?.remainingMinor === dueMinor - onCardMinor);
}

function closed({ product }: Journey, orderId: string | undefined) {
  return until(`the end of ${orderId} in the cloud`, async () => {
    const order = await product.rest.order(orderId ?? '');
    return order.times.closedAtMs !== null && order.receipt !== null && order;
  });
}

async function givesUp(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  const browser = await startChromium();
  t.teardown(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await page.goto(product.ready.kiosk);
  await paysPartByCard(journey);
  t.equal(await balance(journey), 0);
  await page.getByRole('heading', { name: '其余怎么付？' }).waitFor();
  await page.screenshot({ path: join(pictures, 'split-rest.png') });
  t.equal(await page.getByRole('button', { name: '回到清单' }).count(), 0, 'the list stays as it is');
  await page.getByRole('button', { name: '不买了，退款' }).click();
  const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
  t.match(back.page, { refundMinor: onCardMinor, by: 'code' });
  await page.getByText('已退').first().waitFor();
  await page.screenshot({ path: join(pictures, 'split-given-up.png') });
  await shopper.finishes();
  t.equal(await balance(journey), onCardMinor);
}

async function threeWays(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  await paysPartByCard(journey);
  await shopper.goesToPayByCash();
  await shopper.insertsCoins(100);
  await shopper.sees('insertCash', ({ split }) => split?.remainingMinor === 150);
  await shopper.touch({ tap: 'back' });
  const rest = await shopper.sees('tenderChoice', ({ split }) => split?.remainingMinor === 150);
  t.match(rest.split?.parts, [
    { tender: 'code', platform: 'stored-value', amountMinor: onCardMinor },
    { tender: 'cash', amountMinor: 100 },
  ]);
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  const done = await shopper.sees('done');
  await shopper.finishes();
  const order = await closed(journey, done.orderId);
  t.equal(order.state, 'deliveryAndPaymentSuccess');
  const paid = order.payments.filter(({ state }) => state === 'paid');
  t.same(paid.map(({ platform, amountMinor }) => [platform ?? 'cash', amountMinor]).sort(), [
    ['alipay', 150],
    ['cash', 100],
    ['stored-value', onCardMinor],
  ]);
  const paper = await until('its receipt', async () =>
    (await product.outside.receipts()).find(({ text }) => text.includes(order.id)),
  );
  for (const said of ['储值卡', '支付宝', '现金']) t.match(paper.text, said, `the receipt names ${said}`);
}

async function goesBack(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  const fresh = code.replace(/0500$/, '0501');
  await product.rest.call('openStoredValueCard', {
    body: { code: fresh, balanceMinor: onCardMinor, currency: 'CNY' },
  });
  await product.outside.play('dispenser', { state: 'jam' });
  await shopper.chooses('A1');
  await shopper.goesToPayByCode();
  await shopper.scan(fresh);
  await shopper.sees('cardPart');
  await shopper.touch({ tap: 'goOn' });
  await shopper.sees('tenderChoice', ({ split }) => split?.remainingMinor === dueMinor - onCardMinor);
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
  t.match(back.page, {
    refundMinor: dueMinor,
    parts: [
      { platform: 'alipay', amountMinor: dueMinor - onCardMinor },
      { platform: 'stored-value', amountMinor: onCardMinor },
    ],
  });
  await shopper.finishes();
  await product.outside.play('dispenser', { state: 'ok' });
  const card = await product.rest.call('readStoredValueCard', { body: { code: fresh } });
  t.equal(card.balanceMinor, onCardMinor);
  const order = await closed(journey, back.orderId);
  t.equal(order.state, 'deliveryFailRefundSuccess');
  const trade = (await product.outside.book()).at(-1);
  t.equal(trade?.refundedMinor, dueMinor - onCardMinor);
}

const fingerCode = '907700000000000888';

/** To the PIN's page of the card that a finger is for. */
async function showsFingerCard({ shopper }: Journey): Promise<ViewOf<'cardPin'>> {
  await shopper.chooses('A1');
  await shopper.goesToPayByCode();
  await shopper.scan(fingerCode);
  return shopper.sees('cardPin');
}

async function touches({ product, shopper }: Journey, finger: number): Promise<void> {
  const images = async () => {
    const { fingerprint } = await product.outside.deskState();
    return (fingerprint as { imagesTaken: number }).imagesTaken;
  };
  const { page: before } = shopper.view;
  const looksTwice = async () => {
    const from = await images();
    const moved = () => shopper.view.page.page !== before.page;
    await until('the reader to look', async () => moved() || (await images()) >= from + 2);
  };
  await product.outside.play('fingerprint', { finger });
  await looksTwice();
  await product.outside.play('fingerprint', { finger: null });
  await looksTwice();
}

async function paysByFinger(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  const body = { code: fingerCode, balanceMinor: 5000, currency: 'CNY' } as const;
  await product.rest.call('openStoredValueCard', { body });
  await product.rest.call('setCardPin', { body: { code: fingerCode, pin } });
  const asked = await showsFingerCard(journey);
  t.equal(asked.page.finger, undefined, 'no finger stands for it yet');
  await shopper.touch({ tap: 'enterPin', pin });
  await shopper.sees('done', ({ page, timeout }) => page.finger === 'offered' && timeout);
  await shopper.touch({ tap: 'enrolFinger' });
  await shopper.sees('fingerConsent');
  await shopper.touch({ tap: 'goOn' });
  await shopper.sees('fingerEnrol');
  await enrols(journey);
  await shopper.finishes();
  const card = await until('the finger in the cloud', async () => {
    const found = await product.rest.call('readStoredValueCard', { body: { code: fingerCode } });
    return found.fingers === 1 && found;
  });
  t.equal(card.balanceMinor, 5000 - dueMinor);
  const again = await showsFingerCard(journey);
  t.equal(again.page.finger, true);
  await touches(journey, 7);
  await shopper.sees('cardPin', ({ page }) => page.wrong === 'CARD_FINGER_REFUSED');
  await product.outside.play('fingerprint', { finger: 1 });
  await shopper.sees('done');
  await product.outside.play('fingerprint', { finger: null });
  await shopper.finishes();
  const { items } = await product.rest.call('listStoredValueCards', { query: { ending: '0888' } });
  t.match(items, [{ balanceMinor: 5000 - 2 * dueMinor, fingers: 1 }]);
  const records = (await product.outside.journal()).map(({ body: { kind } }) => kind);
  t.equal(records.filter((kind) => kind === 'fingerConsented').length, 1, 'the consent is on record');
}

/** The same finger as often as the reader wants it. */
async function enrols(journey: Journey): Promise<void> {
  const { shopper } = journey;
  for (let touch = 0; touch < 10 && shopper.view.page.page === 'fingerEnrol'; touch += 1) {
    await touches(journey, 1);
  }
}
