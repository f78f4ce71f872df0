/**
 * A driver pays at the phone: types the plate, pays on the cashier page with a wallet, and may leave; the lot, the
 * forms and the books have it once. Who pays the same stay a second time at the phone has the money back, and what the
 * lot took for it in cash is on finance's worklist, to be given back.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Test } from 'tap';
import { demoTariff, demoYard } from '../../src/demo/demo-parking-sites.ts';
import { formatMoney } from '../../src/domain/money.ts';
import { chinaDay } from '../../src/domain/statement-cells.ts';
import { parkingFeeMinor } from '../../src/domain/tariff.ts';
import { ForeignLotDouble } from '../../src/doubles/foreign-lot-double.ts';
import { alipayTable, alipayZip, type StatementTrade } from '../../src/doubles/statement-text.ts';
import type { BookedTrade } from '../../src/doubles/wallet-book.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { seriousViolations } from '../support/axe.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { signedIn } from '../support/console-sign-in.ts';
import { watchDefects } from '../support/page-defects.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
mkdirSync(pictures, { recursive: true });

const plate = '粤B12345';
const couponMinor = 300;
const minuteMs = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * minuteMs).toISOString();

journey(
  'a driver pays for parking at the phone',
  async (t, journey) => {
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const key = await journey.product.rest.call('makeParkingLotKey', { path: { id: demoYard.id } });
    const double = { ...key, lotId: demoYard.id, clock: new SystemClock(), random: systemRandom };
    const lot = new ForeignLotDouble(double);
    // The first hour is over and the next step is 20 minutes away.
    await lot.send('stay.enter', { parking_serial: 'Y-1', plate, enter_time: ago(70) });
    // The shop takes something off, as coupons do.
    await lot.send('discount.create', {
      ...{ plate, grant_serial: 'G-1', type: 1, value: couponMinor, expire_time: ago(-600) },
    });
    await t.test('the console shows the address that hangs at the lot', (t) =>
      showsAddress(t, journey, browser),
    );
    await t.test('plate, bill, wallet, and until when to leave', (t) =>
      pays(t, { ...journey, browser, lot }),
    );
    await t.test('the forms and the books have it once', (t) => counts(t, journey));
    await t.test('the statement of the platform agrees, payments and refund', (t) => agrees(t, journey));
    await t.test('cash told for the paid stay is on the worklist and goes back to the phone', (t) =>
      closesPaidTwice(t, { ...journey, browser, lot }),
    );
  },
  { onEveryEngine: true, absent: noChromium || undefined },
);

interface AtLot extends Journey {
  readonly browser: Browser;
  readonly lot: ForeignLotDouble;
}

const address = ({ product }: Journey) =>
  `${product.ready.cloud}/park/${product.demo().kept.merchantId}/${demoYard.id}`;

async function showsAddress(t: Test, journey: Journey, browser: Browser): Promise<void> {
  const page = await signedIn(browser, journey.product, 'parking', 'zh');
  await page.getByRole('button', { name: '修改: 后院' }).click();
  await page.getByRole('link', { name: address(journey) }).waitFor();
  t.ok(await page.getByRole('img', { name: '停车缴费二维码' }).isVisible());
  // Only once the drawer stands still.
  await page.getByRole('button', { name: '打印' }).click({ trial: true });
  await page.screenshot({ path: join(pictures, 'parking-lot-code.png') });
  await page.emulateMedia({ media: 'print' });
  t.notOk(await page.getByRole('button', { name: '打印' }).isVisible(), 'only the sheet is printed');
  await page.screenshot({ path: join(pictures, 'parking-lot-sheet.png') });
  await page.close();
}

async function phoneAt(
  journey: AtLot,
  language: 'zh' | 'en',
): Promise<{ page: Page; defects: readonly string[] }> {
  const page = await journey.browser.newPage({ viewport: { width: 390, height: 844 } });
  const defects = watchDefects(page);
  await page.goto(`${address(journey)}?lang=${language}`);
  return { page, defects };
}

/** Types the plate and asks what is owed. */
async function findsCar(page: Page, typed: string, look: string): Promise<void> {
  for (const char of typed) await page.getByRole('button', { name: char, exact: true }).click();
  await page.getByRole('button', { name: look }).click();
}

