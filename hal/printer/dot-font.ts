/**
 * The character ROM of the simulated printer: 12×24 dots for ASCII, 24×24 for the characters of GBK, made
 * from Noto Sans Mono CJK SC by `scripts/make-dot-font.ts` (OFL, see `dot-font.license.txt`). As a file of
 * dots it needs no font on the machine and no package, and looks as a receipt printer's own font does.
 * Format, packed with brotli: u16le count of half cells (from U+0020), u16le count of full cells, their
 * code points as sorted u16le, then the cells' bits, rows from the top, most significant bit left.
 */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

export const cellHeight = 24;

/** The dots of one character; `at` is true for black. */
export interface Glyph {
  readonly width: number;
  at(x: number, y: number): boolean;
}

interface Rom {
  readonly bytes: Uint8Array;
  readonly halfCount: number;
  readonly fullIndex: ReadonlyMap<number, number>;
  readonly cellsAt: number;
}

const halfBytes = 36;
const fullBytes = 72;
let rom: Rom | undefined;

function loadRom(): Rom {
  const bytes = brotliDecompressSync(readFileSync(new URL('dot-font.bin', import.meta.url)));
  const [halfCount, fullCount] = [bytes.readUInt16LE(0), bytes.readUInt16LE(2)];
  const fullIndex = new Map<number, number>();
  for (let i = 0; i < fullCount; i += 1) fullIndex.set(bytes.readUInt16LE(4 + 2 * i), i);
  return { bytes, halfCount, fullIndex, cellsAt: 4 + 2 * fullCount };
}

/** The dots of `character`; one that the ROM lacks is drawn as an empty box, as printers do. */
export function glyphOf(character: string): Glyph {
  rom ??= loadRom();
  const code = character.codePointAt(0) ?? 0x20;
  const half = code - 0x20;
  if (half >= 0 && half < rom.halfCount) return cell(rom, rom.cellsAt + half * halfBytes, 12);
  const full = rom.fullIndex.get(code);
  if (full === undefined) return missingGlyph;
  return cell(rom, rom.cellsAt + rom.halfCount * halfBytes + full * fullBytes, 24);
}

function cell(from: Rom, offset: number, width: number): Glyph {
  return {
    width,
    at: (x, y) => {
      const bit = y * width + x;
      return ((from.bytes[offset + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0;
    },
  };
}

const missingGlyph: Glyph = {
  width: 24,
  at: (x, y) => x >= 2 && x <= 21 && y >= 2 && y <= 21 && (x === 2 || x === 21 || y === 2 || y === 21),
};

/**
 * The line-drawing characters of the Katakana page (`ESC t 1`), 0x90–0x9F, by the arms they have from the
 * middle of the cell; they reach the cell's edges, so that rules join.
 */
const ruleArms: Readonly<Record<number, string>> = {
  143: 'lrud',
  144: 'lru',
  145: 'lrd',
  146: 'lud',
  147: 'rud',
  149: 'lr',
  150: 'ud',
  152: 'rd',
  153: 'ld',
  154: 'ru',
  155: 'lu',
  156: 'rd',
  157: 'ld',
  158: 'ru',
  159: 'lu',
};

/** The dots of a line-drawing byte, or undefined if `byte` is none. */
export function ruleGlyphOf(byte: number): Glyph | undefined {
  const arms = ruleArms[byte];
  if (!arms) return undefined;
  return {
    width: 12,
    at: (x, y) => {
      const onMiddleX = x === 5 || x === 6;
      const onMiddleY = y === 11 || y === 12;
      return (
        (onMiddleY && ((arms.includes('l') && x <= 6) || (arms.includes('r') && x >= 5))) ||
        (onMiddleX && ((arms.includes('u') && y <= 12) || (arms.includes('d') && y >= 11)))
      );
    },
  };
}
