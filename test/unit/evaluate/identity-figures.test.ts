import t, { type Test } from 'tap';
import {
  areaUnderCurve,
  atThreshold,
  type Comparison,
  equalErrorRate,
  thresholdFor,
} from '../../../scripts/evaluate/identity-figures.ts';
import { proportion, upperBound } from '../../../scripts/evaluate/proportion.ts';

const all = (mated: readonly number[], nonMated: readonly number[]): Comparison[] => [
  ...mated.map((distance) => ({ distance, mated: true })),
  ...nonMated.map((distance) => ({ distance, mated: false })),
];
const near = (t: Test, value: number, wanted: number, within = 1e-4) =>
  t.ok(Math.abs(value - wanted) < within, `${value} is about ${wanted}`);

t.test('a threshold matches what is at most so far', async (t) => {
  const { fmr, fnmr } = atThreshold(all([0.1, 0.2, 0.5], [0.3, 0.5, 0.6, 0.7]), 0.5);
  t.match(
    [fmr, fnmr],
    [
      { errors: 2, trials: 4, value: 0.5 },
      { errors: 0, trials: 3 },
    ],
  );
  t.equal(atThreshold(all([0.1, 0.2, 0.5], [0.3]), 0.2).fnmr.errors, 1);
});

t.test(
  'the threshold chosen lets no more match than asked, and as many of the others as it can',
  async (t) => {
    const nonMated = Array.from({ length: 1000 }, (_, i) => 0.3 + i / 10_000);
    for (const fmr of [0, 0.001, 0.01]) {
      const threshold = thresholdFor(all([], nonMated), fmr);
      t.equal(atThreshold(all([], nonMated), threshold).fmr.errors, fmr * 1000);
      t.ok(atThreshold(all([], nonMated), threshold + 2e-6).fmr.errors > fmr * 1000);
    }
  },
);

t.test('apart from each other is no error, mixed is half', async (t) => {
  const apart = all([0.1, 0.2], [0.3, 0.4]);
  t.equal(areaUnderCurve(apart), 1);
  t.equal(equalErrorRate(apart).rate, 0);
  t.equal(areaUnderCurve(all([0.3, 0.4], [0.1, 0.2])), 0);
  t.equal(areaUnderCurve(all([0.2, 0.2], [0.2, 0.2])), 0.5);
  t.equal(areaUnderCurve(all([0.1, 0.3], [0.2, 0.4])), 0.75);
  t.equal(equalErrorRate(all([0.1, 0.3], [0.2, 0.4])).rate, 0.5);
});

t.test('bounds are those of Clopper and Pearson', async (t) => {
  const none = proportion(0, 3000);
  near(t, none.upper, 0.001229);
  t.equal(none.lower, 0);
  near(t, upperBound(0, 3000), 3 / 3000, 5e-6);
  const some = proportion(5, 100);
  near(t, some.lower, 0.01643);
  near(t, some.upper, 0.11284);
  t.match(proportion(10, 10), { value: 1, upper: 1 });
  near(t, proportion(10, 10).lower, 0.6915);
  near(t, proportion(180, 600).upper, 0.33849, 1e-3);
});
