/**
 * Matches a finger inside the reader. Obligations: templates never leave the reader; a match names the
 * reader's own page number and score, never a person; the sensor is dark until `identify` or `enrol`.
 */
import type { Device } from '../device.ts';

export interface FingerMatch {
  readonly page: number;
  readonly score: number;
}

export interface Fingerprint extends Device {
  readonly kind: 'fingerprint';
  enrol(page: number): Promise<void>;
  /** Waits for a finger up to `withinMs`; undefined if it matches no page. */
  identify(withinMs: number): Promise<FingerMatch | undefined>;
  erase(page: number): Promise<void>;
}
