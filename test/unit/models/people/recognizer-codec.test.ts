import t from 'tap';
import { pictureBytesMax } from '../../../../models/codes/picture-header.ts';
import {
  AnswerLines,
  answerBytesMax,
  answerLine,
  FrameAssembly,
  frameHeader,
  frameHeaderBytes,
  templateText,
  wantsNumber,
  wantsOf,
} from '../../../../models/people/recognizer-codec.ts';

const wants = { templates: true, expression: false, body: true };
const jpeg = Uint8Array.of(0xff, 0xd8, 1, 2, 3, 0xff, 0xd9);
const frame = { jpeg, takenAtMs: 1_234.5, wants };
const bytesOf = (one: typeof frame) => Buffer.concat([frameHeader(one), one.jpeg]);
const face = {
  score: 0.9,
  box: { x: 10, y: -3.5, width: 100, height: 120 },
  eyeDistancePx: 40,
  sharpness: 0.8,
  brightness: 0.5,
  pose: { yaw: -4, pitch: 2, roll: 0 },
  eyes: { left: 0.3, right: 0.3 },
  mouth: { open: 0, width: 0.4 },
};
const found = { frame: { width: 640, height: 480 }, faces: [face] };

t.test('frames come out as they went in, however the pipe cuts them', async (t) => {
  const all = Buffer.concat([bytesOf(frame), bytesOf({ ...frame, takenAtMs: 2 })]);
  for (const step of [1, 5, frameHeaderBytes, all.length]) {
    const assembly = new FrameAssembly();
    const frames = [];
    for (let at = 0; at < all.length; at += step) frames.push(...assembly.feed(all.subarray(at, at + step)));
    t.same(
      frames.map((one) => ({ ...one, jpeg: Uint8Array.from(one.jpeg) })),
      [frame, { ...frame, takenAtMs: 2 }],
      `${step} bytes at a time`,
    );
  }
});

t.test('bytes that are no frame, and frames that are too long, are refused at their header', async (t) => {
  const wrong = (change: (header: Buffer) => void) => {
    const header = Buffer.from(frameHeader(frame));
    change(header);
    return () => new FrameAssembly().feed(header);
  };
  t.throws(wrong((header) => header.writeUInt16BE(1, 0)));
  t.throws(wrong((header) => header.writeUInt16BE(8, 2)));
  t.throws(wrong((header) => header.writeUInt32BE(pictureBytesMax + 1, 4)));
  t.throws(wrong((header) => header.writeDoubleBE(Number.NaN, 8)));
});

t.test('what is wanted is one number and back', async (t) => {
  for (let number = 0; number < 8; number += 1) t.equal(wantsNumber(wantsOf(number)), number);
});

t.test('a template comes back to the bit, and one of another length is refused', async (t) => {
  const template = Float32Array.from({ length: 128 }, (_, i) => Math.sin(i) / 3);
  const line = (text: string) => answerLine({ found: { ...found, faces: [{ ...face, template: text }] } });
  const [answer] = new AnswerLines().feed(Buffer.from(line(templateText(template))));
  t.same(answer && 'found' in answer && answer.found.faces[0]?.template, template);
  t.throws(() => new AnswerLines().feed(Buffer.from(line(templateText(template.subarray(1))))));
});

t.test('answers are told line by line, and strictly', async (t) => {
  const lines = new AnswerLines();
  const bytes = Buffer.from(answerLine({ ready: 'onnx' }) + answerLine({ found }));
  t.same(lines.feed(bytes.subarray(0, 30)), [{ ready: 'onnx' }]);
  t.same(lines.feed(bytes.subarray(30)), [{ found }]);
  const refused = (text: string) => () => new AnswerLines().feed(Buffer.from(`${text}\n`));
  t.throws(refused('{'));
  t.throws(refused('{"ready":"gpu"}'));
  t.throws(refused(JSON.stringify({ found: { ...found, more: 1 } })));
  t.throws(refused(JSON.stringify({ found: { ...found, faces: [{ ...face, score: 2 }] } })));
  t.throws(refused(JSON.stringify({ found: { ...found, faces: Array(5).fill(face) } })));
  t.throws(() => new AnswerLines().feed(Buffer.alloc(answerBytesMax + 1, 'x')), 'a line without an end');
});
