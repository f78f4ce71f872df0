/**
 * Lockers on a simulated board: relay `door.<name>` releases a lock, and the shopper who waits before it
 * opens the door, which sensor `door.<name>.open` tells. `jam`: the lock does not give.
 */
import type { Clock } from '../../src/platform/clock.ts';
import type { SimulatedBoard } from '../gpio/simulated-board.ts';
import type { DispenserScript, TellDrop } from './drop.ts';

const pulledAfterMs = 800;
const openForMs = 2_000;

/** The lines that these doors need on their board. */
export function doorLines(doors: readonly string[]): { inputs: string[]; outputs: string[] } {
  return {
    inputs: doors.map((door) => `door.${door}.open`),
    outputs: doors.map((door) => `door.${door}`),
  };
}

export class SimulatedDoor {
  script: DispenserScript = 'ok';
  readonly #open = new Set<string>();

  constructor(clock: Clock, board: SimulatedBoard, doors: readonly string[], tellDrop: TellDrop) {
    board.on('outputChanged', (line, on) => {
      const door = line.startsWith('door.') ? line.slice('door.'.length) : '';
      if (!on || !doors.includes(door) || this.script !== 'ok') return;
      clock.after(pulledAfterMs, () => {
        // The lock holds again as soon as the relay lets go.
        if (!board.isDriven(line) || this.#open.has(door)) return;
        this.#open.add(door);
        tellDrop({ atMs: clock.now(), what: 'door', name: door });
        board.setLevel(`${line}.open`, true);
        clock.after(openForMs, () => {
          this.#open.delete(door);
          board.setLevel(`${line}.open`, false);
        });
      });
    });
  }

  get openDoors(): readonly string[] {
    return [...this.#open];
  }
}
