/**
 * A receipt printer as a thing in the world (`PrinterMechanism`) and as the driver of one process reaches
 * it (`VirtualPrinter`). What it printed is what lies in its tray.
 */
import { EventEmitter } from 'node:events';
import type { DriverContext } from '../../../../hal/device.ts';
import { DeviceDriver } from '../../../../hal/device-driver.ts';
import type { Printer, PrinterStatus, PrintJob, PrintProof } from '../../../../hal/hal.ts';
import type { PrinterEvents } from '../../../../hal/printer/printer.ts';
import { Fault, type FaultCode } from '../../../../src/domain/fault.ts';
import { sleep } from '../../../../src/platform/clock.ts';
import type { Life } from '../life.ts';

export type PrinterState = 'ok' | 'paperOut' | 'coverOpen' | 'offline';

const faultOf: Readonly<Record<PrinterState, FaultCode | undefined>> = {
  ok: undefined,
  paperOut: 'PRINTER_PAPER_OUT',
  coverOpen: 'PRINTER_COVER_OPEN',
  offline: 'PRINTER_OFFLINE',
};

export class PrinterMechanism extends EventEmitter<{ changed: [] }> {
  /** The jobs whose documents are on paper, whole. */
  readonly printed: string[] = [];
  #state: PrinterState = 'ok';

  constructor() {
    super();
    this.setMaxListeners(100);
  }

  get fault(): FaultCode | undefined {
    return faultOf[this.#state];
  }

  set(state: PrinterState): void {
    this.#state = state;
    this.emit('changed');
  }
}

const printMs = 1200;
const answerMs = 30;

export class VirtualPrinter extends DeviceDriver<PrinterEvents> implements Printer {
  readonly kind = 'printer';
  readonly columns = 32;
  readonly capabilities = { answers: true, drawer: false };
  #mechanism: PrinterMechanism;
  #life: Life;
  #printing: Promise<unknown> = Promise.resolve();
  #onChanged = () => this.#tellHealth();

  constructor(mechanism: PrinterMechanism, life: Life, context: DriverContext) {
    super('printer', context, 'PRINTER_OFFLINE');
    this.#mechanism = mechanism;
    this.#life = life;
  }

  async start(): Promise<void> {
    this.#mechanism.on('changed', this.#onChanged);
    this.#tellHealth();
  }

  async stop(): Promise<void> {
    this.#mechanism.off('changed', this.#onChanged);
  }

  status(): PrinterStatus {
    const { fault } = this.#mechanism;
    return {
      online: fault !== 'PRINTER_OFFLINE',
      paper: fault === 'PRINTER_PAPER_OUT' ? 'out' : 'ok',
      cover: fault === 'PRINTER_COVER_OPEN' ? 'open' : 'closed',
      cutter: 'ok',
      error: 'none',
      drawer: 'none',
    };
  }

  print(job: PrintJob): Promise<PrintProof> {
    const proof = this.#printing.then(() => this.#print(job));
    this.#printing = proof.catch(() => undefined);
    return proof;
  }

  async openDrawer(): Promise<void> {
    throw new Fault('PRINTER_DRAWER_ABSENT', 'open the drawer');
  }

  async #print({ jobId }: PrintJob): Promise<PrintProof> {
    const { clock } = this.context;
    this.#refuseIfFaulty();
    await sleep(clock, printMs);
    this.#refuseIfFaulty();
    this.#mechanism.printed.push(jobId);
    await sleep(clock, answerMs);
    // The document is on paper, but a printer that cannot answer has not proved it.
    this.#refuseIfFaulty();
    return { jobId, by: 'printer', provedAtMs: clock.now() };
  }

  #refuseIfFaulty(): void {
    const { fault } = this.#mechanism;
    if (fault) throw new Fault(fault, 'print');
  }

  #tellHealth(): void {
    if (this.#life.over) return;
    const { fault } = this.#mechanism;
    this.setHealth(fault ? { state: 'unavailable', fault } : { state: 'ready' });
  }
}
