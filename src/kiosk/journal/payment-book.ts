/**
 * What this machine took lately, as a read model of its journal: the check data of the verification rules.
 * Kept as sums of quarter hours, on which the midnights of all time zones fall, so that its size does not
 * depend on the sales. It says nothing of a time from which records are forgotten.
 */
import type { JournalRecord } from '../../domain/record.ts';

export interface Takings {
  readonly payments: number;
  readonly paidMinor: number;
}

const quarterMs = 15 * 60_000;
/** Longer than any day. */
const quartersKept = 26 * 4;

export class PaymentBook {
  /** By the number of the quarter hour since 1970. */
  #quarters = new Map<number, Takings>();
  /** From when on nothing is missing. */
  #completeFromMs: number | undefined;

  apply({ seq, atMs, body }: JournalRecord): void {
    this.#completeFromMs ??= seq === 1 ? 0 : atMs;
    if (body.kind !== 'orderPaid') return;
    const tenderedMinor = body.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
    const quarter = Math.floor(atMs / quarterMs);
    const { payments, paidMinor } = this.#quarters.get(quarter) ?? { payments: 0, paidMinor: 0 };
    this.#quarters.set(quarter, {
      payments: payments + 1,
      paidMinor: paidMinor + tenderedMinor - body.changeMinor,
    });
    this.#forget(quarter - quartersKept);
  }

  clear(): void {
    this.#quarters.clear();
    this.#completeFromMs = undefined;
  }

  /** What was taken since the beginning of a day; undefined where not all of that time is known any more. */
  since(fromMs: number): Takings | undefined {
    if (this.#completeFromMs === undefined || this.#completeFromMs > fromMs) return undefined;
    const taken = [...this.#quarters].filter(([quarter]) => quarter * quarterMs >= fromMs);
    return {
      payments: taken.reduce((sum, [, { payments }]) => sum + payments, 0),
      paidMinor: taken.reduce((sum, [, { paidMinor }]) => sum + paidMinor, 0),
    };
  }

  #forget(before: number): void {
    for (const quarter of this.#quarters.keys()) if (quarter < before) this.#quarters.delete(quarter);
    if (this.#completeFromMs === undefined) return;
    if (before * quarterMs > this.#completeFromMs) this.#completeFromMs = before * quarterMs;
  }
}
