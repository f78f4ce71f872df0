/** What consents are for, and what a page about one says. One purpose, one consent: a yes to one says nothing of another. */
import { z } from 'zod';
import type { Text } from './text.ts';

/**
 * `recogniseFace`: the face is compared once with those enrolled, and forgotten. `enrolFace`: its template is
 * kept. `readReaction`: expression and posture are read while an offer is on the screen. `payByFace`: a template of
 * its own is kept for one card, and compared with the face of whoever asks to pay with that card by it.
 */
export const consentPurposeSchema = z.enum(['recogniseFace', 'enrolFace', 'readReaction', 'payByFace']);
export type ConsentPurpose = z.infer<typeof consentPurposeSchema>;

/** Consents that hold until they are withdrawn; the others are over with the look they were given for. */
export const standingPurposes: readonly ConsentPurpose[] = ['enrolFace', 'payByFace'];

/** What a page about a consent says, in this order. */
export interface ConsentText {
  readonly version: number;
  readonly title: Text;
  readonly what: Text;
  readonly why: Text;
  readonly howLong: Text;
  readonly whoSees: Text;
  /** What happens without it, and how it is withdrawn. */
  readonly otherwise: Text;
}
