import t from 'tap';
import { RecentCounts } from '../../../../src/cloud/desks/recent-counts.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';

t.test('what happened is counted for its name until it is too long ago', async (t) => {
  const timeline = new Timeline();
  const counts = new RecentCounts(new VirtualClock(timeline, 0), 1000);
  counts.add('a');
  await timeline.run(600);
  counts.add('a');
  counts.add('b');
  t.strictSame([counts.of('a'), counts.of('b'), counts.of('c')], [2, 1, 0]);
  await timeline.run(1000);
  t.strictSame([counts.of('a'), counts.of('b')], [1, 1]);
  await timeline.run(1600);
  t.strictSame([counts.of('a'), counts.of('b')], [0, 0]);
});

t.test('setting the clock neither forgets nor keeps a count', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 0);
  const counts = new RecentCounts(clock, 1000);
  counts.add('a');
  clock.jump(3_600_000);
  t.equal(counts.of('a'), 1);
  clock.jump(-7_200_000);
  await timeline.run(1000);
  t.equal(counts.of('a'), 0);
});

t.test('of very many names those that were quiet longest are forgotten', (t) => {
  const counts = new RecentCounts(new VirtualClock(new Timeline(), 0), 1000);
  counts.add('first');
  for (let n = 0; n < 10_000; n += 1) {
    if (n === 5000) counts.add('first');
    counts.add(`n${n}`);
  }
  t.strictSame([counts.of('n0'), counts.of('first'), counts.of('n9999')], [0, 2, 1]);
  t.end();
});
