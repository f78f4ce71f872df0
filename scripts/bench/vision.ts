/**
 * Reading faces: from the start of its process to the first finding, milliseconds of each part with each engine,
 * findings a second and their age with a camera of 15 pictures a second, memory, and searching a gallery. What
 * reads runs in a process of its own here as it does on a machine.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nearestTemplate } from '../../models/people/face-template.ts';
import type { EngineName } from '../../models/people/nets/engine.ts';
import { type Findings, templateLength } from '../../models/people/recognizer.ts';
import { RecognizerProcess } from '../../models/people/recognizer-process.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { silentLog } from '../../src/platform/log.ts';
import { seededRandom } from '../../src/platform/random.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { noProc } from './machine-process.ts';
import { median, percentile } from './statistics.ts';
import { filmOfBench } from './vision-film.ts';
import type { VisionParts } from './vision-program.ts';

const limits = { onnxMs: 40, wasmMs: 90, perSecond: 10, ageMs: 120, memoryMb: 450, growthMb: 10 };
const sizes = {
  full: { runs: 3, readings: 60, cameraMs: 15_000, gallery: [1_000, 10_000, 100_000], searches: 50 },
  quick: { runs: 1, readings: 2, cameraMs: 800, gallery: [1_000], searches: 2 },
};
const cameraEveryMs = 1000 / 15;
const wants = { templates: true, expression: true, body: false };
const program = fileURLToPath(new URL('./vision-program.ts', import.meta.url));

const newRecognizer = (engine: EngineName) =>
  new RecognizerProcess({ clock: new SystemClock(), log: silentLog, engine });

async function measureParts(engine: EngineName, { quick, say }: BenchSettings): Promise<Figure[]> {
  const { runs, readings } = quick ? sizes.quick : sizes.full;
  const told: VisionParts[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, engine, String(readings)]);
    told.push(JSON.parse(stdout) as VisionParts);
    say(`vision: ${engine} ${told.at(-1)?.fullMs.toFixed(1)} ms`);
  }
  const figure = (name: string, values: readonly number[], more: Partial<Figure> = {}): Figure => ({
    ...{ name: `vision.${engine}.${name}`, unit: 'ms', value: median(values), runs: values },
    ...more,
  });
  const parts = Object.keys(told[0]?.parts ?? {}) as (keyof VisionParts['parts'])[];
  const limit = engine === 'onnx' ? limits.onnxMs : limits.wasmMs;
  return [
    figure(
      'full',
      told.map(({ fullMs }) => fullMs),
      {
        required: { of: 'value', is: 'atMost', limit },
        note: '640 × 480, one face, template and expression, one thread',
      },
    ),
    figure(
      'processor',
      told.map(({ processorMs }) => processorMs),
      { note: 'processor time a reading' },
    ),
    ...parts.map((part) =>
      figure(
        part,
        told.map((one) => one.parts[part] ?? 0),
      ),
    ),
  ];
}

export function residentMb(pid: number): number {
  const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(resident ?? 0) / 1024;
}

/** Shows the film as a camera does until `until` says so; resolves with the findings. */
async function filmed(recognizer: RecognizerProcess, film: readonly Uint8Array[], forMs: number) {
  const findings: Findings[] = [];
  const take = (found: Findings) => findings.push(found);
  recognizer.on('found', take);
  const startedMs = performance.now();
  for (let number = 0; performance.now() - startedMs < forMs; number += 1) {
    recognizer.show({ jpeg: film[number % film.length] as Uint8Array, takenAtMs: performance.now() });
    await sleep(Math.max(0, startedMs + (number + 1) * cameraEveryMs - performance.now()));
  }
  recognizer.off('found', take);
  return findings;
}

