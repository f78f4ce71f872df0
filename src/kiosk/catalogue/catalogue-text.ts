/** Reads the text of a catalogue as it arrives: one product as JSON a line, counted and hashed. */
import { createHash } from 'node:crypto';
import { type CatalogueRef, catalogueLineBytesMax, catalogueTextBytesMax } from '../../domain/bundle.ts';
import { Fault } from '../../domain/fault.ts';
import { type StockedProduct, stockedProductSchema } from '../../domain/stocked-product.ts';

const lineFeed = 10;
const markBytes = 8;

/** Hands each product with its line to `each`. Everything wrong is `BUNDLE_INVALID`. */
export class CatalogueText {
  readonly #each: (product: StockedProduct, line: string) => void;
  readonly #hash = createHash('sha256');
  #rest: Uint8Array = new Uint8Array(0);
  #bytes = 0;
  #products = 0;

  constructor(each: (product: StockedProduct, line: string) => void) {
    this.#each = each;
  }

  /** The next unpacked bytes. */
  take(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes > catalogueTextBytesMax) throw invalid('a catalogue that is too long');
    let at = 0;
    for (;;) {
      const end = bytes.indexOf(lineFeed, at);
      if (end < 0) break;
      this.#line(this.#withRest(bytes.subarray(at, end)));
      this.#rest = new Uint8Array(0);
      at = end + 1;
    }
    this.#rest = this.#withRest(bytes.subarray(at));
    if (this.#rest.length > catalogueLineBytesMax) throw invalid('a catalogue with a line that is too long');
  }

  /** The text has ended; throws unless it was the one that `ref` names. */
  end(ref: CatalogueRef): void {
    if (this.#rest.length > 0) throw invalid('a catalogue that breaks off');
    if (this.#hash.digest('hex') !== ref.sha256) throw invalid('a catalogue whose hash differs');
    if (this.#products !== ref.products) throw invalid('a catalogue that counts other products');
  }

  #withRest(bytes: Uint8Array): Uint8Array {
    return this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
  }

  #line(bytes: Uint8Array): void {
    if (bytes.length > catalogueLineBytesMax) throw invalid('a catalogue with a line that is too long');
    const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    this.#products += 1;
    this.#each(readProduct(line), line);
  }
}

/** The mark by which a line shows that it is the one that was kept. */
export function markOf(line: string): Uint8Array {
  return createHash('sha256').update(line).digest().subarray(0, markBytes);
}

/** The product of a line. */
export function readProduct(line: string): StockedProduct {
  try {
    return stockedProductSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Fault('BUNDLE_INVALID', 'read a product of a catalogue', { cause });
  }
}

function invalid(what: string): Fault {
  return new Fault('BUNDLE_INVALID', `take ${what}`);
}
