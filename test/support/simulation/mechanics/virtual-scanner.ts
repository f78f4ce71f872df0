/** A scanner as the driver of one process reaches it; what is scanned while it is unplugged is lost. */
import type { DriverContext } from '../../../../hal/device.ts';
import { DeviceDriver } from '../../../../hal/device-driver.ts';
import type { Scan, Scanner } from '../../../../hal/hal.ts';
import type { ScannerEvents } from '../../../../hal/scanner/scanner.ts';

export class VirtualScanner extends DeviceDriver<ScannerEvents> implements Scanner {
  readonly kind = 'scanner';

  constructor(context: DriverContext) {
    super('scanner', context, 'SCANNER_OFFLINE');
  }

  async start(): Promise<void> {
    this.setHealth({ state: 'ready' });
  }

  async stop(): Promise<void> {
    this.setHealth({ state: 'unavailable', fault: 'SCANNER_OFFLINE' });
  }

  plug(connected: boolean): void {
    this.setHealth(connected ? { state: 'ready' } : { state: 'unavailable', fault: 'SCANNER_OFFLINE' });
  }

  /** Somebody holds a code before it; answers whether it was read. */
  scan(scan: Scan): boolean {
    if (this.health().state === 'unavailable') return false;
    this.raise('scanned', scan);
    return true;
  }
}
