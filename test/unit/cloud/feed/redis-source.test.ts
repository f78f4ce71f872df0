/** The feed over a real Redis: the table stays the truth whatever becomes of the projection. */
import { randomBytes } from 'node:crypto';
import { createClient } from 'redis';
import t, { type Test } from 'tap';
import type { LoggedTransaction } from '../../../../src/cloud/database/logged-transaction.ts';
import { createFeed, type Feed, type FeedLimits } from '../../../../src/cloud/feed/feed.ts';
import { MemoryTransactionLog } from '../../../../src/cloud/feed/memory-transaction-log.ts';
import { RedisSource } from '../../../../src/cloud/feed/redis-source.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { until } from '../../../support/cloud-broker.ts';
import { RecordingLink } from '../../../support/recording-link.ts';
import { hasRedis, openRedis, redisSkipReason, type TestRedis } from '../../../support/redis-server.ts';

const clock = new SystemClock();
const skip = !hasRedis() && redisSkipReason;
const hourMs = 3_600_000;

function setUp(redis: TestRedis) {
  const lines: LoggedTransaction[] = [];
  const log = new MemoryTransactionLog(() => lines);
  const stream = `test:${randomBytes(6).toString('hex')}`;
  const add = (refId: string, state = 'paid') => {
    const owner = { merchantId: 'm1', machineId: 'k1', orderId: 'ord_1' };
    lines.push({ ...owner, about: 'charge', refId, state, atMs: 5, logId: lines.length + 1 });
  };
  const source = () => new RedisSource({ url: redis.url, transactions: log, clock, log: silentLog, stream });
  const feed = async (t: Test, link: RecordingLink, limits: Partial<FeedLimits> = {}): Promise<Feed> => {
    const ports = { transactions: log, source: source(), link, clock, random: systemRandom, log: silentLog };
    const made = createFeed({ ...ports, limits });
    t.teardown(() => made.stop());
    await made.start();
    return made;
  };
  const pushed = (place: number) => until(async () => (await log.place('results')) === place);
  return { lines, log, stream, add, feed, source, pushed };
}

async function client(t: Test, redis: TestRedis) {
  const made = createClient({ url: redis.url });
  made.on('error', () => undefined);
  await made.connect();
  t.teardown(() => made.destroy());
  return made;
}

t.test('projects the log and pushes what another process committed, at once', { skip }, async (t) => {
  const redis = await openRedis(t);
  const { log, add, feed, source, stream } = setUp(redis);
  const link = new RecordingLink();
  await feed(t, link, { pollMs: hourMs });
  const direct = await client(t, redis);
  await until(() =>
    direct.xInfoGroups(stream).then(
      (groups) => groups.length === 1,
      () => false,
    ),
  );
  const elsewhere = source();
  await elsewhere.start();
  t.teardown(() => elsewhere.stop());
  for (let i = 1; i <= 3; i += 1) {
    add(`chg_${i}`);
    await until(async () => {
      elsewhere.wake();
      return (await log.place('results')) === i;
    });
  }
  t.strictSame(link.results(), ['chg_1 paid', 'chg_2 paid', 'chg_3 paid']);
  t.ok((await direct.xLen(stream)) > 0);
});

t.test('goes on when Redis is emptied at any time', { skip }, async (t) => {
  const redis = await openRedis(t);
  const { add, feed, pushed, stream } = setUp(redis);
  const link = new RecordingLink();
  const made = await feed(t, link, { pollMs: 20, retryMs: 5 });
  const direct = await client(t, redis);
  for (let i = 1; i <= 60; i += 1) {
    add(`chg_${i}`);
    made.wake();
    if (i % 3 === 0) await direct.del(stream);
    if (i % 5 === 0) await pushed(i);
  }
  await pushed(60);
  const told = new Set(link.results());
  t.equal(told.size, 60);
});