/** Pays on the cashier page in its frame with the code of a wallet. */
async function paysByWallet(page: Page, code: string): Promise<void> {
  const cashier = page.frameLocator('iframe');
  await cashier.getByRole('button', { name: /用付款码|With a payment code/ }).click();
  await cashier.locator('input.typed').fill(code);
  await cashier.locator('button.primary').click();
}

/** Pays on this phone by the code that the cashier page shows, which leads to the wallet. */
async function paysOnThisPhone(page: Page, { outside }: Journey['product']): Promise<void> {
  const cashier = page.frameLocator('iframe');
  await cashier.getByRole('button', { name: /Scan with Alipay/ }).click();
  const code = await cashier.getByRole('link', { name: 'Pay on this phone' }).getAttribute('href');
  await page.screenshot({ path: join(pictures, 'driver-shown-code-en.png') });
  await outside.scanShown('alipay', code ?? '');
}

/** What somebody owes now who came so many minutes ago, also where midnight was between. */
function feeOf(minutes: number): number {
  const untilMs = Date.now();
  const stay = { enteredAtMs: untilMs - minutes * minuteMs, untilMs };
  return parkingFeeMinor(demoTariff, { ...stay, timeZone: 'Asia/Shanghai', vehicleClass: 'car' });
}

async function pays(t: Test, journey: AtLot): Promise<void> {
  const { outside } = journey.product;
  const [one, two] = [await phoneAt(journey, 'zh'), await phoneAt(journey, 'en')];
  await one.page.getByRole('heading', { name: '您的车牌号？' }).waitFor();
  t.same(await seriousViolations(one.page), []);
  await one.page.screenshot({ path: join(pictures, 'driver-plate.png') });
  await findsCar(one.page, plate, '查停车费');
  const [dueMinor, due] = [feeOf(70) - couponMinor, formatMoney(feeOf(70) - couponMinor, 'CNY')];
  await one.page.getByRole('button', { name: `付 ${due}` }).waitFor();
  await one.page.screenshot({ path: join(pictures, 'driver-bill.png') });
  t.same(await seriousViolations(one.page), []);
  await findsCar(two.page, plate, 'Show what I owe');
  await two.page.getByRole('button', { name: `Pay ${due}` }).waitFor();
  await two.page.screenshot({ path: join(pictures, 'driver-bill-en.png') });
  for (const [page, name] of [
    [one.page, `付 ${due}`],
    [two.page, `Pay ${due}`],
  ] as const) {
    await page.getByRole('button', { name }).click();
    await page.frameLocator('iframe').locator('.ways').waitFor();
    t.equal(await page.locator('.languages').count(), 1, 'the language is chosen once on a page');
    t.equal(await page.frameLocator('iframe').locator('.languages').count(), 0, 'and not in its frame');
  }
  await one.page.screenshot({ path: join(pictures, 'driver-cashier.png') });
  await paysByWallet(one.page, await outside.walletCode('paid'));
  await one.page.getByRole('heading', { name: '已付清' }).waitFor();
  t.match(await one.page.locator('.leave-by').innerText(), /请在 \d\d:\d\d 前离场/);
  await one.page.screenshot({ path: join(pictures, 'driver-paid.png') });
  t.same(await seriousViolations(one.page), []);
  const { fields } = await journey.lot.send('payment.billing', { plate });
  t.match(fields, { pay_value: 0, free_value: couponMinor, paid_value: dueMinor, parking_serial: 'Y-1' });
  await paysOnThisPhone(two.page, journey.product);
  await two.page.getByText(`${due} went back to where it came from.`).waitFor();
  await two.page.screenshot({ path: join(pictures, 'driver-given-back-en.png') });
  await one.page.reload();
  await one.page.getByRole('heading', { name: '已付清' }).waitFor();
  t.same([...one.defects, ...two.defects], []);
  t.notMatch(journey.product.logOf('cloud'), plate, 'the plate is in no log');
}

