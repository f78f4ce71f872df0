/**
 * Memory of the real machine process: idle some time after its start, and what a day's sales add to it. The
 * day is 86,400 sales driven one after the other as fast as they go, after a warm-up. What is compared is
 * the machine at rest, when it has collected its garbage by itself as it does when nobody is there.
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
  full: { idleRuns: 3, idleMs: 20_000, warmUp: 8640, day: 86_400, steps: 8, restMs: 75_000 },
  quick: { idleRuns: 1, idleMs: 500, warmUp: 10, day: 20, steps: 2, restMs: 200 },
};

/** The median of ten samples over the last tenth of `restMs`. */
async function restingMb(machine: MachineProcess, restMs: number): Promise<number> {
  await sleep(restMs * 0.9);
  const seen: number[] = [];
  for (let i = 0; i < 10; i += 1) {
    await sleep(restMs / 100);
    seen.push(machine.rssMb());
  }
  return median(seen);
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
    await machine.start();
    const shopper = new TirelessShopper(machine, products);
    await shopper.start();
    await shopper.buyUntil(warmUp);
    const before = await restingMb(machine, restMs);
    say(`memory: ${before.toFixed(1)} MB at rest after ${shopper.sales} sales`);
    const startedMs = performance.now();
    const cpuBeforeMs = machine.cpuMs();
    const busy: number[] = [];
    for (let step = 1; step <= steps; step += 1) {
      await shopper.buyUntil(warmUp + Math.round((day * step) / steps));
      busy.push(machine.rssMb());
      say(`memory: ${shopper.sales} sales, ${busy.at(-1)?.toFixed(1)} MB while selling`);
    }
    const tookMs = performance.now() - startedMs;
    const cpuMs = machine.cpuMs() - cpuBeforeMs;
    const after = await restingMb(machine, restMs);
    shopper.stop();
    const { refunded } = shopper;
    return dayFigures({ warmUp, day, refunded, before, after, busy, tookMs, cpuMs });
  } finally {
    await machine.close();
  }
}

interface Day {
  readonly warmUp: number;
  readonly day: number;
  readonly refunded: number;
  readonly before: number;
  readonly after: number;
  /** While it sold, on the way. */
  readonly busy: readonly number[];
  readonly tookMs: number;
  readonly cpuMs: number;
}

function dayFigures({ warmUp, day, refunded, before, after, busy, tookMs, cpuMs }: Day): Figure[] {
  const growth = after - before;
  const perSecond = (day / tookMs) * 1000;
  const cpuPerSaleMs = cpuMs / day;
  return [
    {
      name: 'memory.day.growth',
      value: growth,
      unit: 'MB RSS',
      required: { of: 'value', is: 'atMost', limit: growthMbMax },
      runs: [growth],
      note: `${day} sales after ${warmUp}, ${refunded} refunded; at rest ${before.toFixed(1)} before, ${after.toFixed(1)} after`,
    },
    {
      name: 'memory.day.selling',
      value: median(busy),
      unit: 'MB RSS',
      runs: busy,
      note: `while it sold, on the way: ${busy.map((mb) => mb.toFixed(1)).join(' ')}`,
    },
    { name: 'memory.day.pace', value: perSecond, unit: 'sales/s', runs: [perSecond] },
    { name: 'memory.day.cpu', value: cpuPerSaleMs, unit: 'ms CPU/sale', runs: [cpuPerSaleMs] },
  ];
}

export const memory: Benchmark = {
  name: 'memory',
  about: 'resident memory of the machine process, idle and over a day of sales',
  absent: () => noProc,
  run: async (settings) => [await measureIdle(settings), ...(await measureDay(settings))],
};
