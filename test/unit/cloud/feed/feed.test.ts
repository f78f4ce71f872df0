/** The feed over a log in memory: pushes at once, in order, at least once, one feed at a time. */
import t, { type Test } from 'tap';
import type { LoggedTransaction } from '../../../../src/cloud/database/logged-transaction.ts';
import { createFeed, type FeedLimits } from '../../../../src/cloud/feed/feed.ts';
import { MemoryTransactionLog } from '../../../../src/cloud/feed/memory-transaction-log.ts';
import { TableSource } from '../../../../src/cloud/feed/table-source.ts';
import { type Clock, SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { resultSchema } from '../../../../src/wire/messages.ts';
import { downTopic } from '../../../../src/wire/topics.ts';
import { machineAt, until } from '../../../support/cloud-broker.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { RecordingLink } from '../../../support/recording-link.ts';

const system = new SystemClock();
const hourMs = 3_600_000;

function setUp() {
  const lines: LoggedTransaction[] = [];
  const log = new MemoryTransactionLog(() => lines);
  const add = (refId: string, state: string, over: Partial<LoggedTransaction> = {}) => {
    const owner = { merchantId: 'm1', machineId: 'k1', orderId: `ord_${refId}` };
    lines.push({ ...owner, about: 'charge', refId, state, atMs: 5, logId: lines.length + 1, ...over });
  };
  const feed = (t: Test, link: RecordingLink, limits: Partial<FeedLimits> = {}, clock: Clock = system) => {
    const source = new TableSource(log, clock);
    const made = createFeed({
      transactions: log,
      source,
      link,
      clock,
      random: systemRandom,
      log: silentLog,
      limits,
    });
    t.teardown(() => made.stop());
    return made;
  };
  return { lines, log, add, feed };
}

t.test('tells each machine what became of its payments', async (t) => {
  const { add, feed } = setUp();
  add('chg_1', 'submitted');
  add('chg_1', 'paid', { platformTradeNo: 'T1' });
  add('rfd_1', 'failed', { about: 'refund', reason: 'REFUND_FAILED', merchantId: 'm2', machineId: 'k2' });
  const link = new RecordingLink();
  await feed(t, link).start();
  await until(() => link.published.length === 3);
  const results = link.published.map(({ payload }) => resultSchema.parse(JSON.parse(payload)));
  const paid = results.find((result) => result.state === 'paid');
  t.match(paid, { about: 'charge', chargeId: 'chg_1', orderId: 'ord_chg_1', platformTradeNo: 'T1' });
  t.ok(Math.abs((paid?.cloudTimeMs ?? 0) - system.now()) < hourMs);
  const refund = link.published.find(({ payload }) => payload.includes('rfd_1'));
  t.equal(refund?.topic, downTopic(machineAt('m2', 'k2'), 'result'));
  t.match(JSON.parse(refund?.payload ?? ''), { about: 'refund', state: 'failed', reason: 'REFUND_FAILED' });
});

t.test('pushes when it is woken, without waiting for its next look', async (t) => {
  const { add, feed } = setUp();
  const link = new RecordingLink();
  const made = feed(t, link, { pollMs: hourMs });
  await made.start();
  for (let i = 0; i < 5; i += 1) {
    add(`chg_${i}`, 'paid');
    made.wake();
    await until(() => link.published.length === i + 1);
  }
  t.strictSame(link.results(), ['chg_0 paid', 'chg_1 paid', 'chg_2 paid', 'chg_3 paid', 'chg_4 paid']);
});

t.test('goes on where the last feed stopped, and repeats what was not noted as pushed', async (t) => {
  const { add, feed, log } = setUp();
  add('chg_1', 'paid');
  const first = new RecordingLink();
  const one = feed(t, first);
  await one.start();
  await until(async () => (await log.place('results')) === 1);
  await one.stop();
  add('chg_2', 'submitted');
  add('chg_2', 'paid');
  const second = new RecordingLink();
  const movePlace = log.movePlace.bind(log);
  log.movePlace = () => Promise.reject(new Error('killed between push and note'));
  const two = feed(t, second, { leaseMs: 1 });
  await two.start();
  await until(() => second.published.length === 2);
  await two.stop();
  log.movePlace = movePlace;
  const third = new RecordingLink();
  await feed(t, third).start();
  await until(async () => (await log.place('results')) === 3);
  t.strictSame(first.results(), ['chg_1 paid']);
  t.strictSame(second.results().slice(0, 2), ['chg_2 submitted', 'chg_2 paid']);
  t.strictSame(third.results(), ['chg_2 submitted', 'chg_2 paid']);
});

t.test('keeps the order of each payment through failing publishes, and leaves nothing out', async (t) => {
  const { add, feed, log } = setUp();
  const states = ['submitted', 'userPaying', 'unknown', 'reversing', 'reversed'];
  for (const state of states) for (let i = 0; i < 40; i += 1) add(`chg_${i}`, state);
  const link = new RecordingLink();
  let publishes = 0;
  link.refuses = () => {
    publishes += 1;
    return publishes % 7 === 0 && publishes < 500;
  };
  await feed(t, link, { retryMs: 1 }).start();
  await until(async () => (await log.place('results')) === 200);
  for (let i = 0; i < 40; i += 1) {
    const told = link.results().filter((result) => result.startsWith(`chg_${i} `));
    const ranks = told.map((result) => states.indexOf(result.split(' ')[1] ?? ''));
    // Each try begins again somewhere, but within a try nothing is overtaken or left out.
    for (const [n, rank] of ranks.entries()) t.ok(rank <= (ranks[n - 1] ?? -1) + 1, `chg_${i}: ${ranks}`);
    t.equal(ranks.at(-1), states.length - 1);
  }
});

t.test('waits for the broker and then tells everything', async (t) => {
  const { add, feed, log } = setUp();
  const link = new RecordingLink();
  link.setOnline(false);
  add('chg_1', 'submitted');
  add('chg_1', 'paid');
  await feed(t, link, { pollMs: hourMs }).start();
  t.equal(await log.place('results'), 0);
  link.setOnline(true);
  await until(async () => (await log.place('results')) === 2);
  t.strictSame(link.results(), ['chg_1 submitted', 'chg_1 paid']);
});

t.test('one feed pushes at a time; the next takes over when it stops', async (t) => {
  const { add, feed, log } = setUp();
  const links = [new RecordingLink(), new RecordingLink()] as const;
  const clock = new HandClock();
  const feeds = links.map((link) => feed(t, link, {}, clock));
  for (const one of feeds) await one.start();
  for (let i = 1; i <= 20; i += 1) {
    add(`chg_${i}`, 'paid');
    for (const one of feeds) one.wake();
    await until(async () => (await log.place('results')) === i);
  }
  t.strictSame(
    links.map((link) => link.published.length).sort((a, b) => a - b),
    [0, 20],
  );
  const leader = links[0].published.length > 0 ? 0 : 1;
  await feeds[leader]?.stop();
  add('chg_21', 'paid');
  await until(() => {
    clock.advance(100);
    return links[1 - leader]?.published.length === 1;
  });
  t.strictSame(links[1 - leader]?.results(), ['chg_21 paid']);
});
