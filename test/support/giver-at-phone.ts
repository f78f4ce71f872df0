/** Somebody who gives on a phone, in a real browser: signs in by the code that the demo shows, and pays by a wallet. */
import type { Page } from 'playwright-core';
import type { Product } from './product.ts';

export async function signInAtPhone(page: Page, phoneNumber: string): Promise<void> {
  await page.locator('input[type=tel]').fill(phoneNumber);
  await page.keyboard.press('Enter');
  const shown = await page.locator('.note').innerText();
  await page.locator('input.typed-code').fill(/\d{6}/.exec(shown)?.[0] ?? '');
  await page.keyboard.press('Enter');
}

/** From the first step on, whom it is for being chosen: a latte with these words, up to its payment. */
export async function givesLatte(page: Page, words: string): Promise<void> {
  await page.locator('form > button.primary').click();
  await page.locator('.pills button').nth(1).click();
  await page.locator('input[type=search]').fill('拿铁');
  await page.locator('.rows .row').first().click();
  await page.locator('textarea').fill(words);
  await page.locator('form > button.primary').click();
  await page.locator('svg.qr').waitFor();
}

/** Scans what the page shows with a wallet; answers what came of it. */
export async function paysWhatIsShown(page: Page, { outside }: Product): Promise<string> {
  // What the wallet's camera would read, from the link beside it.
  const code = (await page.locator('a.button.primary').getAttribute('href')) ?? '';
  return outside.scanShown('alipay', code);
}
