/** Waits that a wake-up or a stop ends early. A wake-up before the wait is not lost. */
import type { Clock } from '../../platform/clock.ts';

export class Waiting {
  #stopped = false;
  #woken = false;
  #end: (() => void) | undefined;
  /** Ends what `unlessStopped` waits for. */
  #waits = new Set<() => void>();

  stopped(): boolean {
    return this.#stopped;
  }

  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  stop(): void {
    this.#stopped = true;
    this.#end?.();
    for (const end of this.#waits) end();
  }

  /** Settles as `work` does, or resolves at once when `stop` is called. */
  unlessStopped(work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) resolve();
      this.#waits.add(resolve);
      work.then(resolve, reject).finally(() => this.#waits.delete(resolve));
    });
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
