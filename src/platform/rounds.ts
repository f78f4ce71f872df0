/**
 * Work that is done in rounds: one after `start`, one as soon as somebody wakes it, and one after a pause when
 * nobody does. Two rounds never run at once; a wake during a round is followed by one more, so what was committed
 * while the round looked elsewhere is found at once. A round that fails is told, and the next one comes all the same.
 */
import { faultChain } from '../domain/fault.ts';
import type { Cancel, Clock } from './clock.ts';
import type { Log } from './log.ts';

export interface RoundsPorts {
  readonly clock: Clock;
  readonly log: Log;
}

export interface RoundsPlan {
  /** From the end of a round to the next one that nobody asked for. */
  readonly everyMs: number;
  /** One round; may answer a pause of its own until the next. Long ones end early once `stopping`. */
  readonly round: () => Promise<number | undefined>;
  /** What the log says when a round failed. */
  readonly failed: string;
}

export class Rounds {
  #ports: RoundsPorts;
  #plan: RoundsPlan;
  #stopping = true;
  #wanted = false;
  #running: Promise<void> | undefined;
  #cancel: Cancel | undefined;

  constructor({ clock, log }: RoundsPorts, plan: RoundsPlan) {
    this.#ports = { clock, log };
    this.#plan = plan;
  }

  start(): void {
    this.#stopping = false;
    this.wake();
  }

  /** Undoes `start`; ends when the round under way has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancel?.();
    await this.#running;
  }

  /** True from `stop` to the next `start`. */
  stopping(): boolean {
    return this.#stopping;
  }

  /** There may be something to do; before `start` it is kept in mind. */
  wake(): void {
    this.#wanted = true;
    if (this.#stopping) return;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    this.#cancel?.();
    let pauseMs = this.#plan.everyMs;
    while (this.#wanted && !this.#stopping) {
      this.#wanted = false;
      pauseMs = await this.#round();
    }
    this.#running = undefined;
    if (!this.#stopping) this.#cancel = this.#ports.clock.after(pauseMs, () => this.wake());
  }

  /** Answers the pause that follows. */
  async #round(): Promise<number> {
    const { everyMs, round, failed } = this.#plan;
    try {
      return (await round()) ?? everyMs;
    } catch (error) {
      this.#ports.log.warn(failed, { fault: faultChain(error) });
      return everyMs;
    }
  }
}
