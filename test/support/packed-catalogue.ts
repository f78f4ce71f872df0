/** A catalogue as the cloud would pack it, from products in memory. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { CatalogueRef } from '../../src/domain/bundle.ts';

export interface PackedCatalogue {
  readonly ref: CatalogueRef;
  readonly packed: Uint8Array;
}

/** `products` as they stand in the catalogue's text, checked or not. */
export function packedCatalogue(products: readonly unknown[]): PackedCatalogue {
  const text = products.map((product) => `${JSON.stringify(product)}\n`).join('');
  const packed = gzipSync(text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ref: { sha256, products: products.length, packedBytes: packed.length }, packed };
}
