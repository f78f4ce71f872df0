/**
 * What was spent of each lease, and how often its PIN was tried, as a read model of the journal: a lease is
 * never spent beyond its amount, whatever happened to the process in between.
 */
import type { JournalRecord } from '../../domain/record.ts';

export interface LeaseUse {
  readonly spentMinor: number;
  /** Tries since the last payment. */
  readonly tries: number;
  readonly returned: boolean;
}

const unused: LeaseUse = { spentMinor: 0, tries: 0, returned: false };

export class LeaseBook {
  readonly #uses = new Map<string, LeaseUse & { readonly firstSeq: number }>();

  apply({ body, seq }: JournalRecord): void {
    if (body.kind === 'leaseTried') this.#change(body.leaseId, seq, ({ tries }) => ({ tries: tries + 1 }));
    if (body.kind === 'leaseReturned') this.#change(body.leaseId, seq, () => ({ returned: true }));
    if (body.kind !== 'chargeIntended' || body.leaseId === undefined) return;
    const { amountMinor } = body;
    this.#change(body.leaseId, seq, ({ spentMinor }) => ({ spentMinor: spentMinor + amountMinor, tries: 0 }));
  }

  clear(): void {
    this.#uses.clear();
  }

  of(leaseId: string): LeaseUse {
    return this.#uses.get(leaseId) ?? unused;
  }

  /** The first record that a lease which is not returned still needs; compaction may not pass it. */
  oldestSeq(): number {
    const open = [...this.#uses.values()].filter(({ returned }) => !returned);
    return Math.min(Number.MAX_SAFE_INTEGER, ...open.map(({ firstSeq }) => firstSeq));
  }

  #change(leaseId: string, seq: number, change: (use: LeaseUse) => Partial<LeaseUse>): void {
    const before = this.#uses.get(leaseId) ?? { ...unused, firstSeq: seq };
    this.#uses.set(leaseId, { ...before, ...change(before) });
  }
}
