/**
 * The net that scores expressions, whose weights come in the package `@vladmandic/face-api`: four dense blocks of
 * separable convolutions on 112 × 112, RGB from 0 to 1 less the mean, and one layer that tells seven classes.
 */
import { readFileSync } from 'node:fs';
import type { NetGraph, NetLayer, NetWeights } from './net-graph.ts';
import { readWeights, weightsManifestSchema } from './weight-bytes.ts';

const side = 112;

export function expressionGraph(manifestFile: string): NetGraph {
  const manifest = weightsManifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  const weights = readWeights(manifest, manifestFile);
  const weight = (name: string): NetWeights => {
    const found = weights.get(name);
    if (!found) throw new Error(`the net of expressions has no ${name}`);
    return found;
  };
  const layers: NetLayer[] = [];
  let last = 'input';
  for (const block of ['dense0', 'dense1', 'dense2', 'dense3']) last = addBlock(layers, weight, block, last);
  layers.push({
    ...{ name: 'pool', op: 'averagePool', input: last },
    ...{ size: [7, 7], strides: [2, 2], padding: 'valid' },
  });
  layers.push({ name: 'flat', op: 'reshape', input: 'pool', shape: [1, 256] });
  const [fc, bias] = [weight('fc/weights'), weight('fc/bias').data];
  layers.push({ name: 'scores', op: 'matMul', input: 'flat', weights: fc, bias });
  layers.push({ name: 'expression', op: 'softmax', input: 'scores' });
  return { input: { name: 'input', shape: [1, side, side, 3] }, layers, outputs: ['expression'] };
}

/** Four convolutions, each on the sum of what came before it. */
function addBlock(
  layers: NetLayer[],
  weight: (name: string) => NetWeights,
  block: string,
  input: string,
): string {
  const sum = (name: string, left: string, right: string) => {
    layers.push({ name, op: 'add', left, right });
    return name;
  };
  const relu = (name: string, of: string) => {
    layers.push({ name, op: 'relu', input: of });
    return name;
  };
  const first = relu(`${block}/out0`, addFirst(layers, weight, block, input));
  let total = first;
  let next = first;
  for (const number of [1, 2, 3]) {
    const out = addSeparable(layers, weight, `${block}/conv${number}`, next, 1);
    total = sum(`${block}/sum${number}`, total, out);
    next = relu(`${block}/out${number}`, total);
  }
  return next;
}

function addFirst(
  layers: NetLayer[],
  weight: (name: string) => NetWeights,
  block: string,
  input: string,
): string {
  const name = `${block}/conv0`;
  if (block !== 'dense0') return addSeparable(layers, weight, name, input, 2);
  layers.push({
    ...{ name, op: 'convolution', input, strides: [2, 2], padding: 'same' },
    ...{ filter: weight(`${name}/filters`), bias: weight(`${name}/bias`).data },
  });
  return name;
}

function addSeparable(
  layers: NetLayer[],
  weight: (name: string) => NetWeights,
  name: string,
  input: string,
  stride: number,
): string {
  layers.push({
    ...{ name: `${name}/deep`, op: 'depthwise', input, strides: [stride, stride], padding: 'same' },
    filter: weight(`${name}/depthwise_filter`),
  });
  layers.push({
    ...{ name, op: 'convolution', input: `${name}/deep`, strides: [1, 1], padding: 'same' },
    ...{ filter: weight(`${name}/pointwise_filter`), bias: weight(`${name}/bias`).data },
  });
  return name;
}
