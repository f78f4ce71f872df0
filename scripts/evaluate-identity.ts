/**
 * How well templates tell people apart, on any pictures: `npm run evaluate:identity -- --pairs CSV --images DIR
 * [--threshold D] [--fmr 0.001] [--choose-on CSV --choose-images DIR] [--visits] [--engine onnx|wasm] [--json FILE]`.
 * The threshold is the one given, or the one that keeps FMR on the set of `--choose-on`, or else on this set itself,
 * which flatters. With `--visits` the pairs are folders, and the decision over several pictures is told, as a machine
 * takes it. Nothing of the pictures is kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type FaceReader, openFaceReader } from '../models/people/face-reader.ts';
import { templateDistance } from '../models/people/face-template.ts';
import type { FaceTemplate } from '../models/people/recognizer.ts';
import {
  areaUnderCurve,
  atThreshold,
  type Comparison,
  equalErrorRate,
  thresholdFor,
} from './evaluate/identity-figures.ts';
import { readPairs } from './evaluate/pairs-file.ts';
import { type Proportion, proportion } from './evaluate/proportion.ts';
import { readFilm } from './evaluate/read-film.ts';
import {
  figuresOfVisits,
  thresholdForVisits,
  type VisitPair,
  visitThresholds,
} from './evaluate/visit-decisions.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  pairs: { type: 'string' },
  images: { type: 'string' },
  'choose-on': { type: 'string' },
  'choose-images': { type: 'string' },
  threshold: { type: 'number' },
  fmr: { type: 'number', default: 0.001 },
  visits: { type: 'boolean' },
  engine: { type: 'string', default: 'auto' },
  json: { type: 'string' },
});

interface Compared {
  readonly comparisons: readonly Comparison[];
  readonly failureToEnrol: Proportion;
}

async function compare(reader: FaceReader, csv: string, folder: string): Promise<Compared> {
  const pairs = readPairs(readFileSync(csv, 'utf8'), folder);
  const files = [...new Set(pairs.flatMap(({ fileX, fileY }) => [fileX, fileY]))];
  const templates = new Map<string, FaceTemplate>();
  for (const [i, file] of files.entries()) {
    const template = await templateOf(reader, file);
    if (template) templates.set(file, template);
    if ((i + 1) % 500 === 0) console.error(`${i + 1} of ${files.length} pictures`);
  }
  const comparisons = pairs.flatMap(({ fileX, fileY, mated }) => {
    const [x, y] = [templates.get(fileX), templates.get(fileY)];
    return x && y ? [{ distance: templateDistance(x, y), mated }] : [];
  });
  return { comparisons, failureToEnrol: proportion(files.length - templates.size, files.length) };
}

const wants = { templates: true, expression: false, body: false };

/** Of the largest face; undefined where there is none, which is a failure to enrol. */
async function templateOf(reader: FaceReader, file: string): Promise<FaceTemplate | undefined> {
  const { faces } = await reader.read(readFileSync(file), wants);
  return faces[0]?.template;
}

const percent = (value: number) => `${(100 * value).toFixed(3)} %`;
const told = ({ errors, trials, value, lower, upper }: Proportion) =>
  `${percent(value)} (${errors} of ${trials}; 95 %: ${percent(lower)} to ${percent(upper)})`;

const source = () => {
  if (values.threshold) return 'given';
  return values['choose-on'] ? 'chosen on another set' : 'chosen on this same set';
};

function save(figures: object): void {
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}

async function evaluatePictures(reader: FaceReader, csv: string, folder: string): Promise<void> {
  const { comparisons, failureToEnrol } = await compare(reader, csv, folder);
  const chosenOn = values['choose-on'] && values['choose-images'];
  const choice = chosenOn
    ? await compare(reader, values['choose-on'] ?? '', values['choose-images'] ?? '')
    : undefined;
  const { fmr } = values;
  const threshold = values.threshold ?? thresholdFor(choice?.comparisons ?? comparisons, fmr);
  const at = atThreshold(comparisons, threshold);
  const equal = equalErrorRate(comparisons);
  const area = areaUnderCurve(comparisons);
  console.log(`failure to enrol     ${told(failureToEnrol)}`);
  console.log(`threshold            ${threshold.toFixed(4)}, ${source()}`);
  console.log(`FMR                  ${told(at.fmr)}; at most ${percent(at.fmrAtMost)} with 95 %`);
  console.log(`FNMR                 ${told(at.fnmr)}`);
  console.log(`equal error rate     ${percent(equal.rate)} at ${equal.threshold.toFixed(4)}`);
  console.log(`area under the curve ${area.toFixed(5)}`);
  for (const other of [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6]) {
    const rates = atThreshold(comparisons, other);
    console.log(`at ${other.toFixed(2)}   FMR ${told(rates.fmr)}   FNMR ${told(rates.fnmr)}`);
  }
  save({ engine: reader.engine, failureToEnrol, at, equal, area, comparisons });
}

/** How often a machine looks at a picture; it only says which pictures follow one another. */
const frameEveryMs = 200;

async function readVisits(reader: FaceReader, csv: string, folder: string): Promise<VisitPair[]> {
  const pairs = readPairs(readFileSync(csv, 'utf8'), folder);
  const films = new Map<string, Awaited<ReturnType<typeof readFilm>>>();
  for (const visit of new Set(pairs.flatMap(({ fileX, fileY }) => [fileX, fileY]))) {
    films.set(visit, await readFilm(reader, visit, frameEveryMs, wants));
    if (films.size % 100 === 0) console.error(`${films.size} visits`);
  }
  const filmOf = (visit: string) => films.get(visit) ?? [];
  return pairs.map(({ fileX, fileY, mated }) => ({ enrols: filmOf(fileX), comes: filmOf(fileY), mated }));
}

async function evaluateVisits(reader: FaceReader, csv: string, folder: string): Promise<void> {
  const pairs = await readVisits(reader, csv, folder);
  const [chooseOn, chooseFolder] = [values['choose-on'], values['choose-images']];
  const choice = chooseOn && chooseFolder ? await readVisits(reader, chooseOn, chooseFolder) : pairs;
  const threshold = values.threshold ?? thresholdForVisits(choice, values.fmr);
  const at = figuresOfVisits(pairs, threshold);
  console.log(`threshold            ${threshold.toFixed(4)}, ${source()}`);
  console.log(`nobody enrolled      ${at.notEnrolled} of ${pairs.length}`);
  console.log(`named wrongly        ${told(at.fmr)}; at most ${percent(at.fmrAtMost)} with 95 %`);
  console.log(`not named            ${told(at.fnmr)}`);
  const others = visitThresholds.map((other) => figuresOfVisits(pairs, other));
  for (const { threshold: other, fmr, fnmr } of others)
    console.log(`at ${other.toFixed(2)}   named wrongly ${told(fmr)}   not named ${told(fnmr)}`);
  save({ engine: reader.engine, at, others });
}

async function evaluate(): Promise<void> {
  if (!values.pairs || !values.images) throw new Error('--pairs CSV and --images DIR are needed');
  const engine = values.engine === 'onnx' || values.engine === 'wasm' ? values.engine : 'auto';
  const reader = await openFaceReader(engine);
  console.log(`engine               ${reader.engine}`);
  await (values.visits ? evaluateVisits : evaluatePictures)(reader, values.pairs, values.images);
}

await evaluate();
