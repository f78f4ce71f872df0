/** A clock that tests move by hand: `advance` runs what has come due, in order. */
import type { Cancel, Clock } from '../../src/platform/clock.ts';

interface Timer {
  readonly atMs: number;
  readonly action: () => void;
}

export class HandClock implements Clock {
  #nowMs: number;
  #timers = new Set<Timer>();

  constructor(nowMs = 1_700_000_000_000) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  quality(): 'synchronised' {
    return 'synchronised';
  }

  after(delayMs: number, action: () => void): Cancel {
    const timer = { atMs: this.#nowMs + delayMs, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const [next] = [...this.#timers].filter((t) => t.atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
      if (!next) break;
      this.#timers.delete(next);
      this.#nowMs = next.atMs;
      next.action();
    }
    this.#nowMs = endMs;
  }
}
