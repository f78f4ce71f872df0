import t from 'tap';
import { cutPatch, type Pixels, patchPoint } from '../../../../models/people/picture-patch.ts';

/** Red grows to the right, green downwards, blue is the same everywhere. */
function gradient(width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1)
      data.set([column * 2, row * 2, 77], (row * width + column) * 3);
  return { data, width, height };
}
const plain = { scale: 1, shift: [0, 0, 0] } as const;
const pixels = gradient(100, 80);
const at = (patch: Float32Array, side: number, column: number, row: number) =>
  Array.from(patch.subarray((row * side + column) * 3, (row * side + column) * 3 + 3));

t.test('a patch of the same scale is the picture itself', async (t) => {
  const patch = cutPatch(pixels, { x: 50, y: 40, size: 20, angle: 0 }, 20, plain);
  t.same(at(patch, 20, 0, 0), [80, 60, 77]);
  t.same(at(patch, 20, 19, 7), [118, 74, 77]);
});

t.test('a patch that is made larger mixes, one that is made smaller averages', async (t) => {
  const larger = cutPatch(pixels, { x: 50, y: 40, size: 10, angle: 0 }, 20, plain);
  t.same(at(larger, 20, 1, 1), [90.5, 70.5, 77]);
  const smaller = cutPatch(pixels, { x: 40, y: 40, size: 40, angle: 0 }, 10, plain);
  t.same(at(smaller, 10, 0, 0), [43, 43, 77]);
});

t.test('outside of the picture it is black, in the tone asked for', async (t) => {
  const tone = { scale: 1 / 255, shift: [-1, -2, -3] } as const;
  const patch = cutPatch(pixels, { x: 0, y: 0, size: 20, angle: 0 }, 20, tone);
  t.same(at(patch, 20, 2, 2), [-1, -2, -3]);
  t.ok(Math.abs((at(patch, 20, 15, 15)[2] ?? 0) - (77 / 255 - 3)) < 1e-6);
});

t.test('a turned patch is upright, and its points are found again in the picture', async (t) => {
  const quarter = { x: 50, y: 40, size: 20, angle: Math.PI / 2 };
  const patch = cutPatch(pixels, quarter, 20, plain);
  const [x, y] = patchPoint(quarter, 0.5 / 20, 0.5 / 20);
  t.ok(Math.abs(x - 59.5) < 1e-9 && Math.abs(y - 30.5) < 1e-9, 'its upper left is to the upper right');
  const [red, green] = at(patch, 20, 0, 0);
  t.ok(Math.abs((red ?? 0) - 118) < 0.01 && Math.abs((green ?? 0) - 60) < 0.01);
});
