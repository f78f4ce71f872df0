/**
 * The 468 points of a face (MediaPipe Face Mesh), and what they say: which way the head is turned, how far the
 * lids and lips are apart, where eyes and mouth are. Points are `x`, `y` of the picture and a depth in the same
 * unit, smaller nearer to the camera; numbers of points as the model numbers them.
 */
import type { Net } from './nets/engine.ts';
import { cutPatch, type PicturePatch, type Pixels, patchPoint } from './picture-patch.ts';
import type { EyeOpenness, FaceBox, HeadPose, MouthShape } from './recognizer.ts';

export const meshSide = 192;
const tone = { scale: 1 / 255, shift: [0, 0, 0] } as const;

export interface MeshPoint {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

export interface FaceMesh {
  readonly points: readonly MeshPoint[];
  /** How sure it is that the patch shows a face, 0 to 1. */
  readonly score: number;
}

export async function meshOf(net: Net, pixels: Pixels, patch: PicturePatch): Promise<FaceMesh> {
  const [flag, numbers] = await net.run(cutPatch(pixels, patch, meshSide, tone));
  if (!flag || !numbers) throw new Error('the mesh tells too little');
  const points: MeshPoint[] = [];
  for (let i = 0; i + 2 < numbers.length; i += 3) {
    const [x, y] = patchPoint(patch, (numbers[i] ?? 0) / meshSide, (numbers[i + 1] ?? 0) / meshSide);
    points.push({ x, y, depth: ((numbers[i + 2] ?? 0) / meshSide) * patch.size });
  }
  return { points, score: flag[0] ?? 0 };
}

/** The square that holds the face in the next frame. */
export function patchAround({ points }: FaceMesh): PicturePatch {
  const box = boxOf(points);
  const { roll } = poseOf(points);
  const size = Math.max(box.width, box.height) * 1.5;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, size, angle: (roll * Math.PI) / 180 };
}

export function boxOf(points: readonly MeshPoint[]): FaceBox {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

const eyeOnLeft = [33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173];
const eyeOnRight = [263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398];
const lips = [
  ...[61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409],
  ...[78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415],
];
const brows = [70, 63, 105, 66, 107, 55, 193, 156, 300, 293, 334, 296, 336, 285, 417, 383];

const pointAt = (points: readonly MeshPoint[], number: number): MeshPoint =>
  points[number] ?? { x: 0, y: 0, depth: 0 };

export interface FaceCentres {
  readonly eyeOnLeft: MeshPoint;
  readonly eyeOnRight: MeshPoint;
  readonly mouth: MeshPoint;
  /** Where the brows begin, points of the picture from its top. */
  readonly browsTop: number;
}

export function centresOf(points: readonly MeshPoint[]): FaceCentres {
  const centre = (numbers: readonly number[]) => {
    const at = numbers.map((number) => pointAt(points, number));
    const mean = (of: keyof MeshPoint) => at.reduce((sum, point) => sum + point[of], 0) / at.length;
    return { x: mean('x'), y: mean('y'), depth: mean('depth') };
  };
  return {
    eyeOnLeft: centre(eyeOnLeft),
    eyeOnRight: centre(eyeOnRight),
    mouth: centre(lips),
    browsTop: Math.min(...brows.map((number) => pointAt(points, number).y)),
  };
}

const degrees = (radians: number) => (radians * 180) / Math.PI;
/**
 * How far forehead and chin of a face that looks straight ahead lie apart in depth, degrees: about the median of
 * photographs of people. Drawn faces are flatter and come out as looking up by about 10.
 */
const uprightPitch = -15;

/** From cheek to cheek and from forehead to chin. */
export function poseOf(points: readonly MeshPoint[]): HeadPose {
  const [left, right] = [pointAt(points, 234), pointAt(points, 454)];
  const [top, chin] = [pointAt(points, 10), pointAt(points, 152)];
  const across = Math.hypot(right.x - left.x, right.y - left.y);
  const down = Math.hypot(chin.x - top.x, chin.y - top.y);
  return {
    yaw: degrees(Math.atan2(right.depth - left.depth, across)),
    pitch: degrees(Math.atan2(top.depth - chin.depth, down)) - uprightPitch,
    roll: degrees(Math.atan2(right.y - left.y, right.x - left.x)),
  };
}

const distance = (a: MeshPoint, b: MeshPoint) => Math.hypot(a.x - b.x, a.y - b.y);

/** Two pairs of lid points by the corners of the eye. */
export function eyesOf(points: readonly MeshPoint[]): EyeOpenness {
  const between = (a: number, b: number) => distance(pointAt(points, a), pointAt(points, b));
  return {
    left: (between(160, 144) + between(158, 153)) / (2 * between(33, 133) || 1),
    right: (between(385, 380) + between(387, 373)) / (2 * between(362, 263) || 1),
  };
}

export function mouthOf(points: readonly MeshPoint[]): MouthShape {
  const between = (a: number, b: number) => distance(pointAt(points, a), pointAt(points, b));
  const width = between(61, 291);
  return { open: between(13, 14) / (width || 1), width: width / (between(234, 454) || 1) };
}
