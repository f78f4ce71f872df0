/**
 * Where the catalogues of a machine are kept, by the hash of their text. Obligations, held by one contract
 * suite for SQLite and for memory: a catalogue is kept whole or not at all, and when `finish` resolves it
 * survives a power cut; text that differs from its hash, counts other products than it says or holds a
 * product that does not fit is refused with `BUNDLE_INVALID` and leaves what was kept; an opened catalogue
 * answers in constant memory and as `productIndex` does.
 */
import type { CatalogueRef } from '../../domain/bundle.ts';
import type { ProductIndex } from '../../domain/find-product.ts';

/** A catalogue opened for selling. */
export interface OpenCatalogue extends ProductIndex {
  /** Nothing is asked of it any more. */
  close(): void;
}

/** A catalogue on its way in. */
export interface CatalogueIntake {
  /** The next packed bytes. */
  write(bytes: Uint8Array): Promise<void>;
  /** All bytes are there: unpacks, checks and keeps it. */
  finish(): Promise<void>;
}

export interface CatalogueStore {
  /** Undefined if it is not kept, or was found damaged since. */
  open(sha256: string): Promise<OpenCatalogue | undefined>;
  /** Begins to take a catalogue in; another one that was on its way is dropped. */
  take(ref: CatalogueRef): Promise<CatalogueIntake>;
  /** Forgets every other catalogue, and what is left of one that never arrived whole. */
  keepOnly(sha256: string): Promise<void>;
  /** Calls `listener` when a kept catalogue turns out to be damaged; it is not opened again. */
  onDamaged(listener: (sha256: string) => void): void;
}
