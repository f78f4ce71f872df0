/** Pictures of pages for the eye, in `.build/screenshots`: with `PICTURES=1` only, for they cost more than the checks. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = join(import.meta.dirname, '../../.build/screenshots');
const wanted = process.env.PICTURES === '1';
if (wanted) mkdirSync(folder, { recursive: true });

export async function takePicture(page: Page, name: string): Promise<void> {
  if (wanted) await page.screenshot({ path: join(folder, `${name}.png`) });
}
