/**
 * Notices that nobody has been at the machine for a while after somebody was: the moment for whatever
 * would make a shopper wait. Told once for each such rest.
 */
import type { Cancel, Clock } from '../../platform/clock.ts';

/** The next shopper of a queue begins within this. */
const quietMs = 60_000;

export interface RestPorts {
  readonly clock: Clock;
  /** Nobody is shopping now. */
  isQuiet(): boolean;
  rested(): void;
}

export class RestWatch {
  #ports: RestPorts;
  #cancel: Cancel | undefined;
  #somebodyWas = false;

  constructor(ports: RestPorts) {
    this.#ports = ports;
  }

  /** Whether somebody is shopping may have changed. */
  changed(): void {
    const { clock, isQuiet } = this.#ports;
    if (!isQuiet()) {
      this.#somebodyWas = true;
      this.#cancel?.();
      this.#cancel = undefined;
    } else if (this.#somebodyWas) {
      this.#cancel ??= clock.after(quietMs, () => this.#rest());
    }
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #rest(): void {
    this.#cancel = undefined;
    this.#somebodyWas = false;
    this.#ports.rested();
  }
}
