/**
 * Tells many stories in virtual time and judges each from outside:
 * `npm run proof:simulation -- [--seeds N] [--seed FIRST] [--fleet MACHINES] [--jobs N] [--plant NAME | --plants]
 * [--violations N] [--shrink-runs N] [--show] [--plan FILE]`. The same seed tells the same story again, and the
 * digest over all of them is the same in every run. The first story that broke a rule is shrunk and printed as a
 * time line, and the exit code is 1. With `--plants` every planted mistake is looked for instead, and a table says
 * which seed found it; `--show` prints the first seed's time line, `--plan` tells a plan that was printed before.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type Plant, plantNamed, plants } from '../test/support/simulation/plan/plants.ts';
import { type StoryResult, tellPlan, tellStory } from '../test/support/simulation/story.ts';
import { shrinkStory } from '../test/support/simulation/telling/shrink-story.ts';
import { type Told, tellStories } from '../test/support/simulation/telling/tellers.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  seeds: { type: 'integer', default: 1000 },
  /** The first seed. */
  seed: { type: 'integer', default: 1 },
  /** So many machines in every story, instead of what its seed says. */
  fleet: { type: 'integer' },
  jobs: { type: 'integer', default: availableParallelism() },
  plant: { type: 'string' },
  plants: { type: 'boolean' },
  /** Stop at about this many stories that broke a rule. */
  violations: { type: 'integer', default: 1 },
  /** Tell at most this many stories to shrink one. */
  'shrink-runs': { type: 'integer', default: 400 },
  /** Print the time line of the first seed, whatever comes of it. */
  show: { type: 'boolean' },
  /** Tell the story of a plan that was printed before, kept in this file. */
  plan: { type: 'string' },
});

const progressEveryMs = 5000;
const plantSeedsMax = 2000;
const plant = values.plant === undefined ? undefined : plantNamed(values.plant);
const { fleet } = values;
const common = { first: values.seed, jobs: values.jobs, fleet };

function show({ plan, violations, lines }: StoryResult): void {
  const visits = plan.machines.flatMap((machine) => machine.visits).length;
  const { seed, machines, troubles, cloudProcesses } = plan;
  console.log(
    `\nseed ${seed}: ${machines.length} machines, ${visits} visits, ${troubles.length} troubles, ` +
      `${cloudProcesses} cloud processes, ${violations.length} rules broken`,
  );
  for (const line of lines()) console.log(line);
}

async function showShrunk(seed: number): Promise<void> {
  const story = await tellStory(seed, plant, fleet);
  const { story: shortest, runs } = await shrinkStory(story, plant, values['shrink-runs']);
  show(shortest);
  console.log(`(shrunk by telling ${runs} stories; plan: ${JSON.stringify(shortest.plan)})`);
}

function progressLine(): (told: Told) => void {
  const startedMs = performance.now();
  let spokeMs = startedMs;
  return ({ seeds, orders, lastedMs, broken }) => {
    if (performance.now() - spokeMs < progressEveryMs) return;
    spokeMs = performance.now();
    const perSecond = Math.round((seeds / (spokeMs - startedMs)) * 1000);
    const days = (lastedMs / (24 * 3600_000)).toFixed(1);
    console.log(
      `seeds ${seeds}, orders ${orders}, violations ${broken.length} (${perSecond} seeds/s, ${days} d told)`,
    );
  };
}

async function prove(): Promise<void> {
  const startedMs = performance.now();
  const { seeds, orders, broken, digest, lastedMs } = await tellStories({
    ...{ ...common, plant, seeds: values.seeds, violationsMax: values.violations },
    progress: progressLine(),
  });
  for (const { seed, violations } of broken) {
    for (const violation of violations) console.log(`VIOLATION seed ${seed}: ${violation}`);
  }
  const [first] = broken;
  if (first) await showShrunk(first.seed);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const days = (lastedMs / (24 * 3600_000)).toFixed(1);
  console.log(
    `seeds ${Math.min(seeds, values.seeds)}, orders ${orders}, violations ${broken.length} ` +
      `(${days} days told in ${seconds} s, digest ${digest.slice(0, 16)})`,
  );
  process.exitCode = broken.length > 0 ? 1 : 0;
}

/** Looks for every planted mistake; each must be found, and none by a seed that breaks a rule without it. */
async function provePlants(): Promise<void> {
  for (const [name, what] of Object.entries(plants) as [Plant, string][]) {
    const told = await tellStories({ ...common, plant: name, seeds: plantSeedsMax, violationsMax: 1 });
    const [found] = told.broken;
    const sound = found && (await tellStory(found.seed, undefined, fleet)).violations.length === 0;
    const where = found ? `seed ${String(found.seed).padStart(4)}` : 'NOT FOUND';
    const rule = found ? (found.violations[0] ?? '') : '';
    console.log(`${name.padEnd(24)} ${where}  ${what}\n${' '.repeat(25)}${rule}`);
    if (!sound) process.exitCode = 1;
  }
}

async function main(): Promise<void> {
  if (values.plan !== undefined) show(await tellPlan(JSON.parse(readFileSync(values.plan, 'utf8')), plant));
  else if (values.show) show(await tellStory(common.first, plant, fleet));
  else if (values.plants) await provePlants();
  else await prove();
}

await main();
