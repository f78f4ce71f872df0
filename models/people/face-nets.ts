/**
 * The trained nets that faces are read with, from the files that the installed packages carry; each is opened
 * once, when it is first asked for.
 */

import { detectorSide } from './face-detector.ts';
import { meshSide } from './face-mesh.ts';
import { netFile } from './net-cards.ts';
import type { Engine, EngineName, Net } from './nets/engine.ts';
import { expressionGraph } from './nets/expression-graph.ts';
import { readGraphModel } from './nets/graph-model-file.ts';
import { identityGraph } from './nets/identity-graph.ts';
import type { NetGraph } from './nets/net-graph.ts';

export const faceNetNames = ['detector', 'mesh', 'template', 'expression'] as const;
export type FaceNetName = (typeof faceNetNames)[number];

export interface FaceNets {
  readonly engine: EngineName;
  open(name: FaceNetName): Promise<Net>;
}

export async function faceNets(wanted: EngineName | 'auto'): Promise<FaceNets> {
  const engine = await loadEngine(wanted);
  const opened = new Map<FaceNetName, Promise<Net>>();
  return {
    engine: engine.name,
    open(name) {
      const net = opened.get(name) ?? engine.open(faceNetGraph(name));
      opened.set(name, net);
      return net;
    },
  };
}

/** Engines are loaded only where they are used: each takes memory of its own. */
async function loadEngine(wanted: EngineName | 'auto'): Promise<Engine> {
  const wasm = async () => (await import('./nets/wasm-engine.ts')).loadWasmEngine();
  if (wanted === 'wasm') return wasm();
  const onnx = async () => (await import('./nets/onnx-engine.ts')).loadOnnxEngine();
  // No library for this processor is the one thing that WebAssembly is there for.
  return wanted === 'onnx' ? onnx() : onnx().catch(wasm);
}

export function faceNetGraph(name: FaceNetName): NetGraph {
  switch (name) {
    case 'detector': {
      const outputs = ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'];
      return readGraphModel(netFile('detector'), { shape: [1, detectorSide, detectorSide, 3] }, outputs);
    }
    case 'mesh': {
      const outputs = ['Identity_1', 'Identity_2'];
      return readGraphModel(netFile('mesh'), { shape: [1, meshSide, meshSide, 3] }, outputs);
    }
    case 'template':
      return identityGraph(netFile('template'));
    case 'expression':
      return expressionGraph(netFile('expression'));
  }
}
