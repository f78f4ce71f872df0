/** How often something may be asked for under one key in a while: a message of a lot, a look at a stay. */
import { Fault } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';

/** Bounds the memory; then everybody begins anew. */
const keysMax = 100_000;

export interface CallLimitSettings {
  readonly callsMax: number;
  readonly windowMs: number;
  /** What is limited, for the fault. */
  readonly what: string;
}

/** A lot that was offline sends all it has at once. */
export const messageLimit: CallLimitSettings = {
  ...{ callsMax: 3000, windowMs: 60_000 },
  what: 'send so many parking messages',
};

export class CallLimit {
  #clock: Clock;
  #settings: CallLimitSettings;
  #calls = new Map<string, number>();
  #sinceMs = 0;

  constructor(clock: Clock, settings: CallLimitSettings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Throws `RATE_LIMITED` after too many. */
  count(key: string): void {
    this.#turn();
    this.#calls.set(key, (this.#calls.get(key) ?? 0) + 1);
    this.#refuseAbove(key, this.#settings.callsMax);
  }

  /** Throws `RATE_LIMITED` where the next one would be too many. */
  check(key: string): void {
    this.#turn();
    this.#refuseAbove(key, this.#settings.callsMax - 1);
  }

  #turn(): void {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#sinceMs < this.#settings.windowMs && this.#calls.size < keysMax) return;
    this.#calls.clear();
    this.#sinceMs = nowMs;
  }

  #refuseAbove(key: string, max: number): void {
    if ((this.#calls.get(key) ?? 0) > max) throw new Fault('RATE_LIMITED', this.#settings.what);
  }
}
