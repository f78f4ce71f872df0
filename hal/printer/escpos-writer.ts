/**
 * Puts the commands of a document on paper: keeps the modes that ESC/POS sets (size, bold, alignment,
 * margins, spacing) and composes line by line as a printer in standard mode does. What it does not know
 * or cannot place it tells as a complaint, so that a driver's mistakes come to light.
 */
import qrcode from 'qrcode-generator';
import { code128Modules, code128Text } from './code128.ts';
import { cellHeight, type Glyph, glyphOf, ruleGlyphOf } from './dot-font.ts';
import type { PrinterCommand, Raster } from './escpos-parser.ts';
import { defaultLineSpacing, type Mark, type ReceiptPaper } from './receipt-paper.ts';

const ruleTexts: Readonly<Record<number, string>> = {
  143: '┼',
  144: '┴',
  145: '┬',
  146: '┤',
  147: '├',
  149: '─',
  150: '│',
  152: '┌',
  153: '┐',
  154: '└',
  155: '┘',
  156: '╭',
  157: '╮',
  158: '╰',
  159: '╯',
};

interface Style {
  readonly across: number;
  readonly down: number;
  readonly bold: boolean;
  readonly underline: number;
  readonly invert: boolean;
}

/** Tab stops at every eighth column. */
const tabDots = 96;
const plain: Style = { across: 1, down: 1, bold: false, underline: 0, invert: false };

export class EscposWriter {
  readonly #paper: ReceiptPaper;
  readonly #complain: (what: string) => void;
  #style = plain;
  #align = 0;
  #spacing = defaultLineSpacing;
  #leftMargin = 0;
  #areaWidth: number;
  #x = 0;
  #marks: Mark[] = [];
  #stored: Raster[] = [];
  #qr = { cell: 3, level: 'M' as 'L' | 'M' | 'Q' | 'H', data: new Uint8Array() };
  #barcode = { height: 162, width: 3, text: 0 };

  constructor(paper: ReceiptPaper, complain: (what: string) => void) {
    this.#paper = paper;
    this.#complain = complain;
    this.#areaWidth = paper.width;
  }

  /** Back to the modes at power-on; a line begun is lost. */
  initialise(): void {
    this.#style = plain;
    this.#align = 0;
    this.#spacing = defaultLineSpacing;
    this.#leftMargin = 0;
    this.#areaWidth = this.#paper.width;
    this.#x = 0;
    this.#marks = [];
    this.#stored = [];
  }

  /** Obeys one command; cuts, drawers and status are the printer's own. */
  write(command: PrinterCommand): void {
    if (command.do === 'initialise') this.initialise();
    else if (command.do === 'print') this.#print(glyphOf(command.text), command.text);
    else if (command.do === 'rule') this.#rule(command.byte);
    else if (command.do === 'lineFeed') this.#flush(this.#spacing);
    else if (command.do === 'tab') this.#x = (Math.floor(this.#x / tabDots) + 1) * tabDots;
    else if (command.do === 'feedDots') this.#flush(command.n);
    else if (command.do === 'feedLines') this.#feedLines(command.n);
    else if (command.do === 'unknown') this.#complain(`unknown command ${command.bytes}`);
    else if (!this.#draw(command)) this.#setMode(command);
  }

  /** Obeys a command that draws something other than text; false if it is none. */
  #draw(command: PrinterCommand): boolean {
    if (command.do === 'raster' && command.stored) this.#stored.push(command.raster);
    else if (command.do === 'raster') this.#printRaster(command.raster);
    else if (command.do === 'printStored') {
      for (const raster of this.#stored.splice(0)) this.#printRaster(raster);
    } else if (command.do === 'qr') this.#qrCommand(command.function, command.data);
    else if (command.do === 'barcode') this.#printBarcode(command.system, command.data);
    else if (command.do === 'barcodeSetting') {
      this.#barcode = { ...this.#barcode, [command.what]: command.n };
    } else return false;
    return true;
  }

  #feedLines(lines: number): void {
    this.#flush(this.#spacing);
    this.#paper.feed(Math.max(0, lines - 1) * this.#spacing);
  }

