/** For how long a device has been away: what waits for it may be given up when that is too long. */
import type { Device } from '../../../hal/hal.ts';
import type { Clock } from '../../platform/clock.ts';

export class Absence {
  readonly #clock: Clock;
  /** Undefined while the device is there. */
  #sinceMs: number | undefined;

  constructor(device: Device, clock: Clock) {
    this.#clock = clock;
    if (device.health().state === 'unavailable') this.#sinceMs = clock.monotonicMs();
    device.on('healthChanged', ({ state }) => {
      if (state !== 'unavailable') this.#sinceMs = undefined;
      else this.#sinceMs ??= clock.monotonicMs();
    });
  }

  longerThan(delayMs: number): boolean {
    return this.#sinceMs !== undefined && this.#clock.monotonicMs() - this.#sinceMs > delayMs;
  }
}
