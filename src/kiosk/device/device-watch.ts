/** Puts every change of a device's health on record, once, and tells whoever shows it. */
import type { Device, DeviceHealth } from '../../../hal/hal.ts';
import type { RecordBody } from '../../domain/record.ts';

export class DeviceWatch {
  #devices: readonly Device[];
  #report: (body: RecordBody) => void;
  #recorded = new Map<string, string>();
  #listeners: (() => void)[] = [];
  /** Nothing can be recorded before the journal is open; where the devices stand is recorded then. */
  #started = false;

  constructor(devices: readonly Device[], report: (body: RecordBody) => void) {
    this.#devices = devices;
    this.#report = report;
    for (const device of devices) device.on('healthChanged', (health) => this.#changed(device, health));
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Records where every device stands now. */
  start(): void {
    this.#started = true;
    for (const device of this.#devices) this.#changed(device, device.health());
  }

  #changed(device: Device, health: DeviceHealth): void {
    const state = `${health.state} ${health.fault ?? ''}`;
    if (this.#started && this.#recorded.get(device.deviceId) !== state) {
      this.#recorded.set(device.deviceId, state);
      this.#report({
        kind: 'deviceHealthChanged',
        deviceId: device.deviceId,
        device: device.kind,
        state: health.state,
        ...(health.fault === undefined ? {} : { fault: health.fault }),
      });
    }
    for (const listener of this.#listeners) listener();
  }
}
