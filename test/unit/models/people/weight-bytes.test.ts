import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { ProtobufWriter } from '../../../../models/people/nets/protobuf-writer.ts';
import { readWeights } from '../../../../models/people/nets/weight-bytes.ts';
import { workFolder } from '../../../support/work-folder.ts';

t.test('weights kept as bytes, half floats, floats and whole numbers are read', async (t) => {
  const folder = workFolder(t);
  const bytes = Buffer.alloc(3 + 8 + 8 + 4);
  bytes.set([0, 1, 255], 0);
  for (const [i, half] of [0x3c00, 0xc000, 0x0001, 0x3555].entries()) bytes.writeUInt16LE(half, 3 + 2 * i);
  bytes.writeFloatLE(1.5, 11);
  bytes.writeFloatLE(-2.25, 15);
  bytes.writeInt32LE(-7, 19);
  writeFileSync(join(folder, 'a.bin'), bytes.subarray(0, 12));
  writeFileSync(join(folder, 'b.bin'), bytes.subarray(12));
  const manifest = [
    {
      paths: ['a.bin', 'b.bin'],
      weights: [
        {
          name: 'bytes',
          shape: [3],
          dtype: 'float32',
          quantization: { dtype: 'uint8', scale: 0.5, min: -1 },
        },
        { name: 'halves', shape: [2, 2], dtype: 'float32', quantization: { dtype: 'float16' } },
        { name: 'floats', shape: [2], dtype: 'float32' },
        { name: 'whole', shape: [1], dtype: 'int32' },
      ],
    },
  ] as Parameters<typeof readWeights>[0];
  const weights = readWeights(manifest, join(folder, 'model.json'));
  t.same([...(weights.get('bytes')?.data ?? [])], [-1, -0.5, 126.5]);
  const halves = [...(weights.get('halves')?.data ?? [])];
  t.same(halves.slice(0, 3), [1, -2, 2 ** -24]);
  t.ok(Math.abs((halves[3] ?? 0) - 1 / 3) < 1e-3);
  t.same([...(weights.get('floats')?.data ?? [])], [1.5, -2.25]);
  t.same([...(weights.get('whole')?.data ?? [])], [-7]);
  const cut = [{ paths: ['a.bin'], weights: manifest[0]?.weights ?? [] }];
  t.throws(() => readWeights(cut, join(folder, 'model.json')), /floats is cut off|halves is cut off/);
});

t.test('protocol buffers are written as their encoding says', async (t) => {
  const inner = new ProtobufWriter().integer(1, 150);
  const bytes = new ProtobufWriter().bytes(2, 'testing').message(3, inner).integer(4, -1).finish();
  t.equal(
    Buffer.from(bytes).toString('hex'),
    '120774657374696e67' + '1a03089601' + '20ffffffffffffffffff01',
    'the examples of the encoding guide',
  );
});
