/** Scanner bytes to scans: framing, symbology, limits, and bytes that mean nothing. */
import fc from 'fast-check';
import t from 'tap';
import type { FrameRead } from '../../../../hal/scanner/scan-text.ts';
import {
  encodeScan,
  usualFormat as line,
  type ScannerFormat,
  ScannerFrames,
} from '../../../../hal/scanner/scanner-codec.ts';

const stxEtx: ScannerFormat = { ...line, framing: 'stxEtx' };
const tab: ScannerFormat = { ...line, framing: 'tab' };
const silence: ScannerFormat = { ...line, framing: 'silence' };
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (format: ScannerFormat, ...chunks: Uint8Array[]): FrameRead[] => {
  const frames = new ScannerFrames(format);
  return chunks.flatMap((chunk) => frames.feed(chunk));
};

t.test('a code ends in CR, LF or both, and each is one scan', async (t) => {
  for (const end of ['\r', '\n', '\r\n', '\n\r']) {
    t.strictSame(read(line, bytes(`one${end}two${end}`)), [
      { scan: { text: 'one' } },
      { scan: { text: 'two' } },
    ]);
  }
});

t.test('a code between STX and ETX may be followed by line ends', async (t) => {
  t.strictSame(read(stxEtx, bytes('\x02one\x03\r\n\x02two\x03')), [
    { scan: { text: 'one' } },
    { scan: { text: 'two' } },
  ]);
});

t.test('a code may end in TAB, or when the line falls silent', async (t) => {
  t.strictSame(read(tab, bytes('one\ttwo\t')), [{ scan: { text: 'one' } }, { scan: { text: 'two' } }]);
  const frames = new ScannerFrames(silence);
  t.strictSame(frames.feed(bytes(']E0one')), []);
  t.strictSame(frames.fallSilent(), [{ scan: { text: 'one', symbology: ']E0' } }]);
  t.strictSame(frames.fallSilent(), [], 'a silence after nothing is nothing');
  frames.feed(bytes('tw'));
  t.strictSame(frames.abandon(), [{ dropped: 'torn' }], 'a cable pulled out is no end of a code');
  const ended = new ScannerFrames(line);
  ended.feed(bytes('one'));
  t.strictSame(
    ended.fallSilent(),
    [{ dropped: 'torn' }],
    'where something else ends a code, silence tears it',
  );
});

t.test('what the scanner puts around a code comes off, and a code without it is torn', async (t) => {
  const around: ScannerFormat = { ...line, prefix: 'S:', suffix: '#' };
  t.strictSame(read(around, bytes('S:]E0123#\r')), [{ scan: { text: '123', symbology: ']E0' } }]);
  for (const text of ['123#\r', 'S:123\r', ']E0S:123#\r']) {
    t.strictSame(read(around, bytes(text)), [{ dropped: 'torn' }], text);
  }
});

t.test('the symbology identifier comes off once, and only where it is set up', async (t) => {
  t.strictSame(read(line, bytes(']C101234\r')), [{ scan: { text: '01234', symbology: ']C1' } }]);
  t.strictSame(read(line, bytes(']Q3]C1x\r')), [{ scan: { text: ']C1x', symbology: ']Q3' } }]);
  t.strictSame(read({ ...line, symbologyPrefix: false }, bytes(']C101234\r')), [
    { scan: { text: ']C101234' } },
  ]);
  t.strictSame(read(line, bytes('a]C1\r')), [{ scan: { text: 'a]C1' } }]);
});

t.test('a frame may come in pieces of any size', async (t) => {
  const whole = bytes(']d2010690123456789210批\u001d21x\r');
  t.strictSame(read(line, ...[...whole].map((byte) => Uint8Array.of(byte))), read(line, whole));
});

t.test('GB18030 is read where the bytes are not UTF-8', async (t) => {
  const gb = Uint8Array.of(0xc6, 0xfb, 0xcb, 0xae, 0x2c, 0x33, 0x0d);
  t.strictSame(read(line, gb), [{ scan: { text: '汽水,3' } }]);
  t.strictSame(read({ ...line, textEncoding: 'utf-8' }, gb), [{ dropped: 'undecodable' }]);
});

t.test('a frame that is cut short is dropped whole, never glued to the next', async (t) => {
  const frames = new ScannerFrames(line);
  frames.feed(bytes('69012'));
  t.equal(frames.begun, true);
  t.strictSame(frames.abandon(), [{ dropped: 'torn' }]);
  t.strictSame(frames.feed(bytes('4006381333931\r')), [{ scan: { text: '4006381333931' } }]);
  t.strictSame(frames.abandon(), [], 'nothing was begun');
  t.strictSame(read(stxEtx, bytes('\x0269012\x024006381333931\x03')), [
    { dropped: 'torn' },
    { scan: { text: '4006381333931' } },
  ]);
});

t.test('a frame over the limit is dropped once and the next one is read', async (t) => {
  const frames = read(line, bytes(`${'9'.repeat(1025)}\r1\r`), bytes(`${'9'.repeat(100_000)}\r2\r`));
  t.strictSame(frames, [
    { dropped: 'tooLong' },
    { scan: { text: '1' } },
    { dropped: 'tooLong' },
    { scan: { text: '2' } },
  ]);
  t.match(read(line, bytes(`]E0${'9'.repeat(1024)}\r`))[0], { scan: { symbology: ']E0' } });
});

t.test('control characters other than those of GS1 messages are noise', async (t) => {
  t.strictSame(read(line, bytes('12\x0034\r')), [{ dropped: 'controlCharacter' }]);
  t.strictSame(read(line, bytes('[)>\x1e06\x1d1P\x04\r')), [{ scan: { text: '[)>\x1e06\x1d1P\x04' } }]);
});

t.test('what is encoded is read back, in any framing and cut', async () => {
  const code = fc.string({
    unit: fc.constantFrom('0', '9', 'a', ']', '\x1d', '商', '𠮷'),
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(code, fc.constantFrom(line, stxEtx, tab), fc.nat(100), (text, format, at) => {
      const sent = encodeScan({ text, symbology: ']Q3' }, format);
      const got = read(format, sent.subarray(0, at), sent.subarray(at));
      return JSON.stringify(got) === JSON.stringify([{ scan: { text, symbology: ']Q3' } }]);
    }),
  );
});

t.test('no bytes make it throw, and after any of them the next code is read', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(line, stxEtx, tab), (noise, format) => {
      const frames = new ScannerFrames(format);
      frames.feed(noise);
      frames.abandon();
      const next = frames.feed(encodeScan({ text: '6901234567892' }, format));
      return JSON.stringify(next) === JSON.stringify([{ scan: { text: '6901234567892' } }]);
    }),
  );
});
