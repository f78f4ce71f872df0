/** What both engines owe: the same numbers from the same nets, and what they tell of drawn people. */
import { existsSync, readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { type FaceNetName, faceNetGraph, faceNetNames } from '../../models/people/face-nets.ts';
import { type FaceReader, openFaceReader, type ReadFace } from '../../models/people/face-reader.ts';
import { templateDistance } from '../../models/people/face-template.ts';
import type { Engine } from '../../models/people/nets/engine.ts';
import { loadOnnxEngine } from '../../models/people/nets/onnx-engine.ts';
import { loadWasmEngine } from '../../models/people/nets/wasm-engine.ts';
import type { Findings } from '../../models/people/recognizer.ts';
import { RecognizerProcess } from '../../models/people/recognizer-process.ts';
import { personJpeg } from '../../src/demo/people/draw-person.ts';
import { type Look, mimics, plainLook } from '../../src/demo/people/look.ts';
import { demoPersonas, type Persona } from '../../src/demo/people/persona.ts';
import { Fault } from '../../src/domain/fault.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { silentLog } from '../../src/platform/log.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { until } from '../support/hal-until.ts';

t.setTimeout(240_000);
const wants = { templates: true, expression: true, body: false };
const [someone, another] = [demoPersonas[0], demoPersonas[1]] as [Persona, Persona];

const onnx = await loadOnnxEngine().catch(() => undefined);
const noOnnx = onnx ? false : 'no library of onnxruntime for this processor';
const wasm = await loadWasmEngine();

/** Largest difference by the largest number. */
function difference(a: Float32Array, b: Float32Array): number {
  let [apart, most] = [0, 1e-6];
  a.forEach((value, i) => {
    apart = Math.max(apart, Math.abs(value - (b[i] ?? 0)));
    most = Math.max(most, Math.abs(value));
  });
  return apart / most;
}

async function outputs(engine: Engine, name: FaceNetName): Promise<readonly Float32Array[]> {
  const graph = faceNetGraph(name);
  const random = seededRandom(9);
  const numbers = graph.input.shape.reduce((product, side) => product * side, 1);
  const net = await engine.open(graph);
  return net.run(Float32Array.from({ length: numbers }, () => random.fraction() - 0.4));
}

t.test('converted nets give the numbers of the nets as they come', { skip: noOnnx }, async (t) => {
  for (const name of faceNetNames) {
    const [fast, slow] = [await outputs(onnx as Engine, name), await outputs(wasm, name)];
    t.equal(fast.length, slow.length, name);
    for (const [i, numbers] of fast.entries()) {
      t.equal(numbers.length, slow[i]?.length, `${name} ${i}`);
      t.ok(difference(numbers, slow[i] ?? new Float32Array()) < 1e-3, `${name} ${i}`);
    }
  }
});

/** What `@vladmandic/face-api` 1.7.15 itself computes of the same picture, its first seven numbers. */
const asThePackageTells = [
  {
    name: 'template',
    side: 150,
    numbers: [-0.042883, 0.136751, 0.032882, -0.04469, -0.051627, -0.0557, -0.055729],
  },
  {
    name: 'expression',
    side: 112,
    numbers: [0.220052, 0.081472, 0.667284, 0.018988, 0.000155, 0.009133, 0.002916],
  },
] as const;
const meanRgb = [122.782, 117.001, 104.298];

t.test('layers rebuilt from weights compute what the package of the weights computes', async (t) => {
  for (const { name, side, numbers } of asThePackageTells) {
    const net = await (onnx ?? wasm).open(faceNetGraph(name));
    const input = Float32Array.from({ length: side * side * 3 }, (_, i) => {
      const point = Math.floor(128 + 100 * Math.sin(i / 777) + 20 * Math.sin(i * 1.3));
      return (point - (meanRgb[i % 3] ?? 0)) / 255;
    });
    const [told] = await net.run(input);
    for (const [i, number] of numbers.entries())
      t.ok(Math.abs((told?.[i] ?? 9) - number) < 1e-4, `${name} ${i}`);
  }
});

const facesOf = async (
  reader: FaceReader,
  persona: Persona,
  look: Partial<Look> = {},
): Promise<readonly ReadFace[]> =>
  (await reader.read(await personJpeg(persona, { ...plainLook, ...look }), wants)).faces;

async function faceOf(
  t: Test,
  reader: FaceReader,
  persona: Persona,
  look: Partial<Look> = {},
): Promise<ReadFace> {
  const faces = await facesOf(reader, persona, look);
  t.equal(faces.length, 1, 'one face');
  return faces[0] as ReadFace;
}

const reader = await openFaceReader(onnx ? 'onnx' : 'wasm');

t.test('a face is found where it is, as large as it is', async (t) => {
  const face = await faceOf(t, reader, someone, { offset: [60, 10], size: 0.8 });
  const { box } = face;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  t.ok(Math.abs(x - 380) < 15 && Math.abs(y - 250) < 30, `${x}, ${y}`);
  t.ok(
    Math.abs(face.eyeDistancePx - 2 * someone.eyes.apart * 0.8) < 8,
    `${face.eyeDistancePx} between the eyes`,
  );
  t.ok(face.score > 0.5);
});

t.test('nobody is found where nobody is', async (t) => {
  const far = await facesOf(reader, someone, { offset: [2_000, 0] });
  t.same(far, []);
});

t.test('angles follow the head', async (t) => {
  const straight = (await faceOf(t, reader, someone)).pose;
  const right = (await faceOf(t, reader, someone, { yaw: 22 })).pose;
  const left = (await faceOf(t, reader, someone, { yaw: -22 })).pose;
  t.ok(right.yaw > straight.yaw + 6 && left.yaw < straight.yaw - 6, `${left.yaw} to ${right.yaw}`);
  const up = (await faceOf(t, reader, someone, { pitch: 12 })).pose;
  const down = (await faceOf(t, reader, someone, { pitch: -12 })).pose;
  t.ok(up.pitch > down.pitch + 6, `${down.pitch} to ${up.pitch}`);
  const tilted = (await faceOf(t, reader, someone, { roll: 12 })).pose;
  t.ok(Math.abs(tilted.roll - 12) < 5, `${tilted.roll} tilted`);
});

t.test('lids that shut, a mouth that opens, and light are seen', async (t) => {
  const open = await faceOf(t, reader, someone);
  const shut = await faceOf(t, reader, someone, { lids: 0 });
  t.ok(shut.eyes.left < 0.7 * open.eyes.left && shut.eyes.right < 0.7 * open.eyes.right);
  const surprised = await faceOf(t, reader, someone, { mimic: mimics.surprised });
  t.ok(surprised.mouth.open > open.mouth.open + 0.05);
  const dim = await faceOf(t, reader, someone, { light: 0.5 });
  t.ok(dim.brightness < 0.7 * open.brightness);
  const blurred = await faceOf(t, reader, someone, { blur: 4 });
  t.ok(blurred.sharpness < 0.7 * open.sharpness);
});

t.test('a smile and surprise are told as such', async (t) => {
  const happy = await faceOf(t, reader, someone, { mimic: mimics.happy });
  t.ok((happy.expression?.happy ?? 0) > 0.5, JSON.stringify(happy.expression));
  const surprised = await faceOf(t, reader, someone, { mimic: mimics.surprised });
  t.ok((surprised.expression?.surprised ?? 0) > 0.5, JSON.stringify(surprised.expression));
  const scores = Object.values(surprised.expression ?? {});
  t.ok(Math.abs(scores.reduce((sum, score) => sum + score, 0) - 1) < 1e-3);
});

t.test('templates of a person are near to each other, and of two people apart', async (t) => {
  const templateOf = async (persona: Persona, look: Partial<Look>) =>
    (await faceOf(t, reader, persona, look)).template ?? new Float32Array();
  const first = await templateOf(someone, {});
  const again = await templateOf(someone, { roll: 6, size: 1.15, light: 0.8, offset: [-40, 5] });
  const other = await templateOf(another, {});
  t.equal(first.length, 128);
  const [near, apart] = [templateDistance(first, again), templateDistance(first, other)];
  t.ok(near < 0.35 && apart > 0.45, `${near} and ${apart}`);
});

const photograph = new URL('../../node_modules/@vladmandic/face-api/demo/sample6.jpg', import.meta.url);
const noPhotograph = existsSync(photograph) ? false : 'the package came without its photograph';

t.test(
  'four people on a photograph are found, told apart, and mostly smile',
  { skip: noPhotograph },
  async (t) => {
    const { faces } = await reader.read(readFileSync(photograph), wants);
    t.equal(faces.length, 4);
    t.ok(faces.filter(({ expression }) => (expression?.happy ?? 0) > 0.5).length >= 3);
    for (const { pose, eyes } of faces) {
      t.ok(Math.abs(pose.pitch) < 25 && Math.abs(pose.yaw) < 35, JSON.stringify(pose));
      t.ok(eyes.left > 0.22 && eyes.right > 0.22, 'their eyes are open');
    }
    const templates = faces.flatMap(({ template }) => template ?? []);
    for (const [i, one] of templates.entries())
      for (const other of templates.slice(i + 1)) t.ok(templateDistance(one, other) > 0.5);
  },
);

t.test('shoulders are found where a body is wanted', { skip: noPhotograph }, async (t) => {
  const { body, frame } = await reader.read(readFileSync(photograph), { ...wants, body: true });
  const { leftShoulder: left, rightShoulder: right } = body ?? {};
  t.ok(left && right && left.x > 0 && left.x < right.x && right.x < frame.width, JSON.stringify(body));
  t.equal((await reader.read(readFileSync(photograph), wants)).body, undefined);
});

t.test('what is not wanted is not read, and small faces have no template', async (t) => {
  const jpeg = await personJpeg(someone, plainLook);
  const none = { templates: false, expression: false, body: false };
  const [face] = (await reader.read(jpeg, none)).faces;
  t.notOk(face?.template ?? face?.expression);
  const [small] = await facesOf(reader, someone, { size: 0.2 });
  t.ok(small, 'it is found');
  t.notOk(small?.template);
});

t.test('what is no picture is refused, and the next one is read', async (t) => {
  const jpeg = await personJpeg(someone, plainLook);
  const refused = reader.read(jpeg.subarray(0, 4_000), wants);
  await t.rejects(refused, new Fault('PICTURE_MALFORMED', 'read a picture'));
  t.equal((await facesOf(reader, someone)).length, 1);
});

t.test('both engines tell the same of a face', { skip: noOnnx }, async (t) => {
  const slow = await faceOf(t, await openFaceReader('wasm'), someone);
  const fast = await faceOf(t, reader, someone);
  t.ok(templateDistance(slow.template ?? new Float32Array(), fast.template ?? new Float32Array()) < 0.02);
  t.ok(Math.abs(slow.box.x - fast.box.x) < 1 && Math.abs(slow.pose.yaw - fast.pose.yaw) < 1);
});

t.test('the process reads a picture from its start to its findings', async (t) => {
  const recognizer = new RecognizerProcess({ clock: new SystemClock(), log: silentLog });
  t.teardown(() => recognizer.stop());
  const found: Findings[] = [];
  recognizer.on('found', (findings) => found.push(findings));
  await recognizer.start(wants);
  recognizer.show({ jpeg: await personJpeg(someone, plainLook), takenAtMs: 5 });
  await until(() => found.length > 0 || recognizer.state === 'failed');
  t.match(found, [{ takenAtMs: 5, frame: { width: 640, height: 480 }, faces: [{ trackId: 1 }] }]);
  const here = await faceOf(t, reader, someone);
  const there = found[0]?.faces[0]?.template ?? new Float32Array();
  t.ok(
    templateDistance(there, here.template ?? new Float32Array()) < 0.02,
    'the template crosses the pipe whole',
  );
});
