/** Signs in to the demo's console in a browser and opens a page of it. */
import type { Browser, Page } from 'playwright-core';
import type { Language } from '../../src/domain/text.ts';
import type { Product } from './product.ts';

/** Opens `path` below the console's address; the page stands when its heading does. */
export async function signedIn(
  browser: Browser,
  product: Product,
  path: string,
  language: Language = 'en',
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript((chosen) => localStorage.setItem('kioskd.language', chosen), language);
  await page.goto(`${product.ready.console}${path}`);
  const { login, password } = product.demo().kept.console;
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('main h1').first().waitFor();
  return page;
}

/** Chooses an option of a drop-down by its label. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
