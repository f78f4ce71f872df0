/** A lot that is not ours tells what was paid there, and the console shows it once; a tariff is tried and changed. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Test } from 'tap';
import { demoTariff } from '../../src/demo/demo-parking-sites.ts';
import { parkingFeeMinor, type Tariff } from '../../src/domain/tariff.ts';
import { ForeignLotDouble, type LotFields } from '../../src/doubles/foreign-lot-double.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { signedIn } from '../support/console-sign-in.ts';
import { type Journey, journey } from '../support/product-journey.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
mkdirSync(pictures, { recursive: true });

const lotId = 'corner-garage';
const minuteMs = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * minuteMs).toISOString();

journey(
  'a lot that is not ours sends its payments',
  async (t, journey) => {
    const browser = await startChromium();
    t.teardown(() => browser.close());
    await t.test('what it tells twice, late and out of order counts once', (t) => tells(t, journey));
    await t.test('the console shows due, coupons, points and what came in', (t) =>
      shows(t, journey, browser),
    );
    await t.test('a tariff is tried out and changed', (t) => triesTariff(t, journey, browser));
    await t.test('a car that came in before keeps the tariff it came in under', (t) =>
      keepsTariff(t, journey),
    );
  },
  { absent: noChromium || undefined },
);

async function lotOf({ product }: Journey, id: string): Promise<ForeignLotDouble> {
  const key = await product.rest.call('makeParkingLotKey', { path: { id } });
  return new ForeignLotDouble({ ...key, lotId: id, clock: new SystemClock(), random: systemRandom });
}

/** One order of 80.00 over three channels with a coupon and points, and one of yesterday that comes late. */
function payments(): LotFields[] {
  const order = { parking_order: 'G-1', currency: 'CNY', pay_time: ago(3) };
  const late = { parking_order: 'G-2', currency: 'CNY', pay_time: ago(26 * 60) };
  return [
    { ...order, pay_serial: 'G-1-1', value: 3000, free_value: 1000, pay_value: 2000, pay_origin: 'wechat' },
    { ...order, pay_serial: 'G-1-2', value: 4000, pay_value: 4000, pay_origin: 'cash' },
    {
      ...{ ...order, pay_serial: 'G-1-3', value: 1000, pay_value: 0, pay_origin: 'points' },
      ...{ reduce_value: 1000, reduce_points: 100 },
    },
    { ...late, pay_serial: 'G-2-1', value: 1500, pay_value: 1500, pay_origin: 'unionpay', trade_no: 'U77' },
  ];
}

async function tells(t: Test, journey: Journey): Promise<void> {
  const lot = await lotOf(journey, lotId);
  const answers = await lot.sendPayments(payments().slice(0, 3), 2);
  answers.push(...(await lot.sendPayments(payments().slice(3), 1)));
  t.ok(answers.every(({ fields, authentic }) => authentic && fields.result_code === '1001'));
  const { items } = await journey.product.rest.call('readParkingSums');
  t.match(items, [
    {
      ...{ siteId: 'corner', lotId, orders: 2, payments: 4, regularMinor: 9500 },
      ...{ couponMinor: 1000, pointsMinor: 1000, actualMinor: 7500 },
    },
  ]);
}

async function shows(t: Test, { product }: Journey, browser: Browser): Promise<void> {
  const page = await signedIn(browser, product, 'parking', 'zh');
  const garage = page.getByRole('row', { name: /街角车库/ });
  await garage.getByText('¥75.00', { exact: true }).waitFor();
  for (const text of ['¥95.00', '−¥10.00', '微信支付 ¥20.00', '现金 ¥40.00', '银联云闪付 ¥15.00', '他方'])
    t.ok((await garage.innerText()).includes(text), text);
  await page.getByRole('row', { name: /合计/ }).getByText('¥75.00', { exact: true }).waitFor();
  await page.screenshot({ path: join(pictures, 'parking-sites.png') });
  await page.getByRole('link', { name: '停车缴费' }).click();
  const late = page.getByRole('row', { name: /G-2/ });
  await late.getByText('U77').waitFor();
  t.match(await late.innerText(), /补报/);
  const points = page.getByRole('row', { name: /100 分/ });
  t.match(await points.innerText(), /G-1[\s\S]*积分[\s\S]*¥10\.00[\s\S]*−¥10\.00[\s\S]*¥0\.00\s+2/);
  await page.screenshot({ path: join(pictures, 'parking-payments.png') });
  await page.close();
}

async function triesTariff(t: Test, journey: Journey, browser: Browser): Promise<void> {
  const { product } = journey;
  const lot = await lotOf(journey, 'corner-yard');
  const came = { parking_serial: 'Y-1', plate: '粤B12345', enter_time: ago(140) };
  t.equal((await lot.send('stay.enter', came)).fields.result_code, '1001');
  const page = await signedIn(browser, product, 'parking/tariffs', 'en');
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  await field('Comes in').fill('2026-11-22 10:00');
  await field('Leaves').fill('2026-11-22 12:30');
  await field('Leaves').press('Enter');
  await page.locator('.tariff-fee', { hasText: '¥12.00' }).waitFor();
  await field('Leaves').fill('2026-11-24 10:00');
  await field('Leaves').press('Enter');
  await page.locator('.tariff-fee', { hasText: '¥120.00' }).waitFor();
  t.equal(await page.locator('.tariff-days li').count(), 3, 'each day has its cap');
  await page.screenshot({ path: join(pictures, 'parking-tariffs.png') });
  await page.getByRole('button', { name: 'Change: Yard' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Fee a unit · CNY').first().fill('9');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('1 × ¥9.00 an hour').waitFor();
  const { items } = await product.rest.call('listTariffs');
  t.match(items, [{ version: 2, tariff: { classes: { car: { steps: [{ feeMinor: 900 }, {}] } } } }]);
  await page.close();
}

/** What somebody owes now who came so many minutes ago, also where midnight was between. */
function feeOf(tariff: Tariff, minutes: number): number {
  const untilMs = Date.now();
  const stay = { enteredAtMs: untilMs - minutes * minuteMs, untilMs };
  return parkingFeeMinor(tariff, { ...stay, timeZone: 'Asia/Shanghai', vehicleClass: 'car' });
}

async function keepsTariff(t: Test, journey: Journey): Promise<void> {
  const lot = await lotOf(journey, 'corner-yard');
  const before = await lot.send('payment.billing', { plate: '粤B12345' });
  t.match(before.fields, { parking_serial: 'Y-1', total_value: feeOf(demoTariff, 140) });
  await lot.send('stay.enter', { parking_serial: 'Y-2', plate: '粤A12345', enter_time: ago(30) });
  const { items: tariffs } = await journey.product.rest.call('listTariffs');
  const after = await lot.send('payment.billing', { plate: '粤A12345' });
  t.match(after.fields, { parking_serial: 'Y-2', total_value: feeOf(tariffs[0]?.tariff ?? demoTariff, 30) });
  const { items } = await journey.product.rest.call('listParkingStays', { query: { state: 'parked' } });
  t.same(
    items.map(({ car, tariff }) => [car, tariff?.version]),
    [
      ['粤A·**345', 2],
      ['粤B·**345', 1],
      ['沪C·**260', 1],
    ],
  );
}
