/** Counts tries that fitted nothing, by whoever made them, and says when it is too many in a while. */
import type { Clock } from '../../platform/clock.ts';

export const triesMax = 20;
export const triesWithinMs = 600_000;
const triersMax = 10_000;

export class TriesLimit {
  #clock: Clock;
  #tries = new Map<string, readonly number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  allows(who: string): boolean {
    return this.#recent(who).length < triesMax;
  }

  count(who: string): void {
    const tries = [...this.#recent(who), this.#clock.now()];
    this.#tries.delete(who);
    this.#tries.set(who, tries);
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > triersMax && oldest !== undefined) this.#tries.delete(oldest);
  }

  #recent(who: string): readonly number[] {
    const since = this.#clock.now() - triesWithinMs;
    return (this.#tries.get(who) ?? []).filter((atMs) => atMs > since);
  }
}
