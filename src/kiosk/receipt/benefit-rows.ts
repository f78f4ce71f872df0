/** What coupons and points did, on the receipt: the regular amount, less what each took off, is the actual one. */
import { formatMoney } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import { couponOffMinor, pointsOffMinor } from '../../domain/order-benefits.ts';
import { undelivered } from '../../domain/order-kept.ts';
import { earnedFor } from '../../domain/points.ts';

const words = {
  zh: { coupon: '优惠券', points: '积分', earned: '本次获得积分' },
  en: { coupon: 'Coupon', points: 'Points', earned: 'Points earned' },
} as const;

export interface BenefitRow {
  readonly left: string;
  readonly right: string;
}

/** One row for each coupon, one for points spent, one for points earned. */
export function benefitRows(order: Order): BenefitRow[] {
  const { language, lines, currency, coupons = [], points, earn, member } = order;
  const say = words[language];
  const off = (minor: number) => formatMoney(-minor, currency);
  const rows = coupons.map(({ codeMasked, seriesId }) => ({
    left: `${say.coupon} ${codeMasked}`,
    right: off(couponOffMinor(lines, seriesId)),
  }));
  const spent = points?.spent ?? 0;
  if (spent > 0) rows.push({ left: `${say.points} ${spent}`, right: off(pointsOffMinor(lines)) });
  const earned = member && earn ? earnedFor(order.totals.dueMinor - undelivered(order).dueMinor, earn) : 0;
  if (earned > 0) rows.push({ left: say.earned, right: `+${earned}` });
  return rows;
}
