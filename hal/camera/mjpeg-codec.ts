/**
 * Cuts a stream of bytes into JPEGs (ITU-T T.81): from SOI over segments, each skipped by its length, and
 * entropy-coded data to EOI. So a thumbnail inside a segment ends nothing, and headers of a multipart
 * stream between two frames are passed over. Each byte is looked at once, whatever comes.
 */

export type FrameDropped = 'torn' | 'malformed' | 'tooLarge';
export type FrameRead = { readonly jpeg: Uint8Array } | { readonly dropped: FrameDropped };

const [soi, eoi, sos, tem, restartFirst, restartLast] = [0xd8, 0xd9, 0xda, 0x01, 0xd0, 0xd7];
const firstBytes = 16 * 1024;

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie between them. */
const isFrameHeader = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
/** The lengths of a scan header with one to four components. */
const scanHeaderLengths = [8, 10, 12, 14];
const isRestart = (code: number) => code >= restartFirst && code <= restartLast;

/** Keeps the frame begun between calls; holds at most `frameBytesMax` bytes. */
export class MjpegFrames {
  readonly #frameBytesMax: number;
  /** The frame begun; the buffer grows with the camera's pictures and is kept. */
  #held = new Uint8Array(firstBytes);
  #length = 0;
  /** Where the frame begun begins; what is in front of it is dropped at the end of each part. */
  #from = 0;
  /** How far the frame begun has been read. */
  #at = 0;
  #place: 'between' | 'marker' | 'entropy' = 'between';
  /** A frame has one frame header; a second one is another picture's, glued on by a loss. */
  #headed = false;

  constructor(frameBytesMax: number) {
    this.#frameBytesMax = frameBytesMax;
  }

  /** Bytes of the frame that has begun and not ended. */
  get heldBytes(): number {
    return this.#length;
  }

  /** The buffer's size, which never exceeds the largest frame allowed. */
  get bufferBytes(): number {
    return this.#held.length;
  }

  feed(bytes: Uint8Array): FrameRead[] {
    const read: FrameRead[] = [];
    for (let from = 0; from < bytes.length; ) {
      const room = Math.max(1, this.#frameBytesMax - this.#length);
      const part = bytes.subarray(from, from + Math.min(room, firstBytes));
      from += part.length;
      this.#hold(part);
      this.#read(read);
      this.#compact();
      if (this.#length >= this.#frameBytesMax) {
        read.push({ dropped: 'tooLarge' });
        this.reset();
      }
    }
    return read;
  }

  /** Forgets the frame begun, because the stream it came from has ended. */
  reset(): void {
    this.#length = 0;
    this.#from = 0;
    this.#at = 0;
    this.#place = 'between';
  }

  #hold(part: Uint8Array): void {
    const needed = this.#length + part.length;
    if (needed > this.#held.length) {
      const grown = new Uint8Array(Math.min(this.#frameBytesMax, Math.max(needed, this.#held.length * 2)));
      grown.set(this.#held.subarray(0, this.#length));
      this.#held = grown;
    }
    this.#held.set(part, this.#length);
    this.#length = needed;
  }

  #read(read: FrameRead[]): void {
    for (;;) {
      if (this.#place === 'between' && !this.#findStart()) return;
      if (this.#place === 'entropy' && !this.#passEntropy()) return;
      const step = this.#passSegment();
      if (step === 'more') return;
      if (step !== 'passed') read.push(step);
    }
  }

  /** Drops everything in front of the next SOI; false if there is none yet. */
  #findStart(): boolean {
    const held = this.#held.subarray(0, this.#length);
    let at = held.indexOf(0xff, this.#at);
    while (at >= 0 && at + 1 < held.length && held[at + 1] !== soi) at = held.indexOf(0xff, at + 1);
    this.#dropTo(at < 0 ? held.length : at);
    if (this.#length - this.#from < 2) return false;
    this.#at = this.#from + 2;
    this.#place = 'marker';
    this.#headed = false;
    return true;
  }

  /** Passes entropy-coded data; false if its end has not come yet. */
  #passEntropy(): boolean {
    const held = this.#held.subarray(0, this.#length);
    for (;;) {
      const at = held.indexOf(0xff, this.#at);
      this.#at = at < 0 ? held.length : at;
      const code = held[this.#at + 1];
      if (code === undefined) return false;
      if (code !== 0 && !isRestart(code)) break;
      this.#at += 2;
    }
    this.#place = 'marker';
    return true;
  }

  /** Passes one marker with its segment; a frame or a drop where one ends. */
  #passSegment(): 'passed' | 'more' | FrameRead {
    const held = this.#held.subarray(0, this.#length);
    // Any number of FF may fill the space in front of a marker.
    while (held[this.#at] === 0xff && held[this.#at + 1] === 0xff) this.#at += 1;
    if (this.#at + 1 >= held.length) {
      const possible = this.#at >= held.length || held[this.#at] === 0xff;
      return possible ? 'more' : this.#giveUp('malformed', this.#at);
    }
    const code = held[this.#at + 1] ?? 0;
    if (held[this.#at] !== 0xff || code < tem || (code > tem && code < 0xc0)) {
      return this.#giveUp('malformed', this.#at);
    }
    if (code === soi || (this.#headed && isFrameHeader(code))) return this.#giveUp('torn', this.#at);
    if (code === eoi) return this.#end();
    if (code === tem || isRestart(code)) {
      this.#at += 2;
      return 'passed';
    }
    const [high, low] = [held[this.#at + 2], held[this.#at + 3]];
    if (high === undefined || low === undefined) return 'more';
    const length = high * 256 + low;
    const possible = code === sos ? scanHeaderLengths.includes(length) : length >= 2;
    if (!possible) return this.#giveUp('malformed', this.#at + 2);
    if (this.#at + 2 + length > held.length) return 'more';
    this.#at += 2 + length;
    if (isFrameHeader(code)) this.#headed = true;
    if (code === sos) this.#place = 'entropy';
    return 'passed';
  }

  #end(): FrameRead {
    const end = this.#at + 2;
    const jpeg = this.#held.slice(this.#from, end);
    this.#dropTo(end);
    this.#place = 'between';
    return { jpeg };
  }

  /** Drops the frame begun and looks for the next SOI from `at` on. */
  #giveUp(dropped: FrameDropped, at: number): FrameRead {
    this.#dropTo(at);
    this.#place = 'between';
    return { dropped };
  }

  #dropTo(at: number): void {
    this.#from = at;
    this.#at = at;
  }

  #compact(): void {
    if (this.#from === 0) return;
    this.#held.copyWithin(0, this.#from, this.#length);
    this.#length -= this.#from;
    this.#at -= this.#from;
    this.#from = 0;
  }
}
