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
  failed(error: unknown): void;
}

export class Compaction {
  #ports: CompactionPorts;
  #cancel: Cancel | undefined;

  constructor(ports: CompactionPorts) {
    this.#ports = ports;
  }

  start(): void {
    const { journal, clock, oldestOpenSeq, failed } = this.#ports;
    this.#cancel = clock.after(everyMs, () => {
      journal.compact(recordsKept, oldestOpenSeq()).catch(failed);
      this.start();
    });
  }

  stop(): void {
    this.#cancel?.();
  }
}
