/**
 * Somebody who watches the screen of a machine and knows how long each page may stand: a page with a
 * time-out goes when its time is up, and no other page stands still for long while the machine serves.
 */
import type { View } from '../../../src/kiosk/screen/view.ts';
import type { Machine } from './machine.ts';
import type { World } from './world.ts';

const lookEveryMs = 30_000;
/** A time-out is followed by records, which a slow disk may take this long to write. */
const graceMs = 45_000;
/** Longer than the slowest delivery of a whole order, verified after a crash. */
const standsMsMax = 10 * 60_000;

export class Patience {
  readonly #world: World;
  readonly #machine: Machine;
  #seen = '';
  #sinceMs = 0;
  #over = false;

  constructor(world: World, machine: Machine) {
    this.#world = world;
    this.#machine = machine;
  }

  start(): void {
    this.#world.timeline.after(lookEveryMs, () => {
      if (!this.#over) this.#look();
      if (!this.#over) this.start();
    });
  }

  stop(): void {
    this.#over = true;
  }

  #look(): void {
    const { kiosk, outside } = this.#machine;
    const nowMs = this.#world.timeline.nowMs();
    // Nothing waits at the welcome page, and a view costs more than a question.
    const view = kiosk?.salePhase() === 'welcome' ? undefined : kiosk?.view();
    const seen = view && kiosk ? `${kiosk.journal.lastSeq} ${shownOn(view)}` : '';
    if (seen !== this.#seen || !view) {
      this.#seen = seen;
      this.#sinceMs = nowMs;
      return;
    }
    const stoodMs = nowMs - this.#sinceMs;
    const { page } = view.page;
    if (page === 'outOfService') return;
    const { timeout } = view;
    const mayMs = timeout ? timeout.endsAtMs - timeout.startedAtMs + graceMs : standsMsMax;
    if (stoodMs <= mayMs) return;
    outside.violations.push(`the screen stands still: ${page} for ${Math.round(stoodMs / 1000)} s`);
    this.#over = true;
  }
}

function shownOn({ page, orderId, timeout }: View): string {
  return `${page.page} ${orderId ?? ''} ${timeout?.startedAtMs ?? ''} ${timeout?.endsAtMs ?? ''}`;
}
