/**
 * An ESC/POS receipt printer on TCP 9100, a serial line or the kernel's USB printer device. A document counts as printed only when the
 * printer answered the marker behind its cut; anything else is a fault, and the rest of the document is
 * thrown away so that it never turns up on the next receipt.
 */

import { Fault, type FaultCode } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import { OneByOne } from '../../src/platform/one-by-one.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import { commands, type EscposStatus } from './escpos-codec.ts';
import { EscposLink, type EscposLinkOptions } from './escpos-link.ts';
import type {
  Printer,
  PrinterCapabilities,
  PrinterEvents,
  PrinterStatus,
  PrintJob,
  PrintProof,
} from './printer.ts';
import { receiptDocument } from './receipt-document.ts';

/** How a cash drawer hangs on the printer. */
export interface DrawerWiring {
  /** The pin of the connector that opens it. */
  readonly pin: 2 | 5;
  /** The level of the connector's sense line while it is open. */
  readonly openSignal: 'low' | 'high';
}

export interface EscposPrinterOptions extends EscposLinkOptions {
  readonly columns: number;
  /** How often the status is read back. */
  readonly statusEveryMs: number;
  /** How often a printer that stopped at a jam is asked to try again. */
  readonly recoverEveryMs: number;
  /** How long one document may take, even if the printer seems well. */
  readonly printWithinMs: number;
  readonly drawer?: DrawerWiring | undefined;
}

/** A printer that stopped may just have finished: its answer to the marker is given this long. */
const graceMs = 300;

type Ending = 'processed' | 'stopped' | 'silent' | 'closed' | 'tooLong';

/** The fault that keeps a printer in `status` from printing, if any. */
function faultOf(status: EscposStatus): FaultCode | undefined {
  if (status.cover === 'open') return 'PRINTER_COVER_OPEN';
  if (status.paper === 'out') return 'PRINTER_PAPER_OUT';
  if (status.cutter === 'error') return 'PRINTER_CUTTER';
  if (status.error === 'unrecoverable') return 'PRINTER_DEFECT';
  if (status.error === 'recoverable') return 'PRINTER_ERROR';
  if (status.error === 'passing') return 'PRINTER_OVERHEATED';
  return status.online ? undefined : 'PRINTER_OFFLINE';
}

/** Prints one document at a time, in the order asked. */
export class EscposPrinter extends DeviceDriver<PrinterEvents> implements Printer {
  readonly kind = 'printer';
  readonly columns: number;
  readonly capabilities: PrinterCapabilities;
  readonly #options: EscposPrinterOptions;
  readonly #link: EscposLink;
  readonly #jobs = new OneByOne();
  #printing = false;
  /** While a document is on its way into the line a question would wait behind it. */
  #sending = false;
  #cancelPoll: Cancel | undefined;
  #onTrouble: ((ending: Ending) => void) | undefined;
  #recoveredAtMs = Number.NEGATIVE_INFINITY;

