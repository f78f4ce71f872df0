/** Runs one boundary in a thread: says at which input it is, and at the end what came of all. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { boundaries } from './boundaries.ts';
import { fuzz } from './fuzz-run.ts';

const { name, seed, inputs, progress } = workerData as {
  readonly name: string;
  readonly seed: number;
  readonly inputs: number;
  readonly progress: Int32Array;
};
const boundary = boundaries.find((one) => one.name === name);
if (!boundary) throw new Error(`no boundary ${name}`);

// A thread cannot be started with the collector in reach.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMiB = () => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};
const settledAt = Math.floor(inputs / 4);
let settledMiB = 0;
const report = await fuzz(boundary, seed, inputs, (index) => {
  Atomics.store(progress, 0, index);
  if (index === settledAt) settledMiB = heapMiB();
});
parentPort?.postMessage({ ...report, heapGrowthMiB: Math.max(0, heapMiB() - settledMiB) });
// Servers and timers of the boundary would keep the thread.
process.exit(0);
