/**
 * Between the vending controllers and the sale: brings their requests to the shopper, denies what nobody
 * can answer, and puts the cash sales that they report on record. A report has its ids from the moment it
 * is heard, so that it is on record once, however often the journal had to be tried.
 */
import type { CashSale, VendingController } from '../../../hal/hal.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { ReportedSale, Vend } from '../../domain/vend-line.ts';
import type { Log } from '../../platform/log.ts';
import type { MakeId } from '../../platform/random.ts';

export interface VendPorts {
  readonly controllers: readonly VendingController[];
  readonly makeId: MakeId;
  readonly log: Log;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** Whether a request could be answered now. */
  canSell(): boolean;
  requested(vend: Vend): void;
  withdrawn(vendId: string): void;
  /** The record of a cash sale; undefined before the first bundle. */
  describe(sale: ReportedSale): RecordBody | undefined;
  /** Whether a record of the order is known. */
  isRecorded(orderId: string): boolean;
  failed(error: unknown): void;
}

/** Reports that wait for a journal that cannot be written; days of them at a busy machine. */
const waitingMax = 10_000;

export class VendFlow {
  readonly #ports: VendPorts;
  readonly #waiting: ReportedSale[] = [];
  #recording = false;
  /** Something may have come since the list was looked at. */
  #again = false;
  #stopped = true;

  constructor(ports: VendPorts) {
    this.#ports = ports;
    for (const controller of ports.controllers) {
      controller.on('vendRequested', (request) => {
        if (this.#stopped || !ports.canSell()) controller.deny(request.vendId);
        else ports.requested({ controller: controller.deviceId, ...request });
      });
      controller.on('vendWithdrawn', (vendId) => ports.withdrawn(vendId));
      controller.on('cashSaleReported', (sale) => this.#heard(controller.deviceId, sale));
    }
  }

  start(): void {
    this.#stopped = false;
    this.record();
  }

  /** Whoever asks now, or has asked, is denied. */
  stop(): void {
    this.#stopped = true;
    for (const controller of this.#ports.controllers) {
      const pending = controller.pending();
      if (pending) controller.deny(pending.vendId);
    }
  }

  /** Denies a request; one that is not pending any more needs nothing. */
  deny(vendId: string): void {
    for (const controller of this.#ports.controllers) controller.deny(vendId);
  }

  /** Puts the reports that wait on record. */
  record(): void {
    if (this.#stopped) return;
    this.#again = true;
    if (!this.#recording) void this.#recordAll();
  }

  async #recordAll(): Promise<void> {
    this.#recording = true;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#recordWaiting();
      }
    } catch (error) {
      this.#ports.failed(error);
    } finally {
      this.#recording = false;
    }
  }

  async #recordWaiting(): Promise<void> {
    for (let sale = this.#waiting[0]; sale && !this.#stopped; sale = this.#waiting[0]) {
      // After a journal that failed half-way it may be there already.
      if (!this.#ports.isRecorded(sale.orderId)) {
        const body = this.#ports.describe(sale);
        if (!body) return;
        await this.#ports.append([body]);
      }
      this.#waiting.shift();
    }
  }

  #heard(controller: string, { item, amountMinor }: CashSale): void {
    const { makeId, log } = this.#ports;
    if (this.#waiting.length >= waitingMax) {
      log.error('a cash sale of the vending controller is lost', { controller, item, amountMinor });
      return;
    }
    const orderId = makeId('ord');
    const vend = { controller, vendId: orderId, item, amountMinor };
    this.#waiting.push({ orderId, lineId: makeId('lin'), deliveryId: makeId('dlv'), vend });
    this.record();
  }
}
