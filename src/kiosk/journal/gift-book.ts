/**
 * Gifts that were accepted here, as a read model of the journal: which were taken, where the giver's sealed
 * words lie, and when nobody needs them any more. The words wait for the receipt, which waits for the printer.
 */
import type { JournalRecord } from '../../domain/record.ts';

/** Orders that are over and remembered, so that words whose key outlived a crash are forgotten after all. */
const overKept = 20;

interface Told {
  readonly offers: ReadonlyMap<string, number>;
  readonly acceptedSeq?: number;
  readonly closed?: true;
  readonly printed?: true;
}

const nothingTold: Told = { offers: new Map() };

export class GiftBook {
  readonly #prints: boolean;
  #taken = new Map<string, number>();
  #told = new Map<string, Told>();
  #over: string[] = [];

  /** `prints`: whether this machine has a printer whose receipts the words wait for. */
  constructor(prints: boolean) {
    this.#prints = prints;
  }

  apply({ body, seq, atMs }: JournalRecord): void {
    if (body.kind === 'giftOffered') {
      const { orderId, offerId } = body;
      const told = this.#told.get(orderId) ?? nothingTold;
      this.#told.set(orderId, { ...told, offers: new Map([...told.offers, [offerId, seq]]) });
    } else if (body.kind === 'giftAnswered' && body.answer === 'accepted') {
      this.#taken.set(body.giftId, atMs);
      const acceptedSeq = this.#told.get(body.orderId)?.offers.get(body.offerId);
      if (acceptedSeq !== undefined) this.#change(body.orderId, { acceptedSeq });
    } else if (body.kind === 'orderClosed') {
      this.#change(body.orderId, { closed: true });
    } else if (body.kind === 'receiptPrinted') {
      this.#change(body.orderId, { printed: true });
    }
  }

  clear(): void {
    this.#taken.clear();
    this.#told.clear();
    this.#over = [];
  }

  isTaken(giftId: string, sinceMs: number): boolean {
    return (this.#taken.get(giftId) ?? -1) >= sinceMs;
  }

  seqOf(orderId: string): number | undefined {
    return this.#told.get(orderId)?.acceptedSeq;
  }

  over(): readonly string[] {
    return this.#over;
  }

  #change(orderId: string, change: Partial<Told>): void {
    const before = this.#told.get(orderId);
    if (!before) return;
    const told = { ...before, ...change };
    this.#told.set(orderId, told);
    const waits = told.acceptedSeq !== undefined && !told.printed && this.#prints;
    if (!told.closed || waits) return;
    this.#told.delete(orderId);
    this.#over = [...this.#over, orderId].slice(-overKept);
  }
}
