/**
 * Takes the README's pictures from a running demo: `node scripts/make-readme-pictures.ts --data DIR`. It
 * sells through the simulators as a shopper would and photographs the screen and the console with Chromium.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { demoFileName, parseDemoFile } from '../src/technician/demo-file.ts';
import { startChromium } from '../test/support/chromium.ts';
import { readOptions } from './read-options.ts';

const folder = fileURLToPath(new URL('./readme-pictures', import.meta.url));

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
}

/** Few colours keep the repository small. */
async function save(name: string, png: Uint8Array, width: number): Promise<void> {
  await sharp(png)
    .resize({ width })
    .png({ palette: true, quality: 80 })
    .toFile(join(folder, `${name}.png`));
}

async function photographScreen(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await page.goto(url);
  await page.locator('[data-page="list"], main').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await save('screen', await page.screenshot(), 540);
}

async function photographConsole(
  browser: Browser,
  url: string,
  login: string,
  password: string,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await page.goto(url);
  await page.locator('input').first().fill(login);
  await page.locator('input[type="password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('h1').first().waitFor();
  await page.locator('tbody tr, a[href*="orders/"]').first().waitFor();
  await save('console', await page.screenshot(), 1080);
}

const values = readOptions(import.meta.url, { data: { type: 'string', default: '.data' } });
const demo = parseDemoFile(await readFile(join(values.data, demoFileName), 'utf8'));
if (!demo.running) throw new Error('the demo does not run');
const codes = ['6991234001014', '6991234001014', '6991234001014', '2200101012508', '6991234006019'];
for (const code of codes) await post(`${demo.running.simulators}/scan`, { code });
const browser = await startChromium();
try {
  await photographScreen(browser, demo.running.kiosk);
  await photographConsole(browser, demo.running.console, demo.kept.console.login, demo.kept.console.password);
} finally {
  await browser.close();
}
