/**
 * Tells many stories in virtual time and judges each from outside: `npm run proof:simulation -- --seeds N
 * [--seed S] [--mistake NAME] [--show]`. Seeds run from S (1 unless told) on. Prints the time line of a
 * story that broke a rule and exits with 1; the same seed tells the same story again.
 */
import { parseArgs } from 'node:util';
import { type Mistake, mistakes, type StoryResult, tellStory } from '../test/support/simulation/story.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    mistake: { type: 'string' },
    /** Print every time line. */
    show: { type: 'boolean', default: false },
    /** Stop at this many stories that broke a rule. */
    violations: { type: 'string', default: '1' },
  },
});

const repeatEvery = 500;
const progressEveryMs = 2000;

function mistakeNamed(name: string | undefined): Mistake | undefined {
  if (name === undefined) return undefined;
  const found = mistakes.find((mistake) => mistake === name);
  if (!found) throw new Error(`--mistake must be one of ${mistakes.join(', ')}`);
  return found;
}

function show({ seed, lines, violations }: StoryResult): void {
  console.log(`\nseed ${seed}`);
  for (const line of lines) console.log(line);
  for (const violation of violations) console.log(`VIOLATION seed ${seed}: ${violation}`);
}

async function main(): Promise<void> {
  const mistake = mistakeNamed(values.mistake);
  const [first, count, violationsMax] = [
    Number(values.seed),
    Number(values.seeds),
    Number(values.violations),
  ];
  const startedMs = performance.now();
  let [told, orders, broken, virtualMs, spokeMs] = [0, 0, 0, 0, startedMs];
  const progress = () => {
    const perSecond = Math.round((told / (performance.now() - startedMs)) * 1000);
    const hours = (virtualMs / 3600_000).toFixed(1);
    console.log(
      `seeds ${told}, orders ${orders}, violations ${broken} (${perSecond} seeds/s, ${hours} h told)`,
    );
  };
  for (let seed = first; seed < first + count && broken < violationsMax; seed += 1) {
    const story = await tellStory(seed, mistake);
    told += 1;
    orders += story.orders;
    virtualMs += story.lastedMs;
    const again = seed % repeatEvery === 0 ? (await tellStory(seed, mistake)).hash : story.hash;
    const repeats = again === story.hash;
    if (!repeats) console.log(`VIOLATION seed ${seed}: told twice, it went two ways`);
    if (story.violations.length > 0 || !repeats) broken += 1;
    if (story.violations.length > 0 || values.show) show(story);
    if (performance.now() - spokeMs > progressEveryMs) {
      spokeMs = performance.now();
      progress();
    }
  }
  progress();
  console.log(`seeds ${told}, orders ${orders}, violations ${broken}`);
  process.exitCode = broken > 0 ? 1 : 0;
}

await main();
