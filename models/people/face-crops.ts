/**
 * What the nets of templates and expressions look at. How a face is cut decides how well its template works: the
 * square is measured from the centres of eyes and mouth and turned as the face is, because the net was trained
 * on faces cut so. Expressions are read from the brows to the chin.
 */
import { boxOf, centresOf, type MeshPoint } from './face-mesh.ts';
import { cutPatch, type PicturePatch, type Pixels } from './picture-patch.ts';

/** RGB from 0 to 1 less the mean of the pictures that both nets were trained on. */
const tone = { scale: 1 / 255, shift: [-122.782 / 255, -117.001 / 255, -104.298 / 255] } as const;
const [templateSide, expressionSide, qualitySide] = [150, 112, 64];

/** Eyes and mouth to the side of the square, and how far below their middle its own middle is. */
const [featureShare, middleBelow] = [0.45, 0.07];

export function templateInput(pixels: Pixels, points: readonly MeshPoint[]): Float32Array {
  return cutPatch(pixels, templatePatch(points), templateSide, tone);
}

export function templatePatch(points: readonly MeshPoint[]): PicturePatch {
  const { eyeOnLeft: left, eyeOnRight: right, mouth } = centresOf(points);
  const toMouth = (eye: MeshPoint) => Math.hypot(eye.x - mouth.x, eye.y - mouth.y);
  const size = (toMouth(left) + toMouth(right)) / 2 / featureShare;
  const angle = Math.atan2(right.y - left.y, right.x - left.x);
  const [x, y] = [(left.x + right.x + mouth.x) / 3, (left.y + right.y + mouth.y) / 3];
  const below = middleBelow * size;
  return { x: x - below * Math.sin(angle), y: y + below * Math.cos(angle), size, angle };
}

/**
 * Upright, as wide as the face and from brows to chin with a tenth around; black above and below, as the pictures
 * in training were.
 */
export function expressionInput(pixels: Pixels, points: readonly MeshPoint[]): Float32Array {
  const { patch, width, height } = expressionPatch(points);
  const input = cutPatch(pixels, patch, expressionSide, tone);
  const blackRows = Math.round(((1 - height / patch.size) / 2) * expressionSide);
  const blackColumns = Math.round(((1 - width / patch.size) / 2) * expressionSide);
  for (let row = 0; row < expressionSide; row += 1) {
    const isOutside = row < blackRows || row >= expressionSide - blackRows;
    for (let column = 0; column < expressionSide; column += 1) {
      if (!isOutside && column >= blackColumns && column < expressionSide - blackColumns) continue;
      input.set(tone.shift, (row * expressionSide + column) * 3);
    }
  }
  return input;
}

/** The rectangle to be shown, and the square around it. */
function expressionPatch(points: readonly MeshPoint[]): {
  readonly patch: PicturePatch;
  readonly width: number;
  readonly height: number;
} {
  const { eyeOnLeft: left, eyeOnRight: right } = centresOf(points);
  const angle = Math.atan2(right.y - left.y, right.x - left.x);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const upright = points.map(({ x, y, depth }) => ({ x: x * cos + y * sin, y: y * cos - x * sin, depth }));
  const box = boxOf(upright);
  const { browsTop } = centresOf(upright);
  const chin = box.y + box.height;
  const [x, y] = [box.x + box.width / 2, (browsTop + chin) / 2];
  const [width, height] = [box.width * 1.2, (chin - browsTop) * 1.2];
  const size = Math.max(width, height);
  return { patch: { x: x * cos - y * sin, y: x * sin + y * cos, size, angle }, width, height };
}

/** How bright a face is, 0 to 1, and how sharp: what its second derivative varies, saturating towards 1. */
export function qualityOf(
  pixels: Pixels,
  points: readonly MeshPoint[],
): { readonly brightness: number; readonly sharpness: number } {
  const patch = templatePatch(points);
  const rgb = cutPatch(pixels, patch, qualitySide, { scale: 1 / 255, shift: [0, 0, 0] });
  const grey = new Float32Array(qualitySide * qualitySide);
  for (let i = 0; i < grey.length; i += 1)
    grey[i] =
      0.299 * (rgb[3 * i] as number) +
      0.587 * (rgb[3 * i + 1] as number) +
      0.114 * (rgb[3 * i + 2] as number);
  const brightness = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  let [sum, squares, count] = [0, 0, 0];
  for (let row = 1; row < qualitySide - 1; row += 1)
    for (let column = 1; column < qualitySide - 1; column += 1) {
      const at = row * qualitySide + column;
      const around = [at - 1, at + 1, at - qualitySide, at + qualitySide];
      const edge = around.reduce((total, i) => total + (grey[i] as number), -4 * (grey[at] as number));
      sum += edge;
      squares += edge * edge;
      count += 1;
    }
  const variance = squares / count - (sum / count) ** 2;
  return { brightness, sharpness: variance / (variance + sharpnessHalf) };
}

/** The variance at which a face counts as half sharp. */
const sharpnessHalf = 0.002;
