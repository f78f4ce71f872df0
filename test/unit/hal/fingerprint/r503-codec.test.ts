/** Packets of the R503: the bytes of its user manual, and finding the next packet after damage. */
import t from 'tap';
import {
  contentBytesMax,
  decodeAnswer,
  encodePacket,
  encodeQuestion,
  type Packet,
  type PacketRead,
  pagesOf,
  R503Packets,
} from '../../../../hal/fingerprint/r503-codec.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const ack = (text: string): Packet => ({ kind: 'acknowledgement', content: hex(text) });
const packetsOf = (reads: readonly PacketRead[]) =>
  reads.flatMap((read) => ('packet' in read ? [read.packet] : []));
const dropsOf = (reads: readonly PacketRead[]) =>
  reads.flatMap((read) => ('dropped' in read ? [read.dropped] : []));

t.test('questions are the bytes that the manual prints', (t) => {
  const cases = [
    [{ ask: 'verifyPassword', password: 0 }, 'EF01 FFFFFFFF 01 0007 13 00000000 001B'],
    [{ ask: 'takeImage' }, 'EF01 FFFFFFFF 01 0003 01 0005'],
    [{ ask: 'extractFeatures', buffer: 1 }, 'EF01 FFFFFFFF 01 0004 02 01 0008'],
    [{ ask: 'search', pages: 200 }, 'EF01 FFFFFFFF 01 0008 04 01 0000 00C8 00D6'],
    [{ ask: 'joinFeatures' }, 'EF01 FFFFFFFF 01 0003 05 0009'],
    [{ ask: 'store', page: 0x0102 }, 'EF01 FFFFFFFF 01 0006 06 01 0102 0011'],
    [{ ask: 'erase', page: 5 }, 'EF01 FFFFFFFF 01 0007 0C 0005 0001 001A'],
    [{ ask: 'eraseAll' }, 'EF01 FFFFFFFF 01 0003 0D 0011'],
    [{ ask: 'systemParameters' }, 'EF01 FFFFFFFF 01 0003 0F 0013'],
    [{ ask: 'count' }, 'EF01 FFFFFFFF 01 0003 1D 0021'],
  ] as const;
  for (const [question, bytes] of cases) t.strictSame(encodeQuestion(question), hex(bytes), question.ask);
  t.end();
});

t.test('answers are read with their numbers; a length that is not theirs is none', (t) => {
  t.match(decodeAnswer('search', ack('00 0007 0064')), { confirmation: 'ok', words: [7, 100] });
  t.match(decodeAnswer('search', ack('09 0000 0000')), { confirmation: 'noMatch' });
  t.match(decodeAnswer('search', ack('09')), { confirmation: 'noMatch' });
  t.match(decodeAnswer('takeImage', ack('02')), { confirmation: 'noFinger' });
  t.match(decodeAnswer('count', ack('00 0003')), { confirmation: 'ok', words: [3] });
  t.match(decodeAnswer('store', ack('7f')), { confirmation: 'failed', code: 0x7f });
  t.equal(decodeAnswer('search', ack('00')), undefined, 'the late answer to another question');
  t.equal(decodeAnswer('takeImage', ack('02 0000')), undefined);
  t.equal(decodeAnswer('takeImage', { kind: 'command', content: hex('00') }), undefined);
  const parameters = decodeAnswer('systemParameters', ack('00 0000 0009 00C8 0003 FFFFFFFF 0002 0006'));
  t.equal(parameters && pagesOf(parameters), 200);
  t.end();
});

t.test('packets come out whole however the stream is cut', (t) => {
  const stream = Buffer.concat([
    encodePacket('acknowledgement', hex('00')),
    encodePacket('acknowledgement', new Uint8Array(contentBytesMax).fill(0xef)),
    encodePacket('acknowledgement', hex('09 0000 0000')),
  ]);
  for (const size of [1, 3, 11, stream.length]) {
    const codec = new R503Packets();
    const read: PacketRead[] = [];
    for (let at = 0; at < stream.length; at += size) read.push(...codec.feed(stream.subarray(at, at + size)));
    t.equal(packetsOf(read).length, 3, `parts of ${size}`);
    t.strictSame(dropsOf(read), []);
    t.equal(codec.heldBytes, 0);
  }
  t.end();
});

t.test('noise, a wrong sum and an impossible length are told once and the next packet is read', (t) => {
  const good = encodePacket('acknowledgement', hex('00'));
  const wrongSum = Uint8Array.from(good).fill(0x55, good.length - 1);
  const tooLong = hex('EF01 FFFFFFFF 07 0203');
  const cases = [
    ['noise', hex('55 55 EF 02 00')],
    ['checksum', wrongSum],
    ['length', tooLong],
    ['kind', encodePacket('command', hex('01')).with(6, 2).with(11, 6)],
  ] as const;
  for (const [dropped, bytes] of cases) {
    const read = new R503Packets().feed(Buffer.concat([bytes, good]));
    t.strictSame(dropsOf(read), [dropped]);
    t.strictSame(packetsOf(read), [ack('00')], dropped);
  }
  t.end();
});

t.test('after a packet that was cut off packets are read again, at once when it was given up', (t) => {
  const good = encodePacket('acknowledgement', hex('00'));
  for (let length = 1; length < good.length; length += 1) {
    const codec = new R503Packets();
    const later = Array.from({ length: 40 }, () => good);
    t.ok(packetsOf(codec.feed(Buffer.concat([good.subarray(0, length), ...later]))).length >= 1);
    codec.feed(good.subarray(0, length));
    codec.reset();
    t.equal(packetsOf(codec.feed(good)).length, 1, `cut to ${length} bytes`);
  }
  t.end();
});
