/**
 * Slows guessing down: after `triesMax` failures within `windowMs`, for one login or from one address, no
 * password is looked at until the window is over. Bounded in memory; a restart forgets.
 */
import { Fault } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';

const triesMax = 10;
const windowMs = 5 * 60_000;
const watchedMax = 10_000;

interface Watched {
  readonly sinceMs: number;
  failures: number;
}

export class SignInLimit {
  #clock: Clock;
  #watched = new Map<string, Watched>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a try in advance; throws `RATE_LIMITED`. */
  begin(keys: readonly string[]): void {
    const watched = keys.map((key) => this.#of(key));
    if (watched.some(({ failures }) => failures >= triesMax)) throw new Fault('RATE_LIMITED', 'sign in');
    for (const one of watched) one.failures += 1;
  }

  /** The password was right: this try was none. */
  succeeded(keys: readonly string[]): void {
    for (const key of keys) {
      const watched = this.#of(key);
      watched.failures = Math.max(0, watched.failures - 1);
    }
  }

  #of(key: string): Watched {
    const nowMs = this.#clock.monotonicMs();
    const known = this.#watched.get(key);
    if (known && nowMs - known.sinceMs < windowMs) return known;
    const fresh = { sinceMs: nowMs, failures: 0 };
    this.#watched.delete(key);
    this.#watched.set(key, fresh);
    if (this.#watched.size > watchedMax) {
      const [oldest] = this.#watched.keys();
      if (oldest !== undefined) this.#watched.delete(oldest);
    }
    return fresh;
  }
}
