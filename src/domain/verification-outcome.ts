/**
 * What became of checking a payment before any money moves: one result for every key of the rule base, all of
 * which must have passed. It travels from the gateway to the machine, stands in the journal, and is shown to
 * the shopper.
 */
import { z } from 'zod';
import { textSchema } from './text.ts';

/** Rules in one base; a result for each of them travels with a refused payment. */
export const rulesMax = 40;

/** Where a shopper is led to put right what failed. */
export const correctionSchema = z.enum([
  /** Another code, of the same or of another wallet. */
  'otherCode',
  /** The choice of ways to pay. */
  'otherTender',
  /** Back to the list, to take something off. */
  'changeList',
  /** Only a person can help: the help page with its phone number. */
  'askStaff',
]);
export type Correction = z.infer<typeof correctionSchema>;

export const ruleKeySchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);

const shortText = z.object({ zh: z.string().min(1).max(60), en: z.string().min(1).max(120) }).readonly();
export const ruleLabelSchema = shortText;
export const ruleMessageSchema = z
  .object({ zh: z.string().min(1).max(120), en: z.string().min(1).max(240) })
  .readonly();

export const keyResultSchema = z
  .object({
    key: ruleKeySchema,
    /** What was checked, in the shopper's words. */
    label: textSchema,
    passed: z.boolean(),
    /** The rule had no answer because something it asks for is not known; it then does what it says of that. */
    unknown: z.literal(true).optional(),
    /** Why it failed and what helps; only of a failed key. */
    message: textSchema.optional(),
    correction: correctionSchema.optional(),
  })
  .readonly();
export type KeyResult = z.infer<typeof keyResultSchema>;

export const verificationOutcomeSchema = z
  .object({
    /** The version of the rules that were used. */
    rulesVersion: z.number().int().min(0),
    place: z.enum(['machine', 'cloud']),
    results: z.array(keyResultSchema).max(rulesMax),
  })
  .readonly();
export type VerificationOutcome = z.infer<typeof verificationOutcomeSchema>;

/** Whether money may move. */
export function hasPassed({ results }: VerificationOutcome): boolean {
  return results.every(({ passed }) => passed);
}
