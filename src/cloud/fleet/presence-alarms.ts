/** Which alarms follow, purely, from what a machine says of itself, and which are over. */
import { type FaultCode, faultCatalogue } from '../../domain/fault-catalogue.ts';
import type { MachineState } from '../../wire/messages.ts';
import type { AlarmKind } from '../database/alarm-rows.ts';

export interface AlarmWish {
  readonly kind: AlarmKind;
  readonly severity: 'critical' | 'warning';
  readonly subject: string;
  readonly fault: FaultCode;
}

export interface AlarmChange {
  readonly raise: readonly AlarmWish[];
  /** Open alarms of these kinds are over, unless they are raised again here. */
  readonly settle: readonly AlarmKind[];
}

export const offlineAlarm: AlarmWish = {
  kind: 'offline',
  severity: 'critical',
  subject: '',
  fault: 'NETWORK_DOWN',
};

/** What a machine that is offline said of its devices last still stands. */
export function alarmsOf(state: MachineState): AlarmChange {
  if (!state.online) return { raise: [offlineAlarm], settle: [] };
  const raise: AlarmWish[] = [];
  for (const device of state.devices) {
    if (device.state === 'ready') continue;
    const severity = device.state === 'unavailable' ? 'critical' : 'warning';
    const fault = device.fault ?? offlineFaultOf(device.kind);
    raise.push({ kind: 'device', severity, subject: device.deviceId, fault });
  }
  if (state.outOfService !== undefined) {
    raise.push({ kind: 'outOfService', severity: 'critical', subject: '', fault: state.outOfService });
  }
  return { raise, settle: ['offline', 'device', 'outOfService'] };
}

/** The fault of a device that does not say which it has. */
function offlineFaultOf(kind: string): FaultCode {
  const code = `${kind.toUpperCase()}_OFFLINE`;
  return code in faultCatalogue ? (code as FaultCode) : 'GPIO_OFFLINE';
}
