/**
 * Finds shoulders and wrists of one person with MoveNet, on TensorFlow.js whatever engine reads the faces: its graph
 * has operations that nothing else here needs. It is loaded when a body is first wanted.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { shrunkSquare } from './jpeg-pixels.ts';
import { netFile } from './net-cards.ts';
import { loadTensorFlow } from './nets/wasm-engine.ts';
import type { Pixels } from './picture-patch.ts';
import type { BodyFinding, Joint } from './recognizer.ts';

const side = 192;
/** Below it there is nobody. */
const scoreMin = 0.2;
/** As the net numbers them; left and right are the person's own, so the other way round in the picture. */
const joints = { leftShoulder: 6, rightShoulder: 5, leftWrist: 10, rightWrist: 9 } as const;

export interface BodyReader {
  /** Undefined where nobody's shoulders are seen. */
  read(pixels: Pixels): Promise<BodyFinding | undefined>;
}

export async function openBodyReader(): Promise<BodyReader> {
  const tf = await loadTensorFlow();
  const { loadGraphModel } = await import('@tensorflow/tfjs-converter');
  const model = await loadGraphModel({ load: () => artifactsOf(netFile('body')) });
  return {
    async read(pixels) {
      const small = await shrunkSquare(pixels, side);
      const told = tf.tidy(() => model.execute(tf.tensor(small, [1, side, side, 3], 'int32')) as Tensor);
      try {
        return bodyOf((await told.data()) as Float32Array, pixels);
      } finally {
        told.dispose();
      }
    },
  };
}

/** Numbers are `y, x, score` of each joint, 0 to 1 of the square. */
function bodyOf(numbers: Float32Array, { width, height }: Pixels): BodyFinding | undefined {
  const whole = Math.max(width, height);
  const jointAt = (number: number): Joint => ({
    x: (numbers[number * 3 + 1] ?? 0) * whole - (whole - width) / 2,
    y: (numbers[number * 3] ?? 0) * whole - (whole - height) / 2,
    score: Math.min(1, Math.max(0, numbers[number * 3 + 2] ?? 0)),
  });
  const [leftShoulder, rightShoulder] = [jointAt(joints.leftShoulder), jointAt(joints.rightShoulder)];
  if (Math.min(leftShoulder.score, rightShoulder.score) < scoreMin) return undefined;
  const [leftWrist, rightWrist] = [jointAt(joints.leftWrist), jointAt(joints.rightWrist)];
  return { leftShoulder, rightShoulder, leftWrist, rightWrist };
}

const fileSchema = z.looseObject({
  modelTopology: z.looseObject({}),
  weightsManifest: z.array(
    z.looseObject({ paths: z.array(z.string()), weights: z.array(z.looseObject({})) }),
  ),
});

async function artifactsOf(file: string): Promise<io.ModelArtifacts> {
  const text = await readFile(file, 'utf8');
  const { modelTopology, weightsManifest, ...more } = fileSchema.parse(JSON.parse(text));
  const paths = weightsManifest.flatMap((group) => group.paths);
  const bytes = Buffer.concat(await Promise.all(paths.map((path) => readFile(join(dirname(file), path)))));
  return {
    ...more,
    modelTopology,
    weightSpecs: weightsManifest.flatMap((group) => group.weights) as unknown as io.WeightsManifestEntry[],
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  };
}
