/**
 * A list of sixty lines is shown by the rules of the site, which the console publishes, and by what a member
 * authorised, where the site lets it win: sorted by price, dear goods counted, many of a kind marked, the last
 * change in sight. Nothing of the member but the id is in journal, logs and books.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { withCheckDigit } from '../../src/demo/catalogue/demo-gtin.ts';
import type { Product } from '../../src/domain/product.ts';
import { listTexts } from '../../src/look/list-texts.ts';
import { memberTexts } from '../../src/look/member-texts.ts';
import { say } from '../../src/look/say.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { signedIn } from '../support/console-sign-in.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
const linesWanted = 60;
const phone = '13912345678';

/** Sixty goods; every tenth costs more than ￥50.00, the dearest are neither first nor last. */
const goods: readonly Product[] = Array.from({ length: linesWanted }, (_, i) => ({
  productId: `check-${i}`,
  name: { zh: `核对商品${i + 1}`, en: `Check goods ${i + 1}` },
  category: 'snacks',
  gtins: [withCheckDigit(`6991234${String(10_000 + i)}`)],
  soldBy: 'piece',
  priceMinor: i % 10 === 4 ? 5100 + i : 200 + ((i * 37) % 61) * 10,
  picture: 'biscuits',
  options: [],
}));
const gtinOf = (i: number): string => goods[i]?.gtins[0] ?? '';

