/**
 * A gift: who it is from, by which N features its recipient is known, what it is good for, and how the giver
 * wants it told. What identifies somebody is a keyed hash wherever a gift goes; the words and the giver's name
 * go only where the giver said. `gift-machine.ts` says what happens to it, `gift-match.ts` for whom it is.
 */
import { z } from 'zod';
import { textSchema } from './text.ts';

const id = z.string().min(1).max(40);
const atMs = z.number().int().min(0);
const minor = z.number().int().min(0).max(1_000_000_000);
const currency = z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']);

/** Features that a recipient is described by. */
export const giftFeaturesMax = 8;
/** What the giver says to the recipient. */
export const giftWordsMax = 140;
export const giftNameMax = 40;
/** Longest life of a gift, days, and how long it lives if the giver says nothing. */
export const giftDaysMax = 90;
export const giftDaysUsual = 30;
export const giftAmountMinorMax = 100_000;

/** A keyed hash, `giftHash` of `gift-hash.ts`. */
export const giftHashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What is known of the sale itself, by which somebody can be described; each has one kind of value. */
const describedNames = ['machine', 'site', 'hour', 'weekday', 'spendMinor', 'category'] as const;
export const describedNameSchema = z.enum(describedNames);

const described = { kind: z.literal('described'), name: describedNameSchema };

/**
 * One feature of the recipient. The first four say who it is and are met by proof only; `described` narrows it
 * down and identifies nobody by itself.
 */
export const giftFeatureSchema = z.union([
  z.object({ kind: z.literal('phone'), hash: giftHashSchema }),
  /** `memberId` where the merchant knows a member of that code. */
  z.object({ kind: z.literal('memberCode'), hash: giftHashSchema, memberId: id.optional() }),
  z.object({ kind: z.literal('pickupCode'), hash: giftHashSchema }),
  /** Somebody who enrolled their face at that machine, by the tag that the machine gave them. */
  z.object({ kind: z.literal('face'), hash: giftHashSchema, machineId: id }),
  z.object({ ...described, operator: z.literal('equals'), value: z.union([z.string().max(64), z.number()]) }),
  z.object({ ...described, operator: z.literal('inRange'), from: z.number(), to: z.number() }),
  z.object({
    ...described,
    operator: z.literal('inSet'),
    values: z
      .array(z.union([z.string().max(64), z.number()]))
      .min(1)
      .max(20),
  }),
]);
export type GiftFeature = z.infer<typeof giftFeatureSchema>;

/**
 * What is known of the person who pays, and how it was proved: `pickupCode` and `memberCode` were shown,
 * `phoneCode` names the code that was sent to the phone, a `face` is asserted by the machine that asks.
 */
export const giftAttributeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pickupCode'), hash: giftHashSchema }),
  z.object({ kind: z.literal('memberCode'), hash: giftHashSchema }),
  /** A member whom the cloud named to this machine, or a client signed in. */
  z.object({ kind: z.literal('member'), memberId: id }),
  /** `code` is what was sent to the phone; without it the number counts for nothing. */
  z.object({ kind: z.literal('phone'), hash: giftHashSchema, code: z.string().regex(/^\d{6}$/) }),
  z.object({ kind: z.literal('face'), hash: giftHashSchema }),
]);
export type GiftAttribute = z.infer<typeof giftAttributeSchema>;

/** What it is good for. One piece of a product or of a class; or an amount towards any goods. */
export const giftTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('product'), productId: z.string().min(1).max(64), name: textSchema }),
  z.object({ kind: z.literal('class'), category: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('value') }),
]);
export type GiftTarget = z.infer<typeof giftTargetSchema>;

/** What the person is shown of the giver and told. Fields the giver did not allow are absent. */
export const giftWordingSchema = z.object({
  words: z.string().max(giftWordsMax),
  giverName: z.string().max(giftNameMax).optional(),
  /** Shown on the terminal after acceptance. */
  giverContact: z.string().max(80).optional(),
});
export type GiftWording = z.infer<typeof giftWordingSchema>;

/** What a gift is, as far as matching and covering goods need it; the same in the cloud and in a lease. */
export const giftTermsSchema = z.object({
  giftId: id,
  merchantId: z.string().min(1).max(64),
  features: z.array(giftFeatureSchema).min(1).max(giftFeaturesMax),
  /** k: so many of the features have to be met. */
  threshold: z.number().int().min(1).max(giftFeaturesMax),
  target: giftTargetSchema,
  /** Paid in advance: the most that it covers. What goods cost beyond it the recipient pays. */
  amountMinor: z.number().int().min(1).max(giftAmountMinorMax),
  currency,
  wording: giftWordingSchema,
  createdAtMs: atMs,
  expiresAtMs: atMs,
});
export type GiftTerms = z.infer<typeof giftTermsSchema>;

/** How the giver wants the ends of it. */
export const giftWishesSchema = z.object({
  showGiver: z.boolean(),
  showContact: z.boolean(),
  /** Money back after "no, thank you": at once, or when the giver says so. */
  refundWhenDeclined: z.enum(['atOnce', 'afterConfirmation']),
  /** The giver agrees to a conversation, opened if the recipient agrees too. */
  conversation: z.boolean(),
});
export type GiftWishes = z.infer<typeof giftWishesSchema>;

/** Lines of a sale, as far as a gift has to know them; `dueMinor` is after every promotion. */
export const giftLineSchema = z.object({
  lineId: id,
  productId: z.string().min(1).max(64),
  category: z.string().max(64),
  quantity: z.number().int().min(1).max(999),
  dueMinor: minor,
});
export type GiftLine = z.infer<typeof giftLineSchema>;

/** How much of which line a gift pays for. */
export const giftCoverSchema = z.object({
  lines: z.array(z.object({ lineId: id, pieces: z.number().int().min(1).max(999), coverMinor: minor })),
  coverMinor: z.number().int().min(1).max(giftAmountMinorMax),
});
export type GiftCover = z.infer<typeof giftCoverSchema>;

/** What a machine needs for gifts, in its bundle; a site without it takes none. */
export const giftPolicySchema = z
  .object({
    /** Base64 of 32 bytes, under which the machine hashes what identifies somebody. */
    hashKey: z.string().length(44),
    /** Signs the vouchers of gifts leased to machines; base64url of an Ed25519 public key. */
    leaseKey: z.string().length(43),
    /** Whether a phone number and the code sent to it are taken here. */
    phone: z.boolean(),
    /** Who bears a gift that was redeemed twice because a lease came back too late. */
    doubleRedemption: z.enum(['merchantBears', 'recordedAsOwed']),
  })
  .readonly();
export type GiftPolicy = z.infer<typeof giftPolicySchema>;
