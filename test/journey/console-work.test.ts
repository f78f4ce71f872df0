/**
 * What an operator does at the console: finds orders, watches them come in, changes a price and takes it
 * back, publishes; and what the console does when it may not, cannot, or has nothing to show.
 */
import { readFile } from 'node:fs/promises';
import t, { type Test } from 'tap';
import { buildWeb, webFolder } from '../../scripts/build-web.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type ConsoleWindow, openConsole, standing } from '../support/console-browser.ts';
import { fixtureKiosks, fixtureNowMs } from '../support/console-fixture.ts';
import { tellOrder } from '../support/console-orders.ts';
import { type ConsoleStub, startConsoleStub } from '../support/console-stub.ts';
import { takePicture } from '../support/take-picture.ts';

if (noChromium) {
  t.plan(0, noChromium);
  process.exit(0);
}
t.setTimeout(300_000);

await buildWeb(['console']);
const browser = await startChromium();
t.teardown(() => browser.close());

interface Desk extends ConsoleWindow {
  readonly stub: ConsoleStub;
}

/** A cloud of its own and an owner signed in to it. */
async function desk(t: Test, language: 'zh' | 'en' = 'en'): Promise<Desk> {
  const stub = await startConsoleStub(webFolder('console'));
  stub.setRole('owner');
  const window = await openConsole(browser, stub, language);
  t.teardown(async () => {
    await window.close();
    await stub.stop();
  });
  return { ...window, stub };
}

t.test('a filter stands in the address, and the address is a filter', async (t) => {
  const { page, open } = await desk(t);
  await open('/orders');
  await page.getByRole('searchbox').fill('latte');
  await page.waitForURL(/text=latte/);
  await page.locator('tbody tr', { hasText: 'Potato chips' }).first().waitFor({ state: 'detached' });
  const goods = await page.locator('tbody tr td:nth-child(4)').allTextContents();
  t.ok(goods.length > 0 && goods.every((text) => text.startsWith('Latte')));
  await page.goBack();
  await page.locator('tbody tr', { hasText: 'Potato chips' }).first().waitFor();

  await open('/orders?kiosk=ks-103&state=deliveryAndPaymentSuccess');
  const machines = await page.locator('tbody tr td:nth-child(3)').allTextContents();
  t.ok(machines.length > 0 && machines.every((name) => name === 'Tech park, lobby 3'));
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await page.waitForURL((url) => url.search === '');
});

t.test('a day in the filter is a day of the site, whatever the browser thinks', async (t) => {
  const { page, open } = await desk(t);
  await open('/orders');
  await page.getByRole('textbox', { name: 'From' }).fill('2026-08-28');
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=/);
  t.equal(new URL(page.url()).searchParams.get('from'), String(Date.UTC(2026, 7, 27, 16)));
  await page.getByRole('textbox', { name: 'To' }).fill('2026/8/28');
  await page.keyboard.press('Enter');
  await page.waitForURL(/to=/);
  t.equal(new URL(page.url()).searchParams.get('to'), String(Date.UTC(2026, 7, 28, 16)));
  await page.getByRole('textbox', { name: 'To' }).fill('2026-02-30');
  await page.keyboard.press('Enter');
  await page.getByText('Write it like 2026-08-28').waitFor();
  t.match(page.url(), /to=/, 'a day that is none changes nothing');
});

t.test('pages follow one another and the browser goes back', async (t) => {
  const { page, open } = await desk(t);
  await open('/orders');
  const first = await page.locator('tbody tr').first().textContent();
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.waitForURL(/after=50/);
  await page.locator('tbody tr', { hasText: first ?? '' }).waitFor({ state: 'detached' });
  await page.goBack();
  await page.locator('tbody tr', { hasText: first ?? '' }).waitFor();
  t.equal(await page.locator('tbody tr').first().textContent(), first);
});

