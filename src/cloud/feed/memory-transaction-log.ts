/** A feed's view of a transaction log in memory, for simulation and tests. */
import type { LoggedTransaction } from '../database/logged-transaction.ts';
import type { FeedLease, TransactionLog } from './feed-ports.ts';

interface Cursor {
  place: number;
  lease: FeedLease;
}

export class MemoryTransactionLog implements TransactionLog {
  #lines: () => readonly LoggedTransaction[];
  #cursors = new Map<string, Cursor>();

  /** `lines` answers the whole log, by rising `logId`. */
  constructor(lines: () => readonly LoggedTransaction[]) {
    this.#lines = lines;
  }

  /** A backup of the places. */
  snapshot(): unknown {
    return structuredClone(this.#cursors);
  }

  /** Puts a backup back. */
  restore(snapshot: unknown): void {
    this.#cursors = structuredClone(snapshot) as Map<string, Cursor>;
  }

  async after(logId: number, max: number): Promise<readonly LoggedTransaction[]> {
    return this.#lines()
      .filter((line) => line.logId > logId)
      .slice(0, max);
  }

  async newest(): Promise<number> {
    return this.#lines().at(-1)?.logId ?? 0;
  }

  async place(feed: string): Promise<number> {
    return this.#cursor(feed).place;
  }

  async takeLease(feed: string, lease: FeedLease, nowMs: number): Promise<boolean> {
    const cursor = this.#cursor(feed);
    if (cursor.lease.holder !== lease.holder && cursor.lease.untilMs > nowMs) return false;
    cursor.lease = lease;
    return true;
  }

  async movePlace(feed: string, logId: number, lease: FeedLease): Promise<boolean> {
    const cursor = this.#cursor(feed);
    if (cursor.lease.holder !== lease.holder) return false;
    cursor.place = Math.max(cursor.place, logId);
    cursor.lease = lease;
    return true;
  }

  #cursor(feed: string): Cursor {
    const known = this.#cursors.get(feed);
    if (known) return known;
    const fresh: Cursor = { place: 0, lease: { holder: '', untilMs: 0 } };
    this.#cursors.set(feed, fresh);
    return fresh;
  }
}
