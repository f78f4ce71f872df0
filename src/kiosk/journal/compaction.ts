/**
 * Forgets acknowledged records from time to time, keeping enough of them for a cloud that was restored
 * from an older backup, and all that an open order still needs.
 */
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Journal } from './journal.ts';

const recordsKept = 200_000;
const everyMs = 3600_000;

export interface CompactionPorts {
  readonly journal: Journal;
  readonly clock: Clock;
  /** The first record that an open order still needs. */
  oldestOpenSeq(): number;
  /** Writes down anew what is still needed of the records below. */
  carryOver(belowSeq: number): Promise<unknown>;
  failed(error: unknown): void;
}

export class Compaction {
  #ports: CompactionPorts;
  #cancel: Cancel | undefined;

  constructor(ports: CompactionPorts) {
    this.#ports = ports;
  }

  start(): void {
    const { clock, failed } = this.#ports;
    this.#cancel = clock.after(everyMs, () => {
      this.#compact().catch(failed);
      this.start();
    });
  }

  async #compact(): Promise<void> {
    const { journal, oldestOpenSeq, carryOver } = this.#ports;
    await carryOver(journal.lastSeq - recordsKept);
    await journal.compact(recordsKept, oldestOpenSeq());
  }

  stop(): void {
    this.#cancel?.();
  }
}
