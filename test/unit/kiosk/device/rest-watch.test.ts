/** When the machine is at rest after a sale. */
import t from 'tap';
import { RestWatch } from '../../../../src/kiosk/device/rest-watch.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';

function setUp() {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 1_000_000);
  let quiet = true;
  let rests = 0;
  const watch = new RestWatch({ clock, isQuiet: () => quiet, rested: () => (rests += 1) });
  const become = (next: boolean) => {
    quiet = next;
    watch.changed();
  };
  return {
    watch,
    become,
    pass: (ms: number) => timeline.run(timeline.nowMs() + ms),
    rests: () => rests,
  };
}

t.test('a machine rests a minute after the last shopper, once', async (t) => {
  const { become, pass, rests } = setUp();
  become(true);
  await pass(3_600_000);
  t.equal(rests(), 0, 'nobody was there');
  become(false);
  become(true);
  await pass(59_000);
  t.equal(rests(), 0);
  become(true);
  await pass(1_000);
  t.equal(rests(), 1);
  become(true);
  await pass(3_600_000);
  t.equal(rests(), 1);
});

t.test('it does not rest while somebody shops', async (t) => {
  const { watch, become, pass, rests } = setUp();
  become(false);
  become(true);
  await pass(30_000);
  become(false);
  await pass(3_600_000);
  t.equal(rests(), 0);
  become(true);
  watch.stop();
  await pass(3_600_000);
  t.equal(rests(), 0, 'nor after it was stopped');
});
