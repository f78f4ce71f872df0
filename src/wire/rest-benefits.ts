/** The operations of the REST API about coupons and points; a part of `restApi`. */
import { z } from 'zod';
import { seriesIdPattern } from '../domain/coupon.ts';
import { pointsPolicySchema } from '../domain/points.ts';
import { textSchema } from '../domain/text.ts';
import { done, merchantQuery, pageQuery } from './rest-requests.ts';
import { pageOf } from './rest-schemas.ts';

/** Coupons that one request may issue. */
export const couponsIssuedMax = 1000;

const seriesId = z.string().regex(seriesIdPattern);
const minor = z.number().int();

const couponSeriesSchema = z.object({
  id: z.string(),
  name: textSchema,
  issued: z.number().int(),
  free: z.number().int(),
  reserved: z.number().int(),
  redeemed: z.number().int(),
  /** Redemptions that should not have been possible. */
  differences: z.number().int(),
  createdAtMs: z.number().int(),
});
export type CouponSeries = z.infer<typeof couponSeriesSchema>;

const couponSchema = z.object({
  id: z.string(),
  series: z.string(),
  codeMasked: z.string(),
  signed: z.boolean(),
  expiresAtMs: z.number().int(),
  state: z.enum(['free', 'reserved', 'redeemed']),
  /** The order that keeps or redeemed it. */
  order: z.string().nullable(),
  kiosk: z.string().nullable(),
  changedAtMs: z.number().int(),
});
export type Coupon = z.infer<typeof couponSchema>;

const redemptionSchema = z.object({
  coupon: z.string(),
  series: z.string(),
  codeMasked: z.string(),
  order: z.string(),
  kiosk: z.string(),
  /** Who vouched for it when it was shown. */
  by: z.enum(['cloud', 'signature']),
  offMinor: minor,
  redeemedAtMs: z.number().int(),
  /** `twice`: another order redeemed it before; `unknown`: this cloud never issued it. */
  difference: z.enum(['twice', 'unknown']).nullable(),
  /** Nothing of the order was delivered, the coupon was given back. */
  returnedAtMs: z.number().int().nullable(),
});
export type CouponRedemption = z.infer<typeof redemptionSchema>;

export const benefitPolicySchema = z.object({
  /** What points are worth and how they are earned; `null` where members have none. */
  points: pointsPolicySchema.nullable(),
  /** Signed coupons a machine may accept offline before the cloud has heard of them. */
  offlineCountMax: z.number().int().min(0).max(1000),
  offlineMinorMax: z.number().int().min(0).max(1_000_000_000),
});

const pointsEntrySchema = z.object({
  order: z.string(),
  kind: z.enum(['spent', 'returned', 'earned', 'granted']),
  points: z.number().int(),
  atMs: z.number().int(),
});

export const benefitApi = {
  listCouponSeries: {
    method: 'GET',
    path: '/api/coupons/series',
    summary: 'Coupon series and how many of each are free, kept for an order and redeemed',
    permission: 'read',
    query: merchantQuery,
    answer: z.object({ items: z.array(couponSeriesSchema) }),
  },
  issueCoupons: {
    method: 'POST',
    path: '/api/coupons/series',
    summary: 'Issue coupons of a new or known series; the codes are shown this once',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: z.object({
      /** What promotions name as their coupon. */
      series: seriesId,
      name: textSchema,
      count: z.number().int().min(1).max(couponsIssuedMax),
      /** Signed coupons are long, for QR codes, and hold offline too. */
      signed: z.boolean(),
      expiresAtMs: z.number().int().min(0).max(8_000_000_000_000),
    }),
    answer: z.object({ codes: z.array(z.string()) }),
  },
  listCoupons: {
    method: 'GET',
    path: '/api/coupons',
    summary: 'Coupons of a series by their number, without their codes',
    permission: 'read',
    query: pageQuery.extend({
      series: seriesId.optional(),
      state: z.enum(['free', 'reserved', 'redeemed']).optional(),
    }),
    answer: pageOf(couponSchema),
  },
  listRedemptions: {
    method: 'GET',
    path: '/api/coupons/redemptions',
    summary: 'Redeemed coupons, newest first; with differences=true those that should not have been possible',
    permission: 'read',
    query: pageQuery.extend({ differences: z.enum(['true', 'false']).default('false') }),
    answer: pageOf(redemptionSchema),
  },
  freeCoupon: {
    method: 'POST',
    path: '/api/coupons/{id}/free',
    summary: 'Free a coupon that is kept for an order whose machine is gone for good',
    permission: 'changeCatalogue',
    query: merchantQuery,
    answer: done,
  },
  readBenefitPolicy: {
    method: 'GET',
    path: '/api/benefits',
    summary: 'What machines are told about coupons and points',
    permission: 'read',
    query: merchantQuery,
    answer: benefitPolicySchema,
  },
  changeBenefitPolicy: {
    method: 'PUT',
    path: '/api/benefits',
    summary: 'Change what machines are told about coupons and points; takes effect when published',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: benefitPolicySchema,
    answer: benefitPolicySchema,
  },
  readPoints: {
    method: 'GET',
    path: '/api/members/{id}/points',
    summary: 'Points of a member, with the latest changes',
    permission: 'manageMembers',
    query: merchantQuery,
    answer: z.object({ balance: z.number().int(), entries: z.array(pointsEntrySchema) }),
  },
  grantPoints: {
    method: 'POST',
    path: '/api/members/{id}/points',
    summary: 'Give points to a member, or take some off',
    permission: 'manageMembers',
    query: merchantQuery,
    body: z.object({
      points: z
        .number()
        .int()
        .min(-1_000_000)
        .max(1_000_000)
        .refine((points) => points !== 0),
      /** Why, for the audit. */
      reason: z.string().trim().min(1).max(200),
    }),
    answer: z.object({ balance: z.number().int() }),
  },
} as const;
