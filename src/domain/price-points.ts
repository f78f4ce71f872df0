/**
 * Points on a priced list: they come last, after every promotion and coupon, and are spread over the lines by
 * what is due for each. Lines share in an order that does not depend on the order of scanning.
 */
import type { PricedLine } from './basket.ts';
import { allocate } from './money.ts';
import { type PointsRate, spendable, worthMinor } from './points.ts';

/** The discount by which points show on a line. */
export const pointsDiscountId = 'points';
const name = { zh: '积分抵扣', en: 'Points' };

export interface PointsToSpend {
  /** Reserved for the order. */
  readonly available: number;
  readonly rate: PointsRate;
}

/** The lines with as many of the points taken off as their sum allows. */
export function spendPoints(
  lines: readonly PricedLine[],
  { available, rate }: PointsToSpend,
): { readonly lines: readonly PricedLine[]; readonly spent: number } {
  const dueMinor = lines.reduce((sum, line) => sum + line.dueMinor, 0);
  const spent = spendable(available, dueMinor, rate);
  const offMinor = worthMinor(spent, rate);
  if (offMinor === 0) return { lines, spent: 0 };
  const places = lines.map((_, place) => place);
  places.sort((a, b) => compare(lines[a], lines[b]));
  const parts = allocate(
    offMinor,
    places.map((place) => lines[place]?.dueMinor ?? 0),
  );
  const off = new Map(places.map((place, n) => [place, parts[n] ?? 0]));
  return { spent, lines: lines.map((line, place) => withPoints(line, off.get(place) ?? 0)) };
}

function compare(a: PricedLine | undefined, b: PricedLine | undefined): number {
  if (!a || !b) return 0;
  return b.dueMinor - a.dueMinor || (a.productId < b.productId ? -1 : a.productId > b.productId ? 1 : 0);
}

function withPoints(line: PricedLine, offMinor: number): PricedLine {
  if (offMinor === 0) return line;
  const discount = { promotionId: pointsDiscountId, name, amountMinor: offMinor, points: true as const };
  return {
    ...line,
    discountMinor: line.discountMinor + offMinor,
    dueMinor: line.dueMinor - offMinor,
    discounts: [...line.discounts, discount],
  };
}
