/**
 * Runs nets with TensorFlow.js on WebAssembly, whose files come from the installed packages: nothing is fetched.
 * Works on every processor that Node runs on. One thread: its threads do not start under Node.
 */
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Engine, Net } from './engine.ts';
import type { ConvolutionLayer, NetGraph, NetLayer, NetWeights } from './net-graph.ts';

type Tf = typeof import('@tensorflow/tfjs-core');
type Values = Map<string, Tensor>;
/** What a layer does, with its weights loaded. */
type Step = (values: Values) => Tensor;

export async function loadTensorFlow(): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs-core');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const file = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(join(dirname(file), 'wasm-out') + sep);
  await tf.setBackend('wasm');
  await tf.ready();
  return tf;
}

export async function loadWasmEngine(): Promise<Engine> {
  const tf = await loadTensorFlow();
  return { name: 'wasm', open: async (graph) => openNet(tf, graph) };
}

function openNet(tf: Tf, graph: NetGraph): Net {
  const steps = graph.layers.map((layer) => ({ name: layer.name, step: stepOf(tf, layer) }));
  return {
    run: async (input) => {
      const outputs = tf.tidy(() => {
        const values: Values = new Map();
        values.set(graph.input.name, tf.tensor(input, [...graph.input.shape], 'float32'));
        for (const { name, step } of steps) values.set(name, step(values));
        return graph.outputs.map((name) => valueAt(values, name));
      });
      try {
        return await Promise.all(outputs.map(async (output) => (await output.data()) as Float32Array));
      } finally {
        tf.dispose(outputs);
      }
    },
  };
}

function valueAt<T extends Tensor>(values: Values, name: string): T {
  const value = values.get(name);
  if (!value) throw new Error(`the net has no value ${name}`);
  return value as T;
}

function stepOf(tf: Tf, layer: NetLayer): Step {
  const tensor = ({ shape, data }: NetWeights) => tf.keep(tf.tensor(data, [...shape], 'float32'));
  switch (layer.op) {
    case 'convolution':
    case 'depthwise':
      return convolutionStep(tf, layer);
    case 'prelu': {
      const slopes = tensor({ shape: [layer.slopes.length], data: layer.slopes });
      return (values) => tf.prelu(valueAt(values, layer.input), slopes);
    }
    case 'add':
      return (values) => tf.add(valueAt(values, layer.left), valueAt(values, layer.right));
    case 'maxPool':
    case 'averagePool': {
      const pool = layer.op === 'maxPool' ? tf.maxPool : tf.avgPool;
      const { size, strides, padding } = layer;
      return (values) => pool(valueAt<Tensor4D>(values, layer.input), [...size], [...strides], padding);
    }
    case 'pad': {
      const amounts = layer.amounts.map(([before, behind]): [number, number] => [before, behind]);
      return (values) => tf.pad(valueAt(values, layer.input), amounts);
    }
    case 'reshape': {
      const shape = [...layer.shape];
      return (values) => {
        const value = valueAt(values, layer.input);
        return shape.length === 0 ? value : tf.reshape(value, shape);
      };
    }
    case 'mean':
      return (values) => tf.mean(valueAt(values, layer.input), [1, 2]);
    case 'matMul': {
      const weights = tensor(layer.weights);
      const bias = layer.bias && tensor({ shape: [layer.bias.length], data: layer.bias });
      return (values) => {
        const product = tf.matMul(valueAt(values, layer.input), weights);
        return bias ? tf.add(product, bias) : product;
      };
    }
    default:
      return (values) => tf[layer.op](valueAt(values, layer.input));
  }
}

function convolutionStep(tf: Tf, layer: ConvolutionLayer): Step {
  const kept = (data: Float32Array | undefined, shape: readonly number[]) =>
    data ? tf.keep(tf.tensor(data, [...shape], 'float32')) : undefined;
  const filter = tf.keep(
    tf.tensor4d(layer.filter.data, [...layer.filter.shape] as [number, number, number, number]),
  );
  const bias = kept(layer.bias, [layer.bias?.length ?? 0]);
  const slopes = kept(layer.slopes, [layer.slopes?.length ?? 0]);
  const how = {
    filter,
    strides: [...layer.strides] as [number, number],
    pad: layer.padding,
    ...(bias ? { bias } : {}),
    ...(layer.activation ? { activation: layer.activation } : {}),
    ...(slopes ? { preluActivationWeights: slopes } : {}),
  };
  return (values) => {
    const x = valueAt<Tensor3D | Tensor4D>(values, layer.input);
    return layer.op === 'depthwise'
      ? tf.fused.depthwiseConv2d({ x, ...how })
      : tf.fused.conv2d({ x, ...how });
  };
}
