/** The journal records about coupons and points of an order; a part of `record.ts`. */
import { z } from 'zod';
import { pointsRateSchema } from './points.ts';

const id = z.string().min(1).max(40);
const points = z.number().int().min(1).max(1_000_000_000);

export const benefitRecords = [
  /** A coupon is about to be asked for: whatever the cloud then keeps for the order is free when it ends. */
  z.object({ kind: z.literal('couponAsked'), orderId: id, codeMasked: z.string().max(40) }),
  /** It counts for the order: the cloud keeps it for it, or its signature alone vouches for it. */
  z.object({
    kind: z.literal('couponAccepted'),
    orderId: id,
    couponId: id,
    seriesId: z.string().max(32),
    codeMasked: z.string().max(40),
    by: z.enum(['cloud', 'signature']),
    expiresAtMs: z.number().int().min(0),
  }),
  /** The shopper keeps it, or it saved nothing. */
  z.object({ kind: z.literal('couponDropped'), orderId: id, couponId: id }),
  /** Points are about to be asked for, at most so many. */
  z.object({ kind: z.literal('pointsAsked'), orderId: id, memberId: id, points }),
  /** The cloud keeps so many for the order, each worth what `rate` says. */
  z.object({
    kind: z.literal('pointsReserved'),
    orderId: id,
    memberId: id,
    points,
    rate: pointsRateSchema,
  }),
  z.object({ kind: z.literal('pointsDropped'), orderId: id }),
] as const;
