/** What the bench says of its figures: whether they hold, their ratio to the peer, and what changed. */
import t from 'tap';
import {
  type BenchReport,
  comparisonTable,
  readEarlier,
  reportTable,
} from '../../../scripts/bench/bench-report.ts';
import { type Figure, holds, ratioOf } from '../../../scripts/bench/figure.ts';
import { machineFacts } from '../../../scripts/bench/machine-facts.ts';
import { median, percentile } from '../../../scripts/bench/statistics.ts';

const fast: Figure = {
  ...{ name: 'journal.durable.8', value: 2400, unit: 'orders/s', runs: [2300, 2400, 2500] },
  peer: { name: 'write + fsync', value: 600 },
  required: { of: 'ratio', is: 'atLeast', limit: 3 },
};
const large: Figure = {
  ...{ name: 'memory.idle', value: 130, unit: 'MB RSS', runs: [130] },
  required: { of: 'value', is: 'atMost', limit: 120 },
};
const told: Figure = { name: 'memory.day.pace', value: 300, unit: 'sales/s', runs: [300] };
const report: BenchReport = {
  machine: machineFacts(),
  ...{ seed: 1, quick: false, figures: [fast, large, told], absent: { drain: 'no broker' } },
};

t.test('a figure holds by its ratio or by itself, and one without a requirement says nothing', async (t) => {
  t.equal(ratioOf(fast), 4);
  t.strictSame([fast, large, told].map(holds), [true, false, undefined]);
  t.equal(holds({ ...fast, value: 1700 }), false);
  t.equal(holds({ name: 'x', value: 1, unit: '', runs: [], required: fast.required as never }), false);
});

t.test('the table names every figure, what is missed and what could not run', async (t) => {
  const table = reportTable(report);
  t.match(table, /journal\.durable\.8 +2,400 +orders\/s +600 write \+ fsync +4\.00 × +≥ 3 × +yes/);
  t.match(table, /memory\.idle +130 +MB RSS +≤ 120 MB RSS +NO/);
  t.match(table, /drain: not run, no broker/);
});

t.test('a comparison tells ratios, new figures and those that are gone', async (t) => {
  const gone = { name: 'start.1000.firstScan', value: 500, unit: 'ms' };
  const earlier = readEarlier(JSON.stringify({ figures: [{ ...fast, value: 1200 }, large, gone] }));
  const table = comparisonTable(report, earlier);
  t.match(table, /journal\.durable\.8 +1,200 +2,400 +orders\/s +2\.00 ×/);
  t.match(table, /memory\.day\.pace +new +300/);
  t.match(table, /start\.1000\.firstScan +500 +not measured/);
  t.throws(() => readEarlier('{"figures":[{}]}'));
});

t.test('medians and percentiles are those of the nearest rank', async (t) => {
  const values = [5, 1, 4, 2, 3];
  t.equal(median(values), 3);
  t.equal(median([1, 2, 3, 4]), 2.5);
  t.equal(percentile(values, 0.5), 3);
  t.equal(percentile(values, 0.99), 5);
  t.strictSame(values, [5, 1, 4, 2, 3]);
  t.equal(median([]), 0);
});
