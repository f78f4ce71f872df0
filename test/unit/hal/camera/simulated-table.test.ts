import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { SimulatedTable } from '../../../../hal/camera/simulated-table.ts';
import { ThreadedCodeReader } from '../../../../models/codes/threaded-code-reader.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { tablePicture } from '../../../support/code-pictures.ts';
import { faultOf } from '../../../support/hal-context.ts';
import { until } from '../../../support/hal-until.ts';
import { workFolder } from '../../../support/work-folder.ts';

const goods = [
  { code: '2200123004550', symbology: ']E0' },
  { code: '6901234500011', symbology: ']E0' },
  { code: 'not drawn', symbology: ']Q1' },
  { code: '6901234567892', symbology: ']E0' },
  { code: '9771234567003', symbology: ']E0' },
  { code: '280010400730005040', symbology: ']C0' },
];
const reader = new ThreadedCodeReader({ clock: new SystemClock() });
t.teardown(() => reader.stop());

t.test('the codes that it draws are read as what they are', async (t) => {
  const file = join(workFolder(t), 'camera', 'table.jpg');
  const table = new SimulatedTable(file, goods);
  await table.start();
  const { codes } = await reader.read(await readFile(file));
  t.same(
    codes.map(({ symbology, text }) => `${symbology} ${text}`).sort(),
    goods
      .filter(({ symbology }) => symbology !== ']Q1')
      .map(({ symbology, code }) => `${symbology} ${code}`)
      .sort(),
  );
  await table.lay('nothing');
  t.same((await reader.read(await readFile(file))).codes, []);
  await new SimulatedTable(file, goods).start();
  t.same((await reader.read(await readFile(file))).codes, [], 'what was laid stays');
});

t.test('any picture can be put in front of the camera, and what is none is refused', async (t) => {
  const file = join(workFolder(t), 'table.jpg');
  const table = new SimulatedTable(file, []);
  await table.put(await tablePicture([{ kind: 'ean8', text: '96385074', at: [200, 200] }], { kind: 'png' }));
  const picture = await readFile(file);
  t.equal(picture[0], 0xff, 'a JPEG, as cameras give them');
  t.equal((await reader.read(picture)).codes[0]?.text, '96385074');
  t.equal(await faultOf(table.put(Buffer.from('no picture'))), 'PICTURE_MALFORMED');
  t.same(await readFile(file), picture, 'the one before stays');
});

t.test('somebody stands there and moves until something else is put there', async (t) => {
  const file = join(workFolder(t), 'table.jpg');
  const shown: number[] = [];
  const jpegOf = (number: number) => Uint8Array.of(0xff, 0xd8, number, 0xff, 0xd9);
  const person = {
    name: 'lin',
    looks: ['happy'],
    film: () => ({
      pictures: 3,
      roundFrom: 1,
      picture: async (number: number) => {
        shown.push(number);
        return jpegOf(number);
      },
    }),
  };
  const pending = new Set<() => void>();
  const clock = new SystemClock();
  clock.after = (_delayMs, action) => {
    pending.add(action);
    return () => pending.delete(action);
  };
  const next = async (number: number) => {
    for (const action of [...pending]) {
      pending.delete(action);
      action();
    }
    await until(async () => (await readFile(file))[2] === number && pending.size === 1);
  };
  const people = { people: [person], clock, log: silentLog };
  const table = new SimulatedTable(file, [], people);
  t.teardown(() => table.stop());
  t.equal(await faultOf(table.stand('nobody', 'happy')), 'NOT_FOUND');
  t.equal(await faultOf(table.stand('lin', 'angry')), 'NOT_FOUND');
  await table.stand('lin', 'happy');
  t.same([...(await readFile(file))], [...jpegOf(0)]);
  await next(1);
  await next(2);
  await next(1);
  t.same(shown, [0, 1, 2], 'a picture that was made is not made again');
  await table.stand('lin', 'happy');
  t.equal(pending.size, 1, 'the film before has ended');
  await table.lay('nothing');
  t.equal(pending.size, 0, 'nobody moves any more');
  t.ok((await readFile(file)).length > 100);
});
