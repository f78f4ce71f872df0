/** How often something happened lately, for each name; the names that were quiet longest are forgotten first. */
import type { Clock } from '../../platform/clock.ts';

const namesMax = 10_000;

export class RecentCounts {
  #clock: Clock;
  #withinMs: number;
  /** When it happened, by the clock that nobody sets. */
  #times = new Map<string, readonly number[]>();

  constructor(clock: Clock, withinMs: number) {
    this.#clock = clock;
    this.#withinMs = withinMs;
  }

  of(name: string): number {
    return this.#recent(name).length;
  }

  add(name: string): void {
    const times = [...this.#recent(name), this.#clock.monotonicMs()];
    this.#times.delete(name);
    this.#times.set(name, times);
    const [oldest] = this.#times.keys();
    if (this.#times.size > namesMax && oldest !== undefined) this.#times.delete(oldest);
  }

  #recent(name: string): readonly number[] {
    const since = this.#clock.monotonicMs() - this.#withinMs;
    return (this.#times.get(name) ?? []).filter((atMs) => atMs > since);
  }
}
