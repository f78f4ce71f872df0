/**
 * Runs nets. Two do: onnxruntime where its native library loads, and WebAssembly everywhere else. Obligations:
 * one thread; the same numbers but for rounding; what an engine holds goes with its process.
 */
import type { NetGraph } from './net-graph.ts';

export interface Net {
  /** The input's numbers with the channels last; resolves with the outputs in the order of the graph. */
  run(input: Float32Array): Promise<readonly Float32Array[]>;
}

export type EngineName = 'onnx' | 'wasm';

export interface Engine {
  readonly name: EngineName;
  open(graph: NetGraph): Promise<Net>;
}
