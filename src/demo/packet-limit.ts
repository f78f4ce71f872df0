/**
 * Watches MQTT control packets go by and says when one is too large, from the length in its fixed header
 * (MQTT 3.1.1 §2.2.3), before a byte of its body is kept. Until the first packet has passed whole, the
 * smaller limit for strangers holds, because nobody has shown a password yet.
 */
export interface PacketLimitOptions {
  /** For the first packet of a connection, CONNECT with its will. */
  readonly firstBytesMax: number;
  readonly bytesMax: number;
}

const lengthBytesMax = 4;

/** Keeps the place in one connection's byte stream. */
export class PacketLimit {
  readonly #options: PacketLimitOptions;
  #bodyBytesLeft = 0;
  #lengthBytes: number[] = [];
  #inLength = false;
  #first = true;

  constructor(options: PacketLimitOptions) {
    this.#options = options;
  }

  /** Takes the next bytes; false if they begin a packet over the limit or with a malformed length. */
  admits(bytes: Uint8Array): boolean {
    let at = 0;
    while (at < bytes.length) {
      if (this.#bodyBytesLeft > 0) {
        const taken = Math.min(this.#bodyBytesLeft, bytes.length - at);
        at += taken;
        this.#bodyBytesLeft -= taken;
        if (this.#bodyBytesLeft === 0) this.#first = false;
        continue;
      }
      if (!this.#headerByte(bytes[at] as number)) return false;
      at += 1;
    }
    return true;
  }

  #headerByte(byte: number): boolean {
    if (!this.#inLength) {
      this.#inLength = true;
      this.#lengthBytes = [];
      return true;
    }
    this.#lengthBytes.push(byte);
    const more = (byte & 0x80) !== 0;
    if (more) return this.#lengthBytes.length < lengthBytesMax;
    this.#inLength = false;
    this.#bodyBytesLeft = this.#lengthBytes.reduceRight((length, b) => length * 128 + (b & 0x7f), 0);
    if (this.#bodyBytesLeft === 0) this.#first = false;
    return this.#bodyBytesLeft <= (this.#first ? this.#options.firstBytesMax : this.#options.bytesMax);
  }
}
