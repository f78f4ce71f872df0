/**
 * What the pages of givers and recipients, a till and an online shop say about gifts. Amounts are minor units,
 * instants UTC milliseconds.
 */
import { z } from 'zod';
import { type FaultCode, faultCatalogue } from '../domain/fault-catalogue.ts';
import {
  describedNameSchema,
  giftAmountMinorMax,
  giftDaysMax,
  giftDaysUsual,
  giftFeaturesMax,
  giftLineSchema,
  giftNameMax,
  giftTargetSchema,
  giftWishesSchema,
  giftWordsMax,
} from '../domain/gift.ts';
import { giftReactionSchema } from '../domain/gift-records.ts';
import { textSchema } from '../domain/text.ts';
import { giftOfferSchema } from './gift-messages.ts';
import { shownCodeSchema } from './messages.ts';

const id = z.string().min(1).max(40);
const atMs = z.number().int().min(0);
const minor = z.number().int().min(0).max(1_000_000_000);
const currency = z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']);
const phone = z.string().min(6).max(24);
const faultCode = z.custom<FaultCode>(
  (value) => typeof value === 'string' && Object.hasOwn(faultCatalogue, value),
);

// Signing in

export const phoneCodeAskedSchema = z.object({ phone, language: z.enum(['zh', 'en']).default('zh') });
export const phoneCodeSentSchema = z.object({
  phoneMasked: z.string(),
  expiresAtMs: atMs,
  /** Only where the sender is simulated: what would have been sent. */
  shown: z.string().nullable(),
});
export type PhoneCodeSent = z.infer<typeof phoneCodeSentSchema>;
export const signInSchema = z.object({ phone, code: z.string().regex(/^\d{6}$/) });

/** What somebody may agree to about themselves; each by its own words and withdrawn at any time. */
export const giftConsentKinds = ['history', 'conversation'] as const;
export const giftConsentSchema = z.object({
  kind: z.enum(giftConsentKinds),
  given: z.boolean(),
  textVersion: z.number().int().min(1).max(1000),
});
export const giftPersonSchema = z.object({
  personId: id,
  phoneMasked: z.string(),
  name: z.string().max(giftNameMax),
  contact: z.string().max(80),
  consents: z.array(z.object({ kind: z.enum(giftConsentKinds), textVersion: z.number().int(), atMs })),
});
export type GiftPerson = z.infer<typeof giftPersonSchema>;
export const personDraftSchema = z.object({
  name: z.string().max(giftNameMax),
  contact: z.string().max(80).default(''),
});

// What can be given, and to whom

export const giftShopSchema = z.object({
  merchantId: z.string(),
  merchantName: textSchema,
  currency,
  products: z
    .array(
      z.object({
        productId: z.string(),
        name: textSchema,
        category: z.string(),
        priceMinor: minor,
        picture: z.string(),
        /** By which a till knows it. */
        gtins: z.array(z.string().max(14)).max(20),
      }),
    )
    .max(500),
  categories: z.array(z.object({ category: z.string(), fromMinor: minor, toMinor: minor })).max(100),
  machines: z.array(z.object({ machineId: z.string(), name: textSchema })).max(500),
  /** Platforms that make a code for the giver to scan. */
  shown: z.array(z.string()).max(8),
  /** The one origin whose pages may use passkeys; null where there is none. */
  passkeyOrigin: z.string().nullable(),
});
export type GiftShop = z.infer<typeof giftShopSchema>;

const described = { kind: z.literal('described'), name: describedNameSchema };
const value = z.union([z.string().max(64), z.number()]);
/** Features as the giver gives them: hashed here, and never told again in full. */
export const featureDraftSchema = z.union([
  z.object({ kind: z.literal('phone'), phone }),
  z.object({ kind: z.literal('memberCode'), code: z.string().max(32) }),
  /** The code is made by the cloud, for the giver to pass on. */
  z.object({ kind: z.literal('pickupCode') }),
  z.object({ kind: z.literal('face'), machineId: id, tag: z.string().min(2).max(16) }),
  z.object({ ...described, operator: z.literal('equals'), value }),
  z.object({ ...described, operator: z.literal('inRange'), from: z.number(), to: z.number() }),
  z.object({ ...described, operator: z.literal('inSet'), values: z.array(value).min(1).max(20) }),
]);
export type FeatureDraft = z.infer<typeof featureDraftSchema>;
const features = z.array(featureDraftSchema).min(1).max(giftFeaturesMax);

export const recommendationAskedSchema = z.object({ features, budgetMinor: minor.optional() });
export const recommendationSchema = z.object({
  target: giftTargetSchema,
  priceMinor: minor,
  /** One line that says why. */
  why: textSchema,
});
export type Recommendation = z.infer<typeof recommendationSchema>;
export const recommendationsSchema = z.object({ items: z.array(recommendationSchema).max(10) });

export const giftDraftSchema = z.object({
  features,
  /** k of the features; all of them if it is not said. */
  threshold: z.number().int().min(1).max(giftFeaturesMax).optional(),
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('product'), productId: z.string().min(1).max(64) }),
    z.object({ kind: z.literal('class'), category: z.string().min(1).max(64) }),
    z.object({ kind: z.literal('value') }),
  ]),
  /**
   * What is paid in advance. At least a product's price: what goods cost less comes back, and a larger amount
   * covers a difference up to it; the recipient pays what is beyond.
   */
  amountMinor: z.number().int().min(1).max(giftAmountMinorMax),
  words: z.string().max(giftWordsMax).default(''),
  wishes: giftWishesSchema,
  days: z.number().int().min(1).max(giftDaysMax).default(giftDaysUsual),
  /** The machine that may hand it over while the network is down; then only there. */
  keepAt: id.optional(),
});
export type GiftDraft = z.output<typeof giftDraftSchema>;