journey(
  'a long list is shown by the rules of site and member',
  async (t, journey) => {
    const { product, shopper } = journey;
    mkdirSync(pictures, { recursive: true });
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const screen = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await screen.goto(product.ready.kiosk);
    let code = '';

    await t.test('the console sets the scene, publishes it, and makes a member', async (t) => {
      for (const body of goods) {
        await product.rest.call('changeProduct', { path: { id: body.productId }, body });
      }
      const desk = await signedIn(browser, journey.product, 'machines/kiosk-1');
      await setsTheScene(desk, journey);
      code = await addsMember(desk);
      t.match(code, /^MB:[0-9A-Z]{11}$/);
      const { items } = await product.rest.call('listMembers', { query: { text: '陈晓东' } });
      t.match(items, [{ name: '陈晓东', phoneMasked: '139****5678', display: { order: 'priceAscending' } }]);
      t.notMatch(JSON.stringify(items), code.slice(3));
    });

    await t.test('sixty lines stand dearest first, six pieces over the threshold are counted', async (t) => {
      for (const i of goods.keys()) await shopper.takes(gtinOf(i));
      for (let n = 0; n < 3; n += 1) await shopper.takes(gtinOf(30));
      const { list, lines, changedLineId } = shopper.view;
      t.equal(lines.length, linesWanted);
      t.match(list, {
        order: 'priceDescending',
        dear: { overMinor: 5000, pieces: 6, lines: 6 },
        many: { over: 3, names: 1 },
      });
      const prices = await shownPrices(screen);
      t.same(
        prices,
        prices.toSorted((a, b) => b - a),
        'on the screen too',
      );
      await screen.getByText(say(listTexts.dearCount, 'zh', { price: '¥50.00', pieces: 6 })).waitFor();
      t.equal(await screen.locator('.line-dear').count(), 6);
      await staysFindable(t, screen, changedLineId as string);
      await screen.screenshot({ path: join(pictures, 'display-rules-60-zh.png') });
    });

    await t.test('the second screen shows the same order and marks', async (t) => {
      const second = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await second.goto(new URL('second', product.ready.kiosk).href);
      await second
        .locator('.line')
        .nth(linesWanted - 1)
        .waitFor({ state: 'attached' });
      const names = await second.locator('.line-name').allInnerTexts();
      t.same(names, await screen.locator('.line-name').allInnerTexts());
      t.equal(await second.locator('.line-dear').count(), 6);
      await second.screenshot({ path: join(pictures, 'display-rules-60-second.png') });
      await second.close();
    });

    await t.test(
      'a scanned member code greets, and their own order wins where the site lets it',
      async (t) => {
        await shopper.scan(code, ']Q1');
        const met = await shopper.sees('list', ({ member }) => member !== undefined);
        t.match(met, {
          member: { nameMasked: '陈*东', by: 'code' },
          list: { order: 'priceAscending', dear: { overMinor: 5000 } },
        });
        await screen.getByText(say(memberTexts.greeting, 'zh', { name: '陈*东' })).waitFor();
        const prices = await shownPrices(screen);
        t.same(
          prices,
          prices.toSorted((a, b) => a - b),
        );
        await screen.screenshot({ path: join(pictures, 'display-rules-member-zh.png') });
      },
    );

    await t.test('after a power cut the list and the greeting are as they were', async (t) => {
      await shopper.waitsThrough(() => product.outside.cutPower());
      const again = await shopper.sees('list', ({ member }) => member?.nameMasked === '陈*东');
      t.equal(again.list?.order, 'priceAscending');
      t.equal(again.lines.length, linesWanted);
    });

    await t.test('"not me" makes it the site\'s list again', async (t) => {
      await screen.getByRole('button', { name: memberTexts.notMe.zh }).click();
      const nobody = await shopper.sees('list', ({ member }) => member === undefined);
      t.equal(nobody.list?.order, 'priceDescending');
    });

    await t.test('a typed phone number greets as well, and a wrong one does not', async (t) => {
      await typesPhone(screen, '13900000000');
      t.equal(await shopper.isTold(), 'MEMBER_UNKNOWN');
      await screen.getByRole('button', { name: '返回' }).click();
      await typesPhone(screen, phone);
      const met = await shopper.sees('list', ({ member }) => member !== undefined);
      t.match(met.member, { nameMasked: '陈*东', by: 'phone' });
    });

    await t.test(
      'paid, the order names the member by a bare id, and nothing else tells who it was',
      async (t) => {
        await shopper.goesToPayByCode();
        await shopper.showsCode('paid');
        const { orderId } = await shopper.sees('done');
        await shopper.finishes();
        await until('the order in the cloud', async () => {
          const order = await product.rest.order(orderId as string);
          return order.times.closedAtMs !== null;
        });
        await tellsNobody(t, journey, code);
      },
    );

    await t.test('while the cloud is away, what the member let machines keep still greets', async (t) => {
      // The power cut emptied the machine's memory of members: they are greeted once more before.
      await shopper.scan(code);
      await shopper.sees('list', ({ member }) => member?.by === 'code');
      await shopper.touch({ tap: 'cancel' });
      await shopper.sees('welcome');
      await product.outside.network({ state: 'down' });
      await shopper.sees('welcome', ({ online }) => !online);
      await shopper.scan(code);
      const met = await shopper.sees('list', ({ member }) => member !== undefined);
      t.match(met.member, { nameMasked: '陈*东' });
      await shopper.touch({ tap: 'cancel' });
      await shopper.sees('welcome');
      await product.outside.network({ state: 'up' });
      await shopper.sees('welcome', ({ online }) => online);
    });

    await t.test('a deleted member is unknown from then on', async (t) => {
      const { items } = await product.rest.call('listMembers', { query: { text: '陈晓东' } });
      await product.rest.call('removeMember', { path: { id: items[0]?.id ?? '' } });
      await shopper.scan(code);
      t.equal(await shopper.isTold(), 'MEMBER_UNKNOWN');
    });
  },
  { absent: noChromium || undefined },
);

async function setsTheScene(desk: Page, { product }: Journey): Promise<void> {
  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('checkbox', { name: 'Knows members by their code' }).check();
  await desk.getByRole('checkbox', { name: 'Also by a typed phone number' }).check();
  await desk
    .getByRole('combobox', { name: 'Settlement scene' })
    .selectOption({ label: 'Self-checkout counter' });
  await desk.screenshot({ path: join(pictures, 'console-display-rules-en.png') });
  await desk.getByRole('button', { name: 'Save' }).click();
  await desk.getByText('Settings saved; publish to put them into effect.').waitFor();
  const { version } = await product.rest.call('publishToKiosk', { path: { id: 'kiosk-1' } });
  await until('the bundle on the machine', async () => {
    const { bundleVersion } = await product.outside.status();
    return bundleVersion === version;
  });
}

