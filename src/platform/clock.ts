/**
 * Time comes in from outside. Production runs on `SystemClock`; tests and simulation on a virtual clock,
 * so that a day of trade takes a second. Outside this folder nobody calls `Date.now` or `setTimeout`.
 */

/**
 * How far a UTC instant can be trusted. `synchronised`: the cloud or the operating system confirmed it
 * within the last day. `holdover`: it was confirmed, longer ago. `unsynchronised`: never since the start.
 */
export type ClockQuality = 'synchronised' | 'holdover' | 'unsynchronised';

/** Cancels a timer; calling it twice, or after the timer fired, is harmless. */
export type Cancel = () => void;

export interface Clock {
  /** UTC milliseconds since 1970; may jump when the operating system's clock is set. */
  now(): number;
  /** Milliseconds since an arbitrary start; never goes back, not affected by setting the clock. */
  monotonicMs(): number;
  quality(): ClockQuality;
  /** Runs `action` once after `delayMs`; errors it throws are the caller's own. */
  after(delayMs: number, action: () => void): Cancel;
}

const confirmedForMs = 24 * 3600 * 1000;

/** The operating system's clock, whose quality is what `confirm` last said. */
export class SystemClock implements Clock {
  #confirmedAtMs: number | undefined;

  now(): number {
    return Date.now();
  }

  monotonicMs(): number {
    return performance.now();
  }

  quality(): ClockQuality {
    if (this.#confirmedAtMs === undefined) return 'unsynchronised';
    return this.monotonicMs() - this.#confirmedAtMs < confirmedForMs ? 'synchronised' : 'holdover';
  }

  /** Says that a trusted source agreed with this clock just now. */
  confirm(): void {
    this.#confirmedAtMs = this.monotonicMs();
  }

  after(delayMs: number, action: () => void): Cancel {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  }
}

/** Resolves after `delayMs` of `clock`'s time. */
export function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
