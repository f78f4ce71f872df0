/** What every camera owes (`hal/camera/camera.ts`), whatever its pictures come from. */
import sharp from 'sharp';
import t, { type Test } from 'tap';
import type { Camera, Frame } from '../../hal/hal.ts';
import { openHal } from '../../hal/open-hal.ts';
import type { CameraWorld } from './camera-worlds.ts';
import { faultOf, testContext } from './hal-context.ts';
import { until } from './hal-until.ts';

const [darkGrey, lightGrey] = [20, 220];

/** A JPEG of one grey, so that frames can be told apart also when they were encoded anew on their way. */
export const picture = (grey: number): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .jpeg()
    .toBuffer();

export function openCamera(profile: unknown, context = testContext()): Camera {
  const { camera } = openHal({ version: 1, camera: profile }, context);
  if (!camera) throw new Error('the profile has no camera');
  return camera;
}

/** Whether a whole picture of that grey came. */
export async function shows(frame: Frame, grey: number): Promise<boolean> {
  const { channels } = await sharp(frame.jpeg, { failOn: 'warning' }).stats();
  return Math.abs((channels[0]?.mean ?? -1_000) - grey) < 30;
}

export function cameraSuite(
  name: string,
  skip: string | false,
  make: (t: Test) => CameraWorld | Promise<CameraWorld>,
): void {
  t.test(`a camera ${name}`, { skip }, async (t) => {
    const world = await make(t);
    const [dark, light] = [await picture(darkGrey), await picture(lightGrey)];
    world.show(dark);
    const context = testContext();
    const camera = openCamera(world.profile, context);
    const turns: boolean[] = [];
    camera.on('turned', (on) => turns.push(on));
    t.teardown(() => camera.stop());
    t.match(camera.health(), { state: 'unavailable', fault: 'CAMERA_OFFLINE' }, 'untouched before the start');
    await camera.start();
    await until(() => camera.health().state === 'ready');
    t.beforeEach(() => {
      turns.length = 0;
    });

    t.test('is off until a picture is asked for', async (t) => {
      t.equal(camera.isOn, false);
      t.equal(world.holds(), 0);
      t.notMatch(camera.health().detail, /secret/);
    });

    t.test('gives a whole JPEG, the time it was taken, and is off again', async (t) => {
      const frame = await camera.capture();
      t.ok(await shows(frame, darkGrey));
      t.ok(Math.abs(frame.takenAtMs - Date.now()) < 60_000);
      t.strictSame(turns, [true, false]);
      t.equal(camera.isOn, false);
      await until(() => world.holds() === 0);
    });

    t.test('gives the picture of now, never an older one', async (t) => {
      await camera.capture();
      world.show(light);
      t.ok(await shows(await camera.capture(), lightGrey));
      world.show(dark);
    });

    t.test('hands on pictures while it is watched, and a capture turns nothing off', async (t) => {
      const seen: Frame[] = [];
      const stop = camera.watch((frame) => seen.push(frame));
      t.teardown(stop);
      await until(() => seen.length >= 2);
      t.equal(camera.isOn, true);
      world.show(light);
      await until(async () => shows(await until(() => seen.at(-1)), lightGrey));
      t.ok(await shows(await camera.capture(), lightGrey));
      t.equal(camera.isOn, true);
      const before = seen.length;
      await until(() => seen.length > before);
      stop();
      stop();
      const after = seen.length;
      t.strictSame(turns, [true, false]);
      await until(() => world.holds() === 0);
      t.equal(seen.length, after, 'nothing comes after the watch was ended');
      world.show(dark);
    });

    t.test('never hands on a picture that was cut off', async (t) => {
      if (world.tornIs === 'refused') {
        world.tear(dark);
        t.equal(await faultOf(camera.capture()), 'CAMERA_FRAME_TRUNCATED');
        world.show(dark);
        t.ok(await shows(await camera.capture(), darkGrey));
        return;
      }
      context.warnings.length = 0;
      const told = () => context.warnings.some(({ fields }) => fields?.fault === 'CAMERA_FRAME_TRUNCATED');
      const seen: Frame[] = [];
      const stop = camera.watch((frame) => seen.push(frame));
      t.teardown(stop);
      await until(() => seen.length > 0);
      world.tear(dark);
      if (world.tornIs === 'dropped') await until(told);
      const before = seen.length;
      await until(() => seen.length > before + 2);
      stop();
      for (const frame of seen) t.ok(await shows(frame, darkGrey));
    });

    t.test('tells that it is away, and is ready by itself when it is back', async (t) => {
      await world.unplug();
      t.equal(await faultOf(camera.capture()), 'CAMERA_OFFLINE');
      await until(() => camera.health().state === 'unavailable');
      t.equal(camera.health().fault, 'CAMERA_OFFLINE');
      await world.replug();
      await until(() => camera.health().state === 'ready');
      t.ok(await shows(await camera.capture(), darkGrey));
    });

    t.test('goes on for those who watch when it was unplugged meanwhile', async (t) => {
      let seen = 0;
      const stop = camera.watch(() => {
        seen += 1;
      });
      t.teardown(stop);
      await until(() => seen > 0);
      await world.unplug();
      await until(() => camera.health().state === 'unavailable');
      await world.replug();
      const before = seen;
      await until(() => seen > before && camera.health().state === 'ready');
      stop();
    });

    if (world.silence) {
      t.test('is opened again when it stays silent, and says so meanwhile', async (t) => {
        let seen = 0;
        const stop = camera.watch(() => {
          seen += 1;
        });
        t.teardown(stop);
        await until(() => seen > 0);
        world.silence?.(true);
        await until(() => camera.health().fault === 'CAMERA_STALLED');
        world.silence?.(false);
        const before = seen;
        await until(() => seen > before && camera.health().state === 'ready');
        stop();
        t.ok(seen > before, 'it goes on');
      });
    }

    t.test('holds nothing after it was stopped, and whoever waits is told', async (t) => {
      const stop = camera.watch(() => undefined);
      world.silence?.(true);
      const waiting = world.silence && faultOf(camera.capture());
      await camera.stop();
      stop();
      if (waiting) t.equal(await waiting, 'CAMERA_OFFLINE');
      world.silence?.(false);
      t.equal(camera.isOn, false);
      t.equal(camera.health().state, 'unavailable');
      await until(() => world.holds() === 0);
      await camera.start();
      await until(() => camera.health().state === 'ready');
      t.ok(await shows(await camera.capture(), darkGrey));
    });
  });
}
