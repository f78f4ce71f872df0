/** Opens the giver's pages in a browser as somebody on a phone would, at the fixture's moment. */
import type { Browser, Page } from 'playwright-core';
import type { Language } from '../../src/domain/text.ts';
import { giverNowMs } from './giver-fixture.ts';
import { watchDefects } from './page-defects.ts';

export const phone = { width: 390, height: 844 };
export const tallScreen = { width: 1080, height: 1920 };
export const tillScreen = { width: 1280, height: 800 };

export interface GiverWindow {
  readonly page: Page;
  /** Opens a path below the shop and waits until it stands. */
  open(path: string): Promise<void>;
  /** What went wrong in the page itself; a refused request is no defect of the page. */
  readonly defects: readonly string[];
  close(): Promise<void>;
}

export async function openGifts(
  browser: Browser,
  shopUrl: string,
  language: Language,
  viewport = phone,
): Promise<GiverWindow> {
  const context = await browser.newContext({
    ...{ viewport, reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai' },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
  });
  const page = await context.newPage();
  const defects = watchDefects(page);
  return {
    page,
    defects,
    async open(path) {
      await page.goto(`${shopUrl}${path}`);
      await standing(page);
    },
    close: () => context.close(),
  };
}

/** Holds the page's clock at the fixture's moment. */
export function atFixtureTime(page: Page): Promise<void> {
  return page.clock.setFixedTime(giverNowMs);
}

/** A title is there and nothing is being read any more. */
export async function standing(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.empty .dots') === null);
}
