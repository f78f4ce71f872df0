/** ReceiptLine to bytes: the shape that the driver relies on. */
import sharp from 'sharp';
import t from 'tap';
import { keepRealTimeOutOfRasters, receiptDocument } from '../../../../hal/printer/receipt-document.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

t.test('a document begins by keeping status pushes on and ends in a cut and a marker', async (t) => {
  const document = hex(receiptDocument('你好 Hello', 48));
  t.match(document, /^1b401d61ff/);
  t.match(document, /1d5642001d7231$/);
});

t.test('Chinese goes out in GB18030, and the yen sign as the one every printer has', async (t) => {
  const document = hex(receiptDocument('拿铁 ¥12 |', 48));
  t.match(document, hex(Uint8Array.of(0xc4, 0xc3, 0xcc, 0xfa)), '拿铁');
  t.match(document, hex(Uint8Array.of(0xa3, 0xa4)), '￥');
});

t.test('a document over the limit is refused', async (t) => {
  t.throws(() => receiptDocument('x'.repeat(32_769), 48), { code: 'INPUT_TOO_LARGE' });
});

t.test('picture data never holds what a printer would obey at once', async (t) => {
  const size = 5;
  const data = Uint8Array.of(0x10, 0x04, 0x10, 0x14, 0x10);
  const picture = Uint8Array.of(
    0x1d,
    0x38,
    0x4c,
    10 + size,
    0,
    0,
    0,
    48,
    112,
    48,
    1,
    1,
    49,
    40,
    0,
    1,
    0,
    ...data,
  );
  const document = Uint8Array.of(0x10, 0x04, 0x01, ...picture, 0x10, 0x04, 0x01);
  keepRealTimeOutOfRasters(document);
  t.strictSame([...document.subarray(3 + 17, 3 + 17 + size)], [0x18, 0x04, 0x18, 0x14, 0x10]);
  t.strictSame([...document.subarray(0, 3)], [0x10, 0x04, 0x01], 'only pictures are touched');
  t.strictSame([...document.subarray(-3)], [0x10, 0x04, 0x01]);
});

t.test('a logo whose dots spell commands is printed without them', async (t) => {
  // Rows of 16 dots that read 10 04 as bytes, and black elsewhere.
  const pixels = Buffer.alloc(16 * 8, 255);
  for (let y = 0; y < 8; y += 1) {
    pixels[y * 16 + 3] = 0;
    pixels[y * 16 + 13] = 0;
  }
  const png = await sharp(pixels, { raw: { width: 16, height: 8, channels: 1 } })
    .png()
    .toBuffer();
  const document = hex(receiptDocument(`{image:${png.toString('base64')}}`, 48));
  t.match(document, /(1804){8}/);
  t.notMatch(document, /1004/);
});
