/**
 * Finds faces in a whole picture with BlazeFace (MediaPipe's long-range model of 256 × 256 points): 896 anchors,
 * each with a score, a box and six points of the face. Of boxes that overlap the surest one stays.
 */

import { shrunkSquare } from './jpeg-pixels.ts';
import type { Net } from './nets/engine.ts';
import { type PicturePatch, type Pixels, patchPoint } from './picture-patch.ts';

export const detectorSide = 256;
/** Anchors by the distance between them in points. */
const grids = [
  { step: 16, each: 2 },
  { step: 32, each: 6 },
];
const numbersEach = 16;
const overlapMax = 0.3;
/** The square that the mesh looks at, by the box found. */
const enlargedBy = 1.4;

/** Where a face lies: the square around it, upright as the face is. */
export interface FoundFace {
  readonly patch: PicturePatch;
  readonly score: number;
}

export async function detectFaces(
  net: Net,
  pixels: Pixels,
  { scoreMin, facesMax }: { readonly scoreMin: number; readonly facesMax: number },
): Promise<FoundFace[]> {
  const size = Math.max(pixels.width, pixels.height);
  const whole = { x: pixels.width / 2, y: pixels.height / 2, size, angle: 0 };
  const small = await shrunkSquare(pixels, detectorSide);
  const [nearScores, farScores, nearBoxes, farBoxes] = await net.run(detectorInput(small));
  if (!nearScores || !farScores || !nearBoxes || !farBoxes) throw new Error('the detector tells too little');
  const candidates: FoundFace[] = [];
  const levels = [
    { scores: nearScores, boxes: nearBoxes },
    { scores: farScores, boxes: farBoxes },
  ];
  levels.forEach(({ scores, boxes }, level) => {
    scores.forEach((logit, anchor) => {
      const score = 1 / (1 + Math.exp(-logit));
      if (score < scoreMin) return;
      const numbers = boxes.subarray(anchor * numbersEach, (anchor + 1) * numbersEach);
      candidates.push({ score, patch: patchOf(numbers, level, anchor, whole) });
    });
  });
  return surest(candidates, facesMax);
}

function detectorInput(small: Uint8Array): Float32Array {
  const input = new Float32Array(small.length);
  for (let i = 0; i < input.length; i += 1) input[i] = (small[i] as number) / 127.5 - 1;
  return input;
}

function patchOf(numbers: Float32Array, level: number, anchor: number, whole: PicturePatch): PicturePatch {
  const { step, each } = grids[level] ?? { step: 1, each: 1 };
  const place = Math.floor(anchor / each);
  const across = detectorSide / step;
  const [anchorX, anchorY] = [((place % across) + 0.5) * step, (Math.floor(place / across) + 0.5) * step];
  const number = (i: number) => numbers[i] ?? 0;
  const [x, y] = patchPoint(
    whole,
    (anchorX + number(0)) / detectorSide,
    (anchorY + number(1)) / detectorSide,
  );
  // The first two points are the eyes, the one on the left of an upright face first.
  const angle = Math.atan2(number(7) - number(5), number(6) - number(4));
  const size = (Math.max(number(2), number(3)) / detectorSide) * whole.size * enlargedBy;
  return { x, y, size, angle };
}

function surest(candidates: readonly FoundFace[], facesMax: number): FoundFace[] {
  const kept: FoundFace[] = [];
  for (const one of [...candidates].sort((a, b) => b.score - a.score)) {
    if (kept.length >= facesMax) break;
    if (kept.every((other) => overlap(one.patch, other.patch) <= overlapMax)) kept.push(one);
  }
  return kept;
}

/** What two squares share by what they cover together, turned or not. */
function overlap(a: PicturePatch, b: PicturePatch): number {
  const along = (of: 'x' | 'y') =>
    Math.max(
      0,
      Math.min(a[of] + a.size / 2, b[of] + b.size / 2) - Math.max(a[of] - a.size / 2, b[of] - b.size / 2),
    );
  const shared = along('x') * along('y');
  return shared / (a.size ** 2 + b.size ** 2 - shared);
}
