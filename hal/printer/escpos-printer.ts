/**
 * An ESC/POS receipt printer on TCP 9100 or a serial line. A document counts as printed only when the
 * printer answered the marker behind its cut; anything else is a fault, and the rest of the document is
 * thrown away so that it never turns up on the next receipt.
 */
import { Fault, type FaultCode } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import { EscposLink } from './escpos-link.ts';
import type { Printer, PrinterEvents, PrinterStatus, PrintJob, PrintProof } from './printer.ts';
import { receiptDocument } from './receipt-document.ts';

export interface EscposPrinterOptions {
  readonly address: string;
  readonly baudRate: number;
  readonly columns: number;
  /** How often the status is read back. */
  readonly statusEveryMs: number;
  /** How long the printer may take to answer a status question. */
  readonly answerWithinMs: number;
  /** How long it may take to take up work after a cut-off command. */
  readonly settleWithinMs: number;
  /** How long one document may take, even if the printer seems well. */
  readonly printWithinMs: number;
}

/** A printer that stopped may just have finished: its answer to the marker is given this long. */
const graceMs = 300;

type Ending = 'processed' | 'stopped' | 'silent' | 'closed' | 'tooLong';

/** The fault that keeps a printer in `status` from printing, if any. */
function faultOf(status: PrinterStatus): FaultCode | undefined {
  if (status.cover === 'open') return 'PRINTER_COVER_OPEN';
  if (status.paper === 'out') return 'PRINTER_PAPER_OUT';
  if (status.cutter === 'error') return 'PRINTER_CUTTER';
  return status.online ? undefined : 'PRINTER_OFFLINE';
}

/** Prints one document at a time, in the order asked. */
export class EscposPrinter extends DeviceDriver<PrinterEvents> implements Printer {
  readonly kind = 'printer';
  readonly columns: number;
  readonly #options: EscposPrinterOptions;
  readonly #link: EscposLink;
  #jobs: Promise<unknown> = Promise.resolve();
  #printing = false;
  #cancelPoll: Cancel | undefined;
  #onTrouble: ((ending: Ending) => void) | undefined;

  constructor(deviceId: string, options: EscposPrinterOptions, context: DriverContext) {
    super(deviceId, context, 'PRINTER_OFFLINE');
    this.#options = options;
    this.columns = options.columns;
    this.#link = new EscposLink(options, context);
    this.#link.on('opened', () => this.#poll());
    this.#link.on('closed', (reason) => {
      this.#cancelPoll?.();
      this.#onTrouble?.('closed');
      this.#tellHealth(reason);
    });
    this.#link.on('statusChanged', (status) => {
      if (faultOf(status)) this.#onTrouble?.('stopped');
      this.#tellHealth();
      this.raise('statusChanged', status);
    });
  }

  start(): Promise<void> {
    return this.#link.start();
  }

  async stop(): Promise<void> {
    this.#cancelPoll?.();
    this.#link.stop();
    this.#onTrouble?.('closed');
    await this.#jobs;
  }

  status(): PrinterStatus {
    return this.#link.status;
  }

  print(job: PrintJob): Promise<PrintProof> {
    const printed = this.#jobs.then(() => this.#print(job));
    this.#jobs = printed.catch(() => undefined);
    return printed;
  }

  async #print(job: PrintJob): Promise<PrintProof> {
    const document = receiptDocument(job.receiptLine, this.columns);
    if (!this.#link.isOpen) throw this.#fault('PRINTER_OFFLINE', job);
    this.#printing = true;
    try {
      const blocked = faultOf(await this.#link.readStatus());
      if (blocked) throw this.#fault(blocked, job);
      await this.#link.settle();
      const ending = await this.#sendAndWait(document);
      if (ending === 'processed') return { jobId: job.jobId, provedAtMs: this.context.clock.now() };
      throw this.#fault(await this.#causeOf(ending), job);
    } finally {
      this.#printing = false;
    }
  }

  /** Sends the document and waits for how it ends; the printer's health is watched meanwhile. */
  async #sendAndWait(document: Uint8Array): Promise<Ending> {
    const { clock } = this.context;
    const { written, processed } = this.#link.send(document);
    const cancels: Cancel[] = [];
    try {
      return await new Promise<Ending>((resolve) => {
        const trouble = (ending: Ending) => cancels.push(clock.after(graceMs, () => resolve(ending)));
        this.#onTrouble = (ending) => void trouble(ending);
        processed.then(() => resolve('processed'));
        written.catch(() => trouble('closed'));
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
    this.#link.readStatus().then(
      (status) => {
        this.#tellHealth();
        if (!faultOf(status)) this.#settleBetweenJobs();
        again();
      },
      () => {
        this.#onTrouble?.('silent');
        if (!this.#printing) this.#link.reopen('no answer to a status question');
        again();
      },
    );
  }

  /** Wakes a printer that an earlier process left in the middle of a command, before a receipt needs it. */
  #settleBetweenJobs(): void {
    if (this.#printing || this.#link.isSettled) return;
    this.#jobs = this.#jobs
      .then(() => this.#link.settle())
      .catch(() => this.#link.reopen('no answer to a marker'));
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

  #fault(code: FaultCode, job: PrintJob): Fault {
    return new Fault(code, 'print a document', { facts: { deviceId: this.deviceId, jobId: job.jobId } });
  }
}
