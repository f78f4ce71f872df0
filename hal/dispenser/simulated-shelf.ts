/**
 * A vending shelf on the outputs of a simulated board: each slot has a spiral driven by `motor.<slot>`;
 * after most of a turn the foremost article falls past the light barrier on input `drop`. Sensor
 * `empty.<slot>` is on while a slot holds nothing. `jam`: spirals turn, nothing falls.
 */
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import type { SimulatedBoard } from '../gpio/simulated-board.ts';
import type { DispenserScript, TellDrop } from './drop.ts';

export interface SimulatedShelfOptions {
  readonly slots: readonly string[];
  readonly stockPerSlot: number;
  readonly tellDrop: TellDrop;
}

/** How long a spiral must turn to push an article over the edge, and how long that falls. */
const turnMs = 600;
const fallMs = 600;

/** The lines that a shelf with these slots needs on its board. */
export function shelfLines(slots: readonly string[]): { inputs: string[]; outputs: string[] } {
  return {
    inputs: ['drop', ...slots.map((slot) => `empty.${slot}`)],
    outputs: slots.map((slot) => `motor.${slot}`),
  };
}

export class SimulatedShelf {
  script: DispenserScript = 'ok';
  readonly #clock: Clock;
  readonly #board: SimulatedBoard;
  readonly #options: SimulatedShelfOptions;
  readonly #stock = new Map<string, number>();
  readonly #turning = new Map<string, Cancel>();

  constructor(clock: Clock, board: SimulatedBoard, options: SimulatedShelfOptions) {
    this.#clock = clock;
    this.#board = board;
    this.#options = options;
    for (const slot of options.slots) this.#stock.set(slot, options.stockPerSlot);
    board.on('outputChanged', (line, on) => {
      if (line.startsWith('motor.')) this.#motor(line.slice('motor.'.length), on);
    });
  }

  get stock(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#stock);
  }

  /** Puts `pieces` into a slot, as whoever fills the machine does. */
  fill(slot: string, pieces: number): void {
    if (!this.#stock.has(slot)) return;
    this.#stock.set(slot, pieces);
    this.#tellEmpty();
  }

  play(script: DispenserScript): void {
    this.script = script;
    this.#tellEmpty();
  }

  #motor(slot: string, on: boolean): void {
    this.#turning.get(slot)?.();
    this.#turning.delete(slot);
    if (on)
      this.#turning.set(
        slot,
        this.#clock.after(turnMs, () => this.#turned(slot)),
      );
  }

  #turned(slot: string): void {
    this.#turning.delete(slot);
    const stock = this.#stock.get(slot) ?? 0;
    if (this.script !== 'ok' || stock < 1) return;
    this.#stock.set(slot, stock - 1);
    this.#clock.after(fallMs, () => {
      this.#options.tellDrop({ atMs: this.#clock.now(), what: 'slot', name: slot });
      this.#board.edge('drop');
      this.#tellEmpty();
    });
  }

  #tellEmpty(): void {
    for (const [slot, stock] of this.#stock) {
      this.#board.setLevel(`empty.${slot}`, stock < 1 || this.script === 'empty');
    }
  }
}
