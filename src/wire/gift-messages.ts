/**
 * What machine and cloud say to each other about gifts. A question moves no money: it is answered with an offer
 * for this order and this machine, good for a few minutes. Whoever accepts pays by a charge on platform `gift`
 * with the offer's code; "no" travels in the journal as `giftAnswered`.
 */
import { z } from 'zod';
import { type FaultCode, faultCatalogue } from '../domain/fault-catalogue.ts';
import {
  giftAttributeSchema,
  giftCoverSchema,
  giftLineSchema,
  giftTargetSchema,
  giftWordingSchema,
} from '../domain/gift.ts';
import { signedGiftLeaseSchema } from '../domain/gift-lease.ts';

const id = z.string().min(1).max(40);
const atMs = z.number().int().min(0);
const faultCode = z.custom<FaultCode>(
  (value) => typeof value === 'string' && Object.hasOwn(faultCatalogue, value),
);

/** The platform of the charge that redeems a gift. */
export const giftPlatformName = 'gift';
/** Leases that one machine keeps at most. */
export const giftLeasesMax = 200;

/** An offer as whoever asked may show it. */
export const giftOfferSchema = z.object({
  giftId: id,
  offerId: id,
  /** The charge's `authCode`. A key to money: shown to nobody, never logged or kept in a record. */
  code: z.string().regex(/^GF[0-9A-Z]{20,62}$/),
  target: giftTargetSchema,
  cover: giftCoverSchema,
  currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
  wording: giftWordingSchema,
  /** The giver would like a conversation; ask before the answer is sent. */
  conversation: z.boolean(),
  /** It can be accepted until then, in cloud time. */
  expiresAtMs: atMs,
});
export type GiftOffer = z.infer<typeof giftOfferSchema>;

/** up/gift. Late ones are dropped; the same `askId` again is harmless. */
export const giftQuestionSchema = z.discriminatedUnion('about', [
  /** Is there a gift for whoever pays this list? The machine adds nothing that it does not know. */
  z.object({
    about: z.literal('offer'),
    askId: id,
    orderId: id,
    currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
    lines: z.array(giftLineSchema).min(1).max(200),
    attributes: z.array(giftAttributeSchema).min(1).max(8),
    /** Offers that were declined or not meant for this person: not again for this order. */
    notAgain: z.array(id).max(20).optional(),
    expiresAtMs: atMs,
  }),
  /** Send this phone a code. The only message that holds a number; never stored, never logged. */
  z.object({
    about: z.literal('phoneCode'),
    askId: id,
    phone: z.string().regex(/^\d{6,15}$/),
    language: z.enum(['zh', 'en']),
    expiresAtMs: atMs,
  }),
  /** Which gifts are kept for this machine? Asked when it connects and every few minutes. */
  z.object({
    about: z.literal('leases'),
    askId: id,
    held: z.array(id).max(giftLeasesMax),
    expiresAtMs: atMs,
  }),
]);
export type GiftQuestion = z.infer<typeof giftQuestionSchema>;

/** down/gifted. `leases` also comes unasked, with an `askId` of its own, when a gift for this machine opens. */
export const giftAnswerSchema = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('offer'),
    askId: id,
    orderId: id,
    offer: giftOfferSchema.optional(),
    /** Why there is none, where it is not simply that there is none: `GIFT_TRIES`, `GIFT_CODE_WRONG`. */
    refused: faultCode.optional(),
    cloudTimeMs: atMs,
  }),
  z.object({
    about: z.literal('phoneCode'),
    askId: id,
    sent: z.boolean(),
    refused: faultCode.optional(),
    cloudTimeMs: atMs,
  }),
  z.object({
    about: z.literal('leases'),
    askId: id,
    leases: z.array(signedGiftLeaseSchema).max(giftLeasesMax),
    /** Held by the machine and to be given up now: it writes `leaseReturned` unless it redeemed them. */
    giveUp: z.array(id).max(giftLeasesMax),
    cloudTimeMs: atMs,
  }),
]);
export type GiftAnswer = z.infer<typeof giftAnswerSchema>;

export const giftMessages = {
  gift: {
    direction: 'up',
    schema: giftQuestionSchema,
    retained: false,
    summary: 'A question with a deadline: a gift for this order, a code to a phone, or the gifts kept here',
  },
  gifted: {
    direction: 'down',
    schema: giftAnswerSchema,
    retained: false,
    summary: 'An offer or none; whether a code was sent; the gifts kept for this machine',
  },
} as const;
