/**
 * Every page of the shopper's screen in a real browser, in both languages and at the three sizes, and what a
 * script can hold it to. `PICTURES=1` takes a picture of each for the eye.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page as BrowserPage } from 'playwright-core';
import t from 'tap';
import { webFolder } from '../../scripts/build-web.ts';
import type { Language } from '../../src/domain/text.ts';
import { seriousViolations } from '../support/axe.ts';
import { noChromium } from '../support/chromium.ts';
import { settled, startScreensInBrowser } from '../support/screen-in-browser.ts';
import { brokenRules, kioskRules, smallRules } from '../support/screen-rules.ts';
import { pageViews } from '../support/screen-views.ts';
import { takePicture } from '../support/take-picture.ts';

const sizes = {
  '1080x1920': { width: 1080, height: 1920, rules: kioskRules },
  '1920x1080': { width: 1920, height: 1080, rules: kioskRules },
  '800x480': { width: 800, height: 480, rules: smallRules },
} as const;
type SizeName = keyof typeof sizes;
const languages: readonly Language[] = ['zh', 'en'];
const scriptBytesMax = 150_000;

/** Sheets that open over a page, and the button that opens each. */
const sheets: Readonly<Record<string, readonly [page: string, opener: string]>> = {
  'welcome-options': ['welcome', '.card'],
  'list-goods': ['list', '.actions .button:nth-child(2)'],
  'list-clear': ['list', '.actions .button:nth-child(1)'],
  'coupon-code': ['list-coupon-hint', '.member-nobody .member-act'],
  help: ['list', '.tool'],
};

/** What is shown only once something was touched on a page: the keys of each step, and of each layer. */
const steps: Readonly<Record<string, readonly [page: string, ...touched: string[]]>> = {
  'giftClaim-pickup': ['giftClaim', '.tender:nth-child(1)'],
  'giftClaim-phone': ['giftClaim', '.tender:nth-child(3)'],
  'giftClaim-code': ['giftClaim-sent', '.tender:nth-child(3)'],
  'parkingCar-letters': ['parkingCar', '.key:nth-child(1)'],
  'parkingCar-last': ['parkingCar', ...Array<string>(6).fill('.key:not(:disabled)')],
  'cardPin-password-capitals': ['cardPin-password', '.password-wide:nth-child(3)'],
  'cardPin-password-signs': ['cardPin-password-face-wrong', '.password-wide:nth-child(4)', '.password-key'],
  'cardPin-password-digits': ['cardPin-password-face', '.password-wide:nth-child(1)', '.password-key'],
};

if (noChromium) {
  t.plan(0, noChromium);
  process.exit(0);
}
t.setTimeout(900_000);

const screens = await startScreensInBrowser();
t.teardown(() => screens.stop());
const open = (size: SizeName, path?: string) => screens.open(sizes[size], path);
const { show, viewNamed } = screens;

/** The markup is the same in both languages and at every size, so axe, which takes long, looks at it once. */
const isLookedAt = (size: SizeName, language: Language) => size === '1080x1920' && language === 'en';

async function seriousFindings(page: BrowserPage): Promise<string[]> {
  const violations = await seriousViolations(page);
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}

t.test('the script of the screen stays small enough for a slow machine', async (t) => {
  const folder = join(webFolder('screen'), 'assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
  t.ok(bytes > 0 && bytes <= scriptBytesMax, `${bytes} bytes compressed`);
});

t.test('a picture that says nothing to who cannot see it is found', async (t) => {
  const page = await open('800x480');
  await page.setContent('<main><img src="data:,"></main>');
  t.match((await seriousFindings(page)).join('\n'), /^image-alt: /m);
  await page.context().close();
});

for (const size of Object.keys(sizes) as SizeName[]) {
  t.test(`at ${size} every page holds the rules of the screen in both languages`, async (t) => {
    const page = await open(size);
    for (const language of languages) {
      for (const name of Object.keys(pageViews)) {
        await show(page, name, language);
        await takePicture(page, `screen-${name}-${language}-${size}`);
        t.strictSame(await page.evaluate(brokenRules, sizes[size].rules), [], `${name} in ${language}`);
        if (isLookedAt(size, language))
          t.strictSame(await seriousFindings(page), [], `${name} is accessible`);
      }
    }
    await page.context().close();
  });

  t.test(`at ${size} every sheet holds the rules of the screen in both languages`, async (t) => {
    const page = await open(size);
    for (const language of languages) {
      for (const [name, [under, opener]] of Object.entries(sheets)) {
        await show(page, under, language);
        await page.locator(opener).first().click();
        await page.locator('dialog[open]').waitFor();
        await settled(page);
        await takePicture(page, `screen-${name}-${language}-${size}`);
        t.strictSame(await page.evaluate(brokenRules, sizes[size].rules), [], `${name} in ${language}`);
        if (isLookedAt(size, language))
          t.strictSame(await seriousFindings(page), [], `${name} is accessible`);
        await page.locator('dialog[open] [data-way-back]').first().click();
      }
    }
    await page.context().close();
  });

  t.test(`at ${size} every step of a page holds the rules of the screen in both languages`, async (t) => {
    const page = await open(size);
    for (const language of languages) {
      for (const [name, [under, ...touched]] of Object.entries(steps)) {
        await show(page, 'welcome', language);
        await show(page, under, language);
        for (const one of touched) await page.locator(one).first().click();
        await settled(page);
        await takePicture(page, `screen-${name}-${language}-${size}`);
        t.strictSame(await page.evaluate(brokenRules, sizes[size].rules), [], `${name} in ${language}`);
        if (isLookedAt(size, language))
          t.strictSame(await seriousFindings(page), [], `${name} is accessible`);
      }
    }
    await page.context().close();
  });

  t.test(`at ${size} large letters and high contrast change the look and break nothing`, async (t) => {
    const page = await open(size);
    await show(page, 'welcome', 'zh');
    await page.locator('.tool[aria-pressed]').last().click();
    await page.locator('html[data-theme=contrast]').waitFor();
    for (const name of Object.keys(pageViews)) {
      await show(page, name, 'zh');
      await takePicture(page, `screen-${name}-large-${size}`);
      const rules = { ...sizes[size].rules, amountPx: 34 };
      t.strictSame(await page.evaluate(brokenRules, rules), [], `${name} in large`);
      // The next shopper finds the screen as it was.
      if (['done', 'refunded', 'paymentUnknown'].includes(viewNamed(name, 'zh').page.page)) {
        await show(page, 'welcome', 'zh');
        await page.locator('html[data-theme=light]').waitFor();
        await page.locator('.tool[aria-pressed]').last().click();
      }
    }
    await page.context().close();
  });
}

t.test('the second screen shows lines, sums and state, and has no controls', async (t) => {
  for (const size of ['1920x1080', '1080x1920'] as const) {
    const page = await open(size, '/second');
    for (const name of ['welcome', 'list', 'list-long', 'waitingForPayment', 'done']) {
      await show(page, name, 'zh');
      await takePicture(page, `second-${name}-zh-${size}`);
      t.equal(await page.locator('button, a').count(), 0, 'nothing to touch');
      t.strictSame(await page.evaluate(brokenRules, kioskRules), [], name);
      t.strictSame(await seriousFindings(page), []);
    }
    await show(page, 'list', 'zh');
    t.match(await page.locator('.sum-due').innerText(), '54.26');
    t.equal(await page.locator('.line').count(), 5);
    await page.context().close();
  }
});
