/** Catalogues in memory, for simulation and for tests. */
import { gunzipSync } from 'node:zlib';
import type { CatalogueRef } from '../../domain/bundle.ts';
import { Fault } from '../../domain/fault.ts';
import { productIndex } from '../../domain/find-product.ts';
import type { StockedProduct } from '../../domain/stocked-product.ts';
import type { CatalogueIntake, CatalogueStore, OpenCatalogue } from './catalogue-store.ts';
import { CatalogueText } from './catalogue-text.ts';

export class MemoryCatalogueStore implements CatalogueStore {
  #kept: Map<string, readonly StockedProduct[]>;
  #alive: () => boolean;
  #intake: CatalogueIntake | undefined;

  /** `kept` outlives the store as a disk does; a store whose process is not `alive` changes nothing in it. */
  constructor(kept = new Map<string, readonly StockedProduct[]>(), alive: () => boolean = () => true) {
    this.#kept = kept;
    this.#alive = alive;
  }

  async open(sha256: string): Promise<OpenCatalogue | undefined> {
    const products = this.#kept.get(sha256);
    return products && { ...productIndex(products), close: () => undefined };
  }

  async take(ref: CatalogueRef): Promise<CatalogueIntake> {
    const parts: Uint8Array[] = [];
    const intake: CatalogueIntake = {
      write: async (bytes) => {
        parts.push(bytes.slice());
      },
      finish: async () => {
        if (this.#intake !== intake) throw new Fault('BUNDLE_INVALID', 'keep a catalogue that was dropped');
        const products = readPacked(Buffer.concat(parts), ref);
        if (this.#alive()) this.#kept.set(ref.sha256, products);
      },
    };
    this.#intake = intake;
    return intake;
  }

  async keepOnly(sha256: string): Promise<void> {
    if (!this.#alive()) return;
    for (const kept of this.#kept.keys()) if (kept !== sha256) this.#kept.delete(kept);
  }

  onDamaged(): void {}
}

function readPacked(packed: Uint8Array, ref: CatalogueRef): StockedProduct[] {
  const products: StockedProduct[] = [];
  const text = new CatalogueText((product) => products.push(product));
  text.take(unpack(packed));
  text.end(ref);
  return products;
}

function unpack(packed: Uint8Array): Uint8Array {
  try {
    return gunzipSync(packed);
  } catch (cause) {
    throw new Fault('BUNDLE_INVALID', 'unpack a catalogue', { cause });
  }
}
