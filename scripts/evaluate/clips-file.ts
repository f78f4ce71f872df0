/**
 * Clips of people who look at an offer, and what an observer says of each: `clips.csv` with the header
 * `folder,attitude,offered_at_ms,answered_at_ms,frame_every_ms`, and a folder of JPEGs each, in the order of their
 * names. Times count from a clip's first picture.
 */
import { type Attitude, attitudeSchema } from '../../src/domain/reaction-evidence.ts';

export interface Clip {
  readonly folder: string;
  readonly attitude: Attitude;
  readonly offeredAtMs: number;
  readonly answeredAtMs: number;
  readonly frameEveryMs: number;
}

export const clipsHeader = 'folder,attitude,offered_at_ms,answered_at_ms,frame_every_ms';
const msMax = 120_000;

export function clipLine(clip: Clip): string {
  return [clip.folder, clip.attitude, clip.offeredAtMs, clip.answeredAtMs, clip.frameEveryMs].join(',');
}

/** Throws with the number of the line that is wrong; folders are plain names. */
export function readClips(text: string): Clip[] {
  const [first = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (first.trim() !== clipsHeader) throw new Error(`the first line must be ${clipsHeader}`);
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const [folder = '', word, ...times] = line.split(',').map((field) => field.trim());
    const attitude = attitudeSchema.safeParse(word);
    const [offeredAtMs = -1, answeredAtMs = -1, frameEveryMs = -1] = times.map(Number);
    const isRight =
      times.length === 3 &&
      /^[\w-]{1,80}$/.test(folder) &&
      attitude.success &&
      offeredAtMs >= 0 &&
      answeredAtMs >= offeredAtMs &&
      answeredAtMs <= msMax &&
      frameEveryMs > 0;
    if (!isRight) throw new Error(`line ${i + 2} is no clip`);
    return [{ folder, attitude: attitude.data, offeredAtMs, answeredAtMs, frameEveryMs }];
  });
}
