/** Parkings that the lot owes an answer for, as a read model of the journal; they may outlive their order. */
import type { JournalRecord } from '../../domain/record.ts';

interface Named {
  readonly askedSeq: number;
  readonly intended: boolean;
}

/** Parkings that are over and remembered, so that a car whose key outlived a crash is forgotten after all. */
const overKept = 20;

export class ParkingBook {
  #named = new Map<string, Named>();
  #over: string[] = [];

  apply({ body, seq }: JournalRecord): void {
    switch (body.kind) {
      case 'parkingAsked':
        if (!this.#named.get(body.orderId)?.intended)
          this.#named.set(body.orderId, { askedSeq: seq, intended: false });
        return;
      case 'parkingIntended': {
        const named = this.#named.get(body.orderId);
        if (named) this.#named.set(body.orderId, { ...named, intended: true });
        return;
      }
      case 'parkingGranted':
      case 'parkingRefused':
        this.#end(body.orderId);
        return;
      case 'orderClosed':
        if (this.#named.get(body.orderId)?.intended === false) this.#end(body.orderId);
    }
  }

  clear(): void {
    this.#named.clear();
    this.#over = [];
  }

  /** Grants without an answer, oldest first. */
  open(): { orderId: string; askedSeq: number }[] {
    const intended = [...this.#named].filter(([, named]) => named.intended);
    return intended.map(([orderId, { askedSeq }]) => ({ orderId, askedSeq }));
  }

  over(): readonly string[] {
    return this.#over;
  }

  /** The first record that an open parking still needs; compaction may not pass it. */
  oldestSeq(): number {
    return Math.min(Number.MAX_SAFE_INTEGER, ...[...this.#named.values()].map(({ askedSeq }) => askedSeq));
  }

  #end(orderId: string): void {
    if (!this.#named.delete(orderId)) return;
    this.#over = [...this.#over, orderId].slice(-overKept);
  }
}
