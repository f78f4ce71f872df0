/**
 * A `NetGraph` as an ONNX model (IR version 7, operator set 12), made in memory: nothing is downloaded and no
 * converted file has to be kept. ONNX has the channels in front, so values are turned at the input and wherever
 * the order of the numbers matters.
 */
import type { ConvolutionLayer, NetGraph, NetLayer, NetWeights } from './net-graph.ts';
import { inputsOf } from './net-graph.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

export function onnxBytes(graph: NetGraph): Uint8Array {
  return new OnnxModel(graph).bytes();
}

/** Numbers of the schema `onnx.proto`. */
const [typeFloat, typeInt64] = [1, 7];
const attributeTypes = { integer: 2, text: 3, integers: 7 };
type Attribute = number | string | readonly number[];

class OnnxModel {
  readonly #graph: NetGraph;
  readonly #nodes: ProtobufWriter[] = [];
  readonly #weights: ProtobufWriter[] = [];
  /** Values with four dimensions whose channels are in front. */
  readonly #turned = new Set<string>();
  readonly #made = new Set<string>();

  constructor(graph: NetGraph) {
    this.#graph = graph;
  }

  bytes(): Uint8Array {
    for (const layer of this.#graph.layers) this.#add(layer);
    const { input, outputs } = this.#graph;
    const body = new ProtobufWriter();
    const told = outputs.map((name) => this.#plain(name));
    for (const node of this.#nodes) body.message(1, node);
    body.bytes(2, 'net');
    for (const weights of this.#weights) body.message(5, weights);
    body.message(11, onnxValue(input.name, input.shape));
    for (const name of told) body.message(12, onnxValue(name));
    const operatorSet = new ProtobufWriter().bytes(1, '').integer(2, 12);
    return new ProtobufWriter().integer(1, 7).message(7, body).message(8, operatorSet).finish();
  }

  #add(layer: NetLayer): void {
    const { name, op } = layer;
    if (op === 'convolution' || op === 'depthwise') this.#convolution(name, layer);
    else if (op === 'prelu') this.#prelu(name, layer.input, layer.slopes);
    else if (op === 'reshape') this.#reshape(name, layer.input, layer.shape);
    else if (op === 'add') {
      const isTurned = inputsOf(layer).some((input) => this.#turned.has(input));
      const inputs = inputsOf(layer).map((input) => (isTurned ? this.#turn(input) : input));
      this.#node('Add', inputs, name, {}, isTurned);
    } else if (op === 'maxPool' || op === 'averagePool') {
      const shape = { kernel_shape: layer.size, strides: layer.strides, ...padded(layer.padding) };
      this.#node(op === 'maxPool' ? 'MaxPool' : 'AveragePool', [this.#turn(layer.input)], name, shape, true);
    } else if (op === 'pad') {
      const order = [0, 3, 1, 2].map((i) => layer.amounts[i] ?? [0, 0]);
      const amounts = [...order.map(([before]) => before), ...order.map(([, behind]) => behind)];
      const input = this.#turn(layer.input);
      this.#node('Pad', [input, this.#integers(`${name}.amounts`, amounts)], name, {}, true);
    } else if (op === 'mean') {
      this.#node('ReduceMean', [this.#turn(layer.input)], name, { axes: [2, 3], keepdims: 0 }, false);
    } else if (op === 'matMul') {
      const { shape, data } = layer.weights;
      const inputs = [this.#plain(layer.input), this.#floats(`${name}.weights`, shape, data)];
      if (layer.bias) inputs.push(this.#floats(`${name}.bias`, [layer.bias.length], layer.bias));
      this.#node('Gemm', inputs, name, {}, false);
    } else if (op === 'softmax') {
      this.#node('Softmax', [this.#plain(layer.input)], name, { axis: -1 }, false);
    } else {
      const isTurned = this.#turned.has(layer.input);
      this.#node(op === 'relu' ? 'Relu' : 'Sigmoid', [layer.input], name, {}, isTurned);
    }
  }

  #convolution(name: string, layer: ConvolutionLayer): void {
    const { filter, bias, activation, strides } = layer;
    const isDepthwise = layer.op === 'depthwise';
    const { shape, data } = isDepthwise ? depthwiseFilter(filter) : convolutionFilter(filter);
    const inputs = [this.#turn(layer.input), this.#floats(`${name}.filter`, shape, data)];
    if (bias) inputs.push(this.#floats(`${name}.bias`, [bias.length], bias));
    const out = activation ? `${name}.plain` : name;
    const group = isDepthwise ? { group: shape[0] ?? 1 } : {};
    const shapes = { kernel_shape: shape.slice(2), strides, ...padded(layer.padding), ...group };
    this.#node('Conv', inputs, out, shapes, true);
    if (activation === 'prelu') this.#prelu(name, out, layer.slopes ?? new Float32Array());
    else if (activation) this.#node(activation === 'relu' ? 'Relu' : 'Sigmoid', [out], name, {}, true);
  }

  #prelu(name: string, input: string, slopes: Float32Array): void {
    const weights = this.#floats(`${name}.slopes`, [slopes.length, 1, 1], slopes);
    this.#node('PRelu', [this.#turn(input), weights], name, {}, true);
  }

  /** An empty shape stands for a value that goes on under another name. */
  #reshape(name: string, input: string, shape: readonly number[]): void {
    if (shape.length === 0) this.#node('Identity', [input], name, {}, this.#turned.has(input));
    else this.#node('Reshape', [this.#plain(input), this.#integers(`${name}.shape`, shape)], name, {}, false);
  }

  /** The value with the channels in front. */
  #turn(name: string): string {
    if (this.#turned.has(name)) return name;
    const turned = `${name}.turned`;
    if (!this.#made.has(turned)) this.#node('Transpose', [name], turned, { perm: [0, 3, 1, 2] }, true);
    return turned;
  }

  /** The value with the channels last. */
  #plain(name: string): string {
    if (!this.#turned.has(name)) return name;
    const plain = `${name}.last`;
    if (!this.#made.has(plain)) this.#node('Transpose', [name], plain, { perm: [0, 2, 3, 1] }, false);
    return plain;
  }

  #node(
    op: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, Attribute>>,
    isTurned: boolean,
  ): void {
    const node = new ProtobufWriter();
    for (const input of inputs) node.bytes(1, input);
    node.bytes(2, output).bytes(3, output).bytes(4, op);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attributeOf(name, value));
    this.#nodes.push(node);
    this.#made.add(output);
    if (isTurned) this.#turned.add(output);
  }

  #floats(name: string, shape: readonly number[], data: Float32Array): string {
    return this.#tensor(
      name,
      shape,
      typeFloat,
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    );
  }

  #integers(name: string, values: readonly number[]): string {
    const wide = BigInt64Array.from(values, BigInt);
    return this.#tensor(name, [values.length], typeInt64, new Uint8Array(wide.buffer));
  }

  #tensor(name: string, shape: readonly number[], type: number, raw: Uint8Array): string {
    const tensor = new ProtobufWriter();
    for (const side of shape) tensor.integer(1, side);
    this.#weights.push(tensor.integer(2, type).bytes(8, name).bytes(9, raw));
    return name;
  }
}

const padded = (padding: 'same' | 'valid') => ({ auto_pad: padding === 'same' ? 'SAME_UPPER' : 'VALID' });

function attributeOf(name: string, value: Attribute): ProtobufWriter {
  const attribute = new ProtobufWriter().bytes(1, name);
  if (typeof value === 'number') return attribute.integer(3, value).integer(20, attributeTypes.integer);
  if (typeof value === 'string') return attribute.bytes(4, value).integer(20, attributeTypes.text);
  for (const one of value) attribute.integer(8, one);
  return attribute.integer(20, attributeTypes.integers);
}

function onnxValue(name: string, shape?: readonly number[]): ProtobufWriter {
  const type = new ProtobufWriter().integer(1, typeFloat);
  if (shape) {
    const dimensions = new ProtobufWriter();
    for (const side of shape) dimensions.message(1, new ProtobufWriter().integer(1, side));
    type.message(2, dimensions);
  }
  return new ProtobufWriter().bytes(1, name).message(2, new ProtobufWriter().message(1, type));
}

/** [height, width, in, out] to [out, in, height, width]. */
function convolutionFilter({ shape, data }: NetWeights): NetWeights {
  const [height = 0, width = 0, depth = 0, out = 0] = shape;
  const turned = new Float32Array(data.length);
  let from = 0;
  for (let place = 0; place < height * width; place += 1)
    for (let i = 0; i < depth; i += 1)
      for (let o = 0; o < out; o += 1) {
        turned[(o * depth + i) * height * width + place] = data[from] ?? 0;
        from += 1;
      }
  return { shape: [out, depth, height, width], data: turned };
}

/** [height, width, in, 1] to [in, 1, height, width]. */
function depthwiseFilter({ shape, data }: NetWeights): NetWeights {
  const [height = 0, width = 0, depth = 0, multiplier = 0] = shape;
  if (multiplier !== 1) throw new Error('a depthwise convolution makes more channels than it takes');
  const turned = new Float32Array(data.length);
  for (let place = 0; place < height * width; place += 1)
    for (let i = 0; i < depth; i += 1) turned[i * height * width + place] = data[place * depth + i] ?? 0;
  return { shape: [depth, 1, height, width], data: turned };
}
