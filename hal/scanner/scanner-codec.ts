/**
 * Serial scanner bytes to scans. How a frame ends, and what a scanner puts around the code, is as it is set
 * up; the AIM symbology identifier `]cm` (ISO/IEC 15424) comes off the front where the scanner sends it. A
 * frame is handed on whole or not at all.
 */

import {
  decodeText,
  type FrameRead,
  scanBytesMax,
  scanOfText,
  symbologyPattern,
  type TextEncoding,
} from './scan-text.ts';
import type { Scan } from './scanner.ts';

export interface ScannerFormat {
  /**
   * `line`: each code ends in CR, LF or both. `tab`: in TAB. `stxEtx`: each code stands between 0x02 and
   * 0x03. `silence`: nothing marks the end, the line falls silent.
   */
  readonly framing: 'line' | 'tab' | 'stxEtx' | 'silence';
  readonly textEncoding: TextEncoding;
  /** Whether the scanner is set up to send the symbology identifier in front of each code. */
  readonly symbologyPrefix: boolean;
  /** Text that the scanner is set up to put around each code; a frame without it is torn. */
  readonly prefix: string;
  readonly suffix: string;
}

/** How scanners are delivered, but for the identifier, which has to be switched on. */
export const usualFormat: ScannerFormat = {
  framing: 'line',
  textEncoding: 'auto',
  symbologyPrefix: true,
  prefix: '',
  suffix: '',
};

const [stx, etx, tab, lf, cr] = [0x02, 0x03, 0x09, 0x0a, 0x0d];
export const frameBytesMax = scanBytesMax + 64;
const endings: Readonly<Record<ScannerFormat['framing'], readonly number[]>> = {
  line: [cr, lf],
  tab: [tab],
  stxEtx: [etx],
  silence: [],
};

/** Keeps the frame begun between calls; holds at most `frameBytesMax` bytes. */
export class ScannerFrames {
  readonly #format: ScannerFormat;
  #held: number[] = [];
  #tooLong = false;
  #inside: boolean;

  constructor(format: ScannerFormat) {
    this.#format = format;
    this.#inside = format.framing !== 'stxEtx';
  }

  /** Bytes of the frame that has begun and not ended. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** Whether a frame has begun and not ended. */
  get begun(): boolean {
    return this.#held.length > 0 || this.#tooLong;
  }

  feed(bytes: Uint8Array): FrameRead[] {
    const read: FrameRead[] = [];
    for (const byte of bytes) {
      const frame = this.#format.framing === 'stxEtx' ? this.#stxEtxByte(byte) : this.#openByte(byte);
      if (frame) read.push(frame);
    }
    return read;
  }

  /** The line fell silent: the end of a frame that has no other, too early for every other. */
  fallSilent(): FrameRead[] {
    if (this.#format.framing !== 'silence') return this.abandon();
    const frame = this.#end(true);
    return frame ? [frame] : [];
  }

  /** Drops a frame whose end did not come, because the scanner went away. */
  abandon(): FrameRead[] {
    const torn = this.begun;
    this.#begin(this.#format.framing !== 'stxEtx');
    return torn ? [{ dropped: 'torn' }] : [];
  }

  #openByte(byte: number): FrameRead | undefined {
    if (!endings[this.#format.framing].includes(byte)) return this.#hold(byte);
    return this.#end(true);
  }

  #stxEtxByte(byte: number): FrameRead | undefined {
    if (byte === etx && this.#inside) return this.#end(false);
    if (byte === stx) {
      const torn = this.begun;
      this.#begin(true);
      return torn ? { dropped: 'torn' } : undefined;
    }
    // Outside a frame only the line ends that some scanners add after ETX are expected.
    if (!this.#inside && (byte === cr || byte === lf)) return undefined;
    return this.#hold(byte);
  }

  #hold(byte: number): undefined {
    if (this.#held.length < frameBytesMax) this.#held.push(byte);
    else this.#tooLong = true;
  }

  #begin(inside: boolean): void {
    this.#held = [];
    this.#tooLong = false;
    this.#inside = inside;
  }

  #end(stillInside: boolean): FrameRead | undefined {
    const { begun } = this;
    const frame = this.#tooLong
      ? { dropped: 'tooLong' as const }
      : scanOf(Uint8Array.from(this.#held), this.#format);
    this.#begin(stillInside);
    return begun ? frame : undefined;
  }
}

/** One frame's bytes without framing, as a scan or the reason why it is none. */
function scanOf(bytes: Uint8Array, format: ScannerFormat): FrameRead {
  const whole = decodeText(bytes, format.textEncoding);
  if (whole === undefined) return { dropped: 'undecodable' };
  const { prefix, suffix } = format;
  if (!whole.startsWith(prefix) || !whole.endsWith(suffix)) return { dropped: 'torn' };
  const inner = whole.slice(prefix.length, whole.length - suffix.length);
  const symbology = format.symbologyPrefix ? symbologyPattern.exec(inner)?.[0] : undefined;
  return scanOfText(symbology ? inner.slice(symbology.length) : inner, symbology);
}

/** How a scanner sends a code: what the simulator and the tests put on the wire. */
export function encodeScan(scan: Scan, format: ScannerFormat): Uint8Array {
  const symbology = format.symbologyPrefix ? (scan.symbology ?? '') : '';
  const body = new TextEncoder().encode(format.prefix + symbology + scan.text + format.suffix);
  if (format.framing === 'stxEtx') return Uint8Array.of(stx, ...body, etx);
  return Uint8Array.of(...body, ...endings[format.framing].slice(0, 1));
}
