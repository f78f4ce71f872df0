/**
 * What goes between the machine and the process that reads faces. Towards it: frames, each a header of 16 bytes
 * and a JPEG. Back from it: one JSON object a line. Both sides refuse what is longer or shaped otherwise; one
 * frame is on its way at a time, so nothing piles up.
 */
import { z } from 'zod';
import type { FaultCode } from '../../src/domain/fault.ts';
import { pictureBytesMax } from '../codes/picture-header.ts';
import { expressions, facesMax, templateLength, type Wants } from './recognizer.ts';

const mark = 0x6b66;
export const frameHeaderBytes = 16;
/** A line with `facesMax` faces and their templates is a tenth of it. */
export const answerBytesMax = 64 * 1024;

export interface AskedFrame {
  readonly jpeg: Uint8Array;
  readonly takenAtMs: number;
  readonly wants: Wants;
}

const wantBits = { templates: 1, expression: 2, body: 4 } as const;

export function frameHeader({ jpeg, takenAtMs, wants }: AskedFrame): Uint8Array {
  const header = Buffer.alloc(frameHeaderBytes);
  header.writeUInt16BE(mark, 0);
  header.writeUInt16BE(wantsNumber(wants), 2);
  header.writeUInt32BE(jpeg.length, 4);
  header.writeDoubleBE(takenAtMs, 8);
  return header;
}

export function wantsNumber(wants: Wants): number {
  return (
    (wants.templates ? wantBits.templates : 0) |
    (wants.expression ? wantBits.expression : 0) |
    (wants.body ? wantBits.body : 0)
  );
}

export function wantsOf(number: number): Wants {
  return {
    templates: (number & wantBits.templates) !== 0,
    expression: (number & wantBits.expression) !== 0,
    body: (number & wantBits.body) !== 0,
  };
}

/** Puts frames together from the bytes of a pipe; throws at the first byte that is none of a frame. */
export class FrameAssembly {
  #parts: Uint8Array[] = [];
  #held = 0;

  /** The frames that are whole now. */
  feed(bytes: Uint8Array): AskedFrame[] {
    this.#parts.push(bytes);
    this.#held += bytes.length;
    const frames: AskedFrame[] = [];
    for (;;) {
      if (this.#held < frameHeaderBytes) return frames;
      const header = this.#peekHeader();
      if (this.#held < frameHeaderBytes + header.length) return frames;
      const all = Buffer.concat(this.#parts);
      const end = frameHeaderBytes + header.length;
      frames.push({ ...header.frame, jpeg: all.subarray(frameHeaderBytes, end) });
      this.#parts = end === all.length ? [] : [all.subarray(end)];
      this.#held = all.length - end;
    }
  }

  #peekHeader(): { readonly length: number; readonly frame: Omit<AskedFrame, 'jpeg'> } {
    if ((this.#parts[0]?.length ?? 0) < frameHeaderBytes) this.#parts = [Buffer.concat(this.#parts)];
    const { buffer, byteOffset } = this.#parts[0] ?? new Uint8Array(frameHeaderBytes);
    const header = Buffer.from(buffer, byteOffset, frameHeaderBytes);
    const [number, length, takenAtMs] = [
      header.readUInt16BE(2),
      header.readUInt32BE(4),
      header.readDoubleBE(8),
    ];
    const isFrame = header.readUInt16BE(0) === mark && number < 8 && Number.isFinite(takenAtMs);
    if (!isFrame || length > pictureBytesMax) throw new Error('bytes that are no frame');
    return { length, frame: { takenAtMs, wants: wantsOf(number) } };
  }
}

const finite = z.number();
const share = z.number().min(0).max(1);
const template = z.base64().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== templateLength * 4) {
    context.addIssue({ code: 'custom', message: 'a template of another length' });
    return z.NEVER;
  }
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
});
const face = z.strictObject({
  score: share,
  box: z.strictObject({ x: finite, y: finite, width: finite.min(0), height: finite.min(0) }),
  eyeDistancePx: finite.min(0),
  sharpness: share,
  brightness: share,
  pose: z.strictObject({ yaw: finite, pitch: finite, roll: finite }),
  eyes: z.strictObject({ left: finite.min(0), right: finite.min(0) }),
  mouth: z.strictObject({ open: finite.min(0), width: finite.min(0) }),
  expression: z.record(z.enum(expressions), share).exactOptional(),
  template: template.exactOptional(),
});
const joint = z.strictObject({ x: finite, y: finite, score: share });
const reading = z.strictObject({
  frame: z.strictObject({ width: z.int().min(1), height: z.int().min(1) }),
  faces: z.array(face).max(facesMax),
  body: z
    .strictObject({ leftShoulder: joint, rightShoulder: joint, leftWrist: joint, rightWrist: joint })
    .exactOptional(),
});
const answerSchema = z.union([
  z.strictObject({ ready: z.enum(['onnx', 'wasm']) }),
  z.strictObject({ found: reading }),
  z.strictObject({ refused: z.enum(['PICTURE_MALFORMED', 'PICTURE_TOO_LARGE']) }),
]);
export type RecognizerAnswer = z.infer<typeof answerSchema>;
export type RefusedPicture = Extract<FaultCode, 'PICTURE_MALFORMED' | 'PICTURE_TOO_LARGE'>;

/** One line without its end. */
export function answerLine(answer: z.input<typeof answerSchema>): string {
  return `${JSON.stringify(answer)}\n`;
}

export function templateText(template: Float32Array): string {
  return Buffer.from(template.buffer, template.byteOffset, template.byteLength).toString('base64');
}

/** Cuts a pipe's bytes into answers; throws at the first line that is none. */
export class AnswerLines {
  #held = '';

  feed(bytes: Uint8Array): RecognizerAnswer[] {
    this.#held += Buffer.from(bytes).toString('latin1');
    const lines = this.#held.split('\n');
    this.#held = lines.pop() ?? '';
    if (this.#held.length > answerBytesMax || lines.some((line) => line.length > answerBytesMax))
      throw new Error('an answer that is too long');
    return lines.map((line) => answerSchema.parse(JSON.parse(line)));
  }
}
