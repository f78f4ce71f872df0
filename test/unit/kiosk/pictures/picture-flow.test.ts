import t, { type Test } from 'tap';
import type { Camera, Frame } from '../../../../hal/hal.ts';
import { Fault, faultCodeOf } from '../../../../src/domain/fault.ts';
import type { PictureCorners } from '../../../../src/domain/picture-place.ts';
import type { Sightings } from '../../../../src/kiosk/pictures/gather-sightings.ts';
import { PictureFlow } from '../../../../src/kiosk/pictures/picture-flow.ts';
import type { PictureReading } from '../../../../src/kiosk/pictures/picture-ports.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';

const corners: PictureCorners = [
  { x: 0.1, y: 0.1 },
  { x: 0.3, y: 0.1 },
  { x: 0.3, y: 0.2 },
  { x: 0.1, y: 0.2 },
];
const cola: Sightings = { codes: [{ text: '6901234567892', symbology: ']E0', corners }], unread: [] };
const empty: Sightings = { codes: [], unread: [] };
const jpeg = (number: number) => Uint8Array.of(0xff, 0xd8, number, 0xff, 0xd9);
const filming = { phase: 'takingPicture', orderId: undefined, picture: { source: 'camera' as const } };
const listing = { phase: 'listing', orderId: 'ord_1' };

/** A camera that shows a picture when it is told to, and a reader that says of a picture what it is told to. */
function flowAt(t: Test) {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, Date.UTC(2026, 10, 22));
  const readings: PictureReading[] = [];
  const failures: string[] = [];
  const seen: number[] = [];
  let watcher: ((frame: Frame) => void) | undefined;
  let sees: Sightings | Fault = cola;
  const camera = {
    health: () => ({ state: 'ready' }),
    watch: (listener: (frame: Frame) => void) => {
      watcher = listener;
      return () => {
        watcher = undefined;
      };
    },
  } as unknown as Camera;
  const flow = new PictureFlow({
    ...{ clock, log: silentLog, camera },
    reader: {
      read: async (picture) => {
        seen.push(picture[2] ?? 0);
        if (sees instanceof Fault) throw sees;
        return sees;
      },
      stop: async () => undefined,
    },
    read: (reading) => readings.push(reading),
    failed: (code) => failures.push(code),
    changed: () => undefined,
  });
  t.teardown(() => flow.stop());
  let taken = 0;
  return {
    ...{ flow, readings, failures, seen },
    isOn: () => watcher !== undefined,
    wait: (ms: number) => timeline.run(timeline.nowMs() + ms),
    /** Films for a while, a picture every 200 ms. */
    async film(pictures: number, shows: Sightings | Fault) {
      sees = shows;
      for (let i = 0; i < pictures; i += 1) {
        taken += 1;
        watcher?.({ jpeg: jpeg(taken), takenAtMs: clock.now() });
        await timeline.run(timeline.nowMs() + 200);
      }
    },
  };
}

t.test('the camera is on exactly while its page stands', async (t) => {
  const { flow, isOn } = flowAt(t);
  flow.follow({ phase: 'welcome' });
  t.equal(isOn(), false);
  flow.follow(filming);
  t.equal(isOn(), true);
  flow.follow({ ...filming, orderId: 'ord_1' });
  t.equal(isOn(), true, 'as the order begins');
  flow.follow(listing);
  t.equal(isOn(), false);
  flow.follow(filming);
  flow.stop();
  t.equal(isOn(), false, 'when the machine stops');
});

t.test('an item is told once, when it was seen twice, and an end when nothing new came', async (t) => {
  const { flow, readings, film } = flowAt(t);
  flow.follow(filming);
  await film(1, cola);
  t.same(
    readings.flatMap(({ items }) => items),
    [],
    'once may be a misreading',
  );
  await film(9, cola);
  t.equal(readings.flatMap(({ items }) => items).length, 1);
  t.equal(readings.at(-1)?.settled, true);
});

t.test('goods that still lie there in the next session are not told again', async (t) => {
  const { flow, readings, film } = flowAt(t);
  flow.follow(filming);
  await film(3, cola);
  flow.follow(listing);
  flow.follow({ ...filming, orderId: 'ord_1' });
  await film(3, cola);
  t.equal(readings.flatMap(({ items }) => items).length, 1);
  flow.follow({ phase: 'welcome' });
  flow.follow(filming);
  await film(3, cola);
  t.equal(readings.flatMap(({ items }) => items).length, 2, 'the next shopper buys them');
});

t.test('pictures are read one at a time, and of those that came meanwhile only the newest', async (t) => {
  const { flow, seen, film, wait } = flowAt(t);
  flow.follow(filming);
  await film(1, cola);
  t.same(seen, [1]);
  flow.follow(listing);
  await wait(1_000);
  t.same(seen, [1], 'none after the page was left');
});

t.test('a picture is there for the screen while its page stands, and gone with it', async (t) => {
  const { flow, film } = flowAt(t);
  flow.follow(filming);
  t.equal(flow.now().pictureId, undefined);
  await film(2, cola);
  const { pictureId = '' } = flow.now();
  t.same(flow.picture(pictureId)?.bytes, jpeg(2));
  t.equal(flow.picture('999'), undefined);
  flow.follow(listing);
  t.equal(flow.picture(pictureId), undefined);
});

t.test(
  'a bad picture is passed over; a reader that ended and a camera that shows nothing are told',
  async (t) => {
    const bad = flowAt(t);
    bad.flow.follow(filming);
    await bad.film(2, new Fault('PICTURE_MALFORMED', 'read'));
    await bad.film(2, cola);
    t.equal(bad.readings.flatMap(({ items }) => items).length, 1);
    t.same(bad.failures, []);
    await bad.film(1, new Fault('PICTURE_READER_ENDED', 'read'));
    t.same(bad.failures, ['PICTURE_READER_ENDED']);
    const blind = flowAt(t);
    blind.flow.follow(filming);
    await blind.wait(20_000);
    t.same(blind.failures, ['CAMERA_STALLED']);
  },
);

t.test('a picture that is handed in is read while goods are expected', async (t) => {
  const { flow, readings, film } = flowAt(t);
  await film(0, cola);
  flow.follow({ phase: 'welcome' });
  t.same(await flow.take(jpeg(1)), { read: 1, unread: 0 });
  t.match(readings, [{ source: 'upload', settled: true, items: [{ text: '6901234567892' }] }]);
  await film(0, empty);
  t.same(await flow.take(jpeg(2)), { read: 0, unread: 0 });
  for (const wish of [{ phase: 'presentingCode' }, { phase: 'charging' }, filming]) {
    flow.follow(wish);
    t.equal(await flow.take(jpeg(3)).catch(faultCodeOf), 'SALE_BUSY', wish.phase);
  }
  t.equal(readings.length, 2);
});

t.test('without a reader or a camera no picture is offered', async (t) => {
  const { flow } = flowAt(t);
  t.equal(flow.canTake(), true);
  const none = new PictureFlow({
    ...{ clock: new VirtualClock(new Timeline(), 0), log: silentLog, camera: undefined, reader: undefined },
    ...{ read: () => undefined, failed: () => undefined, changed: () => undefined },
  });
  t.equal(none.canTake(), false);
  t.equal(await none.take(jpeg(1)).catch(faultCodeOf), 'PICTURE_READER_ENDED');
});
