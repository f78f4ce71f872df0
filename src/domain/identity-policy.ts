/**
 * What a site does about faces, in its bundle: the legal switch. A site that says nothing recognises nobody
 * and reads no expression; a gift then comes with a code or a phone number, and its answer with its time.
 */
import { z } from 'zod';

export const facePolicySchema = z
  .object({
    /** People may enrol and be recognised. */
    recognise: z.boolean(),
    /** With their consent, expression and posture may be read; otherwise response time and answer only. */
    expression: z.boolean(),
    /** Asks for the age first; under 14 there is no camera, whatever else is agreed to. */
    askAge: z.boolean(),
    /** A template that was not used for so long is deleted, days. */
    keptDays: z.number().int().min(1).max(365),
    /**
     * The most that a face may stand for a card's PIN, in the minor unit; absent where nobody pays by face. Without
     * `recognise` it says nothing.
     */
    payUpToMinor: z.number().int().min(1).max(1_000_000).optional(),
  })
  .readonly();
export type FacePolicy = z.infer<typeof facePolicySchema>;

/** Without a word of the site. */
export const noFaces: FacePolicy = { recognise: false, expression: false, askAge: false, keptDays: 30 };

/** The most that may be paid by face here; 0 where nothing may. */
export function facePayLimitMinor(policy: FacePolicy | null | undefined): number {
  return policy?.recognise ? (policy.payUpToMinor ?? 0) : 0;
}

/** Where a form begins when it is turned on. */
export const usualFaces: FacePolicy = { recognise: true, expression: true, askAge: true, keptDays: 30 };
