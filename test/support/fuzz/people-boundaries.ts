/** Both ends of the pipe to the process that reads faces. */
import { pictureBytesMax } from '../../../models/codes/picture-header.ts';
import { facesMax, templateLength } from '../../../models/people/recognizer.ts';
import {
  AnswerLines,
  answerBytesMax,
  answerLine,
  FrameAssembly,
  frameHeader,
  templateText,
} from '../../../models/people/recognizer-codec.ts';
import { type Boundary, bytesOf, owed, type Verdict } from './boundary.ts';

const wants = { templates: true, expression: true, body: false };
const frame = (length: number) => {
  const jpeg = new Uint8Array(length).fill(7);
  return Buffer.concat([frameHeader({ jpeg, takenAtMs: 12.5, wants }), jpeg]);
};

/** The reader's word for what it refuses: it ends then, and its owner starts it again. */
function refused(act: () => void): Verdict {
  try {
    act();
    return 'accepted';
  } catch (error) {
    owed(error instanceof Error, 'something thrown that is no error');
    return 'ended';
  }
}

const frames: Boundary = {
  name: 'recognizer-frames',
  samples: [frame(0), frame(5), Buffer.concat([frame(40), frame(1)])],
  bytesMax: 64 * 1024,
  open: () => ({
    take: (input, dice) => {
      const assembly = new FrameAssembly();
      let taken = 0;
      return refused(() => {
        for (const part of dice.cut(input))
          for (const { jpeg, takenAtMs } of assembly.feed(part)) {
            taken += jpeg.length;
            owed(jpeg.length <= pictureBytesMax && Number.isFinite(takenAtMs), 'a frame that is none');
            owed(taken <= input.length, 'more came out than went in');
          }
      });
    },
  }),
};

const face = {
  score: 0.9,
  box: { x: 1, y: 2, width: 30, height: 40 },
  eyeDistancePx: 40,
  sharpness: 0.5,
  brightness: 0.5,
  pose: { yaw: 1, pitch: 2, roll: 3 },
  eyes: { left: 0.3, right: 0.3 },
  mouth: { open: 0.1, width: 0.4 },
  template: templateText(new Float32Array(templateLength).fill(0.1)),
};
const found = answerLine({ found: { frame: { width: 640, height: 480 }, faces: [face] } });

const answers: Boundary = {
  name: 'recognizer-answers',
  samples: [answerLine({ ready: 'onnx' }), found, answerLine({ refused: 'PICTURE_MALFORMED' })].map(bytesOf),
  json: '\n',
  bytesMax: 2 * answerBytesMax,
  open: () => ({
    take: (input, dice) => {
      const lines = new AnswerLines();
      return refused(() => {
        for (const part of dice.cut(input))
          for (const answer of lines.feed(part)) {
            if (!('found' in answer)) continue;
            owed(answer.found.faces.length <= facesMax, `${answer.found.faces.length} faces`);
            for (const { template } of answer.found.faces)
              owed(
                template === undefined || template.length === templateLength,
                'a template of another length',
              );
          }
      });
    },
  }),
};

export const peopleBoundaries: readonly Boundary[] = [frames, answers];
