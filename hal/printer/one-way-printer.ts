/**
 * An ESC/POS printer that cannot answer: a USB interface that only takes, or a make without status
 * commands. It declares so: a document counts as printed when the line has taken all of it, and the status
 * knows only whether the line is open. A document that the line does not take in time is given up.
 */

import { Fault, type FaultCode } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import { OneByOne } from '../../src/platform/one-by-one.ts';
import type { ChannelOpener } from '../byte-channel.ts';
import { ByteLine } from '../byte-line.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import { commands, wellStatus } from './escpos-codec.ts';
import type { DrawerWiring } from './escpos-printer.ts';
import type { Printer, PrinterEvents, PrinterStatus, PrintJob, PrintProof } from './printer.ts';
import { openPrinterChannel } from './printer-channel.ts';
import { receiptDocument } from './receipt-document.ts';

export interface OneWayPrinterOptions {
  readonly address: string;
  readonly baudRate: number;
  readonly open?: ChannelOpener;
  readonly columns: number;
  /** How long the line may take to take one document. */
  readonly printWithinMs: number;
  readonly drawer?: DrawerWiring | undefined;
}

/** Enough zero bytes to complete any command that an interrupted document left open, short of a picture. */
const completion = new Uint8Array(256);

export class OneWayPrinter extends DeviceDriver<PrinterEvents> implements Printer {
  readonly kind = 'printer';
  readonly columns: number;
  readonly capabilities: Printer['capabilities'];
  readonly #options: OneWayPrinterOptions;
  readonly #line: ByteLine;
  readonly #jobs = new OneByOne();

  constructor(deviceId: string, options: OneWayPrinterOptions, context: DriverContext) {
    super(deviceId, context, 'PRINTER_OFFLINE');
    this.#options = options;
    this.columns = options.columns;
    this.capabilities = { answers: false, drawer: options.drawer !== undefined };
    this.#line = new ByteLine({ open: openPrinterChannel, ...options, offline: 'PRINTER_OFFLINE' }, context);
    this.#line.on('opened', () => this.#tell({ state: 'ready', detail: options.address }));
    this.#line.on('closed', (reason) => {
      const detail = `${options.address}: ${reason}`;
      this.#tell({ state: 'unavailable', fault: 'PRINTER_OFFLINE', detail });
    });
  }

  start(): Promise<void> {
    return this.#line.start();
  }

  async stop(): Promise<void> {
    this.#line.stop();
    await this.#jobs.ended();
  }

  status(): PrinterStatus {
    const { drawerSignal: _unknown, ...status } = wellStatus;
    return { ...status, online: this.#line.isOpen, drawer: 'none' };
  }

  async print({ jobId, receiptLine }: PrintJob): Promise<PrintProof> {
    await this.#inTurn(() => receiptDocument(receiptLine, this.columns));
    return { jobId, by: 'line', provedAtMs: this.context.clock.now() };
  }

  async openDrawer(): Promise<void> {
    const { drawer } = this.#options;
    if (!drawer) throw this.#fault('PRINTER_DRAWER_ABSENT');
    await this.#inTurn(() => commands.openDrawer(drawer.pin));
  }

  #inTurn(make: () => Uint8Array): Promise<void> {
    return this.#jobs.run(() => this.#hand(make()));
  }

  async #hand(document: Uint8Array): Promise<void> {
    let cancel: Cancel | undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = this.context.clock.after(this.#options.printWithinMs, () => resolve('late'));
    });
    const written = this.#line.write(Buffer.concat([completion, document]));
    // Who no longer waits for it learns of a line that closed by its event.
    written.catch(() => undefined);
    try {
      if ((await Promise.race([written, late])) !== 'late') return;
    } finally {
      cancel?.();
    }
    // The rest must not turn up on the next receipt.
    if (!this.#line.discard()) this.#line.reopen('takes nothing more');
    throw this.#fault('PRINTER_NO_PROOF');
  }

  #tell(health: ReturnType<OneWayPrinter['health']>): void {
    this.setHealth(health);
    this.raise('statusChanged', this.status());
  }

  #fault(code: FaultCode): Fault {
    return new Fault(code, 'print', { facts: { deviceId: this.deviceId } });
  }
}
