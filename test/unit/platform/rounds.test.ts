import t from 'tap';
import { type Log, silentLog } from '../../../src/platform/log.ts';
import { Rounds } from '../../../src/platform/rounds.ts';
import { Timeline, VirtualClock } from '../../../src/platform/virtual-clock.ts';

/** Rounds whose ends the test decides, beginning at the times in `begunAtMs`. */
function setUp(everyMs = 1000) {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 0);
  const begunAtMs: number[] = [];
  const told: string[] = [];
  const log: Log = { ...silentLog, warn: (message, fields) => told.push(`${message}: ${fields?.fault}`) };
  let end: PromiseWithResolvers<number | undefined> | undefined;
  const round = () => {
    begunAtMs.push(timeline.nowMs());
    end = Promise.withResolvers();
    return end.promise;
  };
  const rounds = new Rounds({ clock, log }, { everyMs, round, failed: 'looked at later' });
  return {
    ...{ timeline, rounds, begunAtMs, told },
    endRound: (pauseMs?: number) => end?.resolve(pauseMs),
    failRound: (error: Error) => end?.reject(error),
  };
}

t.test('a round comes at the start, and then after a pause from the end of the one before', async (t) => {
  const { timeline, rounds, begunAtMs, endRound } = setUp();
  rounds.start();
  t.strictSame(begunAtMs, [0]);
  await timeline.run(5000);
  t.strictSame(begunAtMs, [0], 'no second one beside the first');
  endRound();
  await timeline.run(5999);
  t.strictSame(begunAtMs, [0]);
  await timeline.run(6000);
  t.strictSame(begunAtMs, [0, 6000]);
});

t.test('a round may say how soon the next one is to come', async (t) => {
  const { timeline, rounds, begunAtMs, endRound } = setUp();
  rounds.start();
  endRound(20);
  await timeline.run(20);
  t.strictSame(begunAtMs, [0, 20]);
});

t.test('waking begins a round at once, and the pause counts anew from its end', async (t) => {
  const { timeline, rounds, begunAtMs, endRound } = setUp();
  rounds.start();
  endRound();
  await timeline.run(900);
  rounds.wake();
  endRound();
  await timeline.run(1899);
  t.strictSame(begunAtMs, [0, 900]);
  await timeline.run(1900);
  t.strictSame(begunAtMs, [0, 900, 1900]);
});

t.test('waking during a round, however often, is followed by one more', async (t) => {
  const { timeline, rounds, begunAtMs, endRound } = setUp();
  rounds.start();
  rounds.wake();
  rounds.wake();
  await timeline.run(300);
  t.strictSame(begunAtMs, [0]);
  endRound();
  await timeline.run(301);
  t.strictSame(begunAtMs, [0, 300]);
  endRound();
  await timeline.run(1000);
  t.strictSame(begunAtMs, [0, 300]);
});

t.test('stopping waits for the round under way, and nothing begins after it', async (t) => {
  const { timeline, rounds, begunAtMs, endRound } = setUp();
  rounds.start();
  rounds.wake();
  t.equal(rounds.stopping(), false);
  let stopped = false;
  const stop = rounds.stop().then(() => {
    stopped = true;
  });
  t.equal(rounds.stopping(), true);
  await timeline.run(5000);
  t.equal(stopped, false);
  endRound();
  await stop;
  rounds.wake();
  await timeline.run(60_000);
  t.strictSame(begunAtMs, [0]);
});

t.test('stopping between two rounds takes the next one back', async (t) => {
  const { timeline, rounds, begunAtMs, endRound } = setUp();
  rounds.start();
  endRound();
  await timeline.run(500);
  await rounds.stop();
  await timeline.run(60_000);
  t.strictSame(begunAtMs, [0]);
});

t.test('what was stopped can be started again, also while its last round still runs', async (t) => {
  const { timeline, rounds, begunAtMs, endRound } = setUp();
  rounds.start();
  const stop = rounds.stop();
  rounds.start();
  endRound();
  await timeline.run(10);
  t.equal(begunAtMs.length, 2);
  endRound();
  await stop;
  await timeline.run(1100);
  t.equal(begunAtMs.length, 3);
});

t.test('nothing begins before the start, however often it is woken', async (t) => {
  const { timeline, rounds, begunAtMs } = setUp();
  rounds.wake();
  await timeline.run(5000);
  t.strictSame(begunAtMs, []);
});

t.test('a round that fails is told, and the next one comes', async (t) => {
  const { timeline, rounds, begunAtMs, told, failRound } = setUp();
  rounds.start();
  failRound(new Error('the database is away'));
  await timeline.run(1000);
  t.strictSame(told, ['looked at later: the database is away']);
  t.strictSame(begunAtMs, [0, 1000]);
  rounds.wake();
  failRound(new Error('still away'));
  await timeline.run(1001);
  t.equal(told.length, 2);
  t.equal(begunAtMs.length, 3, 'what was asked for during it is not lost');
});
