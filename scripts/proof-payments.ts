/**
 * Makes many payments with random faults and judges them from outside: `npm run proof:payments -- --payments N
 * --seed S`. Machine, ledger, gateway and feed are the production code in virtual time, against stand-ins of
 * Alipay and WeChat Pay with their real intervals; a smaller part goes over HTTP to the platforms' signing
 * stand-ins, in real time. None may be single-sided, all must be final within 60 s of the fault's end. The first
 * story that broke a rule is shrunk and printed, and the exit code is 1.
 */
import { availableParallelism } from 'node:os';
import { payOverHttp } from '../test/support/payments-over-http.ts';
import { tellManyPayments } from '../test/support/simulation/payments/many-payments.ts';
import { finalWithinMs } from '../test/support/simulation/payments/payment-oracle.ts';
import { type ToldPayments, tellPaymentStory } from '../test/support/simulation/payments/tell-payments.ts';
import { type Plant, plantNamed } from '../test/support/simulation/plan/plants.ts';
import { shrinkStory } from '../test/support/simulation/telling/shrink-story.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  payments: { type: 'integer', default: 10000 },
  /** The first story's. */
  seed: { type: 'integer', default: 1 },
  jobs: { type: 'integer', default: availableParallelism() },
  /** Payments over HTTP; 0 leaves that part out. */
  http: { type: 'integer', default: 200 },
  plant: { type: 'string' },
  /** Tell at most this many stories to shrink one. */
  'shrink-runs': { type: 'integer', default: 400 },
});

/** The platforms' times are divided by this over HTTP. */
const hurry = 20;
const progressEveryMs = 5000;
const plant: Plant | undefined = values.plant === undefined ? undefined : plantNamed(values.plant);

const row = (name: string, value: string) => console.log(`  ${name.padEnd(46)} ${value.padStart(12)}`);
const count = (value: number) => value.toLocaleString('en');

function progressLine(): (told: ToldPayments) => void {
  let spokeMs = performance.now();
  return ({ payments, stories, broken }) => {
    if (performance.now() - spokeMs < progressEveryMs) return;
    spokeMs = performance.now();
    console.log(`payments ${payments}, stories ${stories}, violations ${broken.length}`);
  };
}

function atShare(sorted: readonly number[], share: number): string {
  const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `${(at / 1000).toFixed(1)} s`;
}

function printTable(told: ToldPayments, tookMs: number): void {
  const late = [...told.finalAfterMs].sort((a, b) => a - b);
  const troubles = Object.values(told.troubles).reduce((sum, times) => sum + times, 0);
  const scale = Math.round(told.lastedMs / tookMs);
  console.log(`\nin virtual time, ${count(scale)} times as fast as life, platforms at their real intervals:`);
  row('payments', count(told.payments));
  row('paid, and the goods fell', count(told.paid));
  row('paid, and given back', count(told.givenBack));
  row('closed or reversed, nothing taken', count(told.closed));
  row('refused by the wallet', count(told.refused));
  row('faults', count(troubles));
  for (const [kind, times] of Object.entries(told.troubles).sort()) row(`  ${kind}`, count(times));
  row('single-sided, minor units', count(told.singleSidedMinor));
  row('fallen unseen and given back, on record', count(told.allowedMinor));
  row('final after the last fault, p50', atShare(late, 0.5));
  row('final after the last fault, p99', atShare(late, 0.99));
  row(`final after the last fault, longest (limit ${finalWithinMs / 1000} s)`, atShare(late, 1));
  row('stories that broke a rule', count(told.broken.length));
}

async function showShrunk(seed: number): Promise<void> {
  const story = await tellPaymentStory(seed, plant);
  const { story: shortest, runs } = await shrinkStory(story, plant, values['shrink-runs']);
  for (const line of shortest.lines()) console.log(line);
  console.log(`(seed ${seed}, shrunk by telling ${runs} stories; plan: ${JSON.stringify(shortest.plan)})`);
}

/** The part that virtual time does not reach: the platforms' own clients, signatures and sockets. */
async function proveOverHttp(payments: number): Promise<boolean> {
  if (payments === 0) return true;
  const { violations, ...told } = await payOverHttp(payments, values.seed, hurry);
  console.log(`\nover HTTP, in real time, the platforms' intervals divided by ${hurry}:`);
  row('payments', count(told.payments));
  row('paid', count(told.paid));
  row('outages of a platform', count(told.outages));
  row('all final after the last one, scaled back', `${(told.finalAfterMs / 1000).toFixed(1)} s`);
  row('single-sided or too late', count(violations.length));
  for (const violation of violations) console.log(`VIOLATION ${violation}`);
  return violations.length === 0;
}

async function prove(): Promise<void> {
  const startedMs = performance.now();
  const told = await tellManyPayments({
    ...{ first: values.seed, payments: values.payments, jobs: values.jobs, plant },
    progress: progressLine(),
  });
  printTable(told, performance.now() - startedMs);
  for (const { seed, violations } of told.broken) {
    for (const violation of violations) console.log(`VIOLATION seed ${seed}: ${violation}`);
  }
  const [first] = told.broken;
  if (first) await showShrunk(first.seed);
  const kept = await proveOverHttp(values.http);
  process.exitCode = first || !kept ? 1 : 0;
}

await prove();
