/** Lets everything that waits end at once when its owner stops. */
import type { Clock } from '../../platform/clock.ts';

export class Stopping {
  #stopped = false;
  #waits = new Set<() => void>();

  stopped(): boolean {
    return this.#stopped;
  }

  /**
   * Resolves after `delayMs`, or as soon as `stop` is called. `listen` is given what ends the pause before its
   * time, and `undefined` when it is over.
   */
  pause(clock: Clock, delayMs: number, listen?: (ring: (() => void) | undefined) => void): Promise<void> {
    if (this.#stopped || delayMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        this.#waits.delete(end);
        listen?.(undefined);
        resolve();
      };
      const cancel = clock.after(delayMs, end);
      this.#waits.add(end);
      listen?.(end);
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const end of [...this.#waits]) end();
  }
}
