/**
 * HID-POS reports to scans (USB HID Point of Sale Usage Tables 1.02, usage page 0x8C). A report carries a
 * length, the AIM symbology identifier, up to as many bytes of the code as the layout has, and whether the
 * code goes on in the next report. A code is handed on whole or not at all.
 */

import { decodeText, type FrameRead, scanBytesMax, scanOfText, type TextEncoding } from './scan-text.ts';
import type { Scan } from './scanner.ts';

/** Where things stand in a report; the first byte is the report's id. */
export interface HidPosLayout {
  readonly reportId: number;
  readonly reportBytes: number;
  readonly lengthAt: number;
  /** Three bytes; zero where the scanner sends no identifier. */
  readonly symbologyAt: number;
  readonly dataAt: number;
  readonly dataBytesMax: number;
  /** The byte whose lowest bit says that the code goes on in the next report. */
  readonly continuedAt: number;
}

/**
 * The layout of Honeywell, Zebra, Datalogic, Newland, Access-IS and most others: id 2, length, three bytes
 * of AIM identifier, 56 of data, the maker's own symbology, one reserved, the continuation flag.
 */
export const usualLayout: HidPosLayout = {
  reportId: 2,
  reportBytes: 64,
  lengthAt: 1,
  symbologyAt: 2,
  dataAt: 5,
  dataBytesMax: 56,
  continuedAt: 63,
};

/** Keeps the code begun between calls; holds at most `scanBytesMax` bytes. */
export class HidPosReports {
  readonly #layout: HidPosLayout;
  readonly #encoding: TextEncoding;
  #held: number[] = [];
  #tooLong = false;
  #begun = false;

  constructor(layout: HidPosLayout, encoding: TextEncoding) {
    this.#layout = layout;
    this.#encoding = encoding;
  }

  /** Bytes of the code that has begun and not ended. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** Whether a code has begun and not ended. */
  get begun(): boolean {
    return this.#begun;
  }

  /** One report, as the device sent it. Reports of other ids (settings, status) mean nothing here. */
  feed(report: Uint8Array): FrameRead[] {
    const { reportId, lengthAt, dataAt, dataBytesMax, continuedAt } = this.#layout;
    if (report[0] !== reportId) return [];
    const length = report[lengthAt] ?? 0;
    const broken = report.length < this.#layout.reportBytes || length > dataBytesMax;
    if (broken) return [...this.abandon(), { dropped: 'torn' }];
    this.#begun = true;
    this.#hold(report.subarray(dataAt, dataAt + length));
    if (((report[continuedAt] ?? 0) & 1) === 1) return [];
    return [this.#end(symbologyOf(report, this.#layout))];
  }

  /** Drops a code whose other reports did not come: the scanner went silent or away. */
  abandon(): FrameRead[] {
    const { begun } = this;
    this.#reset();
    return begun ? [{ dropped: 'torn' }] : [];
  }

  #hold(data: Uint8Array): void {
    if (this.#held.length + data.length <= scanBytesMax) this.#held.push(...data);
    else this.#tooLong = true;
  }

  #end(symbology: string | undefined): FrameRead {
    const [bytes, tooLong] = [Uint8Array.from(this.#held), this.#tooLong];
    this.#reset();
    if (tooLong) return { dropped: 'tooLong' };
    const text = decodeText(bytes, this.#encoding);
    return text === undefined ? { dropped: 'undecodable' } : scanOfText(text, symbology);
  }

  #reset(): void {
    this.#held = [];
    this.#tooLong = false;
    this.#begun = false;
  }
}

/** What does not look like an identifier is none: some makers leave zeros, others a letter of their own. */
function symbologyOf(report: Uint8Array, { symbologyAt }: HidPosLayout): string | undefined {
  const [bracket = 0, letter = 0, modifier = 0] = report.subarray(symbologyAt, symbologyAt + 3);
  const text = String.fromCharCode(bracket, letter, modifier);
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text) ? text : undefined;
}

/** How a scanner sends a code: what the simulator and the tests put on the wire. */
export function hidPosReports(scan: Scan, layout: HidPosLayout = usualLayout): Uint8Array[] {
  const { dataBytesMax } = layout;
  const data = new TextEncoder().encode(scan.text);
  const count = Math.max(1, Math.ceil(data.length / dataBytesMax));
  return Array.from({ length: count }, (_, n) => {
    const part = data.subarray(n * dataBytesMax, (n + 1) * dataBytesMax);
    const report = new Uint8Array(layout.reportBytes);
    report[0] = layout.reportId;
    report[layout.lengthAt] = part.length;
    report.set(new TextEncoder().encode(scan.symbology ?? '').subarray(0, 3), layout.symbologyAt);
    report.set(part, layout.dataAt);
    report[layout.continuedAt] = n < count - 1 ? 1 : 0;
    return report;
  });
}
