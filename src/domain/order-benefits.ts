/**
 * Coupons and points of an order as its records tell them, and what each took off: the regular amount is
 * corrected by them to the actual one. Used by the fold of an order; written over the fields alone.
 */
import type { z } from 'zod';
import type { PricedLine } from './basket.ts';
import type { benefitRecords } from './benefit-records.ts';
import type { PointsRate } from './points.ts';

/** A coupon that counts for the order. */
export interface OrderCoupon {
  readonly couponId: string;
  readonly seriesId: string;
  readonly codeMasked: string;
  /** Who vouched for it: the cloud keeps it for this order, or its signature alone did. */
  readonly by: 'cloud' | 'signature';
  readonly expiresAtMs: number;
}

/** Points that are kept for the order, or were spent on it. */
export interface OrderPoints {
  readonly memberId: string;
  /** `asked` until the cloud said how many it keeps for the order. */
  readonly state: 'asked' | 'reserved';
  readonly reserved: number;
  /** What 100 points are worth, as it was when they were reserved. */
  readonly rate?: PointsRate;
  /** Of those reserved, as submitted. */
  readonly spent: number;
}

export interface WithBenefits {
  /** Present as soon as one was asked for. */
  readonly coupons?: readonly OrderCoupon[];
  readonly points?: OrderPoints;
  /** At which rate the money paid earns points for the member. */
  readonly earn?: PointsRate;
}

type BenefitBody = z.infer<(typeof benefitRecords)[number]>;
type BodyOf<K extends BenefitBody['kind']> = Extract<BenefitBody, { kind: K }>;

/** How an order of any shape takes these records; `unlessPaid` keeps what is paid as it was. */
export function benefitAppliers<O extends WithBenefits>(
  unlessPaid: (order: O, change: (order: O) => O) => O,
): { readonly [K in BenefitBody['kind']]: (order: O, body: BodyOf<K>) => O } {
  return {
    couponAsked: (order) => unlessPaid(order, (open) => ({ ...open, coupons: open.coupons ?? [] })),
    couponAccepted: (order, { kind: _, orderId: _id, ...coupon }) =>
      unlessPaid(order, (open) => withCoupon(open, coupon)),
    couponDropped: (order, { couponId }) =>
      unlessPaid(order, (open) => ({
        ...open,
        coupons: (open.coupons ?? []).filter((coupon) => coupon.couponId !== couponId),
      })),
    pointsAsked: (order, { memberId }) =>
      unlessPaid(order, (open) => ({
        ...open,
        points: { memberId, state: 'asked', reserved: 0, spent: 0 },
      })),
    pointsReserved: (order, { memberId, points, rate }) =>
      unlessPaid(order, (open) => ({
        ...open,
        points: { memberId, state: 'reserved', reserved: points, rate, spent: 0 },
      })),
    pointsDropped: (order) =>
      unlessPaid(order, (open) =>
        open.points ? { ...open, points: { ...open.points, state: 'asked', reserved: 0, spent: 0 } } : open,
      ),
  };
}

function withCoupon<O extends WithBenefits>(order: O, coupon: OrderCoupon): O {
  const others = (order.coupons ?? []).filter(({ couponId }) => couponId !== coupon.couponId);
  return { ...order, coupons: [...others, coupon] };
}

/** What a submitted list counts on. */
export function spentOn(
  { points }: WithBenefits,
  {
    pointsSpent,
    earn,
  }: { readonly pointsSpent?: number | undefined; readonly earn?: PointsRate | undefined },
): WithBenefits {
  return {
    ...(points ? { points: { ...points, spent: Math.min(pointsSpent ?? 0, points.reserved) } } : {}),
    ...(earn ? { earn } : {}),
  };
}

/** What the coupons of a series took off the lines. */
export function couponOffMinor(lines: readonly PricedLine[], seriesId: string): number {
  return offMinor(lines, ({ coupon }) => coupon === seriesId);
}

export function pointsOffMinor(lines: readonly PricedLine[]): number {
  return offMinor(lines, ({ points }) => points === true);
}

function offMinor(
  lines: readonly PricedLine[],
  of: (discount: PricedLine['discounts'][number]) => boolean,
): number {
  let sum = 0;
  for (const { discounts } of lines) {
    for (const discount of discounts) if (of(discount)) sum += discount.amountMinor;
  }
  return sum;
}