// A gift as its giver sees it

export const giftStages = [
  'awaitingPayment',
  'waiting',
  'offered',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
  'blocked',
  'reported',
  'returned',
  'cancelled',
] as const;
export type GiftStage = (typeof giftStages)[number];

export const giftViewSchema = z.object({
  giftId: id,
  stage: z.enum(giftStages),
  target: giftTargetSchema,
  amountMinor: minor,
  currency,
  words: z.string(),
  /** Kinds of the features, with what may be shown of them: `138****5678`, `GP…A1B2`. */
  features: z.array(z.object({ kind: z.string(), shown: z.string() })),
  threshold: z.number().int(),
  wishes: giftWishesSchema,
  createdAtMs: atMs,
  expiresAtMs: atMs,
  /** For the giver to pass on; only while it waits. */
  pickupCode: z.string().nullable(),
  claimUrl: z.string().nullable(),
  payment: z
    .object({
      state: z.string(),
      cashierUrl: z.string(),
      shownCode: shownCodeSchema.nullable(),
      /** Why the last try failed. */
      reason: faultCode.nullable(),
    })
    .nullable(),
  money: z.object({
    paidMinor: minor,
    spentMinor: minor,
    returnedMinor: minor,
    /** On its way back. */
    returningMinor: minor,
    failedMinor: minor,
  }),
  /** Declined, and the money waits for the giver's word. */
  confirmRefund: z.boolean(),
  answer: z
    .object({
      kind: z.enum(['accepted', 'declined']),
      atMs,
      answeredAfterMs: z.number().int().nullable(),
      reaction: giftReactionSchema.nullable(),
    })
    .nullable(),
  conversationOpen: z.boolean(),
  news: z.array(z.object({ id: z.string(), kind: z.string(), text: textSchema, atMs })).max(50),
});
export type GiftView = z.infer<typeof giftViewSchema>;
export const giftListSchema = z.object({ items: z.array(giftViewSchema) });

export const giftPaymentAskedSchema = z.object({ show: z.string().min(1).max(32) });

// The recipient

export const claimAskedSchema = z.object({ code: z.string().min(1).max(40) });
/** What the recipient sees, by the code or as signed in by the phone that the gift is for. */
export const receivedGiftSchema = z.object({
  giftId: id,
  stage: z.enum(giftStages),
  target: giftTargetSchema,
  amountMinor: minor,
  currency,
  words: z.string(),
  giverName: z.string().nullable(),
  giverContact: z.string().nullable(),
  expiresAtMs: atMs,
  /** In one spelling, for the QR that is shown to the machine; null where it is not known here. */
  pickupCode: z.string().nullable(),
  conversationOpen: z.boolean(),
});
export type ReceivedGift = z.infer<typeof receivedGiftSchema>;
export const receivedListSchema = z.object({ items: z.array(receivedGiftSchema) });
/** By its number where it is for the phone signed in, else by its code. */
export const receivedAnswerSchema = z.object({ giftId: id, code: z.string().max(40).optional() });
export const giftReportSchema = receivedAnswerSchema.extend({ reason: z.string().max(200) });
export const purchaseListSchema = z.object({
  items: z.array(
    z.object({ productId: z.string(), name: textSchema, category: z.string(), priceMinor: minor, atMs }),
  ),
});
export const blockedListSchema = z.object({
  items: z.array(z.object({ blockId: id, giverName: z.string(), atMs })),
});
export const giftMessageSchema = z.object({
  id: z.string(),
  from: z.enum(['giver', 'recipient']),
  text: z.string(),
  atMs,
});
export type GiftMessage = z.infer<typeof giftMessageSchema>;
export const giftMessagesSchema = z.object({ items: z.array(giftMessageSchema) });
export const giftMessageDraftSchema = z.object({ text: z.string().min(1).max(500) });

// A till and an online shop

const plainAttribute = z.union([
  z.object({ kind: z.literal('pickupCode'), code: z.string().max(40) }),
  z.object({ kind: z.literal('memberCode'), code: z.string().max(40) }),
  z.object({ kind: z.literal('phone'), phone, code: z.string().regex(/^\d{6}$/) }),
]);
export const entranceQuestionSchema = z.object({
  entrance: z.enum(['till', 'online']),
  /** The till's own name of the sale; the same again gets the same offer. */
  reference: id,
  currency,
  lines: z.array(giftLineSchema).min(1).max(200),
  attributes: z.array(plainAttribute).min(1).max(8),
});
export type EntranceQuestion = z.infer<typeof entranceQuestionSchema>;
export const entranceOfferSchema = z.object({
  offer: giftOfferSchema.omit({ code: true }).nullable(),
  refused: faultCode.nullable(),
});
export type EntranceOffer = z.infer<typeof entranceOfferSchema>;
export const entranceAnswerSchema = z.object({
  answer: z.enum(['accepted', 'declined', 'notMe']),
  conversation: z.boolean().default(false),
});
/** `accepted` is final only when `payment` is `paid`; ask again while it is `open`. */
export const entranceResultSchema = z.object({
  offerId: id,
  answer: z.enum(['accepted', 'declined', 'notMe']).nullable(),
  payment: z.enum(['none', 'open', 'paid', 'failed', 'returned']),
  coverMinor: minor,
  reason: faultCode.nullable(),
});
export type EntranceResult = z.infer<typeof entranceResultSchema>;
