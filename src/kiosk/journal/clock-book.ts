/**
 * What the journal knows of the machine's clock, as a read model: whether it was confirmed since the operating
 * system started, which a restart of the program alone does not undo, and the latest time that was certain.
 */
import type { JournalRecord } from '../../domain/record.ts';

/** Nobody sold anything with this product earlier. */
const productBornMs = Date.UTC(2026, 0, 1);

export class ClockBook {
  #bootId: string | undefined;
  #confirmed = false;
  #latestMs = productBornMs;

  apply({ atMs, clock, body }: JournalRecord): void {
    if (body.kind === 'machineStarted' && body.bootId !== this.#bootId) {
      this.#bootId = body.bootId;
      this.#confirmed = false;
    }
    if (clock === 'unsynchronised') return;
    this.#confirmed = true;
    this.#latestMs = Math.max(this.#latestMs, atMs);
  }

  clear(): void {
    this.#bootId = undefined;
    this.#confirmed = false;
    this.#latestMs = productBornMs;
  }

  /** Whether a record since the operating system started bears a confirmed time. */
  confirmed(): boolean {
    return this.#confirmed;
  }

  /** It is later than this, whatever the clock says. */
  latestMs(): number {
    return this.#latestMs;
  }
}