  #setMode(command: PrinterCommand): void {
    if (command.do === 'defaultSpacing') this.#spacing = defaultLineSpacing;
    else if (command.do === 'spacing') this.#spacing = command.n;
    else if (command.do === 'align') this.#align = command.n;
    else if (command.do === 'bold') this.#style = { ...this.#style, bold: command.n === 1 };
    else if (command.do === 'underline') this.#style = { ...this.#style, underline: command.n };
    else if (command.do === 'invert') this.#style = { ...this.#style, invert: command.n === 1 };
    else if (command.do === 'size') {
      this.#style = { ...this.#style, across: (command.n >> 4) + 1, down: (command.n & 7) + 1 };
    } else if (command.do === 'printMode') {
      const { n } = command;
      const size = { across: n & 0x20 ? 2 : 1, down: n & 0x10 ? 2 : 1 };
      this.#style = { ...this.#style, ...size, bold: (n & 8) !== 0, underline: n & 0x80 ? 1 : 0 };
    } else if (command.do === 'position') this.#x = command.dots;
    else if (command.do === 'move') this.#x = Math.max(0, this.#x + command.dots);
    else if (command.do === 'leftMargin') this.#leftMargin = command.dots;
    else if (command.do === 'areaWidth') this.#setAreaWidth(command.dots);
  }

  #setAreaWidth(dots: number): void {
    if (this.#leftMargin + dots > this.#paper.width) this.#complain('print area beyond the paper');
    this.#areaWidth = Math.min(dots, this.#paper.width - this.#leftMargin);
  }

  #rule(byte: number): void {
    const glyph = ruleGlyphOf(byte);
    if (glyph) this.#print(glyph, ruleTexts[byte] ?? '');
    else this.#complain(`no character ${byte.toString(16)} in the code page`);
  }

  #print(glyph: Glyph, text: string): void {
    const { across, down, bold, underline, invert } = this.#style;
    const [width, height] = [glyph.width * across, cellHeight * down];
    if (this.#x + width > this.#areaWidth && this.#marks.length > 0) this.#flush(this.#spacing);
    const dot = (x: number, y: number) => {
      const [gx, gy] = [Math.floor(x / across), Math.floor(y / down)];
      const ink = glyph.at(gx, gy) || (bold && x > 0 && glyph.at(Math.floor((x - 1) / across), gy));
      return ink || (underline > 0 && y >= height - underline);
    };
    const at = invert ? (x: number, y: number) => !dot(x, y) : dot;
    this.#marks.push({ x: this.#x, width, height, at, text });
    this.#x += width;
  }

  /** Prints the line composed so far, aligned in the print area, and feeds. */
  #flush(advance: number): void {
    const used = this.#marks.reduce((most, mark) => Math.max(most, mark.x + mark.width), 0);
    const left = this.#leftMargin + Math.max(0, this.#shift(used));
    this.#paper.printLine(this.#marks, left, advance);
    this.#marks = [];
    this.#x = 0;
  }

  #shift(used: number): number {
    const room = this.#areaWidth - used;
    return this.#align === 1 ? room >> 1 : this.#align === 2 ? room : 0;
  }

  #printRaster({ width, height, bits, scaleX, scaleY }: Raster): void {
    if (width * scaleX > this.#areaWidth) this.#complain('picture wider than the print area');
    if (this.#marks.length > 0) this.#flush(0);
    const across = (width + 7) >> 3;
    const at = (x: number, y: number) => {
      const column = Math.floor(x / scaleX);
      const byte = bits[Math.floor(y / scaleY) * across + (column >> 3)] ?? 0;
      return (byte & (0x80 >> (column & 7))) !== 0;
    };
    this.#marks.push({ x: this.#x, width: width * scaleX, height: height * scaleY, at, text: '' });
    this.#flush(0);
  }

  /** Functions of `GS ( k` for QR codes: 67 cell size, 69 correction level, 80 data, 81 print. */
  #qrCommand(what: number, data: Uint8Array): void {
    if (what === 67) this.#qr.cell = data[0] ?? 3;
    else if (what === 69) this.#qr.level = (['L', 'M', 'Q', 'H'] as const)[(data[0] ?? 49) - 48] ?? 'M';
    else if (what === 80) this.#qr.data = data.slice(1);
    else if (what === 81) this.#printQr();
  }

  #printQr(): void {
    const code = qrcode(0, this.#qr.level);
    code.addData(Buffer.from(this.#qr.data).toString('latin1'), 'Byte');
    code.make();
    const cells = code.getModuleCount();
    const across = (cells + 7) >> 3;
    const bits = new Uint8Array(across * cells);
    for (let y = 0; y < cells; y += 1) {
      for (let x = 0; x < cells; x += 1) {
        const at = y * across + (x >> 3);
        if (code.isDark(y, x)) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
    const { cell } = this.#qr;
    this.#printRaster({ width: cells, height: cells, bits, scaleX: cell, scaleY: cell });
  }

  #printBarcode(system: number, data: Uint8Array): void {
    const modules = system === 73 ? code128Modules(data) : undefined;
    if (!modules) {
      this.#complain(`barcode system ${system} is not drawn`);
      return;
    }
    const { width, height, text } = this.#barcode;
    const across = modules.length * width;
    const at = (x: number) => modules[Math.floor(x / width)] === true;
    this.#marks.push({ x: this.#x, width: across, height, at, text: '' });
    this.#flush(0);
    if (text === 0) return;
    for (const character of code128Text(data)) this.#print(glyphOf(character), character);
    this.#flush(this.#spacing);
  }
}
