/**
 * The simulation itself: the product keeps every rule in it, one seed repeats exactly, no planted mistake
 * stays hidden, and what it finds is told as briefly as it can be.
 */
import t from 'tap';
import { tellPaymentStory } from '../../support/simulation/payments/tell-payments.ts';
import { type Plant, plants } from '../../support/simulation/plan/plants.ts';
import { planStory } from '../../support/simulation/plan/story-plan.ts';
import { troubleWeights } from '../../support/simulation/plan/trouble-kinds.ts';
import { type StoryResult, tellPlan, tellStory } from '../../support/simulation/story.ts';
import { ruleOf, shrinkStory } from '../../support/simulation/telling/shrink-story.ts';
import { tellStories } from '../../support/simulation/telling/tellers.ts';

t.setTimeout(600_000);

/** How many stories may be told until a mistake shows; each is known to show in far fewer. */
const storiesUntilFound = 600;

/** Mistakes that stories about payments alone show soonest. */
const shownByPayments: ReadonlySet<Plant> = new Set<Plant>([
  ...(['newChargeIdOnRetry', 'silenceIsRefund', 'resultForLatestCharge', 'reversesTooSoon'] as const),
]);

/** The first story that shows the mistake. */
async function firstBroken(plant: Plant): Promise<StoryResult | undefined> {
  for (let seed = 1; seed <= storiesUntilFound; seed += 1) {
    const story = await (shownByPayments.has(plant) ? tellPaymentStory : tellStory)(seed, plant);
    if (story.violations.length > 0) return story;
  }
  return undefined;
}

t.test('a hundred stories break no rule, and goods are sold in them', async (t) => {
  const told = await tellStories({ first: 1, seeds: 100, jobs: 1, violationsMax: 100 });
  t.strictSame(told.broken, []);
  t.ok(told.orders > 100);
});

t.test('gifts are taken in them, with the network by an offer and without it by a lease', async (t) => {
  const taken = { byOffer: 0, byLease: 0 };
  for (let seed = 1; seed <= 200; seed += 1) {
    const plan = planStory(seed);
    if (!plan.gifts) continue;
    const story = await tellPlan(plan);
    t.strictSame(story.violations, []);
    for (const line of story.lines()) {
      if (line.endsWith('giftAnswered, chargeIntended')) taken.byOffer += 1;
      if (line.endsWith('giftAnswered, chargeIntended, chargeSettled')) taken.byLease += 1;
    }
  }
  t.ok(taken.byOffer > 10 && taken.byLease > 3, JSON.stringify(taken));
});

t.test('the same seeds tell the same stories, however many processes tell them', async (t) => {
  const telling = { first: 200, seeds: 50, violationsMax: 50 };
  const alone = await tellStories({ ...telling, jobs: 1 });
  const together = await tellStories({ ...telling, jobs: 2 });
  t.equal(together.digest, alone.digest);
  const others = await tellStories({ ...telling, first: 201, jobs: 1 });
  t.not(others.digest, alone.digest);
});

t.test('a seed tells its story line by line the same again', async (t) => {
  const [first, second] = [await tellStory(7), await tellStory(7)];
  t.strictSame(second.lines(), first.lines());
  t.ok(first.lines().length > 10);
});

t.test('twenty machines of two merchants keep every rule together', async (t) => {
  const story = await tellStory(3, undefined, 20);
  t.strictSame(story.violations, []);
  t.equal(story.plan.machines.length, 20);
  t.equal(new Set(story.plan.machines.map(({ merchantId }) => merchantId)).size, 2);
});

t.test('every kind of trouble comes, and machines come in ones and in groups', async (t) => {
  const plans = Array.from({ length: 400 }, (_, seed) => planStory(seed));
  const kinds = new Set(plans.flatMap(({ troubles }) => troubles.map(({ kind }) => kind)));
  t.strictSame([...kinds].sort(), Object.keys(troubleWeights).sort());
  const sizes = new Set(plans.map(({ machines }) => machines.length));
  t.ok(sizes.has(1) && sizes.has(2) && Math.max(...sizes) > 2);
});

for (const [plant, what] of Object.entries(plants) as [Plant, string][]) {
  t.test(`it is found that ${what}`, async (t) => {
    const story = await firstBroken(plant);
    if (!story) return t.fail(`no story of ${storiesUntilFound} shows ${plant}`);
    const again = await tellPlan(story.plan, plant);
    t.strictSame(again.violations, story.violations, 'and found again by the same story');
    const without = await tellPlan(story.plan);
    t.strictSame(without.violations, [], 'and not without the mistake');
  });
}

t.test('a story that breaks a rule is told with as little as still breaks it', async (t) => {
  const plant = 'refundTwice';
  const story = await firstBroken(plant);
  if (!story) return t.fail('nothing to shrink');
  const rules = story.violations.map(ruleOf);
  const { story: shortest, runs } = await shrinkStory(story, plant, 120);
  t.ok(runs <= 120);
  t.ok(shortest.violations.some((violation) => rules.includes(ruleOf(violation))));
  const parts = ({ machines, troubles }: typeof story.plan) =>
    troubles.length + machines.length + machines.flatMap(({ visits }) => visits).length;
  t.ok(parts(shortest.plan) < parts(story.plan));
  t.ok(shortest.lines().length < story.lines().length);
  t.match(shortest.lines().at(-1), /RULE BROKEN/);
  const retold = await tellPlan(JSON.parse(JSON.stringify(shortest.plan)), plant);
  t.equal(retold.hash, shortest.hash, 'and its plan alone tells it again');
});
