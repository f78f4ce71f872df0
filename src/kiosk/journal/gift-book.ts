/**
 * Gifts that were accepted here, as a read model of the journal: which were taken, where the giver's sealed
 * words lie, and when nobody needs them any more. The words wait for the receipt, which waits for the printer.
 */
import type { JournalRecord, RecordOf } from '../../domain/record.ts';

/** Orders that are over and remembered, so that words whose key outlived a crash are forgotten after all. */
const overKept = 20;

interface Told {
  readonly offers: ReadonlyMap<string, number>;
  readonly acceptedSeq?: number;
  readonly closed?: true;
  readonly printed?: true;
}

const nothingTold: Told = { offers: new Map() };

/** Gifts taken that are remembered: the cloud gives none of them out again, so the latest are enough. */
const takenKept = 500;

function trim(kept: Map<string, unknown>): void {
  for (const key of kept.keys()) {
    if (kept.size <= takenKept) return;
    kept.delete(key);
  }
}

export class GiftBook {
  readonly #prints: boolean;
  /** Of each gift that was taken or declined, the order; not of one whose charge failed or went back. */
  #taken = new Map<string, string>();
  #charges = new Map<string, string>();
  #told = new Map<string, Told>();
  #over: string[] = [];

  /** `prints`: whether this machine has a printer whose receipts the words wait for. */
  constructor(prints: boolean) {
    this.#prints = prints;
  }

  apply({ body, seq }: JournalRecord): void {
    if (body.kind === 'giftOffered') {
      const { orderId, offerId } = body;
      const told = this.#told.get(orderId) ?? nothingTold;
      this.#told.set(orderId, { ...told, offers: new Map([...told.offers, [offerId, seq]]) });
    } else if (body.kind === 'giftAnswered') {
      this.#answered(body);
    } else if (body.kind === 'chargeIntended' && body.platform === 'gift') {
      this.#charges.set(body.chargeId, body.orderId);
    } else if (body.kind === 'chargeSettled' && body.outcome !== 'paid') {
      this.#free(body.chargeId);
    } else if (body.kind === 'refundIntended') {
      this.#free(body.chargeId);
    } else if (body.kind === 'orderClosed') {
      this.#change(body.orderId, { closed: true });
    } else if (body.kind === 'receiptPrinted') {
      this.#change(body.orderId, { printed: true });
    }
  }

  clear(): void {
    this.#taken.clear();
    this.#charges.clear();
    this.#told.clear();
    this.#over = [];
  }

  /** Whether it was taken or declined here; what was not handed over may come again. */
  isTaken(giftId: string): boolean {
    return this.#taken.has(giftId);
  }

  seqOf(orderId: string): number | undefined {
    return this.#told.get(orderId)?.acceptedSeq;
  }

  over(): readonly string[] {
    return this.#over;
  }

  /** What was declined goes back to its giver: it is not offered again either. */
  #answered({ answer, giftId, offerId, orderId }: RecordOf<'giftAnswered'>): void {
    if (answer === 'accepted' || answer === 'declined') this.#taken.set(giftId, orderId);
    const acceptedSeq = this.#told.get(orderId)?.offers.get(offerId);
    if (answer === 'accepted' && acceptedSeq !== undefined) this.#change(orderId, { acceptedSeq });
  }

  #free(chargeId: string): void {
    const orderId = this.#charges.get(chargeId);
    if (orderId === undefined) return;
    for (const [giftId, taker] of this.#taken) if (taker === orderId) this.#taken.delete(giftId);
  }

  #change(orderId: string, change: Partial<Told>): void {
    const before = this.#told.get(orderId);
    if (!before) return;
    const told = { ...before, ...change };
    this.#told.set(orderId, told);
    const waits = told.acceptedSeq !== undefined && !told.printed && this.#prints;
    if (!told.closed || waits) return;
    this.#told.delete(orderId);
    trim(this.#taken);
    trim(this.#charges);
    this.#over = [...this.#over, orderId].slice(-overKept);
  }
}
