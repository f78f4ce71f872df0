/**
 * The net that makes templates: dlib's ResNet with 29 convolutions, whose weights come in the package
 * `@vladmandic/face-api`. Input 150 × 150, RGB from 0 to 1 less the mean. Each layer's scale is folded into its
 * convolution: x·w + b, then ·s + t is x·(w·s) + (b·s + t).
 */
import { readFileSync } from 'node:fs';
import type { NetGraph, NetLayer, NetWeights } from './net-graph.ts';
import { readWeights, weightsManifestSchema } from './weight-bytes.ts';

const side = 150;
/** Blocks in their order; those that halve the picture say so. */
const blocks = [
  ...['conv32_1', 'conv32_2', 'conv32_3', 'conv64_down', 'conv64_1', 'conv64_2', 'conv64_3'],
  ...['conv128_down', 'conv128_1', 'conv128_2', 'conv256_down', 'conv256_1', 'conv256_2', 'conv256_down_out'],
];

export function identityGraph(manifestFile: string): NetGraph {
  const manifest = weightsManifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  return new IdentityLayers(readWeights(manifest, manifestFile)).graph();
}

class IdentityLayers {
  readonly #weights: ReadonlyMap<string, NetWeights>;
  readonly #layers: NetLayer[] = [];

  constructor(weights: ReadonlyMap<string, NetWeights>) {
    this.#weights = weights;
  }

  graph(): NetGraph {
    this.#convolution('conv32_down', 'input', { stride: 2, padding: 'valid', relu: true });
    this.#layers.push({
      ...{ name: 'pool', op: 'maxPool', input: 'conv32_down' },
      ...{ size: [3, 3], strides: [2, 2], padding: 'valid' },
    });
    let [last, sideNow, channels] = ['pool', 35, 32];
    for (const block of blocks) {
      const down = block.includes('down');
      const out = this.#weight(`${block}/conv2/conv/filters`).shape[3] ?? 0;
      last = this.#block(block, last, down, { side: sideNow, channels, out });
      if (down) sideNow = Math.floor(sideNow / 2);
      channels = out;
    }
    this.#layers.push({ name: 'mean', op: 'mean', input: last });
    this.#layers.push({ name: 'template', op: 'matMul', input: 'mean', weights: this.#weight('fc') });
    const input = { name: 'input', shape: [1, side, side, 3] };
    return { input, layers: this.#layers, outputs: ['template'] };
  }

  /** Two convolutions beside the input itself, which is halved and gets channels of zeros where they differ. */
  #block(
    name: string,
    input: string,
    down: boolean,
    { side, channels, out }: { readonly side: number; readonly channels: number; readonly out: number },
  ): string {
    const first = down
      ? ({ stride: 2, padding: 'valid', relu: true } as const)
      : ({ stride: 1, padding: 'same', relu: true } as const);
    this.#convolution(`${name}/conv1`, input, first);
    this.#convolution(`${name}/conv2`, `${name}/conv1`, { stride: 1, padding: 'same', relu: false });
    let [beside, deep] = [input, `${name}/conv2`];
    if (down) {
      const [size, strides] = [[2, 2] as const, [2, 2] as const];
      beside = `${name}/half`;
      this.#layers.push({ name: beside, op: 'averagePool', input, size, strides, padding: 'valid' });
      if (channels !== out) beside = this.#pad(`${name}/wide`, beside, [0, 0, out - channels]);
      const short = Math.floor(side / 2) - (Math.floor((side - 3) / 2) + 1);
      if (short > 0) deep = this.#pad(`${name}/long`, deep, [short, short, 0]);
    }
    this.#layers.push({ name: `${name}/sum`, op: 'add', left: beside, right: deep });
    this.#layers.push({ name, op: 'relu', input: `${name}/sum` });
    return name;
  }

  #pad(name: string, input: string, behind: readonly [number, number, number]): string {
    const amounts = [0, ...behind].map((amount) => [0, amount] as const);
    this.#layers.push({ name, op: 'pad', input, amounts });
    return name;
  }

  #convolution(
    name: string,
    input: string,
    how: { readonly stride: number; readonly padding: 'same' | 'valid'; readonly relu: boolean },
  ): void {
    const filter = this.#weight(`${name}/conv/filters`);
    const scale = this.#weight(`${name}/scale/weights`).data;
    const shift = this.#weight(`${name}/scale/biases`).data;
    const bias = this.#weight(`${name}/conv/bias`).data;
    this.#layers.push({
      ...{ name, op: 'convolution', input, strides: [how.stride, how.stride], padding: how.padding },
      filter: { shape: filter.shape, data: scaled(filter.data, scale) },
      bias: bias.map((b, i) => b * (scale[i] ?? 0) + (shift[i] ?? 0)),
      ...(how.relu ? { activation: 'relu' } : {}),
    });
  }

  #weight(name: string): NetWeights {
    const found = this.#weights.get(name);
    if (!found) throw new Error(`the net of templates has no ${name}`);
    return found;
  }
}

/** Each number times the factor of its channel. */
function scaled(data: Float32Array, factors: Float32Array): Float32Array {
  const product = new Float32Array(data.length);
  for (let at = 0; at < data.length; at += factors.length)
    for (let i = 0; i < factors.length; i += 1)
      product[at + i] = (data[at + i] as number) * (factors[i] as number);
  return product;
}
