/** Waiting on a clock that came in from outside; a wait can be cut short by whoever started it. */
import type { Clock } from '../src/platform/clock.ts';

/** Resolves after `delayMs` of `clock`'s time. */
export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}

/** A clock on which everything takes `speed` times less long: simulated mechanisms run on it. */
export function fasterClock(clock: Clock, speed: number): Clock {
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs() * speed,
    quality: () => clock.quality(),
    after: (delayMs, action) => clock.after(delayMs / speed, action),
  };
}
