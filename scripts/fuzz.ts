/**
 * Fuzzes every boundary: `npm run fuzz -- [--inputs N] [--seed S] [--only NAME]…`. Each boundary
 * runs in a thread of its own, one after the other; a table says what was taken and what refused, and by
 * how much the heap grew after the first quarter. Ends with 1 at the first finding: the input, shrunk, in
 * base64, and how to run it again. An input that keeps the processor for long, or waits for ever, hangs; files
 * that nobody closed are a finding, too.
 */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { boundaries } from '../test/support/fuzz/boundaries.ts';
import { type FuzzReport, leftOpenMax } from '../test/support/fuzz/fuzz-run.ts';
import { inputOf } from '../test/support/fuzz/mutate.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  inputs: { type: 'integer', default: 20000 },
  seed: { type: 'integer', default: 1 },
  only: { type: 'strings' },
});
const { inputs, seed } = values;
const chosen = boundaries.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
if (chosen.length === 0)
  throw new Error(`no such boundary; there are ${boundaries.map(({ name }) => name).join(', ')}`);

const thread = fileURLToPath(new URL('../test/support/fuzz/fuzz-thread.ts', import.meta.url));
/** Processor time without an answer, which a busy machine does not stretch, and time on the clock. */
const hangsAfterCpuMs = 60_000;
const hangsAfterMs = 900_000;
const lookEveryMs = 1_000;
const heapGrowthMaxMiB = 64;

/** What a thread answers, or that it hangs at an input. */
type Outcome = (FuzzReport & { readonly heapGrowthMiB: number }) | { readonly hangsAt: number };

/** What this process has used; nearly all of it is the thread's. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs one boundary in a thread and watches that it comes on. */
function run(name: string): Promise<Outcome> {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(thread, {
    workerData: { name, seed, inputs, progress },
  });
  return new Promise((resolve, reject) => {
    let since = { index: -1, cpuMs: cpuMs(), ms: performance.now() };
    const timer = setInterval(() => {
      const index = Atomics.load(progress, 0);
      const now = { index, cpuMs: cpuMs(), ms: performance.now() };
      if (index !== since.index) since = now;
      else if (now.cpuMs - since.cpuMs > hangsAfterCpuMs || now.ms - since.ms > hangsAfterMs) {
        clearInterval(timer);
        void worker.terminate();
        resolve({ hangsAt: index });
      }
    }, lookEveryMs);
    worker.once('message', (report: Outcome) => {
      clearInterval(timer);
      resolve(report);
    });
    worker.once('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
  });
}

function row(cells: readonly (string | number)[]): void {
  const widths = [19, 9, 9, 8, 7];
  console.log(
    cells
      .map((cell, i) =>
        i === 0 || i > 4 ? String(cell).padEnd(widths[i] ?? 0) : String(cell).padStart(widths[i] ?? 0),
      )
      .join('  '),
  );
}

function tellInput(name: string, index: number, input: Uint8Array): void {
  console.log(`input ${index}, base64: ${Buffer.from(input).toString('base64')}`);
  console.log(`again: npm run fuzz -- --only ${name} --seed ${seed} --inputs ${index + 1}`);
}

/** Whether the boundary keeps what it owes. */
async function runAndTell(name: string): Promise<boolean> {
  const begunMs = performance.now();
  const outcome = await run(name);
  if ('hangsAt' in outcome) {
    const boundary = chosen.find((one) => one.name === name);
    console.log(`${name} hangs`);
    if (boundary) tellInput(name, outcome.hangsAt, inputOf(boundary, seed, outcome.hangsAt).input);
    return false;
  }
  const { accepted, refused, failure, heapGrowthMiB, leftOpen } = outcome;
  const perS = Math.round((outcome.inputs / (performance.now() - begunMs)) * 1000);
  const why = [...refused].sort(([, a], [, b]) => b - a).map(([code, count]) => `${code} ${count}`);
  row([name, outcome.inputs, accepted, perS, heapGrowthMiB.toFixed(1), why.join(', ')]);
  if (failure) {
    console.log(`${name}: ${failure.error}`);
    tellInput(name, failure.index, failure.shrunk);
    return false;
  }
  const grows = heapGrowthMiB > heapGrowthMaxMiB;
  if (grows) console.log(`${name} grows by ${heapGrowthMiB.toFixed(1)} MiB`);
  if (leftOpen > leftOpenMax) console.log(`${name} leaves ${leftOpen} files open`);
  return !grows && leftOpen <= leftOpenMax;
}

console.log(`seed ${seed}, ${inputs} inputs per boundary`);
row(['boundary', 'inputs', 'accepted', 'per s', 'MiB', 'refused']);
let good = true;
for (const { name } of chosen) good = (await runAndTell(name)) && good;
console.log(good ? 'no finding' : 'there are findings');
process.exitCode = good ? 0 : 1;
