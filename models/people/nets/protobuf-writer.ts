/** Writes protocol buffers (proto3 wire format): just what an ONNX model needs. Values in the order of the calls. */

export class ProtobufWriter {
  readonly #parts: Uint8Array[] = [];

  /** A whole number, also a negative one. */
  integer(field: number, value: number): this {
    return this.#tag(field, 0).#varint(value);
  }

  bytes(field: number, value: Uint8Array | string): this {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    this.#tag(field, 2).#varint(bytes.length);
    this.#parts.push(bytes);
    return this;
  }

  message(field: number, value: ProtobufWriter): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array {
    return Buffer.concat(this.#parts);
  }

  #tag(field: number, wire: 0 | 2): this {
    return this.#varint(field * 8 + wire);
  }

  #varint(value: number): this {
    let rest = BigInt.asUintN(64, BigInt(value));
    const bytes: number[] = [];
    do {
      const low = Number(rest & 127n);
      rest >>= 7n;
      bytes.push(rest > 0n ? low | 128 : low);
    } while (rest > 0n);
    this.#parts.push(Uint8Array.from(bytes));
    return this;
  }
}