  constructor(deviceId: string, options: EscposPrinterOptions, context: DriverContext) {
    super(deviceId, context, 'PRINTER_OFFLINE');
    this.#options = options;
    this.columns = options.columns;
    this.capabilities = { answers: true, drawer: options.drawer !== undefined };
    this.#link = new EscposLink(options, context);
    this.#link.on('opened', () => this.#poll());
    this.#link.on('closed', (reason) => {
      this.#cancelPoll?.();
      this.#onTrouble?.('closed');
      this.#tellHealth(reason);
    });
    this.#link.on('statusChanged', (status) => {
      // A line that closed tells it by its own event: a stopped printer is another matter.
      if (this.#link.isOpen && faultOf(status)) this.#onTrouble?.('stopped');
      this.#tellHealth();
      this.raise('statusChanged', this.#told(status));
    });
  }

  start(): Promise<void> {
    return this.#link.start();
  }

  async stop(): Promise<void> {
    this.#cancelPoll?.();
    this.#link.stop();
    this.#onTrouble?.('closed');
    await this.#jobs.ended();
  }

  status(): PrinterStatus {
    return this.#told(this.#link.status);
  }

  async print(job: PrintJob): Promise<PrintProof> {
    const { jobId } = job;
    await this.#inTurn(() => receiptDocument(job.receiptLine, this.columns), { jobId });
    return { jobId, by: 'printer', provedAtMs: this.context.clock.now() };
  }

  async openDrawer(): Promise<void> {
    const { drawer } = this.#options;
    if (!drawer) throw this.#fault('PRINTER_DRAWER_ABSENT', {});
    const pulse = Uint8Array.of(...commands.openDrawer(drawer.pin), ...commands.askProcessed);
    await this.#inTurn(() => pulse, { drawerPin: drawer.pin });
  }

  /** Has the printer process what `make` gives, behind everything asked for before. */
  #inTurn(make: () => Uint8Array, facts: Readonly<Record<string, string | number>>): Promise<void> {
    return this.#jobs.run(() => this.#process(make(), facts));
  }

  async #process(document: Uint8Array, facts: Readonly<Record<string, string | number>>): Promise<void> {
    if (!this.#link.isOpen) throw this.#fault('PRINTER_OFFLINE', facts);
    this.#printing = true;
    try {
      const blocked = faultOf(await this.#link.readStatus());
      if (blocked) throw this.#fault(blocked, facts);
      await this.#link.settle();
      const ending = await this.#sendAndWait(document);
      if (ending !== 'processed') throw this.#fault(await this.#causeOf(ending), facts);
    } finally {
      this.#printing = false;
    }
  }

  #told({ drawerSignal, ...status }: EscposStatus): PrinterStatus {
    const { drawer } = this.#options;
    if (!drawer) return { ...status, drawer: 'none' };
    return { ...status, drawer: drawerSignal === drawer.openSignal ? 'open' : 'closed' };
  }

  /** Sends the document and waits for how it ends; the printer's health is watched meanwhile. */
  async #sendAndWait(document: Uint8Array): Promise<Ending> {
    const { clock } = this.context;
    this.#sending = true;
    const { written, processed } = this.#link.send(document);
    const sent = () => {
      this.#sending = false;
    };
    written.then(sent, sent);
    const cancels: Cancel[] = [];
    try {
      return await new Promise<Ending>((resolve) => {
        const trouble = (ending: Ending) => void cancels.push(clock.after(graceMs, () => resolve(ending)));
        this.#onTrouble = trouble;
        processed.then(() => resolve('processed'));
        written.catch(() => this.#onTrouble?.('closed'));
        cancels.push(clock.after(this.#options.printWithinMs, () => resolve('tooLong')));
      });
    } finally {
      this.#onTrouble = undefined;
      for (const cancel of cancels) cancel();
    }
  }

  /** Throws the rest of the document away and names the fault that ended it. */
  async #causeOf(ending: Ending): Promise<FaultCode> {
    if (!this.#link.isOpen) return 'PRINTER_NO_PROOF';
    const stoppedBy = faultOf(this.#link.status);
    await this.#link.abandon();
    if (ending === 'stopped' && stoppedBy) return stoppedBy;
    // Silent: complete whatever command was cut off; if that does not wake it, begin a new line to it.
    await this.#link.settle().catch((error: unknown) => {
      this.context.log.warn('printer does not take up work again', { cause: String(error) });
      this.#link.reopen('no answer to markers');
    });
    return 'PRINTER_NO_PROOF';
  }

  /** Reads the status back again and again; a printer that does not answer gets a new line. */
  #poll(): void {
    this.#cancelPoll?.();
    const again = () => {
      if (!this.#link.isOpen) return;
      this.#cancelPoll = this.context.clock.after(this.#options.statusEveryMs, () => this.#poll());
    };
    if (this.#sending || this.#link.isSettling) {
      again();
      return;
    }
    this.#link.readStatus().then(
      (status) => {
        this.#tellHealth();
        if (!faultOf(status)) this.#settleBetweenJobs();
        this.#recoverNowAndThen(status);
        again();
      },
      () => {
        this.#onTrouble?.('silent');
        // One that stopped with a full buffer takes no questions; it pushes when it goes on.
        const stopped = faultOf({ ...this.#link.status, online: true }) !== undefined;
        if (!this.#printing && !stopped) this.#link.reopen('no answer to a status question');
        again();
      },
    );
  }

  /** A jam may have been cleared by hand without the printer noticing. */
  #recoverNowAndThen({ cutter, error }: EscposStatus): void {
    if (this.#printing || (cutter === 'ok' && error !== 'recoverable')) return;
    const nowMs = this.context.clock.monotonicMs();
    if (nowMs - this.#recoveredAtMs < this.#options.recoverEveryMs) return;
    this.#recoveredAtMs = nowMs;
    this.#link.recover().catch((error: unknown) => {
      this.context.log.warn('printer could not be asked to try again', { cause: String(error) });
    });
  }

  /** Wakes a printer that an earlier process left in the middle of a command, before a receipt needs it. */
  #settleBetweenJobs(): void {
    if (this.#printing || this.#link.isSettled) return;
    this.#jobs.run(() => this.#link.settle()).catch(() => this.#link.reopen('no answer to a marker'));
  }

  #tellHealth(reason?: string): void {
    const { address } = this.#options;
    const fault = this.#link.isOpen ? faultOf(this.#link.status) : 'PRINTER_OFFLINE';
    const detail = reason === undefined ? address : `${address}: ${reason}`;
    if (fault) this.setHealth({ state: 'unavailable', fault, detail });
    else if (this.#link.status.paper === 'nearEnd') {
      this.setHealth({ state: 'degraded', fault: 'PRINTER_PAPER_LOW', detail });
    } else this.setHealth({ state: 'ready', detail });
  }

  #fault(code: FaultCode, facts: Readonly<Record<string, string | number>>): Fault {
    return new Fault(code, 'print', { facts: { deviceId: this.deviceId, ...facts } });
  }
}
