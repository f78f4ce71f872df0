import t from 'tap';
import { createServerClock } from '../../../../src/kiosk/screen/web/live/server-clock.ts';

t.test('before the first view the time is the browser’s own', async (t) => {
  t.equal(createServerClock(() => 5).nowMs(), 5);
});

t.test('a view that was held up does not set the clock back', async (t) => {
  let localMs = 1000;
  const clock = createServerClock(() => localMs);
  clock.heard(50_000);
  localMs = 2000;
  clock.heard(50_700);
  t.equal(clock.nowMs(), 51_000);
});

t.test('a machine whose clock was set is followed at once, forth and back', async (t) => {
  let localMs = 1000;
  const clock = createServerClock(() => localMs);
  clock.heard(50_000);
  clock.heard(3_600_000);
  t.equal(clock.nowMs(), 3_600_000);
  localMs = 2000;
  clock.heard(60_000);
  t.equal(clock.nowMs(), 60_000);
});
