/** What the feed needs from outside: the transaction log as a table, and a durable place in it. */
import type { LoggedTransaction } from '../database/logged-transaction.ts';

/** The right to push, until `untilMs` of the cloud's clock; one feed pushes at a time. */
export interface FeedLease {
  readonly holder: string;
  readonly untilMs: number;
}

export interface TransactionLog {
  /** Up to `max` committed lines above `logId`, by rising number, none left out. */
  after(logId: number, max: number): Promise<readonly LoggedTransaction[]>;
  /** The number of the newest line; 0 while there is none. */
  newest(): Promise<number>;
  /** The feed's place: every line up to it has been pushed. */
  place(feed: string): Promise<number>;
  /** Takes or renews the right to push unless somebody else has it by `nowMs`. */
  takeLease(feed: string, lease: FeedLease, nowMs: number): Promise<boolean>;
  /** Moves the place forward, never back; only while the lease is held. Answers whether it was. */
  movePlace(feed: string, logId: number, lease: FeedLease): Promise<boolean>;
}

/** Where the feed reads new lines: the table itself, or its projection. */
export interface LineSource {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Something was committed by this process. */
  wake(): void;
  /** The next lines to push; waits for them, at most about `waitMs`. */
  next(waitMs: number): Promise<readonly LoggedTransaction[]>;
  /** These lines have been pushed and the place is moved past them. */
  pushed(lines: readonly LoggedTransaction[]): Promise<void>;
  /** This process begins to push: read on from the durable place. */
  begin(): Promise<void>;
}
