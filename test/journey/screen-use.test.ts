/** What a shopper does at the screen, by hand, by keypad and by ear, and what the machine hears of it. */
import type { Page } from 'playwright-core';
import t from 'tap';
import type { View } from '../../src/kiosk/screen/view.ts';
import { noChromium } from '../support/chromium.ts';
import { lineOf, totalsOf } from '../support/screen-goods.ts';
import { startScreensInBrowser } from '../support/screen-in-browser.ts';
import { viewOf } from '../support/screen-views.ts';

if (noChromium) {
  t.plan(0, noChromium);
  process.exit(0);
}
t.setTimeout(300_000);

const { stub, open, show, showView, viewNamed, stop } = await startScreensInBrowser();
t.teardown(stop);
const portrait = { width: 1080, height: 1920 };

/** The taps since the last time this was asked, once at least `count` have come. */
let heard = 0;
async function tapsOf(page: Page, count: number): Promise<unknown[]> {
  while (stub.taps.length < heard + count) await page.waitForTimeout(20);
  const taps = stub.taps.slice(heard);
  heard = stub.taps.length;
  return taps;
}

/** Goes to a control by arrows alone, as a keypad does; gives up after as many steps as a person would. */
async function arrowTo(page: Page, key: 'ArrowDown' | 'ArrowUp' | 'ArrowRight' | 'ArrowLeft', name: RegExp) {
  for (let steps = 0; steps < 40; steps++) {
    const focused = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    );
    if (name.test(focused)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The arrows do not reach ${name}.`);
}

t.test('a drink with options is chosen, paid for and finished by arrows and select alone', async (t) => {
  const page = await open(portrait);
  await show(page, 'welcome', 'en');
  await arrowTo(page, 'ArrowDown', /^Latte/);
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor();
  await arrowTo(page, 'ArrowDown', /^Medium/);
  await arrowTo(page, 'ArrowRight', /^Large/);
  await page.keyboard.press('Enter');
  t.match(await page.locator('.product-price').innerText(), '18.00', 'the price follows the option');
  await arrowTo(page, 'ArrowDown', /One more Sugar/);
  await page.keyboard.press('Enter');
  await arrowTo(page, 'ArrowDown', /Add to list/);
  await page.keyboard.press('Enter');
  t.strictSame(await tapsOf(page, 1), [
    { tap: 'choose', selectionId: 'sel-latte', options: { size: 1, milk: 2, sugar: 1 } },
  ]);

  await show(page, 'list', 'en');
  await page.keyboard.press('ArrowDown');
  t.match(await page.evaluate(() => document.activeElement?.textContent), 'Pay', 'the first arrow finds Pay');
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineWidth);
  t.equal(ring, '5px', 'the focus is plain to see');
  await page.keyboard.press('Enter');
  await show(page, 'tenderChoice', 'en');
  await arrowTo(page, 'ArrowDown', /^Cash/);
  await page.keyboard.press('Enter');
  await show(page, 'insertCash', 'en');
  await page.keyboard.press('Escape');
  await show(page, 'done', 'en');
  await arrowTo(page, 'ArrowDown', /^Done/);
  await page.keyboard.press('Enter');
  t.strictSame(await tapsOf(page, 4), [
    { tap: 'pay' },
    { tap: 'chooseTender', tender: 'cash' },
    { tap: 'back' },
    { tap: 'finish' },
  ]);
  await page.context().close();
});

t.test('arrows reach every control of every page', async (t) => {
  const page = await open(portrait);
  for (const name of [
    'welcome',
    'list',
    'tenderChoice',
    'presentCode',
    'insertCash',
    'paymentFailed',
    'done',
  ]) {
    await show(page, name, 'zh');
    const unreached = await page.evaluate(async () => {
      const press = (key: string) =>
        document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      const controls = [...document.querySelectorAll('button:not(:disabled)')];
      const reached = new Set<Element>();
      const queue: Element[] = [];
      press('ArrowDown');
      if (document.activeElement) queue.push(document.activeElement);
      while (queue.length > 0) {
        const from = queue.shift() as HTMLElement;
        if (reached.has(from)) continue;
        reached.add(from);
        for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
          from.focus();
          press(key);
          if (document.activeElement) queue.push(document.activeElement);
        }
      }
      return controls.filter((control) => !reached.has(control)).map((control) => control.textContent);
    });
    t.strictSame(unreached, [], name);
  }
  await page.context().close();
});

t.test('a content longer than the screen is moved by arrows too', async (t) => {
  const page = await open({ width: 800, height: 480 });
  await show(page, 'refunded', 'en');
  const last = page.locator('.delivery').last();
  const inSight = () => last.evaluate((row) => row.getBoundingClientRect().bottom <= innerHeight);
  t.notOk(await inSight());
  await page.keyboard.press('ArrowDown');
  for (let steps = 0; steps < 12 && !(await page.locator('.page-body:focus').count()); steps++)
    await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  t.ok(await inSight());
  await page.context().close();
});

t.test('quick touches on more add up before the machine has answered', async (t) => {
  const page = await open(portrait);
  await show(page, 'list', 'zh');
  const more = page.getByRole('button', { name: '增加一件 草莓酸奶' });
  await more.click();
  await more.click();
  const lineId = viewNamed('list', 'zh').lines[2]?.lineId;
  t.strictSame(await tapsOf(page, 2), [
    { tap: 'setQuantity', lineId, quantity: 3 },
    { tap: 'setQuantity', lineId, quantity: 4 },
  ]);
  t.equal(await page.locator(`[data-line="${lineId}"] output`).innerText(), '4');
  await page.context().close();
});

t.test('a full list is cleared only after the shopper has said so twice', async (t) => {
  const page = await open(portrait);
  await show(page, 'list', 'en');
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('button', { name: 'No, keep it' }).click();
  t.equal(await page.locator('dialog[open]').count(), 0);
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('button', { name: 'Clear it' }).click();
  t.strictSame(await tapsOf(page, 1), [{ tap: 'cancel' }]);
  await page.context().close();
});

t.test('the language changes at once and the machine is told', async (t) => {
  const page = await open(portrait);
  await show(page, 'welcome', 'zh');
  await page.locator('.tool-language').click();
  await page.getByRole('heading', { name: 'What would you like?' }).waitFor();
  t.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  t.strictSame(await tapsOf(page, 1), [{ tap: 'language', language: 'en' }]);
  stub.show(viewNamed('list', 'zh'));
  await page.getByRole('heading', { name: 'Your list' }).waitFor();
  await show(page, 'list', 'en');
  await show(page, 'list', 'zh');
  t.match(await page.locator('h1').innerText(), '购物清单', 'what the machine says later holds again');
  await page.context().close();
});

t.test('what the machine refuses is said on the screen', async (t) => {
  const page = await open(portrait);
  await show(page, 'list', 'zh');
  stub.refuseTaps('SALE_BUSY');
  await page.getByRole('button', { name: '去付款' }).click();
  await page.getByRole('alert').getByText('请先完成当前这一步').waitFor();
  stub.refuseTaps(undefined);
  t.strictSame(await tapsOf(page, 1), [{ tap: 'pay' }]);
  await page.context().close();
});

t.test('a lost machine is said at once, nothing can be tapped, and it comes back by itself', async (t) => {
  const page = await open(portrait);
  await show(page, 'list', 'zh');
  stub.cut(true);
  await page.getByRole('alertdialog').waitFor();
  t.match(await page.getByRole('alertdialog').innerText(), /不会丢失/);
  await page.evaluate(() => document.querySelector<HTMLElement>('.button-primary')?.click());
  stub.cut(false);
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '去付款' }).click();
  t.strictSame(await tapsOf(page, 1), [{ tap: 'pay' }], 'only the tap after the machine was back counts');
  await page.context().close();
});

t.test('the time that is left is counted by the clock of the machine, not of the browser', async (t) => {
  const page = await open(portrait);
  const machineMs = Date.now() - 3_600_000;
  await showView(page, {
    ...viewOf({ page: 'list' }, 'en'),
    serverTimeMs: machineMs,
    timeout: { startedAtMs: machineMs - 60_000, endsAtMs: machineMs + 60_000, canExtend: true },
  });
  const seconds = Number(/(\d+) s left/.exec(await page.locator('.time-left').innerText())?.[1]);
  t.ok(seconds > 0 && seconds <= 60, `${seconds} seconds of a minute are left`);
  const bar = await page
    .locator('.shrinking-bar-rest')
    .evaluate((rest) => rest.getBoundingClientRect().width / (rest.parentElement?.clientWidth ?? 1));
  t.ok(bar > 0 && bar <= 0.501, `the bar shows ${bar}`);
  await page.getByRole('button', { name: 'More time' }).click();
  t.strictSame(await tapsOf(page, 1), [{ tap: 'moreTime' }]);
  await page.context().close();
});

t.test('a scanned line is brought into sight, marked when painted, and only it is drawn again', async (t) => {
  const page = await open(portrait);
  const before = viewNamed('list-long', 'zh');
  const { changedLineId: _newest, notice: _notice, ...rest } = before;
  await showView(page, rest);
  await page.evaluate(() => {
    const changed: (string | undefined)[] = [];
    Object.assign(globalThis, { changed });
    new MutationObserver((records) => {
      for (const { target } of records)
        changed.push(
          (target instanceof Element ? target : target.parentElement)?.closest<HTMLElement>('[data-line]')
            ?.dataset.line,
        );
    }).observe(document.querySelector('.lines') as Element, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  const scanned = lineOf({
    lineId: 'lin-scanned',
    name: { zh: '花生', en: 'Peanuts' },
    picture: 'peanuts',
    quantity: 1,
    unitPriceMinor: 990,
  });
  const lines = [...before.lines, scanned];
  const after: View = { ...rest, lines, totals: totalsOf(lines), changedLineId: 'lin-scanned' };
  stub.show(after);
  await page.locator('[data-line="lin-scanned"][data-painted="1"]').waitFor();
  t.equal(await page.evaluate(() => performance.getEntriesByName('line-painted:lin-scanned').length), 1);
  const inSight = await page.locator('[data-line="lin-scanned"]').evaluate((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const list = row.parentElement?.getBoundingClientRect();
    return list !== undefined && top >= list.top && bottom <= list.bottom;
  });
  t.ok(inSight, 'the newest line is in sight');
  const touched = await page.evaluate(() => (globalThis as unknown as { changed: string[] }).changed);
  t.strictSame(
    [...new Set(touched.filter(Boolean))].filter((id) => id !== 'lin-scanned'),
    [],
  );
  await page.context().close();
});

t.test('a scan and a refusal are heard', async (t) => {
  const page = await open(portrait);
  await page.evaluate(() => {
    const tones: number[] = [];
    Object.assign(globalThis, { tones });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      tones.push(this.frequency.value);
      return start.call(this, when);
    };
  });
  const tones = () => page.evaluate(() => (globalThis as unknown as { tones: number[] }).tones);
  const view = viewOf({ page: 'list' }, 'zh');
  await showView(page, view);
  const [first] = view.lines;
  if (!first) throw new Error('The list is empty.');
  const more = { ...first, quantity: first.quantity + 1 };
  // The first sound only wakes the browser's audio; a kiosk's browser needs no touch before it.
  for (let quantity = more.quantity; (await tones()).length === 0; quantity++) {
    stub.show({
      ...view,
      lines: [{ ...more, quantity }, ...view.lines.slice(1)],
      changedLineId: more.lineId,
    });
    await page.waitForTimeout(50);
  }
  const scans = (await tones()).length;
  stub.show({ ...view, notice: { noticeId: 7, code: 'CODE_UNKNOWN', tone: 'warning' } });
  await page.waitForFunction(
    (count) => (globalThis as unknown as { tones: number[] }).tones.length >= count + 2,
    scans,
  );
  t.ok((await tones())[0] !== (await tones()).at(-1), 'the two sound different');
  await page.context().close();
});