t.test('a new order appears by itself, and its state follows', async (t) => {
  const { page, open, stub } = await desk(t);
  await open('/orders');
  await page.locator('.live-dot.on').waitFor();
  const kiosk = fixtureKiosks[1];
  if (!kiosk) throw new Error('the fixture has machines');
  const plan = { number: 900, openedAtMs: fixtureNowMs, kiosk: kiosk.id, kioskName: kiosk.name };
  const { history: _, ...order } = tellOrder({ ...plan, story: 'stuck' });
  stub.orders.unshift({ ...order, history: [] });
  stub.tell({ event: 'order', order });
  const row = page.locator(`tbody tr:has(a[href$="${order.id}"])`);
  await row.getByText('Paying').waitFor();
  t.match(await row.getAttribute('class'), /fresh/, 'it stands out as new');
  const { history: __, ...sold } = tellOrder({ ...plan, story: 'shelf' });
  stub.orders[0] = { ...sold, history: [] };
  stub.tell({ event: 'order', order: sold });
  await row.getByText('Completed').waitFor();
});

t.test('a lost stream is said with its time, and everything is read again after it', async (t) => {
  const { page, open, stub } = await desk(t, 'zh');
  await open('/');
  await page.locator('.live-dot.on').waitFor();
  stub.cutLive(true);
  await page.getByText('截至 14:02 的数据，连接已断开，正在重新连接。').waitFor();
  t.ok(await page.getByText('今日营业额').isVisible(), 'what was known stays');
  stub.orders.splice(0);
  stub.cutLive(false);
  await page.locator('.connection-notice').waitFor({ state: 'detached' });
  await page.getByText('还没有订单').waitFor();
});

t.test('the exported page opens as it is and runs nothing', async (t) => {
  const { page, open, stub } = await desk(t);
  const first = stub.orders[0];
  const line = first?.lines[0];
  if (!first || !line) throw new Error('the fixture has orders');
  stub.orders[0] = { ...first, lines: [{ ...line, name: { zh: '=1+1', en: '=HYPERLINK("x")' } }] };
  await open('/orders');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /Export this page/ }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  t.match(download.suggestedFilename(), /^orders-corner-shop-2026-08-28-14-02-11\.csv$/);
  t.equal(text.charCodeAt(0), 0xfeff);
  const rows = text.slice(1).trimEnd().split('\r\n');
  t.equal(rows.length, 51);
  t.match(rows[0], /^Order,Machine id,Machine,State,/);
  t.ok(rows[1]?.includes(`"'=HYPERLINK(""x"") × ${line.quantity}"`));
});

