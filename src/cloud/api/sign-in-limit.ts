/**
 * Slows guessing down: after too many failures within `windowMs`, for one login or from one address, no
 * password is looked at until the window is over. Many people may share an address. Bounded in memory; a
 * restart forgets.
 */
import { Fault } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';

const triesMax = { login: 10, address: 100 } as const;
const windowMs = 5 * 60_000;
const watchedMax = 10_000;

/** Whose failures are counted. */
export interface SignInTry {
  readonly login: string;
  readonly address: string;
}

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
  begin({ login, address }: SignInTry): void {
    const byLogin = this.#of(`login ${login}`);
    const byAddress = this.#of(`address ${address}`);
    if (byLogin.failures >= triesMax.login || byAddress.failures >= triesMax.address) {
      throw new Fault('RATE_LIMITED', 'sign in');
    }
    byLogin.failures += 1;
    byAddress.failures += 1;
  }

  /** The password was right: this try was none. */
  succeeded({ login, address }: SignInTry): void {
    for (const watched of [this.#of(`login ${login}`), this.#of(`address ${address}`)]) {
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
