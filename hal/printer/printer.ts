/**
 * Prints receipts. Obligations: `print` resolves only when the printer itself has answered that the whole
 * document left its buffer (`GS r` after the cut), and otherwise rejects with a `PRINTER_…` fault that
 * names the cause; documents never interleave; a document that failed half-way is not continued, the
 * caller prints it again whole; status is read back, not assumed, and a status change is an event. A
 * printer that cannot answer declares it: its documents resolve when the line has taken them.
 */
import type { Device, DeviceEvents } from '../device.ts';

export interface PrinterStatus {
  readonly online: boolean;
  readonly paper: 'ok' | 'nearEnd' | 'out';
  readonly cover: 'closed' | 'open';
  readonly cutter: 'ok' | 'error';
  /** `recoverable`: gone when its cause is. `passing`: gone by itself, as a hot head. `unrecoverable`: repair. */
  readonly error: 'none' | 'recoverable' | 'passing' | 'unrecoverable';
  /** The cash drawer at the printer's connector. */
  readonly drawer: 'none' | 'closed' | 'open';
}

/** What this printer, as it is connected and set up, can do. */
export interface PrinterCapabilities {
  /** Whether it tells its status and confirms documents; if not, `status` knows only `online`. */
  readonly answers: boolean;
  readonly drawer: boolean;
}

/** One document, in ReceiptLine markdown (receiptline 4, OFSC); the driver turns it into bytes. */
export interface PrintJob {
  readonly jobId: string;
  readonly receiptLine: string;
}

/** The word that the document is printed: the printer's own, or where it cannot answer the line's. */
export interface PrintProof {
  readonly jobId: string;
  readonly by: 'printer' | 'line';
  readonly provedAtMs: number;
}

export interface PrinterEvents extends DeviceEvents {
  statusChanged: [status: PrinterStatus];
}

export interface Printer extends Device<PrinterEvents> {
  readonly kind: 'printer';
  /** Columns of half-width characters: 32 on 58 mm paper, 48 on 80 mm. */
  readonly columns: number;
  readonly capabilities: PrinterCapabilities;
  status(): PrinterStatus;
  print(job: PrintJob): Promise<PrintProof>;
  /** Opens the cash drawer, after the documents asked for before; `PRINTER_DRAWER_ABSENT` without one. */
  openDrawer(): Promise<void>;
}
