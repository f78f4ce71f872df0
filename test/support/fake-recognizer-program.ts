/**
 * Keeps the protocol of the process that reads faces without reading any: what it does is the second byte of the
 * frame. `f` finds a face as wide as the frame is long, `e` ends, `h` hangs, `r` refuses, `n` answers nonsense,
 * `t` tells twice.
 */
import { createWriteStream } from 'node:fs';
import { answerLine, FrameAssembly } from '../../models/people/recognizer-codec.ts';

const answers = createWriteStream('', { fd: 3 });
const assembly = new FrameAssembly();

const found = (width: number) =>
  answerLine({
    found: {
      frame: { width: 640, height: 480 },
      faces: [
        {
          score: 1,
          box: { x: 0, y: 0, width, height: 100 },
          ...{ eyeDistancePx: 40, sharpness: 1, brightness: 0.5 },
          pose: { yaw: 0, pitch: 0, roll: 0 },
          eyes: { left: 0.3, right: 0.3 },
          mouth: { open: 0, width: 0.4 },
        },
      ],
    },
  });

function play(jpeg: Uint8Array): void {
  const script = String.fromCharCode(jpeg[1] ?? 0);
  if (script === 'e') process.exit(3);
  if (script === 'n') answers.write('nonsense\n');
  if (script === 'r') answers.write(answerLine({ refused: 'PICTURE_MALFORMED' }));
  if (script === 'f') answers.write(found(jpeg.length));
  if (script === 't') answers.write(found(jpeg.length) + found(jpeg.length));
}

process.stdin.on('data', (bytes: Uint8Array) => {
  for (const { jpeg } of assembly.feed(bytes)) play(jpeg);
});
process.stdin.once('end', () => process.exit(0));
answers.write(answerLine({ ready: 'wasm' }));
