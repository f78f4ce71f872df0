/**
 * Matches a finger inside the reader. Obligations: templates never leave the reader, nothing of a finger
 * is logged; a match names the reader's own page and score, never a person; the reader looks for a finger
 * only during `identify` and `enrol`, and each of them needs a touch of its own: a finger that still lies
 * there has to be lifted first. One operation at a time, others wait. A finger that does not come in time
 * is `FINGERPRINT_NO_FINGER`, a reader that is lost `FINGERPRINT_OFFLINE`.
 */
import type { Device, DeviceEvents } from '../device.ts';

export interface FingerMatch {
  readonly page: number;
  /** The reader's own measure; more is more alike. */
  readonly score: number;
}

export interface FingerprintEvents extends DeviceEvents {
  fingerPlaced: [];
  fingerLifted: [];
  /** One of the touches of an enrolment was taken. */
  touchTaken: [touch: number, of: number];
  /** A touch could not be read; the finger has to be lifted and placed again. */
  touchUnreadable: [];
}

export interface Fingerprint extends Device<FingerprintEvents> {
  readonly kind: 'fingerprint';
  /** How many touches an enrolment takes. */
  readonly touches: number;
  /**
   * Keeps a finger under `page`, in place of what was there. `FINGERPRINT_MISMATCH` if the touches are not
   * of one finger, `FINGERPRINT_REFUSED` if there is no such page.
   */
  enrol(page: number, withinMs: number): Promise<void>;
  /** Waits for a finger; undefined if it matches no page. */
  identify(withinMs: number): Promise<FingerMatch | undefined>;
  /** Ends the `enrol` or `identify` that waits for a finger, as if its time were over. */
  cancel(): void;
  /** Forgets the page; harmless if nothing was kept there. */
  erase(page: number): Promise<void>;
  eraseAll(): Promise<void>;
  /** How many fingers are kept. */
  count(): Promise<number>;
}
