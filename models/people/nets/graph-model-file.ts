/**
 * Reads a TensorFlow.js graph model, as the package `@vladmandic/human` carries them, into a `NetGraph`. Only
 * what its face nets consist of is understood; any other operation is refused.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { NetGraph, NetLayer, NetWeights, Padding } from './net-graph.ts';
import { readWeights, weightsManifestSchema } from './weight-bytes.ts';

const attributeSchema = z.object({
  s: z.string().optional(),
  list: z.object({ i: z.array(z.coerce.number()).optional(), s: z.array(z.string()).optional() }).optional(),
  shape: z.object({ dim: z.array(z.object({ size: z.coerce.number() })).optional() }).optional(),
});
const nodeSchema = z.object({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), attributeSchema).default({}),
});
type Node = z.infer<typeof nodeSchema>;
const fileSchema = z.object({
  modelTopology: z.object({ node: z.array(nodeSchema).max(10_000) }),
  weightsManifest: weightsManifestSchema,
});

/** `outputs` are the names of the nodes to tell, in the order wanted. */
export function readGraphModel(
  file: string,
  input: { readonly shape: readonly number[] },
  outputs: readonly string[],
): NetGraph {
  const { modelTopology, weightsManifest } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const weights = readWeights(weightsManifest, file);
  const nodes = new Map(modelTopology.node.map((node) => [node.name, node]));
  const placeholder = modelTopology.node.find((node) => node.op === 'Placeholder');
  if (!placeholder) throw new Error(`${file} has no input`);
  const reader = new GraphReader(nodes, weights);
  for (const output of outputs) reader.visit(output);
  return { input: { name: placeholder.name, shape: input.shape }, layers: reader.layers, outputs };
}

const plainName = (name: string) => name.replace(/^\^/, '').replace(/:0$/, '');
const textOf = (base64: string | undefined) => Buffer.from(base64 ?? '', 'base64').toString('latin1');
const activations = { Relu: 'relu', Prelu: 'prelu', Sigmoid: 'sigmoid' } as const;

class GraphReader {
  readonly layers: NetLayer[] = [];
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #weights: ReadonlyMap<string, NetWeights>;
  readonly #seen = new Set<string>();

  constructor(nodes: ReadonlyMap<string, Node>, weights: ReadonlyMap<string, NetWeights>) {
    this.#nodes = nodes;
    this.#weights = weights;
  }

  /** Adds everything that the node is computed from, then the node. */
  visit(name: string): void {
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    const node = this.#nodes.get(name);
    if (!node) throw new Error(`the net has no ${name}`);
    for (const input of node.input) this.visit(plainName(input));
    if (node.op !== 'Const' && node.op !== 'Placeholder') this.layers.push(this.#layerOf(node));
  }

  #layerOf(node: Node): NetLayer {
    const { name, op } = node;
    const input = plainName(node.input[0] ?? '');
    if (op === '_FusedConv2D' || op === 'DepthwiseConv2dNative') return this.#convolutionOf(node);
    if (op === 'Identity') return { name, op: 'reshape', input, shape: [] };
    if (op === 'Relu') return { name, op: 'relu', input };
    if (op === 'Sigmoid') return { name, op: 'sigmoid', input };
    if (op === 'Prelu') return { name, op: 'prelu', input, slopes: this.#constant(node, 1).data };
    if (op === 'AddV2') return { name, op: 'add', left: input, right: plainName(node.input[1] ?? '') };
    if (op === 'Reshape') return { name, op: 'reshape', input, shape: [...this.#constant(node, 1).data] };
    if (op === 'MaxPool') {
      const [size, strides] = [pairOf(node, 'ksize'), pairOf(node, 'strides')];
      return { name, op: 'maxPool', input, size, strides, padding: paddingOf(node) };
    }
    if (op === 'Pad') {
      const { data } = this.#constant(node, 1);
      const amounts = [0, 2, 4, 6].map((i) => [data[i] ?? 0, data[i + 1] ?? 0] as const);
      return { name, op: 'pad', input, amounts };
    }
    throw new Error(`${name} is a ${op}, which is not understood`);
  }

  #convolutionOf(node: Node): NetLayer {
    const fused = (node.attr.fused_ops?.list?.s ?? []).map(textOf);
    const hasBias = fused[0] === 'BiasAdd';
    const activation = activations[fused[1] as keyof typeof activations];
    if (fused[1] !== undefined && !activation) throw new Error(`${node.name}: ${fused[1]} is not understood`);
    return {
      name: node.name,
      op: node.op === '_FusedConv2D' ? 'convolution' : 'depthwise',
      input: plainName(node.input[0] ?? ''),
      filter: this.#constant(node, 1),
      strides: pairOf(node, 'strides'),
      padding: paddingOf(node),
      ...(hasBias ? { bias: this.#constant(node, 2).data } : {}),
      ...(activation ? { activation } : {}),
      ...(activation === 'prelu' ? { slopes: this.#constant(node, 3).data } : {}),
    };
  }

  #constant(node: Node, place: number): NetWeights {
    const found = this.#weights.get(plainName(node.input[place] ?? ''));
    if (!found) throw new Error(`${node.name} has no constant as input ${place}`);
    return found;
  }
}

function pairOf(node: Node, attribute: string): readonly [number, number] {
  const list = node.attr[attribute]?.list?.i ?? [];
  return [list[1] ?? 1, list[2] ?? 1];
}

function paddingOf(node: Node): Padding {
  const padding = textOf(node.attr.padding?.s);
  if (padding !== 'SAME' && padding !== 'VALID') throw new Error(`${node.name} pads ${padding}`);
  return padding === 'SAME' ? 'same' : 'valid';
}
