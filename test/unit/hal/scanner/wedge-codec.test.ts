/** Keystrokes become the bytes that were meant, or a frame that is dropped whole; never another text. */
import fc from 'fast-check';
import t from 'tap';
import { ScannerFrames, usualFormat } from '../../../../hal/scanner/scanner-codec.ts';
import { decodeKeyEvents, WedgeKeys } from '../../../../hal/scanner/wedge-codec.ts';
import { linuxEvents, scriptedStrokes } from '../../../support/wedge-typist.ts';

const down = (code: number) => ({ type: 1, code, value: 1 });
const up = (code: number) => ({ type: 1, code, value: 0 });
const tap = (code: number) => [down(code), up(code)];
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const typed = (...events: { type: number; code: number; value: number }[]) =>
  text(new WedgeKeys().feed(events));

const [shift, ctrl, alt, one, a, bracket, enter] = [42, 29, 56, 2, 30, 27, 28];
const [pad0, pad2, pad9] = [82, 80, 73];

t.test('every character of a US keyboard is typed as itself', async (t) => {
  const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
  const events = decodeKeyEvents(linuxEvents(scriptedStrokes({ text: printable })));
  t.equal(text(new WedgeKeys().feed(events)), `${printable}\r`);
});

t.test('FNC1 is GS, whichever way it is typed', async (t) => {
  t.equal(typed(down(ctrl), ...tap(bracket), up(ctrl)), '\u001d');
  t.equal(typed(...tap(66)), '\u001d');
  t.equal(typed(down(alt), ...tap(pad0), ...tap(pad2), ...tap(pad9), up(alt)), '\u001d');
  t.equal(typed(down(ctrl), down(shift), ...tap(7), up(shift), up(ctrl)), '\u001e', 'and RS as Ctrl+^');
});

t.test('a key that is held repeats nothing, locks and lone modifiers type nothing', async (t) => {
  const repeat = { type: 1, code: one, value: 2 };
  t.equal(typed(down(one), repeat, repeat, up(one)), '1');
  t.equal(typed(...tap(58), ...tap(69), ...tap(shift), ...tap(alt), ...tap(a)), 'a');
});

t.test('what cannot be understood becomes NUL', async (t) => {
  t.equal(typed(...tap(1)), '\0', 'Escape');
  t.equal(typed(down(alt), ...tap(a), up(alt)), '\0', 'Alt with a letter');
  t.equal(typed(down(alt), ...Array.from({ length: 11 }, () => tap(pad9)).flat(), up(alt)), '\0');
  t.equal(typed(down(shift), { type: 0, code: 3, value: 0 }, ...tap(a)), '\0a', 'the kernel lost events');
});

t.test('Tab ends a code where the scanner is set up so', async (t) => {
  t.equal(typed(...tap(a), ...tap(15)), 'a\t');
});

t.test('an event that is cut off is none', async (t) => {
  const events = linuxEvents(scriptedStrokes({ text: 'a' }));
  t.equal(decodeKeyEvents(events.subarray(0, 23)).length, 0);
  t.equal(decodeKeyEvents(events.subarray(0, 49)).length, 2);
});

t.test('any text of any script comes out as it was typed', async () => {
  const han = fc.constantFrom(...'汽水批次￥苹果汁㐀𠮷é', ' ', 'a', 'Z', '9', ',', '\u001d');
  fc.assert(
    fc.property(fc.array(han, { minLength: 1, maxLength: 40 }), (characters) => {
      const code = characters.join('');
      const frames = new ScannerFrames({ ...usualFormat, textEncoding: 'gb18030' });
      const events = decodeKeyEvents(linuxEvents(scriptedStrokes({ text: code, symbology: ']Q1' })));
      const [frame] = frames.feed(new WedgeKeys().feed(events));
      return frame !== undefined && 'scan' in frame && frame.scan.text === code;
    }),
  );
});

t.test('no events make it throw', async () => {
  const event = fc.record({
    type: fc.integer({ min: 0, max: 5 }),
    code: fc.oneof(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 65_535 })),
    value: fc.integer({ min: -1, max: 3 }),
  });
  fc.assert(fc.property(fc.array(event, { maxLength: 60 }), (events) => void new WedgeKeys().feed(events)));
});

t.test('keys are let go of after a silence', async (t) => {
  const keys = new WedgeKeys();
  keys.feed([down(shift)]);
  keys.reset();
  t.equal(text(keys.feed([...tap(a), ...tap(enter)])), 'a\r');
});
