/**
 * The benchmarks: `npm run bench -- [--only a,b] [--json FILE] [--compare FILE] [--quick] [--seed N]`. Prints
 * one table and exits with 1 if a required figure is missed. Long ones run only where they are named. `--quick`
 * runs them at a tiny size to see that they still run; its figures mean nothing and nothing is required of them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type BenchReport, comparisonTable, readEarlier, reportTable } from './bench/bench-report.ts';
import { benchmarks } from './bench/benchmarks.ts';
import { type Figure, holds } from './bench/figure.ts';
import { machineFacts } from './bench/machine-facts.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  only: { type: 'string' },
  json: { type: 'string' },
  compare: { type: 'string' },
  quick: { type: 'boolean' },
  seed: { type: 'integer', default: 1 },
});
const names = benchmarks.map((benchmark) => benchmark.name);
const short = benchmarks.filter(({ onlyByName }) => !onlyByName).map(({ name }) => name);
const wanted = values.only?.split(',') ?? short;
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`no benchmark ${unknown.join(', ')}; there are ${names.join(', ')}`);

const earlier = values.compare === undefined ? undefined : readEarlier(readFileSync(values.compare, 'utf8'));
const settings = {
  quick: values.quick,
  seed: values.seed,
  say: (line: string) => console.error(line),
};
const machine = machineFacts();
const figures: Figure[] = [];
const absent: Record<string, string> = {};
for (const benchmark of benchmarks.filter(({ name }) => wanted.includes(name))) {
  const why = benchmark.absent();
  if (why === undefined) figures.push(...(await benchmark.run(settings)));
  else absent[benchmark.name] = why;
}
const report: BenchReport = { machine, seed: settings.seed, quick: settings.quick, figures, absent };
console.log(reportTable(report));
if (earlier) console.log(`\n${comparisonTable(report, earlier)}`);
if (values.json) {
  const told = figures.map((figure) => ({
    ...figure,
    holds: settings.quick ? null : (holds(figure) ?? null),
  }));
  writeFileSync(values.json, `${JSON.stringify({ ...report, figures: told }, null, 2)}\n`);
}
const missed = figures.some((figure) => holds(figure) === false);
process.exit(missed && !settings.quick ? 1 : 0);
