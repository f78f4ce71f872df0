/** People as a recognizer would tell of them, made from a few numbers: for rules about faces. */
import {
  type Expressions,
  type SeenFace,
  type SeenPeople,
  templateLength,
} from '../../src/domain/identity-face.ts';
import { seededRandom } from '../../src/platform/random.ts';

const calm: Expressions = { happy: 0.02, surprised: 0.02, sad: 0.03, angry: 0.02, disgusted: 0, fearful: 0 };

export interface FaceMood extends Partial<Omit<SeenFace, 'expressions' | 'box'>> {
  readonly expressions?: Partial<Expressions>;
  readonly width?: number;
}

/** A face that looks into the camera, calm and sharp, but for what is said. */
export function seenFace({ expressions, width = 0.3, ...more }: FaceMood = {}): SeenFace {
  return {
    track: 1,
    box: { x: 0.35, y: 0.3, width, height: width * 1.3 },
    eyeDistancePx: width * 200,
    sharpness: 0.8,
    yawDeg: 0,
    pitchDeg: 0,
    rollDeg: 0,
    eyesOpen: 0.9,
    expressions: { ...calm, ...expressions },
    ...more,
  };
}

/** A template of somebody: the same number, the same person; `spread` is how much this look differs. */
export function templateOf(person: number, look = 0, spread = 0.02): Float32Array {
  const self = seededRandom(person * 7919 + 1);
  const noise = seededRandom(person * 104_729 + look + 17);
  return Float32Array.from(
    { length: templateLength },
    () => (self.fraction() - 0.5) * 0.3 + (noise.fraction() - 0.5) * spread,
  );
}

/** Pictures every `everyMs` from `fromMs` to `toMs`, each with the faces that `faces` says. */
export function film(
  fromMs: number,
  toMs: number,
  faces: (atMs: number) => readonly SeenFace[],
  everyMs = 100,
): SeenPeople[] {
  const seen: SeenPeople[] = [];
  for (let atMs = fromMs; atMs <= toMs; atMs += everyMs) seen.push({ atMs, faces: faces(atMs) });
  return seen;
}
