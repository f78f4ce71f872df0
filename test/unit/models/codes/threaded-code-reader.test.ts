import t from 'tap';
import { ThreadedCodeReader } from '../../../../models/codes/threaded-code-reader.ts';
import { faultCodeOf } from '../../../../src/domain/fault.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { type CodeOnTable, fiveCodes, tablePicture } from '../../../support/code-pictures.ts';
import { until } from '../../../support/hal-until.ts';

const clock = new SystemClock();
const reader = new ThreadedCodeReader({ clock, idleMs: 500 });
t.teardown(() => reader.stop());

const read = async (codes: readonly CodeOnTable[], options = {}) =>
  reader.read(await tablePicture(codes, options));
const faultOf = (picture: Uint8Array) => reader.read(picture).then(() => 'read', faultCodeOf);

t.test('five codes of five kinds in one picture are read with their symbology and place', async (t) => {
  const { codes, unread } = await read(fiveCodes);
  t.same(unread, []);
  const found = codes.map(({ text, symbology }) => `${symbology} ${text}`).sort();
  t.same(found, [
    ']C0 SHELF-0042',
    ']C1 01069012345678923103001250',
    ']E0 6901234567892',
    ']Q1 https://id.gs1.org/01/06901234567892',
    ']d2 01069012345678921726123110A1',
  ]);
  const [upperLeft] = codes.find(({ symbology }) => symbology === ']E0')?.corners ?? [];
  t.ok(upperLeft && upperLeft.x > 0.04 && upperLeft.x < 0.09, 'fractions of the width');
  t.ok(upperLeft && upperLeft.y > 0.08 && upperLeft.y < 0.16, 'fractions of the height');
});

t.test('separators of GS1 stay in the text', async (t) => {
  const { codes } = await read([
    { kind: 'gs1datamatrix', text: '(01)06901234567892(10)LOT7(21)S1', at: [100, 100] },
  ]);
  t.equal(codes[0]?.text, '010690123456789210LOT7\u001d21S1');
});

t.test('progressive JPEG and PNG are read as well, upright or turned', async (t) => {
  for (const kind of ['progressive', 'png'] as const) {
    const { codes } = await read([{ kind: 'ean13', text: '690123456789', at: [300, 200], turned: 90 }], {
      kind,
    });
    t.same(
      codes.map(({ text }) => text),
      ['6901234567892'],
      kind,
    );
  }
});

t.test('EAN-8 comes as it is, UPC-A as the EAN-13 that it is', async (t) => {
  const { codes } = await read([
    { kind: 'ean8', text: '9638507', at: [100, 100] },
    { kind: 'upca', text: '03600029145', at: [600, 100] },
  ]);
  t.same(codes.map(({ symbology, text }) => `${symbology} ${text}`).sort(), [
    ']E0 0036000291452',
    ']E4 96385074',
  ]);
});

t.test('a code that is there and cannot be read is told with its place', async (t) => {
  const { codes, unread } = await read([
    { kind: 'qrcode', text: 'https://id.gs1.org/01/06901234567892', at: [900, 380], state: 'spoiled' },
    { kind: 'ean13', text: '690123456789', at: [60, 60] },
  ]);
  t.equal(codes.length, 1);
  t.ok(unread.length > 0);
  for (const corners of unread) t.ok(corners[0].x > 0.6 && corners[0].y > 0.4, 'lower right');
});

t.test('an empty table holds nothing', async (t) => {
  t.same(await read([]), { codes: [], unread: [] });
});

t.test('what is no whole picture is refused, and the next one is read', async (t) => {
  const whole = await tablePicture(fiveCodes);
  t.equal(await faultOf(new Uint8Array()), 'PICTURE_MALFORMED');
  t.equal(await faultOf(whole.subarray(0, whole.length / 2)), 'PICTURE_MALFORMED');
  t.equal(await faultOf(new Uint8Array(9 * 1024 * 1024)), 'PICTURE_TOO_LARGE');
  t.equal((await reader.read(whole)).codes.length, 5);
});

t.test('the thread ends when nobody asks, and the next picture starts another', async (t) => {
  await read([]);
  t.equal(reader.isRunning, true);
  await until(() => !reader.isRunning);
  t.equal((await read(fiveCodes)).codes.length, 5);
});

t.test('a picture that takes too long is given up, and the reader goes on', async (t) => {
  const hasty = new ThreadedCodeReader({ clock, readWithinMs: 1 });
  t.teardown(() => hasty.stop());
  const picture = await tablePicture([], { width: 4000, height: 3000 });
  t.equal(await hasty.read(picture).then(() => 'read', faultCodeOf), 'PICTURE_SLOW');
  t.equal(hasty.isRunning, false);
});

t.test('stopping refuses what waits', async (t) => {
  const other = new ThreadedCodeReader({ clock });
  const asked = (await tablePicture(fiveCodes)) as Uint8Array;
  const answers = [1, 2].map(() => other.read(asked).then(() => 'read', faultCodeOf));
  await other.stop();
  t.same(await Promise.all(answers), ['PICTURE_READER_ENDED', 'PICTURE_READER_ENDED']);
});
