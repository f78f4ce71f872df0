/**
 * Price rules as the cloud publishes them. How they are applied stands in `price.ts`.
 */
import { z } from 'zod';
import { textSchema } from './text.ts';

const minor = z.number().int().min(0).max(1_000_000_000);
/** More rules than this are refused, in a bundle and in pricing. */
export const promotionsMax = 1000;

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Which goods a promotion is about: those for which it was named when they were taken in, and those that
 * every list which is not empty names. */
const scopeSchema = z
  .object({
    productIds: z.array(z.string().max(64)).max(500).default([]),
    categories: z.array(z.string().max(64)).max(100).default([]),
    /** Only goods for which it was named when they were taken in, such as a batch near its date. */
    namedOnly: z.literal(true).optional(),
  })
  .readonly();

/** When it holds: UTC instants for the campaign, days (1 = Monday … 7) and hours in the site's zone. */
const windowSchema = z
  .object({
    fromMs: z.number().int().optional(),
    untilMs: z.number().int().optional(),
    days: z.array(z.number().int().min(1).max(7)).max(7).optional(),
    fromTime: localTime.optional(),
    /** Earlier than `fromTime` means past midnight. */
    untilTime: localTime.optional(),
  })
  .readonly();

const effectSchema = z.discriminatedUnion('kind', [
  /** Percent of the goods off, in hundredths of a percent: 1250 = 12.5 %. */
  z.object({ kind: z.literal('percentOff'), basisPoints: z.number().int().min(1).max(10_000) }),
  /** An amount off every piece. */
  z.object({ kind: z.literal('amountOff'), amountMinor: minor }),
  /** Every piece (or kilogram) at this price, if that is less. */
  z.object({ kind: z.literal('fixedPrice'), priceMinor: minor }),
  /** Of every `take` pieces of the scope, pay `pay`: the cheapest ones are free. `pay` < `take`, or nothing is. */
  z.object({
    kind: z.literal('nForM'),
    take: z.number().int().min(2).max(99),
    pay: z.number().int().min(1).max(98),
  }),
  /** Every `every`-th piece of the same product at `basisPoints` off: second at half = 2, 5000. */
  z.object({
    kind: z.literal('nthOff'),
    every: z.number().int().min(2).max(99),
    basisPoints: z.number().int().min(1).max(10_000),
  }),
  /** One piece of each part together at one price. */
  z.object({
    kind: z.literal('bundle'),
    parts: z
      .array(z.object({ productId: z.string().max(64), quantity: z.number().int().min(1).max(20) }))
      .min(1)
      .max(10),
    priceMinor: minor,
  }),
  /**
   * An amount off all goods of the scope once they reach `minSpendMinor` after the discounts before it, spread
   * over those that may take it.
   */
  z.object({ kind: z.literal('basketAmountOff'), minSpendMinor: minor, amountMinor: minor }),
  /** The product's member price, for members. */
  z.object({ kind: z.literal('memberPrice') }),
]);
export type PromotionEffect = z.infer<typeof effectSchema>;

export const promotionSchema = z
  .object({
    promotionId: z.string().min(1).max(64),
    name: textSchema,
    /** Lower numbers are applied first; equal ones in the order that is best for the shopper. */
    priority: z.number().int().min(0).max(1000),
    /** A piece that an exclusive promotion touched takes no other, and it takes no piece already touched. */
    exclusive: z.boolean().default(true),
    membersOnly: z.boolean().default(false),
    /** Needs a coupon of this series; coupons are checked elsewhere. */
    coupon: z.string().max(64).optional(),
    scope: scopeSchema,
    window: windowSchema.default({}),
    effect: effectSchema,
  })
  .readonly();
export type Promotion = z.infer<typeof promotionSchema>;
