/**
 * Stands for aplay and espeak-ng: writes down what it was given and plays what its folder's files ask for.
 * As `voice` it hands its text on in place of speech. Usage: fake-sound-program.ts FOLDER player|voice ARGUMENTS…
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

const [folder = '', as = '', ...args] = process.argv.slice(2);
const at = (name: string) => join(folder, name);
const note = (entry: object) =>
  appendFileSync(at('notes.jsonl'), `${JSON.stringify({ as, pid: process.pid, ...entry })}\n`);

if (existsSync(at(`${as}-away`))) {
  console.error(`${as}: audio open error: No such device`);
  process.exit(1);
}
const given = await buffer(process.stdin);
if (as === 'voice') {
  note({ args, text: given.toString('utf8') });
  process.stdout.write(given);
} else {
  const sha256 = createHash('sha256').update(given).digest('hex');
  note({ args, bytes: given.length, sha256, text: given.length < 1000 ? given.toString('utf8') : '' });
  // The moment of silence with which the driver looks for the device is never held up.
  while (existsSync(at('hold')) && given.length !== 0 && !isProbe(given)) await sleep(5);
  note({ ended: sha256 });
}

function isProbe(wave: Buffer): boolean {
  return wave.subarray(0, 4).toString() === 'RIFF' && wave.subarray(44).every((byte) => byte === 0);
}
