/** Reads new lines from the transaction log itself: the source of a feed without Redis. */
import type { Clock } from '../../platform/clock.ts';
import type { LoggedTransaction } from '../database/logged-transaction.ts';
import type { LineSource, TransactionLog } from './feed-ports.ts';
import { Waiting } from './waiting.ts';

const linesMax = 500;

export class TableSource implements LineSource {
  #transactions: TransactionLog;
  #clock: Clock;
  #name: string;
  #place = 0;
  #waiting = new Waiting();

  constructor(transactions: TransactionLog, clock: Clock, name = 'results') {
    this.#transactions = transactions;
    this.#clock = clock;
    this.#name = name;
  }

  async start(): Promise<void> {
    // The place is read when this process begins to push.
  }

  async stop(): Promise<void> {
    this.#waiting.stop();
  }

  wake(): void {
    this.#waiting.wake();
  }

  async begin(): Promise<void> {
    this.#place = await this.#transactions.place(this.#name);
  }

  async next(waitMs: number): Promise<readonly LoggedTransaction[]> {
    const lines = await this.#transactions.after(this.#place, linesMax);
    if (lines.length > 0) return lines;
    await this.#waiting.pause(this.#clock, waitMs);
    return this.#waiting.stopped() ? [] : this.#transactions.after(this.#place, linesMax);
  }

  async pushed(lines: readonly LoggedTransaction[]): Promise<void> {
    this.#place = lines.at(-1)?.logId ?? this.#place;
  }
}
