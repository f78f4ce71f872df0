/**
 * The card of every trained net: where it comes from, under which licence, what goes in and comes out, what it is
 * known not to do, and the sums of its files, which `npm run models:check` compares with what is installed. The
 * nets that find whether a face is alive are not used: they do not tell pictures of people from people.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const netNames = ['detector', 'mesh', 'template', 'expression', 'body'] as const;
export type NetName = (typeof netNames)[number];

export interface NetFile {
  /** Below the package. */
  readonly path: string;
  readonly sha256: string;
}

export interface NetCard {
  readonly title: string;
  readonly package: '@vladmandic/human' | '@vladmandic/face-api';
  readonly version: string;
  /** Of the package, as it states it, and of the net as its makers state it. */
  readonly licence: string;
  readonly source: string;
  readonly input: string;
  readonly output: string;
  readonly limits: readonly string[];
  /** On a two-core x86-64 machine, one thread, with onnxruntime and with WebAssembly. */
  readonly measured: string;
  /** The description first, then what belongs to it. */
  readonly files: readonly NetFile[];
}

const human = { package: '@vladmandic/human', version: '3.3.6' } as const;
const faceApi = { package: '@vladmandic/face-api', version: '1.7.15' } as const;

export const netCards: Readonly<Record<NetName, NetCard>> = {
  detector: {
    ...human,
    title: 'BlazeFace, long range',
    licence: 'package MIT; net Apache-2.0 (Google MediaPipe)',
    source: 'MediaPipe BlazeFace (back camera), converted by the package',
    input: '1 × 256 × 256 × 3, RGB, -1 to 1; the whole picture, black beside it',
    output: '896 anchors: a score, a box and six points each',
    limits: [
      'faces below about a twentieth of the picture are missed',
      'faces turned by more than about 60 degrees are missed',
      'drawings and photographs of faces are found as faces are',
    ],
    measured: '7 and 28 ms a picture, making it smaller 3 ms',
    files: [
      {
        path: 'models/blazeface.json',
        sha256: 'cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f',
      },
      {
        path: 'models/blazeface.bin',
        sha256: 'dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72',
      },
    ],
  },
  mesh: {
    ...human,
    title: 'Face Mesh',
    licence: 'package MIT; net Apache-2.0 (Google MediaPipe)',
    source: 'MediaPipe Face Mesh, without attention, converted by the package',
    input: '1 × 192 × 192 × 3, RGB, 0 to 1; the face upright with room around it',
    output: '468 points with depth, and how sure it is that there is a face',
    limits: [
      'depth is relative: angles of the head are estimates, and come out smaller than they are beyond 30 degrees',
      'behind a mask or a hand points are guessed',
    ],
    measured: '4 and 6 ms a face, cutting it out 2 ms',
    files: [
      {
        path: 'models/facemesh.json',
        sha256: 'b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7',
      },
      {
        path: 'models/facemesh.bin',
        sha256: '3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b',
      },
    ],
  },
  template: {
    ...faceApi,
    title: 'dlib face recognition ResNet',
    licence: 'package MIT; net CC0-1.0 (dlib-models)',
    source: 'dlib_face_recognition_resnet_model_v1 by Davis King, weights kept as bytes by the package',
    input: '1 × 150 × 150 × 3, RGB less the mean; cut by eyes and mouth, turned upright',
    output: '128 numbers, compared by Euclidean distance',
    limits: [
      'trained mostly on adults of a few regions: error rates differ between groups of people and have to be measured where it is used',
      'relatives and twins are close to each other; children change within months',
      'does not tell a person from a picture of the person',
    ],
    measured: '4 and 23 ms a face, cutting it out 2 ms; error rates by `npm run evaluate:identity`',
    files: [
      {
        path: 'model/face_recognition_model-weights_manifest.json',
        sha256: 'cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b',
      },
      {
        path: 'model/face_recognition_model.bin',
        sha256: 'b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589',
      },
    ],
  },
  expression: {
    ...faceApi,
    title: 'Face expression',
    licence: 'package MIT; the net has no licence of its own',
    source: 'face-api.js by Vincent Mühler, trained on public pictures and pictures from the web',
    input: '1 × 112 × 112 × 3, RGB less the mean; brows to chin',
    output: 'seven scores that add up to 1',
    limits: [
      'scores a shown expression, which is not a feeling',
      'anger, fear and disgust are weak; a smile and surprise are the only ones to rely on',
      'glasses, beards and darkness shift scores towards neutral or sad',
    ],
    measured:
      '1 and 8 ms a face, cutting it out 1 ms; what it tells of drawn people by `npm run evaluate:reaction`',
    files: [
      {
        path: 'model/face_expression_model-weights_manifest.json',
        sha256: '5b349c17c7836da506e03422cd6461c74085d8bb2713ad4114647dc5d28174c8',
      },
      {
        path: 'model/face_expression_model.bin',
        sha256: '9a9840f2cf1f4c7eab95f197512569345c00d2426754d4608b92af30e0300f3d',
      },
    ],
  },
  body: {
    ...human,
    title: 'MoveNet Lightning',
    licence: 'package MIT; net Apache-2.0 (Google)',
    source: 'MoveNet SinglePose Lightning, converted by the package',
    input: '1 × 192 × 192 × 3, RGB, 0 to 255; the whole picture, black beside it',
    output: '17 joints of one person with a score each',
    limits: [
      'one person only, the one nearest to the middle',
      'of drawn people it finds the shoulders at best',
    ],
    measured: '50 ms a picture, WebAssembly with either engine',
    files: [
      {
        path: 'models/movenet-lightning.json',
        sha256: 'df8cbde44d00f533ccc4916a7c6ebc17316532fb3fadad114ec667fef22872e9',
      },
      {
        path: 'models/movenet-lightning.bin',
        sha256: 'bf97bc10d9c8a11200b0190ed64ce039b6252f1aff7cb552aca99b3d191c2f34',
      },
    ],
  },
};

const require = createRequire(import.meta.url);

/** The folder of an installed package, whose exports may not name its files. */
export function packageFolder(name: NetCard['package']): string {
  const main = require.resolve(name);
  return join(main.slice(0, main.lastIndexOf(join('node_modules', name))), 'node_modules', name);
}

/** The file that describes a net; what belongs to it lies beside it. */
export function netFile(name: NetName): string {
  const card = netCards[name];
  return join(packageFolder(card.package), card.files[0]?.path ?? '');
}
