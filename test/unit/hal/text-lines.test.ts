/** Bytes to lines: ends, limits and noise. */
import fc from 'fast-check';
import t from 'tap';
import { TextLines } from '../../../hal/text-lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

t.test('lines end in LF, a CR before it and empty lines mean nothing', async (t) => {
  t.strictSame(new TextLines(20).feed(bytes('one\r\n\n\r\ntwo\nthr')), [{ line: 'one' }, { line: 'two' }]);
});

t.test('a line may come in pieces, and is forgotten when the stream begins anew', async (t) => {
  const lines = new TextLines(20);
  t.strictSame(lines.feed(bytes('on')), []);
  t.strictSame(lines.feed(bytes('e\ntw')), [{ line: 'one' }]);
  lines.reset();
  t.strictSame(lines.feed(bytes('three\n')), [{ line: 'three' }]);
});

t.test('a line that is too long or not ASCII is told once and hides no other', async (t) => {
  t.strictSame(new TextLines(5).feed(bytes('12345\n123456789\nok\n')), [
    { line: '12345' },
    { malformed: 'tooLong' },
    { line: 'ok' },
  ]);
  t.strictSame(new TextLines(5).feed(Uint8Array.of(0x41, 0xff, 0x00, 0x0a, 0x42, 0x0a)), [
    { malformed: 'notAscii' },
    { line: 'B' },
  ]);
});

t.test('no bytes make it throw, and lines never exceed the limit', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (noise) =>
      new TextLines(16).feed(noise).every((read) => 'malformed' in read || /^[ -~]{1,16}$/.test(read.line)),
    ),
  );
});
