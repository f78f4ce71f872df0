/** Where a trouble plays: the machine it befalls, the cloud, and chances that are its own. */
import type { Random } from '../../../../src/platform/random.ts';
import type { Cloud, CloudSeat } from '../cloud/cloud.ts';
import type { Machine } from '../machine.ts';
import type { World } from '../world.ts';

export class Scene {
  readonly world: World;
  readonly machine: Machine;
  readonly cloud: Cloud;
  readonly random: Random;
  readonly #healed: () => boolean;

  constructor(parts: {
    world: World;
    machine: Machine;
    cloud: Cloud;
    random: Random;
    healed: () => boolean;
  }) {
    this.world = parts.world;
    this.machine = parts.machine;
    this.cloud = parts.cloud;
    this.random = parts.random;
    this.#healed = parts.healed;
  }

  tell(what: string): void {
    this.world.chronicle.tell('world', what);
  }

  /** The machine's name. */
  get name(): string {
    return this.machine.address.machineId;
  }

  /** Does `act` after `delayMs`, unless all has been healed by then. */
  after(delayMs: number, act: () => void): void {
    this.world.timeline.after(delayMs, () => {
      if (!this.#healed()) act();
    });
  }

  /** Something goes wrong, and is as it was after `forMs`. */
  lasting(what: string, forMs: number, begin: () => void, mend: () => void): void {
    this.tell(what);
    this.wrongFor(forMs);
    begin();
    this.after(forMs, () => {
      this.tell(`no longer: ${what}`);
      mend();
    });
  }

  /** From now on something is wrong for so long. */
  wrongFor(forMs: number): void {
    this.world.faults.add(this.world.timeline.nowMs(), forMs);
  }

  /** One of the cloud's processes. */
  seat(): CloudSeat {
    return this.pick(this.cloud.seats);
  }

  chance(rate: number): boolean {
    return this.random.fraction() < rate;
  }

  /** A number from `from` to `to`, mostly near `from`. */
  mostly(from: number, to: number): number {
    return from + this.random.fraction() ** 2 * (to - from);
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random.fraction() * list.length)] as T;
  }
}

/** What happens when a trouble's time has come. */
export type Play = (scene: Scene) => void;
