/** Lets everything that waits end at once when its owner stops. */
import type { Clock } from '../../platform/clock.ts';

export class Stopping {
  #stopped = false;
  #waits = new Set<() => void>();

  stopped(): boolean {
    return this.#stopped;
  }

  /** Resolves after `delayMs`, or as soon as `stop` is called. */
  pause(clock: Clock, delayMs: number): Promise<void> {
    if (this.#stopped || delayMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        this.#waits.delete(end);
        resolve();
      };
      const cancel = clock.after(delayMs, end);
      this.#waits.add(end);
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const end of [...this.#waits]) end();
  }
}
