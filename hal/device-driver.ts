/**
 * What every driver keeps: its id, its health and its listeners. A health change is one event; telling
 * the same health twice raises nothing.
 */
import type { FaultCode } from '../src/domain/fault.ts';
import type { Device, DeviceEvents, DeviceHealth, DeviceKind, DriverContext } from './device.ts';
import { EventSource } from './event-source.ts';

/** The common part of all drivers; `start` and `stop` are the driver's own. */
export abstract class DeviceDriver<Events extends DeviceEvents>
  extends EventSource<Events>
  implements Device<Events>
{
  abstract readonly kind: DeviceKind;
  readonly deviceId: string;
  protected readonly context: DriverContext;
  #health: DeviceHealth;

  constructor(deviceId: string, context: DriverContext, absent: FaultCode) {
    super();
    this.deviceId = deviceId;
    this.context = { clock: context.clock, log: context.log.with({ deviceId }) };
    this.#health = { state: 'unavailable', fault: absent, detail: 'not started' };
  }

  abstract start(): Promise<void>;
  abstract stop(): Promise<void>;

  health(): DeviceHealth {
    return this.#health;
  }

  protected setHealth(health: DeviceHealth): void {
    const { state, fault, detail } = this.#health;
    if (state === health.state && fault === health.fault && detail === health.detail) return;
    const changed = state !== health.state || fault !== health.fault;
    this.#health = health;
    if (!changed) return;
    this.context.log.info('device health changed', { ...health });
    // Every map of device events holds `healthChanged`; the compiler cannot see that through the generic.
    (this.raise as (event: string, health: DeviceHealth) => void).call(this, 'healthChanged', health);
  }
}
