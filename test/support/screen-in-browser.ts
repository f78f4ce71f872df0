/** The built screen in a real browser, shown whatever view a test wants. */
import type { Page } from 'playwright-core';
import { buildWeb, webFolder } from '../../scripts/build-web.ts';
import type { Language } from '../../src/domain/text.ts';
import type { View } from '../../src/kiosk/screen/view.ts';
import { startChromium } from './chromium.ts';
import { type ScreenStub, startScreenStub } from './screen-stub.ts';
import { pageViews } from './screen-views.ts';

export interface ScreensInBrowser {
  readonly stub: ScreenStub;
  /** A fresh browser on the screen; animations end at once. */
  open(size: { readonly width: number; readonly height: number }, path?: string): Promise<Page>;
  /** Shows one of the known views and waits until its page stands, pictures and all. */
  show(page: Page, name: string, language: Language): Promise<void>;
  /** Shows any view and waits for its page. */
  showView(page: Page, view: View): Promise<void>;
  viewNamed(name: string, language: Language): View;
  stop(): Promise<void>;
}

/** Builds the screen if its sources changed and opens a browser beside a server of views. */
export async function startScreensInBrowser(): Promise<ScreensInBrowser> {
  await buildWeb(['screen']);
  const stub = await startScreenStub(webFolder('screen'), viewNamed('welcome', 'zh'));
  const browser = await startChromium();
  let revision = 1;
  const showView = async (page: Page, view: View) => {
    revision += 1;
    stub.show({ ...view, revision });
    await page.waitForFunction(
      ([wanted, language]) =>
        document.querySelector('.kiosk')?.getAttribute('data-revision') === wanted &&
        document.documentElement.lang.startsWith(language ?? ''),
      [String(revision), view.language],
    );
    await settled(page);
  };
  return {
    stub,
    async open({ width, height }, path = '/') {
      const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(stub.url + path);
      await page.locator('.kiosk').waitFor();
      return page;
    },
    show: (page, name, language) => showView(page, viewNamed(name, language)),
    showView,
    viewNamed,
    async stop() {
      await browser.close();
      await stub.stop();
    },
  };
}

function viewNamed(name: string, language: Language): View {
  const make = pageViews[name];
  if (!make) throw new Error(`There is no page ${name}.`);
  return make(language);
}

/** Nothing moves any more, apart from what moves slowly or for ever. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      [...document.images].every((image) => image.complete) &&
      document
        .getAnimations()
        .every((one) => one.playState !== 'running' || Number(one.effect?.getTiming().duration) > 400),
  );
}
