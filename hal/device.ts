/**
 * What every device has in common. Obligations of every driver, held by the contract suites:
 * constructors touch nothing; `start` never rejects because a device is absent, it reports health and
 * keeps trying; `stop` undoes `start`, ends every timer and rejects what is pending; a device that comes
 * back, or is swapped for another of its kind, becomes ready again without a restart; health changes are
 * events, each carrying a catalogued fault code, never an exception on a timer.
 */
import type { FaultCode } from '../src/domain/fault.ts';
import type { Clock } from '../src/platform/clock.ts';
import type { Log } from '../src/platform/log.ts';

export type DeviceKind =
  | 'scanner'
  | 'printer'
  | 'camera'
  | 'gpio'
  | 'dispenser'
  | 'cash'
  | 'fingerprint'
  | 'speaker';

/**
 * `ready`: can be used. `degraded`: can be used, a technician should come (paper near its end).
 * `unavailable`: cannot be used until the fault is gone.
 */
export interface DeviceHealth {
  readonly state: 'ready' | 'degraded' | 'unavailable';
  readonly fault?: FaultCode;
  /** Facts for the technician, e.g. the address tried. */
  readonly detail?: string;
}

/** Events that every device raises; kinds add their own. */
export interface DeviceEvents {
  healthChanged: [health: DeviceHealth];
}

/** A device of the machine. `Events` maps event names to their arguments. */
export interface Device<Events extends DeviceEvents = DeviceEvents> {
  readonly deviceId: string;
  readonly kind: DeviceKind;
  health(): DeviceHealth;
  start(): Promise<void>;
  stop(): Promise<void>;
  on<E extends keyof Events & string>(
    event: E,
    listener: (...args: Events[E] extends unknown[] ? Events[E] : never) => void,
  ): this;
  off<E extends keyof Events & string>(
    event: E,
    listener: (...args: Events[E] extends unknown[] ? Events[E] : never) => void,
  ): this;
}

/** What a driver is given from outside. */
export interface DriverContext {
  readonly clock: Clock;
  readonly log: Log;
}