t.test('catches up after a restart, from what the table says was pushed', { skip }, async (t) => {
  const redis = await openRedis(t);
  const { add, feed, pushed, stream } = setUp(redis);
  for (let i = 1; i <= 3; i += 1) add(`chg_${i}`);
  const first = new RecordingLink();
  const one = await feed(t, first);
  await pushed(3);
  await one.stop();
  for (let i = 4; i <= 1200; i += 1) add(`chg_${i}`);
  const direct = await client(t, redis);
  await direct.del(stream);
  const second = new RecordingLink();
  await feed(t, second);
  await pushed(1200);
  t.equal(second.results()[0], 'chg_4 paid');
  t.equal(new Set(second.results()).size, 1197);
});

t.test('pushes what its predecessor took from the stream and never pushed', { skip }, async (t) => {
  const redis = await openRedis(t);
  const { add, feed, source, pushed, stream } = setUp(redis);
  const one = await feed(t, new RecordingLink());
  add('chg_1');
  one.wake();
  await pushed(1);
  const direct = await client(t, redis);
  await until(() =>
    direct.xInfoGroups(stream).then(
      (groups) => groups.length === 1,
      () => false,
    ),
  );
  await one.stop();
  add('chg_2');
  const elsewhere = source();
  await elsewhere.start();
  t.teardown(() => elsewhere.stop());
  await until(async () => {
    elsewhere.wake();
    const taken = await direct.xReadGroup('results', 'feed', { key: stream, id: '>' }, { COUNT: 10 });
    return taken !== null;
  });
  const second = new RecordingLink();
  await feed(t, second);
  await pushed(2);
  t.strictSame(second.results(), ['chg_2 paid']);
  await until(async () => (await direct.xPending(stream, 'results')).pending === 0);
});

t.test('does not believe a stream of another history, nor entries that do not fit', { skip }, async (t) => {
  const redis = await openRedis(t);
  const { add, feed, pushed, stream } = setUp(redis);
  const direct = await client(t, redis);
  await direct.xAdd(stream, '900-0', { line: '{"logId":900}', previous: '899' });
  const forged = { merchantId: 'm1', machineId: 'k1', orderId: 'o', about: 'charge', refId: 'chg_9' };
  const line = JSON.stringify({ ...forged, state: 'paid', atMs: 1, logId: 901 });
  await direct.xAdd(stream, '901-0', { line, previous: '900' });
  const link = new RecordingLink();
  add('chg_1');
  add('chg_2');
  await feed(t, link, { pollMs: 20 });
  await pushed(2);
  t.strictSame(link.results(), ['chg_1 paid', 'chg_2 paid']);
});

t.test('reads the table when entries are missing in the stream', { skip }, async (t) => {
  const redis = await openRedis(t);
  const { lines, add, feed, pushed, stream } = setUp(redis);
  const direct = await client(t, redis);
  for (let i = 1; i <= 4; i += 1) add(`chg_${i}`);
  for (const at of [0, 3]) {
    const line = lines[at] as LoggedTransaction;
    await direct.xAdd(stream, `${line.logId}-0`, { line: JSON.stringify(line), previous: String(at) });
  }
  const link = new RecordingLink();
  await feed(t, link);
  await pushed(4);
  t.strictSame(link.results(), ['chg_1 paid', 'chg_2 paid', 'chg_3 paid', 'chg_4 paid']);
});

t.test('pushes from the table while Redis is away', { skip }, async (t) => {
  const redis = await openRedis(t, true);
  const { add, feed, pushed } = setUp(redis);
  const link = new RecordingLink();
  const made = await feed(t, link, { pollMs: 20, retryMs: 5 });
  add('chg_1');
  made.wake();
  await pushed(1);
  await redis.stop?.();
  add('chg_2');
  made.wake();
  await pushed(2);
  await redis.start?.();
  add('chg_3');
  made.wake();
  await pushed(3);
  t.strictSame([...new Set(link.results())], ['chg_1 paid', 'chg_2 paid', 'chg_3 paid']);
});
