/** What the machine says of its devices: to the shopper before choosing, and to the cloud. */
import type { DeliveryTarget, Device, Hal } from '../../../hal/hal.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Selection } from '../../domain/product.ts';

/** A device as the cloud's fleet shows it. */
export interface ReportedDevice {
  readonly deviceId: string;
  readonly kind: Device['kind'];
  readonly state: 'ready' | 'degraded' | 'unavailable';
  readonly fault?: FaultCode;
}

export function reportDevices(devices: readonly Device[]): ReportedDevice[] {
  return devices.map((device) => {
    const { state, fault } = device.health();
    return { deviceId: device.deviceId, kind: device.kind, state, ...(fault === undefined ? {} : { fault }) };
  });
}

/** Whether a mechanism is there, and able, to hand the target over. */
export function canDeliver(hal: Hal, target: Selection['target']): boolean {
  const whole: DeliveryTarget = target.how === 'recipe' ? { ...target, options: {} } : target;
  const dispenser = hal.dispensers.find((d) => d.handles(whole));
  return dispenser !== undefined && dispenser.health().state !== 'unavailable';
}

/** Faults a shopper should know of before choosing. */
export function shopperLimits(hal: Hal, online: boolean, cashReady: boolean): FaultCode[] {
  const limits: FaultCode[] = [];
  if (!online) limits.push('NETWORK_DOWN');
  const printer = hal.printer?.health();
  if (printer?.state === 'unavailable' && printer.fault) limits.push(printer.fault);
  if (hal.cash && !cashReady) limits.push('CASH_OFFLINE');
  return limits;
}
