/** What every camera driver owes (`hal/camera/camera.ts`). */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import t from 'tap';
import { FileCamera } from '../../hal/camera/file-camera.ts';
import { faultOf, testContext } from '../support/hal-context.ts';

/** A JPEG of one grey, so that frames can be told apart. */
const picture = (grey: number) =>
  sharp({ create: { width: 32, height: 24, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .jpeg()
    .toBuffer();

t.test('a camera that shows files', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-camera-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const [dark, light] = [await picture(20), await picture(220)];
  const open = async (path: string) => {
    const camera = new FileCamera('camera', { path }, testContext());
    await camera.start();
    return camera;
  };

  t.test('gives a whole JPEG and the time it was taken', async (t) => {
    const path = join(folder, 'one.jpg');
    writeFileSync(path, dark);
    const camera = await open(path);
    t.equal(camera.health().state, 'ready');
    const frame = await camera.capture();
    t.strictSame(Buffer.from(frame.jpeg), dark);
    t.ok(Math.abs(frame.takenAtMs - Date.now()) < 60_000);
  });

  t.test('shows the newest state of its file, never an older one', async (t) => {
    const path = join(folder, 'changing.jpg');
    writeFileSync(path, dark);
    const camera = await open(path);
    await camera.capture();
    writeFileSync(path, light);
    t.strictSame(Buffer.from((await camera.capture()).jpeg), light);
  });

  t.test('shows the files of a folder in turn, by name', async (t) => {
    const shown = join(folder, 'turn');
    mkdirSync(shown);
    writeFileSync(join(shown, 'b.jpeg'), light);
    writeFileSync(join(shown, 'a.jpg'), dark);
    writeFileSync(join(shown, 'notes.txt'), 'no picture');
    const camera = await open(shown);
    const frames = [await camera.capture(), await camera.capture(), await camera.capture()];
    t.strictSame(
      frames.map(({ jpeg }) => Buffer.from(jpeg).equals(dark)),
      [true, false, true],
    );
  });

  t.test('refuses a picture that was cut off', async (t) => {
    const path = join(folder, 'torn.jpg');
    writeFileSync(path, dark.subarray(0, dark.length - 10));
    t.equal(await faultOf((await open(path)).capture()), 'CAMERA_FRAME_TRUNCATED');
    writeFileSync(path, '');
    t.equal(await faultOf((await open(path)).capture()), 'CAMERA_FRAME_TRUNCATED');
  });

  t.test('is offline without its file, and ready as soon as it gives a picture again', async (t) => {
    const path = join(folder, 'late.jpg');
    const camera = await open(path);
    t.match(camera.health(), { state: 'unavailable', fault: 'CAMERA_OFFLINE' });
    t.equal(await faultOf(camera.capture()), 'CAMERA_OFFLINE');
    writeFileSync(path, light);
    t.ok(await camera.capture());
    t.equal(camera.health().state, 'ready');
    await camera.stop();
    t.equal(camera.health().state, 'unavailable');
  });
});