/** The process from its start to its end. */
async function measureCamera(engine: EngineName, { quick, say }: BenchSettings): Promise<Figure[]> {
  const { cameraMs } = quick ? sizes.quick : sizes.full;
  const film = await filmOfBench();
  const recognizer = newRecognizer(engine);
  const startedMs = performance.now();
  await recognizer.start(wants);
  recognizer.show({ jpeg: film[0] as Uint8Array, takenAtMs: 0 });
  await once(recognizer, 'found');
  const firstMs = performance.now() - startedMs;
  const findings = await filmed(recognizer, film, cameraMs);
  const pid = recognizer.pid ?? 0;
  const readingMb = residentMb(pid);
  await recognizer.stop();
  const ages = findings.map(({ ageMs }) => ageMs);
  const perSecond = (findings.length / cameraMs) * 1000;
  say(`vision: ${engine} ${perSecond.toFixed(1)} a second, first after ${firstMs.toFixed(0)} ms`);
  const figure = (name: string, unit: string, value: number, more: Partial<Figure> = {}): Figure => ({
    ...{ name: `vision.${engine}.${name}`, unit, value, runs: [value] },
    ...more,
  });
  const atMost = (limit: number) => ({ required: { of: 'value', is: 'atMost', limit } }) as const;
  const isFast = engine === 'onnx';
  return [
    figure('first', 'ms', firstMs, { note: 'from its start to the first finding' }),
    figure('camera.pace', 'findings/s', perSecond, {
      ...(isFast ? { required: { of: 'value', is: 'atLeast', limit: limits.perSecond } } : {}),
      note: 'camera of 15 pictures a second',
    }),
    figure('camera.age', 'ms', percentile(ages, 0.5), {
      ...(isFast ? atMost(limits.ageMs) : {}),
      note: 'from showing a picture to its findings, waiting included',
    }),
    figure('camera.age.p99', 'ms', percentile(ages, 0.99)),
    figure('memory', 'MB RSS', readingMb, atMost(limits.memoryMb)),
    figure('memory.off', 'MB RSS', isThere(pid) ? residentMb(pid) : 0, {
      ...atMost(0),
      note: 'after it was stopped: there is no process',
    }),
  ];
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The nearest of so many templates; of people without likeness, so that hardly any distance is cut short. */
function measureGallery({ quick, seed }: BenchSettings): Figure[] {
  const { gallery, searches } = quick ? sizes.quick : sizes.full;
  const random = seededRandom(seed);
  const templates = (count: number) =>
    Float32Array.from({ length: count * templateLength }, () => (random.fraction() - 0.5) * 0.2);
  return gallery.map((size) => {
    const kept = templates(size);
    const taken: number[] = [];
    for (let search = 0; search < searches; search += 1) {
      const probe = templates(1);
      const startedMs = performance.now();
      nearestTemplate(probe, kept);
      taken.push(performance.now() - startedMs);
    }
    return { name: `vision.gallery.${size}`, unit: 'ms', value: median(taken), runs: taken };
  });
}

export const vision: Benchmark = {
  name: 'vision',
  about: 'reading faces: milliseconds, pace, age, memory, and searching a gallery',
  absent: () => noProc,
  run: async (settings) => [
    ...(await measureParts('onnx', settings)),
    ...(await measureParts('wasm', settings)),
    ...(await measureCamera('onnx', settings)),
    ...(await measureCamera('wasm', settings)),
    ...measureGallery(settings),
  ],
};

const longSizes = {
  full: { frames: 10_000, settled: 1_000, sampleEvery: 250 },
  quick: { frames: 12, settled: 4, sampleEvery: 2 },
};

/** One picture after another, each when the one before is read. */
async function measureLong({ quick, say }: BenchSettings): Promise<Figure[]> {
  const { frames, settled, sampleEvery } = quick ? longSizes.quick : longSizes.full;
  const film = await filmOfBench();
  const recognizer = newRecognizer('onnx');
  await recognizer.start(wants);
  const early: number[] = [];
  const late: number[] = [];
  const all: number[] = [];
  for (let number = 0; number < frames; number += 1) {
    const read = once(recognizer, 'found');
    recognizer.show({ jpeg: film[number % film.length] as Uint8Array, takenAtMs: number });
    await read;
    if (number % sampleEvery !== 0) continue;
    const mb = residentMb(recognizer.pid ?? 0);
    all.push(mb);
    if (number >= settled && number < frames / 2) early.push(mb);
    if (number >= frames / 2) late.push(mb);
    if (number % (sampleEvery * 8) === 0) say(`vision-long: ${number} pictures, ${mb.toFixed(1)} MB`);
  }
  await recognizer.stop();
  const growth = median(late) - median(early);
  const most = Math.max(...all);
  return [
    {
      name: 'vision-long.growth',
      unit: 'MB RSS',
      value: growth,
      runs: [growth],
      required: { of: 'value', is: 'atMost', limit: limits.growthMb },
      note: `${frames} pictures: the second half against what came before it`,
    },
    {
      name: 'vision-long.most',
      unit: 'MB RSS',
      value: most,
      runs: all,
      required: { of: 'value', is: 'atMost', limit: limits.memoryMb },
    },
  ];
}

export const visionLong: Benchmark = {
  name: 'vision-long',
  about: 'memory of reading faces over 10,000 pictures',
  onlyByName: true,
  absent: () => noProc,
  run: measureLong,
};
