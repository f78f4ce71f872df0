/**
 * How far this machine's clock is from the cloud's, from the times in the cloud's messages. A close
 * agreement confirms the clock; deadlines that the cloud will judge are told in the cloud's time.
 */
import type { Clock } from '../../platform/clock.ts';

/** A clock nearer than this to the cloud's, network delay included, is right. */
const agreementMs = 30_000;

export class CloudTime {
  #clock: Clock;
  #confirm: () => void;
  #offsetMs = 0;

  constructor(clock: Clock, confirm: () => void) {
    this.#clock = clock;
    this.#confirm = confirm;
  }

  /** Cloud time minus machine time, milliseconds. */
  offsetMs(): number {
    return this.#offsetMs;
  }

  heard(cloudTimeMs: number): void {
    this.#offsetMs = cloudTimeMs - this.#clock.now();
    if (Math.abs(this.#offsetMs) < agreementMs) this.#confirm();
  }

  /** An instant of this machine's clock as the cloud would read it. */
  toCloud(machineMs: number): number {
    return Math.max(0, Math.round(machineMs + this.#offsetMs));
  }
}
