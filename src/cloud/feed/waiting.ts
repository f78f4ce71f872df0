/** Waits that a wake-up or a stop ends early. A wake-up before the wait is not lost. */
import type { Clock } from '../../platform/clock.ts';

export class Waiting {
  #stopped = false;
  #woken = false;
  #end: (() => void) | undefined;
  #markStopped: () => void = () => undefined;
  /** Resolves when `stop` is called. */
  readonly whenStopped = new Promise<void>((resolve) => {
    this.#markStopped = resolve;
  });

  stopped(): boolean {
    return this.#stopped;
  }

  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  stop(): void {
    this.#stopped = true;
    this.#markStopped();
    this.#end?.();
  }

  /** Resolves after `delayMs`, or at once after `wake` or `stop`. */
  async pause(clock: Clock, delayMs: number): Promise<void> {
    if (!this.#woken && !this.#stopped) {
      await new Promise<void>((resolve) => {
        const cancel = clock.after(delayMs, resolve);
        this.#end = () => {
          cancel();
          resolve();
        };
      });
      this.#end = undefined;
    }
    this.#woken = false;
  }
}
