/**
 * Reads faces in one picture after another, in the process it is called in. Nets are opened when they are first
 * wanted. What is found is told without tracks: whoever shows the pictures knows their order.
 */

import { type BodyReader, openBodyReader } from './body-reader.ts';
import { expressionInput, qualityOf, templateInput } from './face-crops.ts';
import { detectFaces } from './face-detector.ts';
import { boxOf, centresOf, eyesOf, meshOf, mouthOf, poseOf } from './face-mesh.ts';
import { type FaceNets, faceNets } from './face-nets.ts';
import { pixelsOf } from './jpeg-pixels.ts';
import type { EngineName } from './nets/engine.ts';
import type { Pixels } from './picture-patch.ts';
import {
  type BodyFinding,
  type ExpressionScores,
  expressions,
  type FaceFinding,
  type Findings,
  facesMax,
  type Wants,
} from './recognizer.ts';

export type ReadFace = Omit<FaceFinding, 'trackId'>;

export interface PictureReading {
  readonly frame: Findings['frame'];
  readonly faces: readonly ReadFace[];
  readonly body?: BodyFinding;
}

/** Parts of a reading, for whoever measures them. */
export type ReadingPart = 'decode' | 'detect' | 'mesh' | 'quality' | 'template' | 'expression' | 'body';
export type Measure = <T>(part: ReadingPart, work: () => Promise<T>) => Promise<T>;

const detectScoreMin = 0.35;
const meshScoreMin = 0.5;
/** Between the eyes, points: smaller faces have no template. */
const templateEyeDistanceMinPx = 20;

export class FaceReader {
  readonly #nets: FaceNets;
  readonly #measure: Measure;
  #body: Promise<BodyReader> | undefined;

  constructor(nets: FaceNets, measure: Measure) {
    this.#nets = nets;
    this.#measure = measure;
  }

  get engine(): EngineName {
    return this.#nets.engine;
  }

  /** Opens the nets that a reading will need. */
  async prepare(wants: Wants): Promise<void> {
    await this.#nets.open('detector');
    await this.#nets.open('mesh');
    if (wants.templates) await this.#nets.open('template');
    if (wants.expression) await this.#nets.open('expression');
  }

  /** Rejects with `PICTURE_MALFORMED` or `PICTURE_TOO_LARGE`. */
  async read(picture: Uint8Array, wants: Wants): Promise<PictureReading> {
    const pixels = await this.#measure('decode', () => pixelsOf(picture));
    const detector = await this.#nets.open('detector');
    const limits = { scoreMin: detectScoreMin, facesMax };
    const found = await this.#measure('detect', () => detectFaces(detector, pixels, limits));
    const faces: ReadFace[] = [];
    for (const one of found) {
      const net = await this.#nets.open('mesh');
      const mesh = await this.#measure('mesh', () => meshOf(net, pixels, one.patch));
      if (mesh.score >= meshScoreMin) faces.push(await this.#face(pixels, mesh.points, one.score, wants));
    }
    faces.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
    const { width, height } = pixels;
    const body = wants.body && faces.length > 0 ? await this.#bodyOf(pixels) : undefined;
    return { frame: { width, height }, faces, ...(body ? { body } : {}) };
  }

  async #bodyOf(pixels: Pixels): Promise<BodyFinding | undefined> {
    this.#body ??= openBodyReader();
    const reader = await this.#body;
    return this.#measure('body', () => reader.read(pixels));
  }

  async #face(
    pixels: Pixels,
    points: Awaited<ReturnType<typeof meshOf>>['points'],
    score: number,
    wants: Wants,
  ): Promise<ReadFace> {
    const { eyeOnLeft, eyeOnRight } = centresOf(points);
    const eyeDistancePx = Math.hypot(eyeOnRight.x - eyeOnLeft.x, eyeOnRight.y - eyeOnLeft.y);
    const quality = await this.#measure('quality', async () => qualityOf(pixels, points));
    const face = { score, box: boxOf(points), eyeDistancePx, ...quality };
    const shape = { pose: poseOf(points), eyes: eyesOf(points), mouth: mouthOf(points) };
    const hasTemplate = wants.templates && eyeDistancePx >= templateEyeDistanceMinPx;
    return {
      ...face,
      ...shape,
      ...(hasTemplate ? { template: await this.#template(pixels, points) } : {}),
      ...(wants.expression ? { expression: await this.#expression(pixels, points) } : {}),
    };
  }

  async #template(pixels: Pixels, points: Parameters<typeof templateInput>[1]): Promise<Float32Array> {
    const net = await this.#nets.open('template');
    return this.#measure('template', async () => {
      const [template] = await net.run(templateInput(pixels, points));
      return Float32Array.from(template ?? []);
    });
  }

  async #expression(pixels: Pixels, points: Parameters<typeof templateInput>[1]): Promise<ExpressionScores> {
    const net = await this.#nets.open('expression');
    return this.#measure('expression', async () => {
      const [scores] = await net.run(expressionInput(pixels, points));
      const entries = expressions.map((name, i) => [name, scores?.[i] ?? 0]);
      return Object.fromEntries(entries) as ExpressionScores;
    });
  }
}

/** `auto`: onnxruntime where it loads, else WebAssembly. */
export async function openFaceReader(
  engine: EngineName | 'auto',
  measure: Measure = (_part, work) => work(),
): Promise<FaceReader> {
  return new FaceReader(await faceNets(engine), measure);
}
