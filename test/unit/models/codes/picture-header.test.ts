import t from 'tap';
import { pictureBytesMax, readPictureHeader } from '../../../../models/codes/picture-header.ts';
import { faultCodeOf } from '../../../../src/domain/fault.ts';
import { fiveCodes, tablePicture } from '../../../support/code-pictures.ts';

function verdictOf(bytes: Uint8Array): string {
  try {
    return readPictureHeader(bytes).kind;
  } catch (error) {
    return faultCodeOf(error);
  }
}

const jpeg = await tablePicture(fiveCodes);
const png = await tablePicture(fiveCodes, { kind: 'png' });

t.test('kind and size are read from whole pictures', async (t) => {
  t.same(readPictureHeader(jpeg), { kind: 'jpeg', width: 1280, height: 720 });
  t.same(readPictureHeader(png), { kind: 'png', width: 1280, height: 720 });
  const progressive = await tablePicture(fiveCodes, { kind: 'progressive' });
  t.same(readPictureHeader(progressive), { kind: 'jpeg', width: 1280, height: 720 });
});

t.test('a picture that is cut anywhere is refused', async (t) => {
  for (const whole of [jpeg, png]) {
    for (let length = 0; length < whole.length; length += Math.ceil(whole.length / 97)) {
      t.equal(verdictOf(whole.subarray(0, length)), 'PICTURE_MALFORMED', `${length} bytes`);
    }
  }
});

t.test('two pictures glued together and bytes behind the end are refused', async (t) => {
  for (const whole of [jpeg, png]) {
    t.equal(verdictOf(Buffer.concat([whole, whole])), 'PICTURE_MALFORMED');
    t.equal(verdictOf(Buffer.concat([whole, Buffer.from([0])])), 'PICTURE_MALFORMED');
  }
});

t.test('what claims more points than are read is refused before anything decodes it', async (t) => {
  const huge = Buffer.from(png);
  huge.writeUInt32BE(60_000, 16);
  huge.writeUInt32BE(60_000, 20);
  t.equal(verdictOf(huge), 'PICTURE_TOO_LARGE');
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const tall = Buffer.from(jpeg);
  tall.writeUInt16BE(65_535, frame + 5);
  t.equal(verdictOf(tall), 'PICTURE_TOO_LARGE');
  tall.writeUInt16BE(0, frame + 5);
  t.equal(verdictOf(tall), 'PICTURE_MALFORMED', 'a height that is told later');
});

t.test('other kinds and too many bytes are refused', async (t) => {
  t.equal(verdictOf(Buffer.from('GIF89a')), 'PICTURE_MALFORMED');
  t.equal(verdictOf(Buffer.from('<svg/>')), 'PICTURE_MALFORMED');
  t.equal(verdictOf(new Uint8Array(pictureBytesMax + 1)), 'PICTURE_TOO_LARGE');
  const arithmetic = Buffer.from(jpeg);
  arithmetic[jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc9;
  t.equal(verdictOf(arithmetic), 'PICTURE_MALFORMED', 'arithmetic coding');
});
