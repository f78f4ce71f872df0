/**
 * Cuts a stream of bytes into lines of printable ASCII that end in LF; a CR before it is ignored. A line
 * that is too long or holds other bytes is told as malformed once and dropped up to its end, so that
 * noise on the line never costs memory and never hides the line after it.
 */
export type LineRead = { readonly line: string } | { readonly malformed: 'tooLong' | 'notAscii' };

/** Holds at most `lineLengthMax` bytes between calls. */
export class TextLines {
  readonly #lineLengthMax: number;
  #held = '';
  #fault: 'tooLong' | 'notAscii' | undefined;

  constructor(lineLengthMax: number) {
    this.#lineLengthMax = lineLengthMax;
  }

  /** Characters of the line that has begun and not ended. */
  get heldLength(): number {
    return this.#held.length;
  }

  feed(bytes: Uint8Array): LineRead[] {
    const read: LineRead[] = [];
    for (const byte of bytes) {
      if (byte === 0x0a) {
        if (this.#fault) read.push({ malformed: this.#fault });
        else if (this.#held !== '') read.push({ line: this.#held });
        this.reset();
      } else if (byte !== 0x0d && !this.#fault) this.#take(byte);
    }
    return read;
  }

  /** Forgets a line begun, because the stream it came from has ended. */
  reset(): void {
    this.#held = '';
    this.#fault = undefined;
  }

  #take(byte: number): void {
    if (byte < 0x20 || byte > 0x7e) this.#fault = 'notAscii';
    else if (this.#held.length >= this.#lineLengthMax) this.#fault = 'tooLong';
    else this.#held += String.fromCharCode(byte);
  }
}
