/**
 * Makes `hal/printer/dot-font.bin`, the character ROM of the simulated printer, from Noto Sans Mono CJK SC
 * (OFL 1.1) as installed on the machine of whoever runs it: `node scripts/make-dot-font.ts`. Run it only
 * to change the character set; the result is kept with the sources, and `dot-font.ts` says its format.
 */
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import sharp from 'sharp';

const family = 'Noto Sans Mono CJK SC';
/** Ink above this share of a dot's area makes a black dot. */
const inkFraction = 0.33;
const cellHeight = 24;
const margin = 4;
const columnsPerSheet = 64;

interface CellStyle {
  readonly width: number;
  readonly fontSize: number;
  readonly baseline: number;
}

const half: CellStyle = { width: 12, fontSize: 22, baseline: 19 };
const full: CellStyle = { width: 24, fontSize: 24, baseline: 21 };

/** Every character of two GBK bytes that Unicode has a place for. */
function gbkCharacters(): string[] {
  const found = new Set<string>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = new TextDecoder('gbk').decode(Uint8Array.of(lead, trail));
      const code = text.codePointAt(0) ?? 0;
      const isPrivate = code >= 0xe000 && code <= 0xf8ff;
      if ([...text].length === 1 && code !== 0xfffd && code <= 0xffff && !isPrivate) found.add(text);
    }
  }
  return [...found].sort();
}

/** The dots of each character, rows from the top, bits from the left, most significant first. */
async function drawCells(characters: readonly string[], style: CellStyle): Promise<Uint8Array[]> {
  const [pitchX, pitchY] = [style.width + 2 * margin, cellHeight + 2 * margin];
  const cells: Uint8Array[] = [];
  for (let from = 0; from < characters.length; from += columnsPerSheet * 16) {
    const sheet = characters.slice(from, from + columnsPerSheet * 16);
    const rows = Math.ceil(sheet.length / columnsPerSheet);
    const [width, height] = [columnsPerSheet * pitchX, rows * pitchY];
    const texts = sheet.map((character, i) => {
      const x = (i % columnsPerSheet) * pitchX + margin + (style.width === 12 ? 0.5 : 0);
      const y = Math.floor(i / columnsPerSheet) * pitchY + margin + style.baseline;
      return `<text x="${x}" y="${y}">&#${character.codePointAt(0)};</text>`;
    });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><g font-family="${family}" font-size="${style.fontSize}">${texts.join('')}</g></svg>`;
    const pixels = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
    for (let i = 0; i < sheet.length; i += 1) {
      const left = (i % columnsPerSheet) * pitchX + margin;
      const top = Math.floor(i / columnsPerSheet) * pitchY + margin;
      cells.push(packCell(pixels, width, left, top, style.width));
    }
  }
  return cells;
}

function packCell(pixels: Uint8Array, stride: number, left: number, top: number, width: number): Uint8Array {
  const packed = new Uint8Array((width * cellHeight) / 8);
  for (let y = 0; y < cellHeight; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const ink = 1 - (pixels[(top + y) * stride + left + x] ?? 255) / 255;
      const bit = y * width + x;
      if (ink >= inkFraction) packed[bit >> 3] = (packed[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
    }
  }
  return packed;
}

const halves = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));
const fulls = gbkCharacters();
const head = Buffer.alloc(4 + fulls.length * 2);
head.writeUInt16LE(halves.length, 0);
head.writeUInt16LE(fulls.length, 2);
for (const [i, character] of fulls.entries()) head.writeUInt16LE(character.charCodeAt(0), 4 + i * 2);
const whole = Buffer.concat([head, ...(await drawCells(halves, half)), ...(await drawCells(fulls, full))]);
const packed = brotliCompressSync(whole, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
writeFileSync(new URL('../hal/printer/dot-font.bin', import.meta.url), packed);
process.stdout.write(`${fulls.length} characters, ${whole.length} bytes, packed ${packed.length}\n`);
