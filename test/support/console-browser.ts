/** Opens the console in a browser as an operator would, at the fixture's moment and in one language. */
import type { Browser, Page } from 'playwright-core';
import type { Language } from '../../src/domain/text.ts';
import { fixtureNowMs } from './console-fixture.ts';
import type { ConsoleStub } from './console-stub.ts';
import { watchDefects } from './page-defects.ts';

export interface ConsoleWindow {
  readonly page: Page;
  /** Opens a path below `/console` and waits until it stands. */
  open(path: string): Promise<void>;
  /** What went wrong in the page itself; a refused request is no defect of the page. */
  readonly defects: readonly string[];
  close(): Promise<void>;
}

export const desk = { width: 1440, height: 900 };
export const tablet = { width: 1024, height: 768 };

export async function openConsole(
  browser: Browser,
  stub: Pick<ConsoleStub, 'url'>,
  language: Language,
  viewport = desk,
): Promise<ConsoleWindow> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', acceptDownloads: true });
  await context.addInitScript((chosen) => {
    if (!localStorage.getItem('kioskd.language')) localStorage.setItem('kioskd.language', chosen);
  }, language);
  const page = await context.newPage();
  await page.clock.setFixedTime(fixtureNowMs);
  const defects = watchDefects(page);
  return {
    page,
    defects,
    async open(path) {
      await page.goto(`${stub.url}/console${path}`);
      await standing(page);
    },
    close: () => context.close(),
  };
}

/** Nothing is on its way any more: no placeholder, every picture drawn. */
export async function standing(page: Page): Promise<void> {
  await page.locator('main h1, main .empty').first().waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector('.mantine-Skeleton-root') === null &&
      [...document.images].every((image) => image.complete || image.loading === 'lazy'),
  );
}
