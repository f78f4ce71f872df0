/** The last durable mark of the cash device, as a read model: coins after it are not recorded yet. */
import type { JournalRecord } from '../../domain/record.ts';

export class CashBook {
  #lastMark: Readonly<Record<string, string | number>> | undefined;

  apply(record: JournalRecord): void {
    if (record.body.kind === 'cashInserted') this.#lastMark = record.body.mark;
  }

  clear(): void {
    this.#lastMark = undefined;
  }

  lastMark(): Readonly<Record<string, string | number>> | undefined {
    return this.#lastMark;
  }
}
