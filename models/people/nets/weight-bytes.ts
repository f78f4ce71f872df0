/**
 * Weights as TensorFlow.js keeps them: a manifest that names each tensor, and binary files one after another;
 * some are kept as half floats or as bytes with a scale. Both become float32, whole numbers become plain ones.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { NetWeights } from './net-graph.ts';

const entrySchema = z.object({
  name: z.string(),
  shape: z.array(z.int().min(0)).max(6),
  dtype: z.enum(['float32', 'int32']),
  quantization: z
    .union([
      z.object({ dtype: z.literal('uint8'), scale: z.number(), min: z.number() }),
      z.object({ dtype: z.literal('float16') }),
    ])
    .optional(),
});
export const weightsManifestSchema = z.array(
  z.object({ paths: z.array(z.string().regex(/^[\w.-]+$/)), weights: z.array(entrySchema) }),
);
type Entry = z.infer<typeof entrySchema>;

/** `manifestFile` is where the manifest was read: the binary files lie beside it. */
export function readWeights(
  manifest: z.infer<typeof weightsManifestSchema>,
  manifestFile: string,
): Map<string, NetWeights> {
  const paths = manifest.flatMap((group) => group.paths);
  const bytes = Buffer.concat(paths.map((path) => readFileSync(join(dirname(manifestFile), path))));
  const weights = new Map<string, NetWeights>();
  let at = 0;
  for (const entry of manifest.flatMap((group) => group.weights)) {
    const count = entry.shape.reduce((product, side) => product * side, 1);
    const length = count * bytesEach(entry);
    if (at + length > bytes.length) throw new Error(`${manifestFile}: ${entry.name} is cut off`);
    weights.set(entry.name, { shape: entry.shape, data: numbersOf(bytes.subarray(at, at + length), entry) });
    at += length;
  }
  return weights;
}

function bytesEach({ quantization }: Entry): number {
  if (!quantization) return 4;
  return quantization.dtype === 'uint8' ? 1 : 2;
}

function numbersOf(bytes: Buffer, { dtype, quantization }: Entry): Float32Array {
  if (quantization?.dtype === 'uint8') {
    const { scale, min } = quantization;
    const numbers = new Float32Array(bytes.length);
    for (let i = 0; i < numbers.length; i += 1) numbers[i] = (bytes[i] as number) * scale + min;
    return numbers;
  }
  if (quantization?.dtype === 'float16') {
    const halves = new Float32Array(bytes.length / 2);
    for (let i = 0; i < halves.length; i += 1) halves[i] = halfFloat(bytes.readUInt16LE(2 * i));
    return halves;
  }
  const numbers = new Float32Array(bytes.length / 4);
  for (let i = 0; i < numbers.length; i += 1)
    numbers[i] = dtype === 'int32' ? bytes.readInt32LE(4 * i) : bytes.readFloatLE(4 * i);
  return numbers;
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
