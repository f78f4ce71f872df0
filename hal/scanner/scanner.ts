/**
 * Reads codes. Obligations: one `scanned` per code presented, in order, complete or not at all (a torn
 * frame is dropped with `SCANNER_FRAME_MALFORMED` in the log, the next frame is read); the text is
 * without framing (CR, LF, STX/ETX) and without the AIM prefix, FNC1 stays as GS (0x1D); at most
 * `scanLengthMax` characters. A scanner remembers nothing and never decides what a code means.
 */
import type { Device, DeviceEvents } from '../device.ts';

/** The longest text a scanner hands on; GS1 allows less than 100 in one symbol, QR receipts a few hundred. */
export const scanLengthMax = 1024;

export interface Scan {
  readonly text: string;
  /** AIM symbology identifier (ISO/IEC 15424) such as `]C1`, where the scanner sends it. */
  readonly symbology?: string;
}

export interface ScannerEvents extends DeviceEvents {
  scanned: [scan: Scan];
}

export interface Scanner extends Device<ScannerEvents> {
  readonly kind: 'scanner';
}
