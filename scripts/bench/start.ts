/**
 * The machine with 1,000, 100,000 and 1,000,000 products: the time from the start of its process to the
 * first scan that is priced on the screen, scan after scan, and how long finding the product takes alone.
 * The first start after a bundle arrived is told apart from the ones after it.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { View } from '../../src/kiosk/screen/view.ts';
import { type Random, seededRandom } from '../../src/platform/random.ts';
import { benchGtin, keepBenchShop } from './bench-bundle.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { MachineProcess, noProc } from './machine-process.ts';
import { ScreenFollower } from './screen-follower.ts';
import { median, percentile } from './statistics.ts';

/** The catalogue whose figures are required. */
const requiredProducts = 100_000;
const startMsMax = 3000;
const lookupMsMax = 5;
const sizes = {
  full: { catalogues: [1000, 100_000, 1_000_000], starts: 5, scans: 200, lookups: 20_000 },
  quick: { catalogues: [100], starts: 1, scans: 5, lookups: 100 },
};
const lookupProgram = fileURLToPath(new URL('./lookup-program.ts', import.meta.url));
const waitMs = 120_000;

/** The screen of a started machine, asked for what it shows next. */
class Screen {
  #waiting: { fits: (view: View) => boolean; resolve: () => void } | undefined;
  readonly follower: ScreenFollower;

  constructor(url: string) {
    this.follower = new ScreenFollower(url, (view) => {
      if (this.#waiting?.fits(view)) this.#waiting.resolve();
    });
  }

  shows(fits: (view: View) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the screen does not show it')), waitMs);
      this.#waiting = {
        fits,
        resolve: () => {
          clearTimeout(late);
          this.#waiting = undefined;
          resolve();
        },
      };
    });
  }
}

const hasPieces = (pieces: number) => (view: View) => view.totals.pieces === pieces;

async function scanOnce(machine: MachineProcess, screen: Screen, product: number, pieces: number) {
  const startedMs = performance.now();
  const shown = screen.shows(hasPieces(pieces));
  machine.devices.scan(benchGtin(product), 'ean13');
  await shown;
  return performance.now() - startedMs;
}

/** From the start of the process to the first priced line. */
async function startOnce(machine: MachineProcess, product: number): Promise<{ ms: number; screen: Screen }> {
  const startedMs = performance.now();
  await machine.start();
  const screen = new Screen(machine.url);
  await screen.follower.start();
  await machine.devices.scannerHeard();
  await scanOnce(machine, screen, product, 1);
  return { ms: performance.now() - startedMs, screen };
}

async function leave(screen: Screen): Promise<void> {
  const empty = screen.shows(hasPieces(0));
  await screen.follower.tap({ tap: 'cancel' });
  await empty;
}

async function measureMachine(products: number, random: Random, settings: BenchSettings) {
  const { starts, scans } = settings.quick ? sizes.quick : sizes.full;
  const choose = () => Math.floor(random.fraction() * products);
  const machine = new MachineProcess();
  const warm: number[] = [];
  const scanMs: number[] = [];
  try {
    await machine.prepare(products);
    const first = await startOnce(machine, choose());
    settings.say(`start: ${products} products, first start ${first.ms.toFixed(0)} ms`);
    // A list that is left behind is on the screen again after the next start.
    await leave(first.screen);
    first.screen.follower.stop();
    await machine.stop();
    for (let run = 0; run < starts; run += 1) {
      const { ms, screen } = await startOnce(machine, choose());
      warm.push(ms);
      await leave(screen);
      if (run === starts - 1) scanMs.push(...(await scanMany(machine, screen, scans, choose)));
      screen.follower.stop();
      await machine.stop();
    }
    return { first: first.ms, warm, scanMs };
  } finally {
    await machine.close();
  }
}

/** Scans of ten lines each, so that lists are as long as a shopper's. */
async function scanMany(machine: MachineProcess, screen: Screen, scans: number, choose: () => number) {
  const measured: number[] = [];
  for (let scan = 0; scan < scans; scan += 1) {
    const pieces = (scan % 10) + 1;
    measured.push(await scanOnce(machine, screen, choose(), pieces));
    if (pieces === 10) await leave(screen);
  }
  return measured;
}

/** In a process of its own, so that it looks up what is on the disk and nothing that was just made. */
async function measureLookup(products: number, { quick, seed }: BenchSettings): Promise<number[]> {
  const { lookups } = quick ? sizes.quick : sizes.full;
  const machine = new MachineProcess();
  try {
    await keepBenchShop(machine.folder, products);
    const args = [lookupProgram, machine.folder, String(lookups), String(seed)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as number[];
  } finally {
    await machine.close();
  }
}

async function measure(products: number, settings: BenchSettings): Promise<Figure[]> {
  const { first, warm, scanMs } = await measureMachine(products, seededRandom(settings.seed), settings);
  const [p50 = 0, p99 = 0] = await measureLookup(products, settings);
  const must = (limit: number) =>
    products === requiredProducts ? { required: { of: 'value', is: 'atMost', limit } as const } : {};
  const name = (what: string) => `start.${products}.${what}`;
  const one = (what: string, value: number, note?: string): Figure => ({
    ...{ name: name(what), value, unit: 'ms', runs: [value] },
    ...(note === undefined ? {} : { note }),
  });
  return [
    {
      ...one('firstScan', median(warm), 'process start to first priced line, bundle on the disk'),
      runs: warm,
      ...must(startMsMax),
    },
    one('firstEver', first, 'the same on the first start with a new bundle'),
    one('scan.p99', percentile(scanMs, 0.99), 'scan bytes to view, record durable'),
    one('lookup.p50', p50),
    { ...one('lookup.p99', p99, 'code read and product found'), ...must(lookupMsMax) },
  ];
}

export const start: Benchmark = {
  name: 'start',
  about: 'start to first scan and product lookup with small and large catalogues',
  absent: () => noProc,
  run: async (settings) => {
    const figures: Figure[] = [];
    for (const products of (settings.quick ? sizes.quick : sizes.full).catalogues) {
      figures.push(...(await measure(products, settings)));
    }
    return figures;
  },
};
