/** What consents are for, and what a page about one says. One purpose, one consent: a yes to one says nothing of another. */
import { z } from 'zod';
import type { Text } from './text.ts';

/**
 * `recogniseFace`: the face is compared once with those enrolled, and forgotten. `enrolFace`: its template is
 * kept. `readReaction`: expression and posture are read while an offer is on the screen.
 */
export const consentPurposeSchema = z.enum(['recogniseFace', 'enrolFace', 'readReaction']);
export type ConsentPurpose = z.infer<typeof consentPurposeSchema>;

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
