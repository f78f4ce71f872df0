/**
 * `vision-program.ts ENGINE READINGS`: reads a film of a drawn person in this process and prints, as JSON, medians of
 * each part and of the whole in milliseconds, and the processor time of a reading.
 */
import { openFaceReader, type ReadingPart } from '../../models/people/face-reader.ts';
import type { EngineName } from '../../models/people/nets/engine.ts';
import { median } from './statistics.ts';
import { filmOfBench } from './vision-film.ts';

export interface VisionParts {
  readonly parts: Partial<Record<ReadingPart, number>>;
  readonly fullMs: number;
  readonly processorMs: number;
}

const [engine = 'wasm', readings = '1'] = process.argv.slice(2);
const warmUp = 8;
const taken: Partial<Record<ReadingPart, number[]>> = {};
const reader = await openFaceReader(engine as EngineName, async (part, work) => {
  const startedMs = performance.now();
  const done = await work();
  const times = taken[part] ?? [];
  times.push(performance.now() - startedMs);
  taken[part] = times;
  return done;
});
const film = await filmOfBench();
const read = async (number: number) => {
  const { faces } = await reader.read(film[number % film.length] as Uint8Array, {
    templates: true,
    expression: true,
    body: false,
  });
  if (faces.length !== 1) throw new Error(`${faces.length} faces were found, not one`);
};
for (let number = 0; number < warmUp; number += 1) await read(number);
for (const times of Object.values(taken)) times.length = 0;
const full: number[] = [];
const used = process.cpuUsage();
for (let number = 0; number < Number(readings); number += 1) {
  const startedMs = performance.now();
  await read(number);
  full.push(performance.now() - startedMs);
}
const { user, system } = process.cpuUsage(used);
const parts = Object.fromEntries(Object.entries(taken).map(([part, times]) => [part, median(times)]));
const told: VisionParts = {
  parts,
  fullMs: median(full),
  processorMs: (user + system) / 1000 / Number(readings),
};
process.stdout.write(JSON.stringify(told));
