/** Receipts that were issued and are not proved to be on paper yet, as a read model of the journal. */
import type { JournalRecord, RecordOf } from '../../domain/record.ts';

export type IssuedReceipt = RecordOf<'receiptIssued'>;

export class ReceiptBook {
  #waiting = new Map<string, IssuedReceipt>();
  #last: IssuedReceipt | undefined;

  apply(record: JournalRecord): void {
    if (record.body.kind === 'receiptIssued') {
      this.#waiting.set(record.body.receiptId, record.body);
      this.#last = record.body;
    } else if (record.body.kind === 'receiptPrinted') {
      this.#waiting.delete(record.body.receiptId);
    }
  }

  clear(): void {
    this.#waiting.clear();
    this.#last = undefined;
  }

  /** Waiting for the printer, oldest first. */
  waiting(): IssuedReceipt[] {
    return [...this.#waiting.values()];
  }

  last(): IssuedReceipt | undefined {
    return this.#last;
  }
}
