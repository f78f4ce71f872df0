/** The printer's side of ESC/POS: commands are cut right, and no bytes break it. */
import fc from 'fast-check';
import t from 'tap';
import { EscposParser, type PrinterCommand } from '../../../../hal/printer/escpos-parser.ts';
import { EscposWriter } from '../../../../hal/printer/escpos-writer.ts';
import { ReceiptPaper } from '../../../../hal/printer/receipt-paper.ts';

function parse(bytes: Uint8Array): { commands: PrinterCommand[]; rest: number } {
  const parser = new EscposParser();
  const commands: PrinterCommand[] = [];
  let left = bytes;
  for (let cut = parser.next(left); cut; cut = parser.next(left)) {
    if (cut.length < 1 || cut.length > left.length) throw new Error('the parser does not go on');
    commands.push(cut.command);
    left = left.subarray(cut.length);
  }
  return { commands, rest: left.length };
}

const of = (...bytes: number[]) => parse(Uint8Array.from(bytes));

t.test('text is ASCII until Chinese is switched on, then GB18030 of two and four bytes', async (t) => {
  t.match(of(0x41, 0xc4).commands, [
    { do: 'print', text: 'A' },
    { do: 'print', text: '?' },
  ]);
  const { commands } = of(0x1c, 0x26, 0x41, 0xc4, 0xc3, 0x82, 0x32, 0xc0, 0x33, 0x1c, 0x2e, 0xc4);
  t.strictSame(
    commands.map((command) => (command.do === 'print' ? command.text : command.do)),
    [
      'ignore',
      'A',
      '拿',
      new TextDecoder('gb18030').decode(Uint8Array.of(0x82, 0x32, 0xc0, 0x33)),
      'ignore',
      '?',
    ],
  );
});

t.test('a command waits for its last byte', async (t) => {
  const whole = Uint8Array.of(0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0xaa, 0x55);
  for (let length = 1; length < whole.length; length += 1) {
    t.strictSame(parse(whole.subarray(0, length)), { commands: [], rest: length });
  }
  const { commands } = parse(whole);
  t.match(commands, [{ do: 'raster', stored: false, raster: { width: 8, height: 2 } }]);
});

t.test('pictures come as raster, as columns and as stored graphics', async (t) => {
  const columns = of(0x1b, 0x2a, 33, 2, 0, 0x80, 0, 0, 0x40, 0, 0).commands[0];
  t.match(columns, { do: 'raster', raster: { width: 2, height: 24 } });
  t.equal(columns?.do === 'raster' && columns.raster.bits[0], 0x80, 'the top dot of the first column');
  t.equal(columns?.do === 'raster' && columns.raster.bits[1], 0x40, 'the second dot of the second column');
  const stored = of(0x1d, 0x38, 0x4c, 11, 0, 0, 0, 48, 112, 48, 2, 2, 49, 8, 0, 1, 0, 0xff);
  t.match(stored.commands, [{ do: 'raster', stored: true, raster: { width: 8, height: 1, scaleX: 2 } }]);
  t.match(of(0x1d, 0x28, 0x4c, 2, 0, 48, 50).commands, [{ do: 'printStored' }]);
});

t.test('real-time commands in the stream are stepped over', async (t) => {
  const clear = [0x10, 0x14, 8, 1, 3, 0x14, 1, 6, 2, 8];
  t.match(of(0x10, 0x04, 0x01, ...clear, 0x41).commands, [
    { do: 'ignore' },
    { do: 'ignore' },
    { do: 'print', text: 'A' },
  ]);
});

t.test('what is not known is told, not guessed', async (t) => {
  t.match(of(0x1b, 0x77, 0x01, 0x41).commands[0], { do: 'unknown', bytes: '1b7701' });
});

t.test('no bytes make parser or writer throw, or stand still, or print without end', async (t) => {
  const lead = fc.constantFrom(0x1b, 0x1c, 0x1d, 0x10, 0x0a, 0x41, 0xc4);
  const bytes = fc.array(fc.oneof(lead, fc.integer({ min: 0, max: 255 })), { maxLength: 200 });
  t.doesNotThrow(
    () =>
      fc.assert(
        fc.property(bytes, (noise) => {
          const paper = new ReceiptPaper(576);
          const writer = new EscposWriter(paper, () => undefined);
          const parser = new EscposParser();
          let left = Uint8Array.from(noise);
          for (let cut = parser.next(left); cut; cut = parser.next(left)) {
            writer.write(cut.command);
            left = left.slice(cut.length);
          }
          return paper.rowCount <= 8_000;
        }),
        { numRuns: 300 },
      ),
    '300 streams of noise',
  );
});
