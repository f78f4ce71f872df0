/**
 * From a scanner's bytes to the painted line: the real machine process, its screen in a real headless
 * Chromium. The clock runs from the bytes being handed to the line until the frame behind the one in which
 * the line entered the page; both sides read the same system clock.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { seededRandom } from '../../src/platform/random.ts';
import { noChromium, startChromium } from '../../test/support/chromium.ts';
import { benchGtin, benchName } from './bench-bundle.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { MachineProcess } from './machine-process.ts';
import { paintedAtMs } from './painted.ts';
import { ScreenFollower } from './screen-follower.ts';
import { percentile } from './statistics.ts';

const products = 1000;
const paintMsMax = 50;
const linesPerList = 10;
const sizes = { full: { scans: 300, warmUp: 30 }, quick: { scans: 3, warmUp: 1 } };
const buildProgram = fileURLToPath(new URL('../build-web.ts', import.meta.url));
const size = { width: 1080, height: 1920 };

async function scanOnce(machine: MachineProcess, page: Page, product: number): Promise<number> {
  const painted = page.evaluate(paintedAtMs, benchName(product));
  // Answered behind the one before: the page watches when the bytes go.
  await page.evaluate(() => undefined);
  const startedAtMs = performance.timeOrigin + performance.now();
  machine.devices.scan(benchGtin(product), 'ean13');
  return (await painted) - startedAtMs;
}

/** Lists of ten lines, then the next shopper. */
async function scanMany(machine: MachineProcess, page: Page, settings: BenchSettings): Promise<number[]> {
  const { scans, warmUp } = settings.quick ? sizes.quick : sizes.full;
  const random = seededRandom(settings.seed);
  let emptied: () => void = () => undefined;
  const follower = new ScreenFollower(machine.url, (view) => {
    if (view.lines.length === 0) emptied();
  });
  await follower.start();
  const measured: number[] = [];
  let product = Math.floor(random.fraction() * products);
  for (let scan = 0; scan < warmUp + scans; scan += 1) {
    // No two of a list are the same, so each scan brings a new line.
    product = (product + 1 + Math.floor(random.fraction() * 80)) % products;
    const tookMs = await scanOnce(machine, page, product);
    if (scan >= warmUp) measured.push(tookMs);
    if (scan % linesPerList !== linesPerList - 1) continue;
    const empty = new Promise<void>((resolve) => {
      emptied = resolve;
    });
    await follower.tap({ tap: 'cancel' });
    await empty;
  }
  follower.stop();
  return measured;
}

async function run(settings: BenchSettings): Promise<Figure[]> {
  await promisify(execFile)(process.execPath, [buildProgram, 'screen']);
  const machine = new MachineProcess();
  const browser = await startChromium();
  try {
    await machine.prepare(products);
    await machine.start();
    const page = await browser.newPage({ viewport: size });
    await page.goto(machine.url);
    const measured = await scanMany(machine, page, settings);
    settings.say(`scan: ${measured.length} scans painted`);
    const required = { of: 'value', is: 'atMost', limit: paintMsMax } as const;
    const p99 = percentile(measured, 0.99);
    return [
      {
        ...{ name: 'scan.painted.p50', value: percentile(measured, 0.5), unit: 'ms', runs: measured },
        note: `${measured.length} scans of ${products} products, record durable before the line is shown; one frame at 60 Hz is 16.7 ms`,
      },
      { ...{ name: 'scan.painted.p99', value: p99, unit: 'ms', runs: [p99] }, required },
    ];
  } finally {
    await browser.close();
    await machine.close();
  }
}

export const scan: Benchmark = {
  name: 'scan',
  about: 'scanner bytes to the painted line',
  absent: () => noChromium || undefined,
  run,
};
