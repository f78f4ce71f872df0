/**
 * Places where a story may be struck: everything that acts names what it is about to do, and a tripwire set
 * for the n-th of such a name strikes a moment later. Random instants alone would seldom hit the few
 * milliseconds between an intent and its act.
 */
import type { Cancel } from '../../../src/platform/clock.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { Timeline } from '../../../src/platform/virtual-clock.ts';

interface Tripwire {
  readonly name: string;
  left: number;
  readonly delayMs: number;
  readonly strike: () => void;
}

export class Tripwires {
  #timeline: Timeline;
  #set: Tripwire[] = [];
  /** Strikes that are on their way. */
  #striking: Cancel[] = [];

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  /** Strikes at the `nth` time from now that `name` is passed, up to `withinMs` later as `random` says. */
  set(name: string, nth: number, withinMs: number, random: Random, strike: () => void): void {
    const delayMs = random.fraction() < 0.3 ? 0 : random.fraction() * withinMs;
    this.#set.push({ name, left: nth, delayMs, strike });
  }

  pass(name: string): void {
    if (this.#set.length === 0) return;
    for (const wire of this.#set) {
      if (wire.name !== name) continue;
      wire.left -= 1;
      if (wire.left > 0) continue;
      this.#set = this.#set.filter((other) => other !== wire);
      // Never in the middle of what runs now: a power cut comes between two events.
      this.#striking.push(this.#timeline.after(wire.delayMs, wire.strike));
    }
  }

  clear(): void {
    this.#set = [];
    for (const cancel of this.#striking) cancel();
    this.#striking = [];
  }
}
