/**
 * How coupons, points and the member's price come to bear on a list, and what a submitted list says of them.
 * Pure; used by the parts of `sale-machine.ts` that make lists.
 */
import { couponOffMinor } from '../../domain/order-benefits.ts';
import type { RecordBody, RecordOf } from '../../domain/record.ts';
import type { Basket } from '../checkout/checkout-machine.ts';
import type { SaleContext, SaleState } from './sale-state.ts';

/** What lowers the prices of this list beside the promotions that hold for everybody. */
export function benefitsOf({ member, coupons = [], points }: SaleState) {
  const mine = points && points.memberId === member?.memberId ? points : undefined;
  return {
    member: member?.memberPrice ?? false,
    coupons: coupons.map(({ seriesId }) => seriesId),
    ...(mine ? { points: { available: mine.reserved, rate: mine.rate } } : {}),
  };
}

/** Coupons that take nothing off are not used up: they are dropped before the list is submitted. */
export function idleCoupons({ orderId, coupons = [] }: SaleState, { lines }: Basket): RecordBody[] {
  if (orderId === undefined) return [];
  return coupons
    .filter(({ seriesId }) => couponOffMinor(lines, seriesId) === 0)
    .map(({ couponId }) => ({ kind: 'couponDropped', orderId, couponId }));
}

/** What a submitted list says of points. */
export function pointsOf(
  { member }: SaleState,
  { pointsSpent = 0 }: Basket,
  { shop }: SaleContext,
): Pick<RecordOf<'orderSubmitted'>, 'pointsSpent' | 'earn'> {
  const earn = member ? shop.bundle.points?.earn : undefined;
  return { ...(pointsSpent > 0 ? { pointsSpent } : {}), ...(earn ? { earn } : {}) };
}
