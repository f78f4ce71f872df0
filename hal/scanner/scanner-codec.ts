/**
 * Serial scanner bytes to scans. A frame ends in CR or LF, or stands between STX and ETX, as the scanner
 * is set up; the AIM symbology identifier `]cm` (ISO/IEC 15424) comes off the front where the scanner
 * sends it. A frame is handed on whole or not at all.
 */
import { type Scan, scanLengthMax } from './scanner.ts';

export interface ScannerFormat {
  /** `line`: each code ends in CR, LF or both. `stxEtx`: each code stands between 0x02 and 0x03. */
  readonly framing: 'line' | 'stxEtx';
  /** `auto` reads UTF-8 and, where that fails, GB18030, as older Chinese labels are printed. */
  readonly textEncoding: 'utf-8' | 'gb18030' | 'auto';
  /** Whether the scanner is set up to send the symbology identifier in front of each code. */
  readonly symbologyPrefix: boolean;
}

export type FrameDropped = 'torn' | 'tooLong' | 'undecodable' | 'controlCharacter';
export type FrameRead = { readonly scan: Scan } | { readonly dropped: FrameDropped };

const [stx, etx, lf, cr] = [0x02, 0x03, 0x0a, 0x0d];
/** No character of a supported encoding takes more bytes. */
const bytesPerCharacterMax = 4;
const frameBytesMax = (scanLengthMax + 3) * bytesPerCharacterMax;

/** GS, RS and EOT are data in GS1 and ISO/IEC 15434 messages; every other control character is noise. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const noise = /[\u0000-\u0003\u0005-\u001c\u001f\u007f\ufffd]/;

/** Keeps the frame begun between calls; holds at most `frameBytesMax` bytes. */
export class ScannerFrames {
  readonly #format: ScannerFormat;
  #held: number[] = [];
  #tooLong = false;
  #inside: boolean;

  constructor(format: ScannerFormat) {
    this.#format = format;
    this.#inside = format.framing === 'line';
  }

  /** Whether a frame has begun and not ended. */
  get begun(): boolean {
    return this.#held.length > 0 || this.#tooLong;
  }

  feed(bytes: Uint8Array): FrameRead[] {
    const read: FrameRead[] = [];
    for (const byte of bytes) {
      const frame = this.#format.framing === 'line' ? this.#lineByte(byte) : this.#stxEtxByte(byte);
      if (frame) read.push(frame);
    }
    return read;
  }

  /** Drops a frame whose end did not come: the scanner went silent or away. */
  abandon(): FrameRead[] {
    const torn = this.begun;
    this.#begin(this.#format.framing === 'line');
    return torn ? [{ dropped: 'torn' }] : [];
  }

  #lineByte(byte: number): FrameRead | undefined {
    if (byte !== cr && byte !== lf) return this.#hold(byte);
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
  const whole = decode(bytes, format.textEncoding);
  if (whole === undefined) return { dropped: 'undecodable' };
  const prefix = format.symbologyPrefix ? /^\][A-Za-z][0-9A-Za-z]/.exec(whole)?.[0] : undefined;
  const text = prefix ? whole.slice(prefix.length) : whole;
  if (text.length > scanLengthMax) return { dropped: 'tooLong' };
  if (text === '' || noise.test(text)) return { dropped: text === '' ? 'torn' : 'controlCharacter' };
  return { scan: prefix ? { text, symbology: prefix } : { text } };
}

function decode(bytes: Uint8Array, encoding: ScannerFormat['textEncoding']): string | undefined {
  const tried = encoding === 'auto' ? ['utf-8', 'gb18030'] : [encoding];
  for (const label of tried) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch (error) {
      // A fatal decoder throws TypeError for bytes that are not of its encoding, and for nothing else.
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return undefined;
}

/** How a scanner sends a code: what the simulator and the tests put on the wire. */
export function encodeScan(scan: Scan, format: ScannerFormat): Uint8Array {
  const prefix = format.symbologyPrefix ? (scan.symbology ?? '') : '';
  const body = new TextEncoder().encode(prefix + scan.text);
  return format.framing === 'line' ? Uint8Array.of(...body, cr) : Uint8Array.of(stx, ...body, etx);
}
