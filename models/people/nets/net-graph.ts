/**
 * A trained net as plain data: its layers in the order in which they are computed, with the few operations that
 * the nets of this folder need. Values are float32 with the channels last; convolution weights are [height,
 * width, in, out], of depthwise ones [height, width, in, 1]. Engines run it, nobody changes it.
 */

export interface NetWeights {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** `same` pads as TensorFlow does: what is odd goes to the right and below. */
export type Padding = 'same' | 'valid';
export type Activation = 'relu' | 'prelu' | 'sigmoid';
type Pair = readonly [vertical: number, horizontal: number];

export interface ConvolutionLayer {
  readonly op: 'convolution' | 'depthwise';
  readonly input: string;
  readonly filter: NetWeights;
  readonly bias?: Float32Array;
  readonly strides: Pair;
  readonly padding: Padding;
  readonly activation?: Activation;
  /** Of `prelu`, one for each channel. */
  readonly slopes?: Float32Array;
}

export type NetLayer = { readonly name: string } & (
  | ConvolutionLayer
  | { readonly op: 'relu' | 'sigmoid' | 'softmax'; readonly input: string }
  | { readonly op: 'prelu'; readonly input: string; readonly slopes: Float32Array }
  | { readonly op: 'add'; readonly left: string; readonly right: string }
  | {
      readonly op: 'maxPool' | 'averagePool';
      readonly input: string;
      readonly size: Pair;
      readonly strides: Pair;
      readonly padding: Padding;
    }
  /** Zeros in front of and behind each of the four dimensions. */
  | { readonly op: 'pad'; readonly input: string; readonly amounts: readonly Pair[] }
  | { readonly op: 'reshape'; readonly input: string; readonly shape: readonly number[] }
  /** Over height and width. */
  | { readonly op: 'mean'; readonly input: string }
  | {
      readonly op: 'matMul';
      readonly input: string;
      readonly weights: NetWeights;
      readonly bias?: Float32Array;
    }
);

export interface NetGraph {
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  readonly layers: readonly NetLayer[];
  /** Names of the layers whose values are told, in this order. */
  readonly outputs: readonly string[];
}

/** The values that a layer is computed from. */
export function inputsOf(layer: NetLayer): readonly string[] {
  return layer.op === 'add' ? [layer.left, layer.right] : [layer.input];
}
