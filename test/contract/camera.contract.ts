/** The camera's contract over files, programs and HTTP, and what is particular to each. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { cameraSuite, openCamera, picture, shows } from '../support/camera-suite.ts';
import { fileWorld, httpWorld, programWorld } from '../support/camera-worlds.ts';
import { faultOf } from '../support/hal-context.ts';
import { until } from '../support/hal-until.ts';

t.setTimeout(240_000);
// Suites mostly wait, each for a simulator of its own.
t.jobs = 4;

cameraSuite('that shows a file', false, fileWorld);
cameraSuite('behind rpicam-vid', false, (t) => programWorld(t, 'rpicam'));
cameraSuite('behind V4L2 and ffmpeg', false, (t) => programWorld(t, 'v4l2'));
cameraSuite('that streams over HTTP', false, (t) => httpWorld(t, 'stream'));
cameraSuite('that gives single pictures over HTTP', false, (t) => httpWorld(t, 'single'));

t.test('rpicam-vid is asked for MJPEG on its standard output', async (t) => {
  const world = programWorld(t, 'rpicam');
  world.show(await picture(9));
  const camera = openCamera({ ...world.profile, width: 640, height: 480, camera: 1 });
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
  const camera = openCamera(world.profile);
  t.teardown(() => camera.stop());
  await camera.start();
  t.ok(await camera.capture());
  const args: string[] = JSON.parse(readFileSync(join(world.folder, 'args.json'), 'utf8'));
  t.notOk(args.includes('copy'));
  t.match(args.join(' '), '-c:v mjpeg');
});

t.test('a program that is not installed is an absent camera', async (t) => {
  const camera = openCamera({ driver: 'rpicam', program: 'no-such-program', probeEveryMs: 100 });
  t.teardown(() => camera.stop());
  await camera.start();
  const { fault, detail } = await until(() => camera.health().detail !== 'not started' && camera.health());
  t.match({ fault, detail }, { fault: 'CAMERA_OFFLINE', detail: /no-such-program is not installed/ });
});

t.test('an answer that holds no pictures is told as such', async (t) => {
  const world = await httpWorld(t, 'single');
  const url = String(world.profile.url);
  const camera = openCamera({ driver: 'http', url: url.replace('/camera', '/'), captureWithinMs: 2_000 });
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
  const camera = openCamera({ driver: 'file', path: shown });
  await camera.start();
  t.teardown(() => camera.stop());
  const frames = [await camera.capture(), await camera.capture(), await camera.capture()];
  t.strictSame(await Promise.all(frames.map((frame) => shows(frame, 20))), [true, false, true]);
});
