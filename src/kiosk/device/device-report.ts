/** What the machine says of its devices: to the shopper before choosing, and to the cloud. */
import type { DeliveryTarget, Device, Dispenser, Hal } from '../../../hal/hal.ts';
import type { Bundle } from '../../domain/bundle.ts';
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

/** Whether no mechanism is there, or able, to hand the selection over. */
export function isSoldOut(hal: Hal, bundle: Bundle | undefined, selectionId: string): boolean {
  const dispenser = dispenserOf(hal, bundle, selectionId);
  return dispenser === undefined || dispenser.health().state === 'unavailable';
}

/** Whether the selection is pressed at the keypad of a vending controller, and not on the screen. */
export function isOnKeypad(hal: Hal, bundle: Bundle | undefined, selectionId: string): boolean {
  if (!hal.vendingControllers?.length || dispenserOf(hal, bundle, selectionId)) return false;
  return targetOf(bundle, selectionId)?.how === 'slot';
}

function dispenserOf(hal: Hal, bundle: Bundle | undefined, selectionId: string): Dispenser | undefined {
  const target = targetOf(bundle, selectionId);
  if (!target) return undefined;
  const whole: DeliveryTarget = target.how === 'recipe' ? { ...target, options: {} } : target;
  return hal.dispensers.find((d) => d.handles(whole));
}

function targetOf(bundle: Bundle | undefined, selectionId: string): Selection['target'] | undefined {
  return bundle?.selections.find((s) => s.selectionId === selectionId)?.target;
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
