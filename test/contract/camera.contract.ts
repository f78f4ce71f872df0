/** What every camera driver owes (`hal/camera/camera.ts`), whatever its pictures come from. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import t from 'tap';
import type { Camera, Frame } from '../../hal/hal.ts';
import { openHal } from '../../hal/open-hal.ts';
import { type CameraWorld, fileWorld, httpWorld, programWorld } from '../support/camera-worlds.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { until } from '../support/hal-until.ts';

t.setTimeout(120_000);

/** A JPEG of one grey, so that frames can be told apart. */
const picture = (grey: number) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .jpeg()
    .toBuffer();

function open(profile: unknown, context = testContext()): Camera {
  const { camera } = openHal({ version: 1, camera: profile }, context);
  if (!camera) throw new Error('the profile has no camera');
  return camera;
}

const same = (frame: Frame, jpeg: Buffer) => Buffer.from(frame.jpeg).equals(jpeg);

const worlds: readonly [
  name: string,
  make: (t: { teardown(action: () => unknown): void }) => CameraWorld | Promise<CameraWorld>,
][] = [
  ['that shows a file', fileWorld],
  ['behind rpicam-vid', (t) => programWorld(t, 'rpicam')],
  ['behind V4L2 and ffmpeg', (t) => programWorld(t, 'v4l2')],
  ['that streams over HTTP', (t) => httpWorld(t, 'stream')],
  ['that gives single pictures over HTTP', (t) => httpWorld(t, 'single')],
];

for (const [name, make] of worlds) {
  t.test(`a camera ${name}`, async (t) => {
    const world = await make(t);
    const [dark, light] = [await picture(20), await picture(220)];
    world.show(dark);
    const context = testContext();
    const camera = open(world.profile, context);
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
      t.ok(same(frame, dark));
      t.ok(Math.abs(frame.takenAtMs - Date.now()) < 60_000);
      t.strictSame(turns, [true, false]);
      t.equal(camera.isOn, false);
      await until(() => world.holds() === 0);
    });

    t.test('gives the picture of now, never an older one', async (t) => {
      await camera.capture();
      world.show(light);
      t.ok(same(await camera.capture(), light));
      world.show(dark);
    });

    t.test('hands on pictures while it is watched, and a capture turns nothing off', async (t) => {
      const seen: Frame[] = [];
      const stop = camera.watch((frame) => seen.push(frame));
      await until(() => seen.length >= 2);
      t.equal(camera.isOn, true);
      world.show(light);
      await until(() => seen.some((frame) => same(frame, light)));
      t.ok(same(await camera.capture(), light));
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
        t.ok(same(await camera.capture(), dark));
        return;
      }
      context.warnings.length = 0;
      const seen: Frame[] = [];
      const stop = camera.watch((frame) => seen.push(frame));
      await until(() => seen.length > 0);
      world.tear(dark);
      await until(() => context.warnings.some(({ fields }) => fields?.fault === 'CAMERA_FRAME_TRUNCATED'));
      const before = seen.length;
      await until(() => seen.length > before);
      stop();
      t.ok(seen.every((frame) => same(frame, dark)));
    });

    t.test('tells that it is away, and is ready by itself when it is back', async (t) => {
      await world.unplug();
      t.equal(await faultOf(camera.capture()), 'CAMERA_OFFLINE');
      await until(() => camera.health().state === 'unavailable');
      t.equal(camera.health().fault, 'CAMERA_OFFLINE');
      await world.replug();
      await until(() => camera.health().state === 'ready');
      t.ok(same(await camera.capture(), dark));
    });

    t.test('goes on for those who watch when it was unplugged meanwhile', async () => {
      let seen = 0;
      const stop = camera.watch(() => {
        seen += 1;
      });
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
        await until(() => seen > 0);
        world.silence?.(true);
        await until(() => camera.health().fault === 'CAMERA_STALLED');
        world.silence?.(false);
        const before = seen;
        await until(() => seen > before && camera.health().state === 'ready');
        stop();
        t.pass('it goes on');
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
      t.ok(same(await camera.capture(), dark));
    });
  });
}

t.test('rpicam-vid is asked for MJPEG on its standard output', async (t) => {
  const world = programWorld(t, 'rpicam');
  world.show(await picture(9));
  const camera = open({ ...world.profile, width: 640, height: 480, camera: 1 });
  t.teardown(() => camera.stop());
  await camera.start();
  await camera.capture();
  const args: string[] = JSON.parse(readFileSync(join(world.folder, 'args.json'), 'utf8'));
  for (const pair of ['--codec mjpeg', '--timeout 0', '--camera 1', '--width 640', '--height 480', '-o -']) {
    t.match(args.join(' '), pair);
  }
});

t.test('a video device without MJPEG of its own is encoded', async (t) => {
  const world = programWorld(t, 'v4l2');
  world.show(await picture(9));
  writeFileSync(join(world.folder, 'no-mjpeg'), '');
  const camera = open(world.profile);
  t.teardown(() => camera.stop());
  await camera.start();
  t.ok(await camera.capture());
  const args: string[] = JSON.parse(readFileSync(join(world.folder, 'args.json'), 'utf8'));
  t.notOk(args.includes('copy'));
  t.match(args.join(' '), '-c:v mjpeg');
});

t.test('a program that is not installed is an absent camera', async (t) => {
  const camera = open({ driver: 'rpicam', program: 'no-such-program', probeEveryMs: 100 });
  t.teardown(() => camera.stop());
  await camera.start();
  t.match(camera.health(), { fault: 'CAMERA_OFFLINE', detail: /no-such-program is not installed/ });
});

t.test('an answer that holds no pictures is told as such', async (t) => {
  const world = await httpWorld(t, 'single');
  const url = String(world.profile.url);
  const camera = open({ driver: 'http', url: url.replace('/camera', '/'), captureWithinMs: 2_000 });
  t.teardown(() => camera.stop());
  await camera.start();
  world.show(Buffer.from('<html>no picture</html>'));
  t.match(await faultOf(camera.capture()), /CAMERA_(OFFLINE|STALLED)/);
});

t.test('a folder is shown in turn, by the names of its files', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-camera-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const [dark, light] = [await picture(20), await picture(220)];
  const shown = join(folder, 'turn');
  mkdirSync(shown);
  writeFileSync(join(shown, 'b.jpeg'), light);
  writeFileSync(join(shown, 'a.jpg'), dark);
  writeFileSync(join(shown, 'notes.txt'), 'no picture');
  const camera = open({ driver: 'file', path: shown });
  await camera.start();
  t.teardown(() => camera.stop());
  const frames = [await camera.capture(), await camera.capture(), await camera.capture()];
  t.strictSame(
    frames.map((frame) => same(frame, dark)),
    [true, false, true],
  );
});
