/** The journal records about gifts of an order; a part of `record.ts`. What accepts a gift is its charge. */
import { z } from 'zod';
import { attitudeSchema, reactionEvidenceSchema } from './reaction-evidence.ts';

const id = z.string().min(1).max(40);

/** A coarse attitude and what it rests on, with the consent for it given before the offer; never a picture. */
export const giftReactionSchema = z.object({
  label: attitudeSchema,
  confidence: z.number().min(0).max(1),
  evidence: z.array(reactionEvidenceSchema).max(8),
});
export type GiftReaction = z.infer<typeof giftReactionSchema>;

/** `notMe` and `noAnswer` free the gift for its recipient and tell the giver nothing. */
const giftAnswerKinds = ['accepted', 'declined', 'notMe', 'noAnswer'] as const;
export type GiftAnswerKind = (typeof giftAnswerKinds)[number];

export const giftRecords = [
  /** A gift is about to be shown to the person who pays. `leaseId` where the machine offers it by itself. */
  z.object({
    kind: z.literal('giftOffered'),
    orderId: id,
    giftId: id,
    offerId: id,
    coverMinor: z.number().int().min(1).max(1_000_000_000),
    leaseId: id.optional(),
  }),
  /** What the person said to it, and after how long. `accepted` is followed by the charge that takes it. */
  z.object({
    kind: z.literal('giftAnswered'),
    orderId: id,
    giftId: id,
    offerId: id,
    answer: z.enum(giftAnswerKinds),
    answeredAfterMs: z.number().int().min(0).max(86_400_000),
    reaction: giftReactionSchema.optional(),
    /** The recipient wants to write to the giver, who had offered that. */
    conversation: z.boolean().optional(),
  }),
] as const;
