/** Signs in to the demo's console in a browser, in English, and opens a page of it. */
import type { Browser, Page } from 'playwright-core';
import type { Product } from './product.ts';

/** The page below `/console` stands when its heading does. */
export async function signedIn(
  browser: Browser,
  product: Product,
  path: string,
  heading: string,
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => localStorage.setItem('kioskd.language', 'en'));
  await page.goto(`${product.ready.console}${path}`);
  const { login, password } = product.demo().kept.console;
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: heading }).waitFor();
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
