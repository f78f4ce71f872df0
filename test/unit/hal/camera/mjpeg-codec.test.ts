/** Pictures out of a stream of bytes: whole ones only, whatever is between and inside them. */
import sharp from 'sharp';
import t from 'tap';
import { type FrameRead, MjpegFrames } from '../../../../hal/camera/mjpeg-codec.ts';

const picture = (grey: number, size = 32, progressive = false) =>
  sharp({ create: { width: size, height: size, channels: 3, background: { r: grey, g: 90, b: 30 } } })
    .jpeg({ progressive })
    .toBuffer();

/** An application segment, as EXIF is one, that holds a whole JPEG as thumbnail. */
function withThumbnail(jpeg: Buffer, thumbnail: Buffer): Buffer {
  const length = thumbnail.length + 2;
  const head = Buffer.from([0xff, 0xe1, length >> 8, length & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, thumbnail, jpeg.subarray(2)]);
}

const framesOf = (reads: readonly FrameRead[]) =>
  reads.flatMap((read) => ('jpeg' in read ? [Buffer.from(read.jpeg)] : []));
const dropsOf = (reads: readonly FrameRead[]) =>
  reads.flatMap((read) => ('dropped' in read ? [read.dropped] : []));

t.test('frames come out as they went in, however the stream is cut', async (t) => {
  const pictures = [await picture(1), await picture(2, 64), await picture(3, 48, true)];
  const stream = Buffer.concat(pictures);
  for (const size of [1, 2, 7, 100, stream.length]) {
    const codec = new MjpegFrames(1_000_000);
    const read: FrameRead[] = [];
    for (let at = 0; at < stream.length; at += size) read.push(...codec.feed(stream.subarray(at, at + size)));
    t.strictSame(framesOf(read), pictures, `parts of ${size} bytes`);
    t.strictSame(dropsOf(read), []);
    t.equal(codec.heldBytes, 0);
  }
});

t.test('a thumbnail inside a segment neither ends nor begins a frame', async (t) => {
  const whole = withThumbnail(await picture(1, 64), await picture(2, 16));
  t.strictSame(framesOf(new MjpegFrames(1_000_000).feed(whole)), [whole]);
});

t.test('what stands between two frames is passed over', async (t) => {
  const [one, two] = [await picture(1), await picture(2)];
  const part = Buffer.from(
    `\r\n--frame\r\nContent-Type: image/jpeg\r\nContent-Length: ${two.length}\r\n\r\n`,
  );
  const noise = Buffer.from([0xff, 0x00, 0xff, 0xff, 0xd9, 0x41]);
  const read = new MjpegFrames(1_000_000).feed(Buffer.concat([noise, part, one, noise, part, two]));
  t.strictSame(framesOf(read), [one, two]);
});

t.test('a frame that is cut off is dropped and the next one is whole', async (t) => {
  const [one, two] = [await picture(1, 64), await picture(2)];
  const read = new MjpegFrames(1_000_000).feed(Buffer.concat([one.subarray(0, -20), two]));
  t.strictSame(dropsOf(read), ['torn']);
  t.strictSame(framesOf(read), [two]);
});

t.test('a frame cut off in its scan, its head included, is not glued to the next one', async (t) => {
  const [one, two] = [await picture(1), await picture(2)];
  const scan = one.indexOf(Buffer.from([0xff, 0xda]));
  for (let length = scan; length < one.length; length += 1) {
    const read = new MjpegFrames(1_000_000).feed(Buffer.concat([one.subarray(0, length), two, two, two]));
    t.ok(dropsOf(read).length > 0, `cut to ${length} bytes`);
    t.ok(framesOf(read).length >= 1 && framesOf(read).every((frame) => frame.equals(two)));
  }
});

t.test('a frame over the limit is dropped, memory stays within it', async (t) => {
  const [big, small] = [await picture(1, 400), await picture(2)];
  const codec = new MjpegFrames(big.length - 1);
  const read = codec.feed(Buffer.concat([big, small, small]));
  t.ok(dropsOf(read).includes('tooLarge'));
  t.ok(framesOf(read).length >= 1);
  t.strictSame(framesOf(read).at(-1), small);
  t.ok(codec.bufferBytes <= Math.max(65_536, big.length));
});

t.test('a marker that none is ends the frame as malformed', (t) => {
  const codec = new MjpegFrames(1_000);
  t.strictSame(dropsOf(codec.feed(Uint8Array.of(0xff, 0xd8, 0x12, 0x34))), ['malformed']);
  t.strictSame(dropsOf(codec.feed(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0x00, 0x01))), ['malformed']);
  t.equal(codec.heldBytes, 0);
  t.end();
});