/** Resolves with the code that is shown this once. */
async function addsMember(desk: Page): Promise<string> {
  await desk.getByRole('link', { name: 'Members' }).click();
  await desk.getByRole('button', { name: 'Add member' }).click();
  await desk.getByRole('textbox', { name: 'Name' }).fill('陈晓东');
  await desk.getByRole('textbox', { name: 'Phone' }).fill('139 1234 5678');
  await desk.getByRole('checkbox', { name: /Agreed that machines/ }).check();
  await desk.getByRole('combobox', { name: 'Order' }).selectOption({ label: 'Cheapest first' });
  await desk.getByRole('textbox', { name: /Machines may keep it/ }).fill('24');
  await desk.screenshot({ path: join(pictures, 'console-member-en.png') });
  await desk.getByRole('button', { name: 'Save' }).click();
  const code = (await desk.locator('.member-code .number').innerText()).trim();
  await desk.screenshot({ path: join(pictures, 'console-member-code-en.png') });
  await desk.locator('.member-code').getByRole('button', { name: 'Close' }).click();
  await desk.getByText('139****5678').waitFor();
  return code;
}

/** The price of a piece on every line, from top to bottom, minor units. */
async function shownPrices(screen: Page): Promise<number[]> {
  await screen
    .locator('.line')
    .nth(linesWanted - 1)
    .waitFor({ state: 'attached' });
  const details = await screen.locator('.line-what > .line-detail').allInnerTexts();
  return details.map((text) => Math.round(Number(/¥([\d,.]+)/.exec(text)?.[1]?.replace(',', '')) * 100));
}

/** The line that changed last is in sight although it was sorted away, and one touch away after scrolling. */
async function staysFindable(t: Test, screen: Page, lineId: string): Promise<void> {
  const row = screen.locator(`[data-line="${lineId}"]`);
  const inSight = () =>
    row.evaluate((line) => {
      const { top, bottom } = line.getBoundingClientRect();
      const list = line.parentElement?.getBoundingClientRect();
      return list !== undefined && top >= list.top - 1 && bottom <= list.bottom + 1;
    });
  t.ok(await row.evaluate((line) => line.classList.contains('line-newest')));
  await until('the last change in sight', inSight);
  await screen.locator('.lines').evaluate((list) => list.scrollTo({ top: 0 }));
  await until('the list scrolled away from it', async () => !(await inSight()));
  await screen.getByRole('button', { name: listTexts.lastChanged.zh }).click();
  await until('the last change in sight again', inSight);
}

async function typesPhone(screen: Page, digits: string): Promise<void> {
  await screen.getByRole('button', { name: memberTexts.join.zh }).click();
  for (const digit of digits) await screen.getByRole('button', { name: digit, exact: true }).click();
  await screen.getByRole('button', { name: memberTexts.done.zh }).click();
}

/** Neither name nor number nor code is anywhere but where the member is kept. */
async function tellsNobody(t: Test, { product }: Journey, code: string): Promise<void> {
  const journal = JSON.stringify(await product.outside.journal());
  t.match(journal, 'memberNamed');
  const secrets = ['陈', '晓东', phone, phone.slice(3), code, code.slice(3)];
  for (const secret of secrets) t.notOk(journal.includes(secret), 'not in the journal');
  const audit = JSON.stringify(await product.rest.call('listAudit'));
  for (const program of ['kiosk', 'cloud'] as const) {
    const log = product.logOf(program);
    for (const secret of secrets) t.notOk(log.includes(secret), `not in the log of the ${program}`);
  }
  for (const secret of secrets) t.notOk(audit.includes(secret), 'not in the audit');
}
