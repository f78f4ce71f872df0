/**
 * The journal records about consents and faces; a part of `record.ts`. They name people by ids that mean
 * nothing elsewhere, belong to no order, and hold no template, no picture and no name, so they may stay when
 * the person is gone.
 */
import { z } from 'zod';
import { consentPurposeSchema } from './consent-purpose.ts';
import { languageSchema } from './text.ts';

const id = z.string().min(1).max(40);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Why a template is gone; `missing`: a store was put back or taken away, and it is not in there; `cardChanged`: the
 * card it stood for is not paid by face any more.
 */
export const forgottenReasonSchema = z.enum(['asked', 'expired', 'siteStopped', 'missing', 'cardChanged']);
export type ForgottenReason = z.infer<typeof forgottenReasonSchema>;

export const consentRecords = [
  /** Agreed, and durable before the camera is turned on for it. */
  z.object({
    kind: z.literal('consentGiven'),
    consentId: id,
    purpose: consentPurposeSchema,
    textVersion: z.number().int().min(1),
    textHash: hash,
    language: languageSchema,
    /** They were asked for their age and said 14 or older. */
    ageStated: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('consentWithdrawn'), consentId: id, purpose: consentPurposeSchema }),
  /** A template is kept on this machine; `sealedHash` is that of its encrypted form. */
  z.object({
    kind: z.literal('faceEnrolled'),
    personId: id,
    consentId: id,
    sealedHash: hash,
    keptDays: z.number().int().min(1).max(365),
  }),
  /**
   * It is gone: the store without it was on the disk before this record. `storeHash` is that of the whole
   * encrypted store then, `left` the number of templates in it.
   */
  z.object({
    kind: z.literal('faceForgotten'),
    personId: id,
    reason: forgottenReasonSchema,
    sealedHash: hash.optional(),
    storeHash: hash,
    left: z.number().int().min(0).max(100_000),
  }),
  /** The camera ran for a purpose about people, and is off again. */
  z.object({
    kind: z.literal('peopleSeen'),
    purpose: consentPurposeSchema,
    consentId: id,
    ranMs: z.number().int().min(0).max(3_600_000),
    outcome: z.enum(['recognised', 'unknown', 'enrolled', 'read', 'challengeFailed', 'ended', 'failed']),
  }),
] as const;
