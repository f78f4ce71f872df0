/**
 * Where the journal's records are kept. Obligations, held by one contract suite for SQLite and for the
 * simulated store: `append` keeps all of its records or none, and when it resolves they survive a power
 * cut; records are read back byte for byte and in order; `open` reports what survived; a store that
 * cannot write rejects with `JOURNAL_DISK_FULL`, `JOURNAL_READ_ONLY`, `JOURNAL_CORRUPT`, `JOURNAL_LOCKED`
 * or `JOURNAL_UNAVAILABLE` and keeps what it had.
 */

/** One record as stored: its place in the chain and the exact text that was hashed. */
export interface StoredRecord {
  readonly seq: number;
  /** Hex SHA-256 of the previous record's hash, a line feed and `text`. */
  readonly hash: string;
  readonly text: string;
}

/** What a store holds when it is opened. */
export interface StoreOpening {
  readonly journalId: string;
  /** 0 when empty. */
  readonly lastSeq: number;
  readonly lastHash: string;
  /** The first record still kept, and the hash of the one before it (compaction removes older ones). */
  readonly firstSeq: number;
  readonly firstPreviousHash: string;
  /** The highest sequence that the cloud has committed, as far as this store knows. */
  readonly acknowledgedSeq: number;
}

export interface Store {
  /** Opens or creates; a new store takes `newJournalId`. Called again after a fault, it reads afresh. */
  open(newJournalId: string): Promise<StoreOpening>;
  append(records: readonly StoredRecord[]): Promise<void>;
  /** At most `limit` records from `fromSeq` on; none after the last. */
  read(fromSeq: number, limit: number): Promise<StoredRecord[]>;
  /**
   * At most `limit` records from `fromSeq` on as chain lines (`chain-lines.ts`) behind `previousHash`, of about
   * `bytesMax` at most but always one; empty after the last. Nothing is checked.
   */
  lines(fromSeq: number, limit: number, bytesMax: number, previousHash: string): Promise<Uint8Array>;
  /** Remembers the cloud's cursor; may be lost in a power cut, which only causes sending again. */
  acknowledge(seq: number): Promise<void>;
  /** Forgets records before `beforeSeq`; their effect on the chain stays as `firstPreviousHash`. */
  compact(beforeSeq: number): Promise<void>;
  key(personId: string): Promise<Uint8Array | undefined>;
  saveKey(personId: string, key: Uint8Array): Promise<void>;
  /** Overwrites and removes a person's key: what it sealed can never be read again. */
  destroyKey(personId: string): Promise<void>;
  /** Tries a durable write without a record, to see whether a fault is over. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

/** The hash before the first record. */
export const genesisHash = '0'.repeat(64);
