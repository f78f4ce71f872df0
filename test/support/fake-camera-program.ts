/**
 * Stands for rpicam-vid and ffmpeg: writes the JPEG in its folder to standard output, again and again, and
 * plays what the folder's files ask for. `args.json` says how it was run, `running-<pid>` that it runs.
 * Usage: fake-camera-program.ts FOLDER ARGUMENTS…
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '', ...args] = process.argv.slice(2);
const at = (name: string) => join(folder, name);

if (args.includes('--list-cameras') || args.includes('-list_formats')) {
  if (existsSync(at('away'))) console.log('No cameras available!');
  else
    console.log(
      '0 : imx708 [4608x2592]\n1 : imx219 [3280x2464]\nCompressed:       mjpeg : Motion-JPEG : 1280x720',
    );
  process.exit(1);
}
writeFileSync(at('args.json'), JSON.stringify(args));
if (existsSync(at('no-mjpeg')) && args.includes('copy')) {
  console.error('The device has no MJPEG');
  process.exit(1);
}
if (existsSync(at('away'))) {
  console.error('no cameras available');
  process.exit(255);
}
const mark = at(`running-${process.pid}`);
writeFileSync(mark, '');
const end = () => {
  rmSync(mark, { force: true });
  process.exit(0);
};
process.on('SIGTERM', end);
process.stdout.on('error', end);

setInterval(() => {
  if (existsSync(at('away'))) end();
  if (existsSync(at('silent'))) return;
  const jpeg = readFileSync(at('picture.jpg'));
  if (existsSync(at('torn'))) {
    rmSync(at('torn'));
    process.stdout.write(jpeg.subarray(0, jpeg.length - 30));
  }
  process.stdout.write(Buffer.concat([Buffer.from('noise'), jpeg]));
}, 20);
