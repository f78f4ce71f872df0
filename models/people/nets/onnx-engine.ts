/**
 * Runs nets with onnxruntime, whose native library lies in the package `onnxruntime-node`. Loading it fails
 * where there is no library for the processor; one thread, so that the sale has the other cores.
 */
import type { Engine, Net } from './engine.ts';
import type { NetGraph } from './net-graph.ts';
import { onnxBytes } from './onnx-bytes.ts';

const sessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
} as const;

export async function loadOnnxEngine(): Promise<Engine> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  return {
    name: 'onnx',
    async open(graph: NetGraph): Promise<Net> {
      const session = await InferenceSession.create(onnxBytes(graph), sessionOptions);
      const { outputNames } = session;
      const { name, shape } = graph.input;
      return {
        async run(input) {
          const told = await session.run({ [name]: new Tensor('float32', input, shape) });
          return outputNames.map((output) => told[output]?.data as Float32Array);
        },
      };
    },
  };
}
