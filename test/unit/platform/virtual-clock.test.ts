import t from 'tap';
import { sleep } from '../../../src/platform/clock.ts';
import { Timeline, VirtualClock } from '../../../src/platform/virtual-clock.ts';

t.test(
  'events happen in order of time, those of one instant in the order in which they were planned',
  async (t) => {
    const timeline = new Timeline();
    const happened: string[] = [];
    const plan = (delayMs: number, name: string) => timeline.after(delayMs, () => happened.push(name));
    for (const [delayMs, name] of [
      [30, 'd'],
      [10, 'a'],
      [20, 'b'],
      [20, 'c'],
      [10_000, 'e'],
    ] as const) {
      plan(delayMs, name);
    }
    await timeline.run(9999);
    t.strictSame(happened, ['a', 'b', 'c', 'd']);
    t.equal(timeline.nowMs(), 9999);
    await timeline.run(10_000);
    t.equal(happened.at(-1), 'e');
  },
);

t.test('every promise settles before the next event', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 0);
  const happened: string[] = [];
  const chain = async (name: string) => {
    await sleep(clock, 5);
    for (let i = 0; i < 50; i += 1) await Promise.resolve();
    happened.push(name);
  };
  void chain('first');
  timeline.after(5, () => happened.push('second'));
  await timeline.run(10);
  t.strictSame(happened, ['first', 'second']);
});

t.test('hours pass without anybody waiting for them', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 1_000_000);
  await Promise.all([sleep(clock, 5 * 3600_000), timeline.run(5 * 3600_000)]);
  t.equal(clock.now(), 1_000_000 + 5 * 3600_000);
});

t.test('a cancelled timer never fires, and cancelling again does no harm', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 0);
  const cancel = clock.after(5, () => t.fail('it fired'));
  cancel();
  cancel();
  t.equal(await timeline.run(100), false);
});

t.test('the wall clock can be set, the monotonic one cannot', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 5000);
  await timeline.run(100);
  clock.jump(-2000);
  t.equal(clock.now(), 3100);
  t.equal(clock.monotonicMs(), 100);
});

t.test('a clock is trusted for a day after it was confirmed', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 0);
  t.equal(clock.quality(), 'unsynchronised');
  clock.confirm();
  t.equal(clock.quality(), 'synchronised');
  await timeline.run(25 * 3600_000);
  t.equal(clock.quality(), 'holdover');
});

t.test('a stopped clock fires no timer, also none that is set later', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 0);
  const fired: string[] = [];
  clock.after(5, () => fired.push('before'));
  clock.stop();
  clock.after(5, () => fired.push('after'));
  await timeline.run(100);
  t.strictSame(fired, []);
});

t.test('what an event throws ends the run', async (t) => {
  const timeline = new Timeline();
  timeline.after(1, () => {
    throw new Error('a defect');
  });
  await t.rejects(timeline.run(10), { message: 'a defect' });
});
