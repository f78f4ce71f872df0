/**
 * Memory of the real machine process: idle some time after its start, and what a day's sales add to it. The
 * day is 86,400 sales driven as fast as they go, after a warm-up; what is compared is the resident memory
 * at rest after a full collection of garbage, so that V8's own choice of when to collect is no growth.
 */
import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { MachineProcess, noProc } from './machine-process.ts';
import { median } from './statistics.ts';
import { TirelessShopper } from './tireless-shopper.ts';

const products = 1000;
const idleMbMax = 120;
const growthMbMax = 1;
/** A day's journal, several times over. */
const dayBytesMax = 2e9;
const sizes = {
  full: { idleRuns: 3, idleMs: 20_000, warmUp: 5000, day: 86_400, steps: 8, restMs: 5000 },
  quick: { idleRuns: 1, idleMs: 500, warmUp: 10, day: 20, steps: 2, restMs: 200 },
};

/** Where it comes to rest: the median over the second half of `restMs`. */
async function restingMb(machine: MachineProcess, restMs: number): Promise<number> {
  await sleep(restMs / 2);
  const seen: number[] = [];
  for (let i = 0; i < 10; i += 1) {
    await sleep(restMs / 20);
    seen.push(machine.rssMb());
  }
  return median(seen);
}

async function collectedMb(machine: MachineProcess, restMs: number): Promise<number> {
  machine.collect();
  return restingMb(machine, restMs);
}

async function measureIdle({ quick, say }: BenchSettings): Promise<Figure> {
  const { idleRuns, idleMs } = quick ? sizes.quick : sizes.full;
  const runs: number[] = [];
  for (let run = 0; run < idleRuns; run += 1) {
    const machine = new MachineProcess();
    try {
      await machine.prepare(products);
      await machine.start();
      runs.push(await restingMb(machine, idleMs));
    } finally {
      await machine.close();
    }
    say(`memory: idle run ${run + 1}, ${runs.at(-1)?.toFixed(1)} MB`);
  }
  return {
    name: 'memory.idle',
    value: median(runs),
    unit: 'MB RSS',
    required: { of: 'value', is: 'atMost', limit: idleMbMax },
    runs,
    note: `${products} products, scanner, board, shelf and printer connected, no sale yet`,
  };
}

/**
 * Where the journal of the day goes: memory that behaves as a disk, if there is enough of it, as nothing is
 * asked of the disk here and each sale waits for it nine times.
 */
function placeForDay(): string {
  const shared = '/dev/shm';
  if (!existsSync(shared)) return tmpdir();
  const { bavail, bsize } = statfsSync(shared);
  return bavail * bsize >= dayBytesMax ? shared : tmpdir();
}

async function measureDay({ quick, say }: BenchSettings): Promise<Figure[]> {
  const { warmUp, day, steps, restMs } = quick ? sizes.quick : sizes.full;
  const machine = new MachineProcess(placeForDay());
  try {
    await machine.prepare(products);
    await machine.start({ collects: true });
    const shopper = new TirelessShopper(machine, products);
    await shopper.start();
    await shopper.buyUntil(warmUp);
    const before = await collectedMb(machine, restMs);
    const path = [before];
    let sellingMs = 0;
    for (let step = 1; step <= steps; step += 1) {
      const startedMs = performance.now();
      await shopper.buyUntil(warmUp + Math.round((day * step) / steps));
      sellingMs += performance.now() - startedMs;
      path.push(await collectedMb(machine, restMs));
      say(`memory: ${shopper.sales} sales, ${path.at(-1)?.toFixed(1)} MB`);
    }
    shopper.stop();
    return dayFigures(path, { warmUp, day, perSecond: (day / sellingMs) * 1000 });
  } finally {
    await machine.close();
  }
}

function dayFigures(
  path: readonly number[],
  { warmUp, day, perSecond }: { warmUp: number; day: number; perSecond: number },
): Figure[] {
  const growth = (path.at(-1) ?? 0) - (path[0] ?? 0);
  const onTheWay = path.map((mb) => mb.toFixed(1)).join(' ');
  return [
    {
      name: 'memory.day.growth',
      value: growth,
      unit: 'MB RSS',
      required: { of: 'value', is: 'atMost', limit: growthMbMax },
      runs: [growth],
      note: `${day} sales after ${warmUp}; at rest and collected on the way: ${onTheWay}`,
    },
    { name: 'memory.day.end', value: path.at(-1) ?? 0, unit: 'MB RSS', runs: [path.at(-1) ?? 0] },
    { name: 'memory.day.pace', value: perSecond, unit: 'sales/s', runs: [perSecond] },
  ];
}

export const memory: Benchmark = {
  name: 'memory',
  about: 'resident memory of the machine process, idle and over a day of sales',
  absent: () => noProc,
  run: async (settings) => [await measureIdle(settings), ...(await measureDay(settings))],
};
