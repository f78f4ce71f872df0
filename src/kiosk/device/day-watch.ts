/**
 * Tells when the site's day changes, at midnight or because the clock was set, and when what is known of the
 * clock does. Looks often rather than once at midnight: a timer does not see that a clock was set.
 */
import type { SiteDay } from '../../domain/shelf-life-policy.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';

const lookEveryMs = 15_000;

export interface DayWatchPorts {
  readonly clock: Clock;
  /** Undefined before the first bundle says where the site is. */
  day(): SiteDay | undefined;
  changed(): void;
}

export class DayWatch {
  #ports: DayWatchPorts;
  #seen: SiteDay | undefined;
  #cancel: Cancel | undefined;

  constructor(ports: DayWatchPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#seen = this.#ports.day();
    this.#wait();
  }

  stop(): void {
    this.#cancel?.();
  }

  #wait(): void {
    this.#cancel = this.#ports.clock.after(lookEveryMs, () => {
      const before = this.#seen;
      const now = this.#ports.day();
      this.#seen = now;
      if (before?.todayIso !== now?.todayIso || before?.known !== now?.known) this.#ports.changed();
      this.#wait();
    });
  }
}
