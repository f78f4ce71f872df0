/**
 * Virtual time: a `Timeline` holds everything that will happen and jumps from one event to the next, with
 * all promises settled between two of them; a `VirtualClock` is one computer's view of it, with a wall
 * clock that may be wrong or set and with timers that end when the computer does. Nothing depends on real
 * time, so the same events always run in the same order.
 */
import type { Cancel, Clock, ClockQuality } from './clock.ts';

interface Event {
  readonly atMs: number;
  /** Events of one instant happen in the order in which they were planned. */
  readonly order: number;
  action: (() => void) | undefined;
}

function isBefore(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

const turnsBetweenImmediates = 64;

/** The one time line of a simulation. */
export class Timeline {
  /** A binary heap, the earliest first. */
  #events: Event[] = [];
  #nowMs = 0;
  #order = 0;

  /** Milliseconds since the beginning. */
  nowMs(): number {
    return this.#nowMs;
  }

  /** Plans `action` in `delayMs`; a delay that is no positive number means at once. */
  after(delayMs: number, action: () => void): Cancel {
    const atMs = this.#nowMs + (delayMs > 0 ? delayMs : 0);
    this.#order += 1;
    const event: Event = { atMs, order: this.#order, action };
    this.#push(event);
    return () => {
      event.action = undefined;
    };
  }

  /**
   * Runs until `done` says so (looked at after every event), `limitMs` has come, or nothing is planned any
   * more. Resolves whether `done` said so; rejects with what an event threw.
   */
  run(limitMs: number, done: () => boolean = () => false): Promise<boolean> {
    let turns = 0;
    /** Runs `turn` when every promise that can settle has settled. */
    const settled = (turn: () => void) => {
      turns += 1;
      // A tick comes after all microtasks and is much cheaper than an immediate, which lets others live.
      if (turns % turnsBetweenImmediates === 0) setImmediate(turn);
      else queueMicrotask(() => process.nextTick(turn));
    };
    return new Promise((resolve, reject) => {
      const turn = () => {
        try {
          if (done()) return resolve(true);
          const event = this.#next(limitMs);
          if (!event) {
            this.#nowMs = Math.max(this.#nowMs, limitMs);
            return resolve(done());
          }
          this.#nowMs = event.atMs;
          event.action?.();
        } catch (error) {
          return reject(error);
        }
        settled(turn);
      };
      setImmediate(turn);
    });
  }

  #next(limitMs: number): Event | undefined {
    for (;;) {
      const first = this.#events[0];
      if (!first || (first.action && first.atMs > limitMs)) return undefined;
      this.#pop();
      if (first.action) return first;
    }
  }

  #push(event: Event): void {
    const heap = this.#events;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Event;
      if (isBefore(above, event)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = event;
  }

  #pop(): void {
    const heap = this.#events;
    const last = heap.pop() as Event;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right && isBefore(right, heap[child] as Event)) child += 1;
      const below = heap[child] as Event;
      if (isBefore(last, below)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }
}

const confirmedForMs = 24 * 3600 * 1000;

/** One computer's clock on a time line. */
export class VirtualClock implements Clock {
  #timeline: Timeline;
  /** What the wall clock showed at `#sinceMs` of the time line, and how fast it has run from there on. */
  #wallMs: number;
  #sinceMs = 0;
  #rate = 1;
  #confirmedAtMs: number | undefined;
  #timers = new Set<Cancel>();
  #stopped = false;

  constructor(timeline: Timeline, originMs: number) {
    this.#timeline = timeline;
    this.#wallMs = originMs;
  }

  now(): number {
    return Math.floor(this.#wallMs + (this.#timeline.nowMs() - this.#sinceMs) * this.#rate);
  }

  monotonicMs(): number {
    return this.#timeline.nowMs();
  }

  quality(): ClockQuality {
    if (this.#confirmedAtMs === undefined) return 'unsynchronised';
    return this.monotonicMs() - this.#confirmedAtMs < confirmedForMs ? 'synchronised' : 'holdover';
  }

  /** Says that a trusted source agreed with this clock just now. */
  confirm(): void {
    this.#confirmedAtMs = this.monotonicMs();
  }

  /** Somebody sets the wall clock: it is `byMs` later than it was, or earlier if negative. */
  jump(byMs: number): void {
    this.#wallMs += byMs;
  }

  /** From now on the wall clock runs at `rate` times the true speed; timers and the monotonic clock do not. */
  drift(rate: number): void {
    const nowMs = this.#timeline.nowMs();
    this.#wallMs += (nowMs - this.#sinceMs) * this.#rate;
    this.#sinceMs = nowMs;
    this.#rate = rate;
  }

  after(delayMs: number, action: () => void): Cancel {
    if (this.#stopped) return () => undefined;
    const cancel = this.#timeline.after(delayMs, () => {
      this.#timers.delete(cancel);
      action();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }

  /** The computer goes dark: none of its timers ever fires. */
  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
