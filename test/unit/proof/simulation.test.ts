/** The simulation itself: the product keeps every rule in it, one seed repeats exactly, and no mistake stays hidden. */
import t from 'tap';
import { type Mistake, tellStory } from '../../support/simulation/story.ts';

/** How many stories may be told until a mistake shows; each is known to show in far fewer. */
const storiesUntilFound: Readonly<Record<Mistake, number>> = {
  noFsync: 150,
  actBeforeIntent: 400,
  newChargeIdOnRetry: 1000,
  acknowledgeBeforeCommit: 200,
};

t.test('a hundred stories break no rule', async (t) => {
  let orders = 0;
  for (let seed = 1; seed <= 100; seed += 1) {
    const story = await tellStory(seed);
    orders += story.orders;
    if (story.violations.length > 0) t.fail(`seed ${seed}`, { violations: story.violations });
  }
  t.ok(orders > 100, 'and goods were sold in them');
});

t.test('the same seed tells the same story, another seed another one', async (t) => {
  const hashes = new Set<string>();
  for (const seed of [7, 240, 1000]) {
    const first = await tellStory(seed);
    const second = await tellStory(seed);
    t.strictSame(second.lines, first.lines);
    t.equal(second.hash, first.hash);
    hashes.add(first.hash);
  }
  t.equal(hashes.size, 3);
});

for (const [mistake, stories] of Object.entries(storiesUntilFound) as [Mistake, number][]) {
  t.test(`${mistake} is found`, async (t) => {
    for (let seed = 1; seed <= stories; seed += 1) {
      const { violations } = await tellStory(seed, mistake);
      if (violations.length === 0) continue;
      t.pass(`seed ${seed}: ${violations[0]}`);
      const [again, without] = [await tellStory(seed, mistake), await tellStory(seed)];
      t.strictSame(again.violations, violations, 'and found again by the same seed');
      t.strictSame(without.violations, [], 'and not without the mistake');
      return;
    }
    t.fail(`no story of ${stories} shows it`);
  });
}
