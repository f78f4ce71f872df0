/**
 * From a payment code scanned to the success page: the whole product as `npm start` runs it, at the speed of
 * life, its screen in a real headless Chromium. The clock runs from the code being handed to the simulated
 * scanner until the frame behind the one in which the page says that it is paid.
 */
import type { Page } from 'playwright-core';
import { noChromium, startChromium } from '../../test/support/chromium.ts';
import { bestEngines } from '../../test/support/engines.ts';
import { Product } from '../../test/support/product.ts';
import { Shopper } from '../../test/support/shopper.ts';
import { buildWeb } from '../build-web.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { paintedAtMs } from './painted.ts';
import { percentile } from './statistics.ts';

const goods = 'gummy-bears';
const sizes = { full: { payments: 60, warmUp: 3 }, quick: { payments: 1, warmUp: 0 } };
const size = { width: 1080, height: 1920 };
const demoMachine = 'demo.kiosk-1';
/** What the screen says once it is paid. */
const paidWords = '商品正在出来';

async function payOnce(product: Product, shopper: Shopper, page: Page): Promise<number> {
  await shopper.takes(goods);
  await shopper.goesToPayByCode();
  const code = await product.outside.walletCode('paid');
  const painted = page.evaluate(paintedAtMs, paidWords);
  // Answered behind the one before: the page watches when the code is shown.
  await page.evaluate(() => undefined);
  const startedAtMs = performance.timeOrigin + performance.now();
  await shopper.scan(code);
  const tookMs = (await painted) - startedAtMs;
  await shopper.sees('done');
  await shopper.finishes();
  return tookMs;
}

async function run(settings: BenchSettings): Promise<Figure[]> {
  const { payments, warmUp } = settings.quick ? sizes.quick : sizes.full;
  await buildWeb(['screen']);
  const engines = await bestEngines.open([demoMachine]);
  const product = new Product({ engines, speed: 1 });
  const browser = await startChromium();
  try {
    await product.start();
    const shopper = await Shopper.at(product);
    const page = await browser.newPage({ viewport: size });
    await page.goto(product.ready.kiosk);
    const measured: number[] = [];
    for (let i = 0; i < warmUp + payments; i += 1) {
      const tookMs = await payOnce(product, shopper, page);
      if (i >= warmUp) measured.push(tookMs);
    }
    await shopper.leave();
    settings.say(`paying: ${measured.length} payments shown as paid`);
    const p99 = percentile(measured, 0.99);
    return [
      {
        ...{ name: 'paying.shown.p50', value: percentile(measured, 0.5), unit: 'ms', runs: measured },
        note: `${measured.length} payments through scanner, machine, broker, gateway, Alipay's stand-in, feed and screen, on ${bestEngines.name}`,
      },
      { name: 'paying.shown.p99', value: p99, unit: 'ms', runs: [p99] },
    ];
  } finally {
    await browser.close();
    await product.close();
    await engines.close();
  }
}

export const paying: Benchmark = {
  name: 'paying',
  about: 'a payment code scanned to the success page',
  absent: () => noChromium || undefined,
  run,
};
