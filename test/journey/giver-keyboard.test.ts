/** The giver's and recipient's pages with the keyboard alone: a gift is sent, a giver blocked, a gift reported, everything deleted. */
import type { Locator, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { buildWeb, webFolder } from '../../scripts/build-web.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { atFixtureTime, openGifts } from '../support/giver-browser.ts';
import { giverPerson } from '../support/giver-fixture.ts';
import { startGiverStub } from '../support/giver-stub.ts';
import { takePicture } from '../support/take-picture.ts';

if (noChromium) {
  t.plan(0, noChromium);
  process.exit(0);
}
t.setTimeout(200_000);

/** More than any page has places to stop at. */
const stopsMax = 60;
/** An outline that can be seen. */
const outlineMinPx = 2;

await buildWeb(['gifts']);
const stub = await startGiverStub(webFolder('gifts'));
const browser = await startChromium();
t.teardown(async () => {
  await browser.close();
  await stub.stop();
});
t.beforeEach(() => {
  stub.reset();
  stub.world.me = giverPerson;
});

/** Somebody signed in who has no pointer. */
async function opened(t: Test, path: string): Promise<Page> {
  const window = await openGifts(browser, `${stub.url}/gift/corner`, 'en');
  t.teardown(() => window.close());
  await atFixtureTime(window.page);
  await window.open(path);
  return window.page;
}

/** Goes on from where the focus is, until it is at `target`; there it must be seen. */
async function tabsTo(t: Test, page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((one) => one === document.activeElement);
  for (let stops = 0; !(await isThere()); stops += 1) {
    if (stops === stopsMax) throw new Error(`the focus never comes to ${target}`);
    await page.keyboard.press('Tab');
  }
  const seen = await target.evaluate((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
  });
  t.ok(seen >= outlineMinPx, `the focus is seen at ${target}`);
}

async function presses(t: Test, page: Page, target: Locator): Promise<void> {
  await tabsTo(t, page, target);
  await page.keyboard.press('Enter');
}

const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

t.test('a gift is sent', async (t) => {
  const page = await opened(t, '/give');
  await tabsTo(t, page, page.locator('input[name=whom]').first());
  await page.keyboard.press('ArrowDown');
  await tabsTo(t, page, page.locator('input[type=tel]'));
  await page.keyboard.type('13900002213');
  await presses(t, page, page.locator('form > button.primary'));
  const latte = page.locator('main button.row').first();
  await latte.waitFor();
  await presses(t, page, latte);
  await page.locator('textarea').waitFor();
  await tabsTo(t, page, page.locator('textarea'));
  await page.keyboard.type('Good morning!');
  await takePicture(page, 'giver-keyboard-words');
  await presses(t, page, page.locator('form > button.primary'));
  await page.locator('svg.qr').waitFor();
  t.match(stub.asked.find(({ name }) => name === 'addGift')?.body, {
    features: [{ kind: 'phone' }],
    words: 'Good morning!',
  });
});

t.test('a giver is blocked, after the question that comes in between', async (t) => {
  const page = await opened(t, '/received/gft-had/talk');
  await presses(t, page, named(page, 'No more from them'));
  const question = page.locator('#sure');
  t.equal(await question.evaluate((one) => one === document.activeElement), true, 'the focus is at it');
  await presses(t, page, page.locator('.card button.danger'));
  await question.waitFor({ state: 'detached' });
  t.match(stub.asked.at(-1), { name: 'block', body: { giftId: 'gft-had' } });
});

t.test('a gift is reported, with a reason', async (t) => {
  const page = await opened(t, '/claim#GP%3A7F3K9QWDMX0');
  await presses(t, page, named(page, 'Report'));
  await presses(t, page, page.locator('section[aria-labelledby=report] button').nth(1));
  await page.locator('.note-good').waitFor();
  t.match(stub.asked.at(-1), { name: 'report', body: { reason: 'harassment' } });
});

t.test('everything about somebody is deleted', async (t) => {
  const page = await opened(t, '/me');
  await presses(t, page, named(page, 'Delete everything about me'));
  await presses(t, page, page.locator('.card button.danger'));
  await page.waitForURL(/deleted$/);
  t.match(stub.asked.at(-1), { name: 'deleteMe' });
});
