/** The system's Chromium for tests that need a real browser; absent on a machine with only Node. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The one without windows first: the same engine, less work around it. */
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where it is; undefined when this machine has none. */
export const chromiumPath: string | undefined = places.find((path) => existsSync(path));

/** Why a browser test is skipped here; false when it can run. */
export const noChromium: string | false = chromiumPath ? false : 'no Chromium on this machine';

/** Starts it without a network of its own; sounds need no touch first, as on a kiosk. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath ? { executablePath: chromiumPath } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}