t.test('a price is changed, and the notice takes it back', async (t) => {
  const { page, open, stub } = await desk(t);
  await open('/products?text=cola');
  await page.getByRole('button', { name: 'Edit: Cola 330 ml' }).click();
  const price = page.getByRole('textbox', { name: 'Price', exact: true });
  await price.fill('3.5.0');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Give an amount such as 12.50').waitFor();
  t.same(stub.changes, [], 'nothing is sent that does not fit');
  await price.fill('3.50');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('tbody tr', { hasText: '¥3.50' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('tbody tr', { hasText: '¥3.00' }).waitFor();
  t.same(stub.changes, ['PUT /api/products/cola', 'PUT /api/products/cola']);
});

t.test('a promotion that could never do anything is refused with the reason', async (t) => {
  const { page, open, stub } = await desk(t, 'zh');
  await open('/promotions');
  await page.getByRole('button', { name: '新增促销' }).click();
  await page.getByRole('textbox', { name: '中文名称' }).fill('周末两件付一');
  await page.getByRole('textbox', { name: '英文名称' }).fill('Weekend: 2 for 1');
  await page.getByRole('textbox', { name: '编号' }).first().fill('weekend');
  await page.getByRole('combobox', { name: '方式' }).click();
  await page.getByRole('option', { name: '多件优惠（买 N 付 M）' }).click();
  await page.getByRole('textbox', { name: '拿几件' }).fill('2');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('要比件数少').waitFor();
  t.same(stub.changes, []);
  await page.getByRole('textbox', { name: '付几件' }).fill('1');
  await page.getByText('顾客会得到').waitFor();
  t.match(await page.locator('.reading').textContent(), /买 2 付 1 · 全部商品 · 一直有效/);
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('tbody tr', { hasText: '周末两件付一' }).waitFor();
  t.same(stub.changes, ['PUT /api/promotions/weekend']);
});

t.test('publishing says to how many before and what became of it after', async (t) => {
  const { page, open, stub } = await desk(t);
  await open('/machines');
  await page.getByRole('button', { name: 'Publish to 9 machines' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('are published as a new version').waitFor();
  t.same(stub.changes, [], 'asking changes nothing');
  await dialog.getByRole('button', { name: 'Publish to 9 machines' }).click();
  await page
    .getByText('Published to 9 machines; 1 of them will get it when the connection is back.')
    .waitFor();
  t.same(stub.changes, ['POST /api/publish']);
});

t.test('a viewer sees everything and changes nothing', async (t) => {
  const { page, open, stub } = await desk(t);
  stub.setRole('viewer');
  for (const path of ['/machines', '/machines/ks-102', '/products', '/promotions', '/alarms']) {
    await open(path);
    t.equal(
      await page.getByRole('button', { name: /Publish|Edit|Add|Settings|Dealt with/ }).count(),
      0,
      path,
    );
  }
  t.equal(await page.getByRole('link', { name: 'Audit' }).count(), 0);
  await open('/audit');
  await page.getByText('Your role may not read the audit').waitFor();
});

t.test("the platform's admin chooses a merchant first", async (t) => {
  const { page, stub } = await desk(t);
  stub.setRole('admin');
  await page.goto(`${stub.url}/console/`);
  await page.getByRole('button', { name: /Corner Shop/ }).click();
  await page.getByText('Takings today').waitFor();
  await page.getByRole('button', { name: 'Other merchant' }).click();
  await page.getByRole('heading', { name: 'Choose a merchant' }).waitFor();
  t.equal(await page.getByRole('button', { name: /Corner Shop/ }).count(), 1, 'and may choose another one');
});

t.test('a session that ends leads to the door, and nothing is left to see', async (t) => {
  const { page, open, stub } = await desk(t);
  await open('/orders');
  stub.setRole(undefined);
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByRole('heading', { name: 'Sign in to the console' }).waitFor();
  t.equal(await page.locator('table').count(), 0);
});

t.test('what cannot be read says so and can be tried again', async (t) => {
  const { page, open, stub } = await desk(t);
  stub.fail(true);
  await page.goto(`${stub.url}/console/orders`);
  await page.getByRole('alert').getByText('Database down').waitFor();
  stub.fail(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('tbody a').first().waitFor();
  await open('/orders/ord_nothing');
  await page.getByText('Not found').waitFor();
  t.equal(await page.locator('tbody a').count(), 0, 'also an order that is not there');
});

t.test('a cloud where nothing happened yet says what will bring something', async (t) => {
  const { page, open, stub } = await desk(t);
  stub.empty();
  const said = {
    '/': 'No machines are registered yet.',
    '/orders': 'No orders yet',
    '/machines': 'No machines are registered yet',
    '/products': 'No products yet',
    '/promotions': 'No promotions yet',
    '/alarms': 'No alarms',
    '/records': 'No records are set aside',
    '/audit': 'Nothing was changed yet',
  };
  for (const [path, text] of Object.entries(said)) {
    await open(path);
    t.ok(await page.getByText(text, { exact: true }).first().isVisible(), path);
  }
});

t.test('a report of a gift is read with its conversation, and decided about with a reason', async (t) => {
  const { page, open, stub } = await desk(t);
  await open('/gift-reports');
  await page.locator('tbody button').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('你常在三楼，我看见你了。').waitFor();
  t.notOk(await dialog.getByRole('radio', { name: 'Stop the giver' }).isVisible(), 'who is stopped already');
  t.ok(await dialog.getByRole('radio', { name: 'Let them give again' }).isVisible(), 'that can be undone');
  const dismiss = dialog.getByRole('button', { name: 'Dismiss the report' });
  t.equal(await dismiss.isDisabled(), true, 'not without a reason');
  await dialog.getByRole('textbox', { name: 'Why' }).fill('asked the recipient');
  await takePicture(page, 'console-gift-report-decision');
  await dismiss.click();
  await page.getByText('Recorded.').waitFor();
  t.same(stub.changes, ['POST /api/gift-reports/gft_reported_1/dismiss']);
});

t.test('by keyboard alone: skip to the content, open an order, change the language', async (t) => {
  const { page, open } = await desk(t);
  await open('/orders');
  await page.keyboard.press('Tab');
  t.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to content');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'content');
  const link = page.locator('tbody a[href*="/orders/"]').first();
  for (
    let presses = 0;
    presses < 30 && !(await link.evaluate((a) => a === document.activeElement));
    presses += 1
  ) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Whole history' }).waitFor();
  await page.getByRole('button', { name: '中文' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('heading', { name: '全部经过' }).waitFor();
  t.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
  await standing(page);
});
