/**
 * What the records say of the coin device, as a read model: its last durable mark (coins after it are not
 * recorded yet), and the order that the slot was opened for last.
 */
import type { JournalRecord } from '../../domain/record.ts';

export class CashBook {
  #lastMark: Readonly<Record<string, string | number>> | undefined;
  #lastOrderId: string | undefined;

  apply({ body }: JournalRecord): void {
    if (body.kind !== 'cashInserted') return;
    this.#lastMark = body.mark;
    if (body.orderId !== undefined) this.#lastOrderId = body.orderId;
  }

  clear(): void {
    this.#lastMark = undefined;
    this.#lastOrderId = undefined;
  }

  lastMark(): Readonly<Record<string, string | number>> | undefined {
    return this.#lastMark;
  }

  lastOrderId(): string | undefined {
    return this.#lastOrderId;
  }
}
