/** How many messages one key may send in a minute; a lot that was offline sends all it has at once. */
import { Fault } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';

export const callsPerMinuteMax = 3000;
const windowMs = 60_000;
/** Only keys whose signature was right are counted, so there are no more than lots. */
const keysMax = 100_000;

export class CallLimit {
  #clock: Clock;
  #calls = new Map<string, number>();
  #sinceMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws `RATE_LIMITED` after too many. */
  count(key: string): void {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#sinceMs >= windowMs || this.#calls.size >= keysMax) {
      this.#calls.clear();
      this.#sinceMs = nowMs;
    }
    const calls = (this.#calls.get(key) ?? 0) + 1;
    this.#calls.set(key, calls);
    if (calls > callsPerMinuteMax) throw new Fault('RATE_LIMITED', 'send so many parking messages');
  }
}
