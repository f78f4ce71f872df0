/** Coupons and points of an order as the API and the receipt's page show them. */
import { isPaid, type Order } from '../../domain/order.ts';
import { couponOffMinor, pointsOffMinor } from '../../domain/order-benefits.ts';
import { undelivered } from '../../domain/order-kept.ts';
import { earnedFor } from '../../domain/points.ts';
import type { RestOrder } from '../../wire/rest.ts';

/** Absent where there were none. */
export function benefitsOf(order: Order): Pick<RestOrder, 'benefits'> {
  const { coupons = [], points, earn, member, lines, totals } = order;
  const spent = points?.spent ?? 0;
  const earned =
    member && earn && isPaid(order) ? earnedFor(totals.dueMinor - undelivered(order).dueMinor, earn) : 0;
  if (coupons.length === 0 && spent === 0 && earned === 0) return {};
  return {
    benefits: {
      coupons: coupons.map(({ couponId, seriesId, codeMasked, by }) => ({
        ...{ id: couponId, series: seriesId, codeMasked, by },
        offMinor: couponOffMinor(lines, seriesId),
      })),
      points: spent > 0 ? { spent, offMinor: pointsOffMinor(lines) } : null,
      earned,
    },
  };
}
