/** The picture of a receipt: the dots that were printed, on paper, in every language the printer knows. */
import receiptline from 'receiptline';
import sharp from 'sharp';
import t from 'tap';
import { code128Modules, code128Text } from '../../../../hal/printer/code128.ts';
import { glyphOf, ruleGlyphOf } from '../../../../hal/printer/dot-font.ts';
import { EscposParser } from '../../../../hal/printer/escpos-parser.ts';
import { EscposWriter } from '../../../../hal/printer/escpos-writer.ts';
import { receiptDocument } from '../../../../hal/printer/receipt-document.ts';
import { ReceiptPaper } from '../../../../hal/printer/receipt-paper.ts';
import { receiptPicture } from '../../../../hal/printer/receipt-picture.ts';

/** Puts a document on paper as the simulated printer does. */
function print(receiptLine: string, columns: 32 | 48) {
  const paper = new ReceiptPaper(columns * 12);
  const complaints: string[] = [];
  const writer = new EscposWriter(paper, (what) => complaints.push(what));
  const parser = new EscposParser();
  let left = receiptDocument(receiptLine, columns);
  for (let cut = parser.next(left); cut; cut = parser.next(left)) {
    writer.write(cut.command);
    left = left.subarray(cut.length);
  }
  return { strip: paper.cutOff(), complaints };
}

const inkOf = (character: string) => {
  const glyph = glyphOf(character);
  let dots = 0;
  for (let y = 0; y < 24; y += 1) for (let x = 0; x < glyph.width; x += 1) dots += glyph.at(x, y) ? 1 : 0;
  return { width: glyph.width, dots };
};

t.test('the character ROM holds ASCII in half and Chinese in full width', async (t) => {
  t.equal(inkOf('A').width, 12);
  t.equal(inkOf(' ').dots, 0);
  for (const character of '拿铁咖啡￥合计谢惠顾镕喆堃祎龘，。：（）') {
    const { width, dots } = inkOf(character);
    t.equal(width, 24, character);
    t.ok(dots > 10, `${character} has ink`);
  }
  t.not(inkOf('拿').dots, inkOf('铁').dots);
  t.strictSame(inkOf('\u{20BB7}'), inkOf('\u{1F600}'), 'what it lacks is an empty box');
});

t.test('rules reach the edges of their cells, so that they join', async (t) => {
  const across = ruleGlyphOf(0x95);
  t.ok(across?.at(0, 11) && across.at(11, 11));
  const corner = ruleGlyphOf(0x98);
  t.ok(corner?.at(11, 11) && corner.at(5, 23) && !corner.at(0, 11) && !corner.at(5, 0));
  t.equal(ruleGlyphOf(0x41), undefined);
});

t.test('a wide table stays within the paper and in its columns, with no complaint', async (t) => {
  const table =
    '{border:line;width:*,6,10}\n商品 Item | 数量 | 金额|\n-\n拿铁 Latte | 2 | ￥36.00|\n{border:space}';
  for (const columns of [32, 48] as const) {
    const { strip, complaints } = print(table, columns);
    t.strictSame(complaints, []);
    const rows = strip.lines.filter((line) => line.startsWith('│'));
    t.match(rows, [/商品 Item.*数量.*金额/, /拿铁 Latte.*2.*￥36\.00/]);
    t.equal(
      strip.rows.filter((row) => row.every((dot, x) => dot === 1 || x < 6 || x > row.length - 7)).length > 0,
      true,
    );
  }
});

t.test('double size is twice as wide and high, bold has more ink, inverse has black ground', async (t) => {
  const ink = (receiptLine: string) =>
    print(receiptLine, 48).strip.rows.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);
  const plain = ink('咖啡');
  t.ok(ink('^^^咖啡') > plain * 3.9);
  t.ok(ink('"咖啡"') > plain * 1.15);
  t.ok(ink('`咖啡`') > 2 * 24 * 24 - plain - 1);
});

t.test('a QR code and a barcode are printed as they were made', async (t) => {
  const { strip, complaints } = print('{code:HELLO; option:qrcode,4,L}', 48);
  t.strictSame(complaints, []);
  const dark = strip.rows.filter((row) => row.includes(1));
  t.equal(dark.length, 21 * 4, 'version 1 at four dots a module');
  const bars = print('{code:0017202607; option:code128,2,60,hri}', 48);
  t.match(bars.strip.lines, [/0017202607/]);
});

t.test('Code 128 agrees with another encoder', async (t) => {
  for (const [data, text] of [
    ['{BKiosk 17', 'Kiosk 17'],
    ['{C\x00\x11\x14\x1a', '00172026'],
  ] as const) {
    const bytes = Buffer.from(data, 'latin1');
    const symbol = {
      data: text,
      type: 'code128' as const,
      width: 2,
      height: 10,
      hri: false,
      quietZone: false,
    };
    const widths = receiptline.barcode.generate(symbol).widths ?? [];
    const expected = widths.flatMap((width: number, i: number) => Array(width / 2).fill(i % 2 === 1));
    t.strictSame(
      code128Modules(bytes),
      expected.slice(expected.indexOf(true), expected.lastIndexOf(true) + 1),
      text,
    );
    t.equal(code128Text(bytes), text);
  }
  t.equal(code128Modules(Buffer.from('no set')), undefined);
});

t.test('the picture is a PNG of the dots with paper around them', async (t) => {
  const { strip } = print('咖啡 Coffee', 48);
  const png = await receiptPicture(strip);
  const { width, height, format } = await sharp(png).metadata();
  t.match({ width, height, format }, { width: 576 + 56, height: strip.rows.length + 72, format: 'png' });
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  let ink = 0;
  for (let i = 0; i < data.length; i += info.channels)
    if ((data[i] ?? 255) < 60 && data[i + info.channels - 1] === 255) ink += 1;
  t.equal(
    ink,
    strip.rows.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0),
  );
});
