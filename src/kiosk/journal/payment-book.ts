/**
 * What this machine took lately, as a read model of its journal: the check data of the verification rules.
 * It says nothing of a time from which records are forgotten.
 */
import type { JournalRecord } from '../../domain/record.ts';

export interface Takings {
  readonly payments: number;
  readonly paidMinor: number;
}

interface Taken {
  readonly atMs: number;
  readonly amountMinor: number;
}

/** Longer than any day. */
const keptMs = 26 * 3600_000;
const takenMax = 20_000;

export class PaymentBook {
  #taken: Taken[] = [];
  /** From when on nothing is missing. */
  #completeFromMs: number | undefined;

  apply({ seq, atMs, body }: JournalRecord): void {
    this.#completeFromMs ??= seq === 1 ? 0 : atMs;
    if (body.kind !== 'orderPaid') return;
    const amountMinor = body.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
    this.#taken.push({ atMs, amountMinor: amountMinor - body.changeMinor });
    this.#forget(atMs);
  }

  clear(): void {
    this.#taken = [];
    this.#completeFromMs = undefined;
  }

  /** What was taken since then; undefined where not all of that time is known any more. */
  since(fromMs: number): Takings | undefined {
    if (this.#completeFromMs === undefined || this.#completeFromMs > fromMs) return undefined;
    const taken = this.#taken.filter(({ atMs }) => atMs >= fromMs);
    return {
      payments: taken.length,
      paidMinor: taken.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    };
  }

  #forget(nowMs: number): void {
    const first = this.#taken[0];
    const tooMany = this.#taken.length > takenMax;
    if (first === undefined || (first.atMs >= nowMs - keptMs && !tooMany)) return;
    this.#taken = this.#taken.slice(-takenMax).filter(({ atMs }) => atMs >= nowMs - keptMs);
    const fromMs = tooMany ? (this.#taken[0]?.atMs ?? nowMs) : nowMs - keptMs;
    this.#completeFromMs = Math.max(this.#completeFromMs ?? 0, fromMs);
  }
}
