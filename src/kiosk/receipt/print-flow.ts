/**
 * Prints the receipts that wait, one after another, whenever the printer can. A receipt leaves the queue
 * only when the printer has proved that it is on paper and that is on record; a printer without paper
 * delays receipts and nothing else.
 */
import type { Printer } from '../../../hal/hal.ts';
import { Fault, faultChain, faultCodeOf } from '../../domain/fault.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { Language } from '../../domain/text.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

export interface WaitingReceipt {
  readonly orderId: string;
  readonly receiptId: string;
  readonly receiptLine: string;
  readonly language: Language;
}

export interface PrintPorts {
  readonly printer: Printer | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly receipts: {
    waiting(): readonly WaitingReceipt[];
  };
  /** What is printed and not on record: the words that a giver wrote. */
  dress?(receipt: WaitingReceipt): Promise<string>;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  failed(error: unknown): void;
}

/** A printer that gave no reason is tried again after this. */
const retryMs = 5000;

export class PrintFlow {
  #ports: PrintPorts;
  #printing: string | undefined;
  #cancelRetry: Cancel | undefined;
  #stopped = true;

  constructor(ports: PrintPorts) {
    this.#ports = ports;
    ports.printer?.on('healthChanged', () => this.print());
  }

  /** The receipt on its way through the printer now. */
  printing(): string | undefined {
    return this.#printing;
  }

  start(): void {
    this.#stopped = false;
    this.print();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
  }

  /** Looks whether a receipt waits and the printer can; called whenever either may have changed. */
  print(): void {
    const { printer } = this.#ports;
    if (this.#stopped || this.#printing !== undefined || !printer) return;
    if (printer.health().state === 'unavailable') return;
    const [next] = this.#ports.receipts.waiting();
    if (!next) return;
    this.#cancelRetry?.();
    this.#printing = next.receiptId;
    this.#printOne(printer, next)
      .then(
        () => true,
        (error: unknown) => this.#later(error),
      )
      .then((goOn) => {
        this.#printing = undefined;
        if (goOn) this.print();
      });
  }

  async #printOne(printer: Printer, receipt: WaitingReceipt): Promise<void> {
    const receiptLine = (await this.#ports.dress?.(receipt)) ?? receipt.receiptLine;
    const proof = await printer.print({ jobId: receipt.receiptId, receiptLine });
    await this.#ports.append([
      {
        kind: 'receiptPrinted',
        orderId: receipt.orderId,
        receiptId: receipt.receiptId,
        provedAtMs: Math.max(0, Math.round(proof.provedAtMs)),
        by: proof.by,
      },
    ]);
  }

  #later(error: unknown): boolean {
    const code = faultCodeOf(error);
    if (!(error instanceof Fault) || code.startsWith('JOURNAL_')) this.#ports.failed(error);
    this.#ports.log.warn('a receipt waits for the printer', { code, chain: faultChain(error) });
    this.#cancelRetry = this.#ports.clock.after(retryMs, () => this.print());
    return false;
  }
}
