/** What goes wrong in a page under test by itself: errors nobody caught, and what it calls an error. */
import type { Page } from 'playwright-core';

/** Collects the page's defects from now on. A request that was refused is none: pages show it. */
export function watchDefects(page: Page): readonly string[] {
  const defects: string[] = [];
  page.on('pageerror', (error) => defects.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      defects.push(message.text());
    }
  });
  return defects;
}
