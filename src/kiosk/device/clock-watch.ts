/**
 * Notices when the machine's clock is set: wall time that moved otherwise than the monotonic clock. The
 * jump goes on record, so that times before and after it can be understood.
 */
import type { RecordBody } from '../../domain/record.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';

const lookEveryMs = 10_000;
/** Slower drift than this between two looks is ordinary correction by the time service. */
const jumpMs = 5000;

export class ClockWatch {
  #clock: Clock;
  #report: (body: RecordBody) => void;
  #wallMs = 0;
  #monotonicMs = 0;
  #cancel: Cancel | undefined;

  constructor(clock: Clock, report: (body: RecordBody) => void) {
    this.#clock = clock;
    this.#report = report;
  }

  start(): void {
    this.#remember();
    this.#cancel = this.#clock.after(lookEveryMs, () => this.#look());
  }

  stop(): void {
    this.#cancel?.();
  }

  #remember(): void {
    this.#wallMs = this.#clock.now();
    this.#monotonicMs = this.#clock.monotonicMs();
  }

  #look(): void {
    const foundMs = this.#clock.now();
    const expectedMs = Math.round(this.#wallMs + this.#clock.monotonicMs() - this.#monotonicMs);
    if (Math.abs(foundMs - expectedMs) > jumpMs) {
      this.#report({
        kind: 'clockJumped',
        expectedMs: Math.max(0, expectedMs),
        foundMs: Math.max(0, foundMs),
      });
    }
    this.start();
  }
}