async function counts(t: Test, { product }: Journey): Promise<void> {
  const { items: payments } = await product.rest.call('listParkingPayments');
  const [regularMinor, actualMinor] = [feeOf(70), feeOf(70) - couponMinor];
  t.match(payments, [
    { source: 'phone', channel: 'alipay', staySerial: 'Y-1', regularMinor, couponMinor, actualMinor },
  ]);
  const period = { from: chinaDay(Date.now() - 86_400_000), to: chinaDay(Date.now() + 86_400_000) };
  const read = (by: string) => product.rest.call('readForm', { query: { ...period, by } });
  await until('the forms have it', async () => (await read('lot')).total.refunds === 1);
  const lots = await read('lot');
  // What came twice went back once; only what was kept is corrected by the coupon.
  t.match(lots.rows, [
    {
      ...{ payments: 2, regularMinor: regularMinor + actualMinor, couponMinor },
      ...{ actualMinor: 2 * actualMinor, refundedMinor: actualMinor, netMinor: actualMinor },
    },
  ]);
  const channels = await read('channel');
  t.match(channels.rows, [{ keys: ['alipay'], netMinor: actualMinor }]);
  const { broken } = await product.rest.call('readBalances');
  t.same(broken, []);
}

const account = '2088000011112222';

/** Everything that the platform has on its own book about a trade. */
function stated(trade: BookedTrade): StatementTrade[] {
  const { outTradeNo, tradeNo, totalMinor: amountMinor } = trade;
  const named = { outTradeNo, tradeNo, feeMinor: 0, subject: '停车费', terminalId: 'yard' };
  const paid = { ...named, kind: 'payment', amountMinor, atMs: trade.paidAtMs ?? 0 } as const;
  const back = trade.refunds.map(({ outRequestNo: refundNo, amountMinor: backMinor, atMs }) => ({
    ...{ ...named, kind: 'refund', refundNo, amountMinor: backMinor, tradeMinor: amountMinor, atMs },
  })) as StatementTrade[];
  return [paid, ...back];
}

async function agrees(t: Test, { product }: Journey): Promise<void> {
  const trades = (await product.outside.book()).filter(({ paidAtMs }) => paidAtMs !== null);
  t.equal(trades.length, 2);
  const day = chinaDay(trades[0]?.paidAtMs ?? 0);
  const rows = trades.flatMap(stated);
  const file = alipayZip(account, day, alipayTable(account, day, rows));
  const taken = await product.rest.uploadStatement('alipay', day, file);
  t.match(taken, { state: 'imported', rows: 3, run: { state: 'done', figures: { channel: 3, agreed: 3 } } });
  const { items } = await product.rest.call('listDifferences', { query: { state: 'unsettled' } });
  t.same(items, []);
}

async function closesPaidTwice(t: Test, { product, browser, lot }: AtLot): Promise<void> {
  const value = feeOf(70);
  const paid = { pay_serial: 'CASH-1', parking_order: 'Y-1-2', parking_serial: 'Y-1', pay_origin: 'cash' };
  const amounts = { value, free_value: couponMinor, pay_value: value - couponMinor };
  const told = { ...paid, ...amounts, currency: 'CNY', pay_time: ago(0) };
  for (let n = 0; n < 2; n += 1) {
    t.match((await lot.send('payment.result', told)).fields, { result_code: '1001' });
  }
  const refunds = async () => (await product.outside.book()).flatMap((trade) => trade.refunds);
  const before = (await refunds()).length;
  const english = await signedIn(browser, product, 'finance/differences', 'en');
  await english.getByRole('button', { name: /Decide: Parking paid twice/ }).click();
  await english.getByRole('button', { name: 'Close', exact: true }).click({ trial: true });
  await english.screenshot({ path: join(pictures, 'paid-twice-en.png') });
  await english.close();
  const page = await signedIn(browser, product, 'finance/differences', 'zh');
  await page.getByRole('button', { name: /处理: 停车费重复支付/ }).click();
  const drawer = page.getByRole('dialog');
  // Only once the drawer stands still.
  await drawer.getByRole('button', { name: '关闭' }).click({ trial: true });
  t.match(await drawer.innerText(), /先付\s+支付宝 · ¥[\d.]+ .*又付\s+现金 · ¥[\d.]+ .*多收\s+¥/s);
  await page.screenshot({ path: join(pictures, 'paid-twice.png') });
  t.same(await seriousViolations(page), []);
  await drawer.getByLabel('理由').fill('停车场确认收了现金');
  await drawer.getByRole('button', { name: '执行' }).click();
  await until('the platform gave it back', async () => (await refunds()).length === before + 1);
  await page.close();
  const { items } = await product.rest.call('listDifferences', { query: { category: 'paidTwice' } });
  t.match(items, [{ state: 'closed', closing: 'refund' }]);
  t.same((await product.rest.call('readBalances')).broken, []);
}
