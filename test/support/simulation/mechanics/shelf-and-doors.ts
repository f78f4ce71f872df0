/**
 * What hangs on the board and lets goods out: spirals with one drop sensor below, and locker doors with a
 * switch. A spiral that turned long enough lets something fall; a released door is opened, or not, by
 * whoever stands before it.
 */
import type { Cancel } from '../../../../src/platform/clock.ts';
import type { Random } from '../../../../src/platform/random.ts';
import type { Timeline } from '../../../../src/platform/virtual-clock.ts';
import type { VirtualBoard } from './virtual-board.ts';

export interface ShelfOptions {
  readonly board: VirtualBoard;
  readonly timeline: Timeline;
  readonly random: Random;
  /** Something left the machine, through this slot or door, and a sensor saw it or did not. */
  readonly dropped: (how: 'slot' | 'door', name: string, proved: boolean) => void;
  /** After how long somebody opens a released door; undefined if nobody does. */
  readonly opensAfterMs: () => number | undefined;
}

const turnMs = 600;
const fallMs = 400;

export class ShelfAndDoors {
  /** Spirals turn and nothing falls. */
  jammed = false;
  /** Goods come out and no sensor sees it. */
  blind = false;
  #options: ShelfOptions;
  #moving = new Map<string, Cancel>();

  constructor(options: ShelfOptions) {
    this.#options = options;
    options.board.on('outputChanged', (line, on) => this.#outputChanged(line, on));
  }

  #outputChanged(line: string, on: boolean): void {
    const [what, name = ''] = line.split('.');
    if (what !== 'motor' && what !== 'door') return;
    this.#moving.get(line)?.();
    this.#moving.delete(line);
    if (!on) return;
    const { timeline } = this.#options;
    if (what === 'motor') {
      this.#moving.set(
        line,
        timeline.after(turnMs, () => this.#turned(name)),
      );
      return;
    }
    const afterMs = this.#options.opensAfterMs();
    if (afterMs === undefined) return;
    this.#moving.set(
      line,
      timeline.after(afterMs, () => {
        this.#options.dropped('door', name, !this.blind);
        if (!this.blind) this.#options.board.edge(`${line}.open`);
      }),
    );
  }

  #turned(slot: string): void {
    if (this.jammed) return;
    this.#options.timeline.after(this.#options.random.fraction() * fallMs, () => {
      this.#options.dropped('slot', slot, !this.blind);
      if (!this.blind) this.#options.board.edge('drop');
    });
  }
}
