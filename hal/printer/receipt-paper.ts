/**
 * The paper of the simulated printer: rows of dots, and beside them the same lines as plain text for
 * whoever cannot look. Only ever grows at the bottom, until it is cut off.
 */
import { cellHeight } from './dot-font.ts';

/** Something on a line: its dots, where it stands, and what it says. */
export interface Mark {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): boolean;
  readonly text: string;
}

/** One printed document, cut off. */
export interface PaperStrip {
  readonly width: number;
  readonly rows: readonly Uint8Array[];
  readonly lines: readonly string[];
}

/** A strip is never longer than this; a real roll ends as well. 1 m at 8 dots a millimetre. */
export const stripRowsMax = 8_000;
const columnDots = 12;

export class ReceiptPaper {
  readonly width: number;
  #rows: Uint8Array[] = [];
  #lines: string[] = [];

  constructor(width: number) {
    this.width = width;
  }

  get rowCount(): number {
    return this.#rows.length;
  }

  /** Prints marks standing on one base line, shifted right by `left`, then feeds to `advance` rows. */
  printLine(marks: readonly Mark[], left: number, advance: number): void {
    const height = marks.reduce((most, mark) => Math.max(most, mark.height), 0);
    const top = this.#rows.length;
    this.feed(Math.max(height, advance));
    for (const mark of marks) {
      const markTop = top + height - mark.height;
      for (let y = 0; y < mark.height; y += 1) {
        const row = this.#rows[markTop + y];
        for (let x = 0; row && x < mark.width; x += 1) {
          const across = left + mark.x + x;
          if (across >= 0 && across < this.width && mark.at(x, y)) row[across] = 1;
        }
      }
    }
    if (marks.some((mark) => mark.text !== '')) this.#lines.push(textOf(marks, left));
    else if (height === 0) this.#lines.push('');
  }

  feed(dots: number): void {
    for (let i = 0; i < dots && this.#rows.length < stripRowsMax; i += 1) {
      this.#rows.push(new Uint8Array(this.width));
    }
  }

  /** Takes what was printed off the printer. */
  cutOff(): PaperStrip {
    const strip = { width: this.width, rows: this.#rows, lines: this.#lines };
    this.#rows = [];
    this.#lines = [];
    return strip;
  }
}

/** The marks of a line as text, with as many spaces between as there are columns of room. */
function textOf(marks: readonly Mark[], left: number): string {
  let text = '';
  let columns = 0;
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const column = Math.round((left + mark.x) / columnDots);
    if (column > columns) {
      text += ' '.repeat(column - columns);
      columns = column;
    }
    text += mark.text;
    columns += Math.round(mark.width / columnDots);
  }
  return text.trimEnd();
}

/** Rows of one line of text at the printer's default spacing, 30 dots for 24 of height. */
export const defaultLineSpacing = cellHeight + 6;
