/**
 * Prints receipts. Obligations: `print` resolves only when the printer itself has answered that the
 * whole document left its buffer (`GS r` after the cut), and otherwise rejects with a printer fault
 * (`PRINTER_PAPER_OUT`, `PRINTER_COVER_OPEN`, `PRINTER_OFFLINE`, `PRINTER_CUTTER`, `PRINTER_NO_PROOF`);
 * documents never interleave; a document that failed half-way is not continued, the caller prints it
 * again whole; status is read back, not assumed, and a status change is an event.
 */
import type { Device, DeviceEvents } from '../device.ts';

export interface PrinterStatus {
  readonly online: boolean;
  readonly paper: 'ok' | 'nearEnd' | 'out';
  readonly cover: 'closed' | 'open';
  readonly cutter: 'ok' | 'error';
}

/** One document, in ReceiptLine markdown (receiptline 4, OFSC); the driver turns it into bytes. */
export interface PrintJob {
  readonly jobId: string;
  readonly receiptLine: string;
}

/** The printer's own word that the document is on paper. */
export interface PrintProof {
  readonly jobId: string;
  readonly provedAtMs: number;
}

export interface PrinterEvents extends DeviceEvents {
  statusChanged: [status: PrinterStatus];
}

export interface Printer extends Device<PrinterEvents> {
  readonly kind: 'printer';
  /** Columns of half-width characters: 32 on 58 mm paper, 48 on 80 mm. */
  readonly columns: number;
  status(): PrinterStatus;
  print(job: PrintJob): Promise<PrintProof>;
}
