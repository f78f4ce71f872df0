/**
 * The list of goods before and after pricing. An `Item` is what was scanned or chosen; a `PricedLine` is
 * what the screen, the receipt, the journal and the books show. For every line
 * `regularMinor - discountMinor = dueMinor`, and the order's total is the sum of `dueMinor`.
 */
import { z } from 'zod';
import { promotionsMax } from './promotion.ts';
import { textSchema } from './text.ts';

const minor = z.number().int().min(-1_000_000_000).max(1_000_000_000);

/** A basket larger than this is refused with `BASKET_FULL`. */
export const linesMax = 200;
export const quantityMax = 999;

export const deliverySchema = z.discriminatedUnion('how', [
  z.object({ how: z.literal('none') }),
  z.object({ how: z.literal('slot'), slot: z.string().max(32) }),
  z.object({
    how: z.literal('recipe'),
    recipe: z.string().max(64),
    options: z.record(z.string().max(32), z.number().int()),
  }),
  z.object({ how: z.literal('door'), door: z.string().max(32) }),
  /** Asked for by a vending controller at its own keypad, with its own price. */
  z.object({
    how: z.literal('vend'),
    controller: z.string().max(64),
    vendId: z.string().max(40),
    item: z.string().max(16),
    amountMinor: minor,
  }),
]);
export type Delivery = z.infer<typeof deliverySchema>;

/** What one line sells, before any price rule. Quantity is in pieces; a weighed item is one piece. */
export const itemSchema = z.object({
  lineId: z.string().max(40),
  productId: z.string().max(64),
  name: textSchema,
  category: z.string().max(64),
  quantity: z.number().int().min(1).max(quantityMax),
  /** Only for goods sold by weight. */
  weightGrams: z.number().int().min(1).max(1_000_000).optional(),
  /** Per piece, or per kilogram when `weightGrams` is there; with the surcharges of options. */
  unitPriceMinor: minor,
  memberPriceMinor: minor.optional(),
  /** A price printed in the code itself, which takes the place of weight × unit price. */
  codePriceMinor: minor.optional(),
  lot: z.string().max(20).optional(),
  serial: z.string().max(20).optional(),
  /** `YYYY-MM-DD` in the site's time zone. */
  expiresOn: z.string().max(10).optional(),
  producedOn: z.string().max(10).optional(),
  /** The date of expiry was recorded when the goods were taken in; absent where their code names it. */
  dateBy: z.literal('goodsIn').optional(),
  /** Sold while nobody knew what day it was, as the site allows. */
  dateUnchecked: z.literal(true).optional(),
  /** The promotion that was named for these goods when they were taken in. */
  promotionId: z.string().max(64).optional(),
  picture: z.string().max(64).optional(),
  delivery: deliverySchema,
});
export type Item = z.infer<typeof itemSchema>;

/** What one promotion took off a line. */
export const lineDiscountSchema = z.object({
  promotionId: z.string().max(64),
  name: textSchema,
  amountMinor: minor,
  /** The coupon series that it needed. */
  coupon: z.string().max(64).optional(),
  /** Points of a member were spent for it. */
  points: z.literal(true).optional(),
});

export const pricedLineSchema = itemSchema.extend({
  regularMinor: minor,
  discountMinor: minor,
  dueMinor: minor,
  /** In the order in which they were applied, at most one for each promotion. */
  discounts: z.array(lineDiscountSchema).max(promotionsMax),
});
export type PricedLine = z.infer<typeof pricedLineSchema>;

export const totalsSchema = z.object({
  pieces: z.number().int().min(0),
  regularMinor: minor,
  discountMinor: minor,
  dueMinor: minor,
});
export type Totals = z.infer<typeof totalsSchema>;
