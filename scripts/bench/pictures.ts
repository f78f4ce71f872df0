/**
 * Reading one picture of 1,280 × 720 points with five codes of five kinds, from its bytes to the findings, in
 * the thread that the machine has for it; and how large a process is before, while and after it reads.
 */
import { readFileSync } from 'node:fs';
import { ThreadedCodeReader } from '../../models/codes/threaded-code-reader.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { fiveCodes, tablePicture } from '../../test/support/code-pictures.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { median, percentile } from './statistics.ts';

const readMsMax = 50;
const sizes = { full: { runs: 5, readings: 60 }, quick: { runs: 1, readings: 3 } };
const mebibyte = 1024 * 1024;
const endedMs = 200;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resident memory of this process, from the kernel. */
function residentMb(): number {
  const [, pages = '0'] = readFileSync('/proc/self/statm', 'utf8').split(' ');
  return (Number(pages) * 4096) / mebibyte;
}

async function readMany(reader: ThreadedCodeReader, picture: Uint8Array, readings: number) {
  const measured: number[] = [];
  for (let reading = 0; reading < readings; reading += 1) {
    const startedMs = performance.now();
    const { codes } = await reader.read(picture);
    measured.push(performance.now() - startedMs);
    if (codes.length !== fiveCodes.length) throw new Error(`${codes.length} of five codes were read`);
  }
  return measured;
}

async function measure({ quick, say }: BenchSettings): Promise<Figure[]> {
  const { runs, readings } = quick ? sizes.quick : sizes.full;
  const picture = new Uint8Array(await tablePicture(fiveCodes));
  const reader = new ThreadedCodeReader({ clock: new SystemClock() });
  const before = residentMb();
  const startedMs = performance.now();
  await reader.read(picture);
  const firstMs = performance.now() - startedMs;
  // What only the first pictures need: compiling.
  await readMany(reader, picture, Math.min(readings, 10));
  const p50: number[] = [];
  const p99: number[] = [];
  const processorMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const used = process.cpuUsage();
    const measured = await readMany(reader, picture, readings);
    const { user, system } = process.cpuUsage(used);
    processorMs.push((user + system) / 1000 / readings);
    p50.push(percentile(measured, 0.5));
    p99.push(percentile(measured, 0.99));
    say(`pictures: p50 ${percentile(measured, 0.5).toFixed(1)} ms`);
  }
  const reading = residentMb();
  await reader.stop();
  await sleep(endedMs);
  const figure = (name: string, unit: string, values: readonly number[], more: Partial<Figure> = {}) => ({
    ...{ name, unit, value: median(values), runs: values },
    ...more,
  });
  const required = { of: 'value', is: 'atMost', limit: readMsMax } as const;
  return [
    figure('pictures.five-codes.p50', 'ms', p50, { required, note: '1,280 × 720, five kinds of codes' }),
    figure('pictures.five-codes.p99', 'ms', p99),
    figure('pictures.five-codes.processor', 'ms', processorMs, { note: 'processor time a picture' }),
    figure('pictures.first', 'ms', [firstMs], { note: 'starting the thread included' }),
    figure('pictures.memory.reading', 'MB', [reading - before], {
      note: 'more than before the first picture',
    }),
    figure('pictures.memory.ended', 'MB', [residentMb() - before], { note: 'more, after the thread ended' }),
  ];
}

export const pictures: Benchmark = {
  name: 'pictures',
  about: 'several codes in one picture',
  absent: () => undefined,
  run: measure,
};
