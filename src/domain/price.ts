/**
 * Prices a basket. Rules apply by priority, lower numbers first; those of one priority in the order that is
 * best for the shopper (`price-order.ts`). An exclusive rule takes only pieces that no rule touched and keeps
 * them to itself; the others stack on what is left of a piece. A rule that may choose takes the pieces that
 * save most. A weighed item is one piece. How amounts are rounded stands in `price-effects.ts`; why the order
 * of scanning cannot change them, in `price-piles.ts`.
 * Always: regular − discount = due ≥ 0 for every line, and the totals are the sums of the lines.
 */
import type { Item, PricedLine, Totals } from './basket.ts';
import { Fault } from './fault.ts';
import { type LocalTime, localTime } from './local-time.ts';
import { checkMinor } from './money.ts';
import { applyRules } from './price-order.ts';
import { kindsOf, pieceMinor } from './price-piles.ts';
import { type PointsToSpend, spendPoints } from './price-points.ts';
import { scopedRules } from './price-scope.ts';
import { type Promotion, promotionsMax } from './promotion.ts';
import { isWithinWindow } from './promotion-window.ts';

export interface PriceContext {
  readonly nowMs: number;
  /** IANA name of the site's time zone. */
  readonly timeZone: string;
  readonly member: boolean;
  /** Series of coupons that were presented and checked. */
  readonly coupons: readonly string[];
  /** Points that may be spent, after everything else. */
  readonly points?: PointsToSpend | undefined;
}

export interface PricedBasket {
  /** In the order of the items. */
  readonly lines: PricedLine[];
  readonly totals: Totals;
  readonly pointsSpent: number;
}

type LineDiscounts = PricedLine['discounts'];

/**
 * Throws `MONEY_OUT_OF_RANGE` for prices below nothing and for sums over the limit of an order, and
 * `BUNDLE_INVALID` for more than `promotionsMax` rules.
 */
export function priceBasket(
  items: readonly Item[],
  promotions: readonly Promotion[],
  context: PriceContext,
): PricedBasket {
  if (promotions.length > promotionsMax) throw new Fault('BUNDLE_INVALID', 'price with too many promotions');
  const kinds = kindsOf(items);
  const discounts: LineDiscounts[] = items.map(() => []);
  const scoped = scopedRules(applicable(promotions, context), kinds);
  for (const rules of Map.groupBy(scoped, ({ promotion }) => promotion.priority).values()) {
    applyRules(rules, (line, promotion, offMinor) => note(discounts[line] ?? [], promotion, offMinor));
  }
  const reduced = items.map((item, line) => lineOf(item, discounts[line] ?? []));
  const { lines, spent } = context.points
    ? spendPoints(reduced, context.points)
    : { lines: reduced, spent: 0 };
  return { lines: [...lines], totals: totalsOf(lines), pointsSpent: spent };
}

/** Those that hold now, by priority and then by id. */
function applicable(promotions: readonly Promotion[], context: PriceContext): Promotion[] {
  let known: LocalTime | undefined;
  const local = (): LocalTime => {
    known ??= localTime(context.nowMs, context.timeZone);
    return known;
  };
  return inOrder(promotions).filter(({ coupon, effect, membersOnly, window }) => {
    if ((membersOnly || effect.kind === 'memberPrice') && !context.member) return false;
    if (coupon !== undefined && !context.coupons.includes(coupon)) return false;
    return isWithinWindow(window, context.nowMs, local);
  });
}

/** Orders are made once and kept for as long as the published bundle lives. */
const orders = new WeakMap<readonly Promotion[], readonly Promotion[]>();

function inOrder(promotions: readonly Promotion[]): readonly Promotion[] {
  const kept = orders.get(promotions);
  if (kept) return kept;
  const sorted = promotions.toSorted(
    (a, b) => a.priority - b.priority || (a.promotionId < b.promotionId ? -1 : 1),
  );
  orders.set(promotions, sorted);
  return sorted;
}

function note(discounts: LineDiscounts, promotion: Promotion, offMinor: number): void {
  const last = discounts.at(-1);
  const { promotionId, name, coupon } = promotion;
  if (last?.promotionId === promotionId) last.amountMinor += offMinor;
  else
    discounts.push({ promotionId, name, amountMinor: offMinor, ...(coupon === undefined ? {} : { coupon }) });
}

function lineOf(item: Item, discounts: LineDiscounts): PricedLine {
  const regularMinor = checkMinor(pieceMinor(item) * item.quantity, 'a line');
  const discountMinor = discounts.reduce((sum, discount) => sum + discount.amountMinor, 0);
  return { ...item, regularMinor, discountMinor, dueMinor: regularMinor - discountMinor, discounts };
}

function totalsOf(lines: readonly PricedLine[]): Totals {
  const sum = (of: (line: PricedLine) => number): number =>
    lines.reduce((total, line) => total + of(line), 0);
  return {
    pieces: sum((line) => line.quantity),
    regularMinor: checkMinor(
      sum((line) => line.regularMinor),
      'the total of a basket',
    ),
    discountMinor: sum((line) => line.discountMinor),
    dueMinor: sum((line) => line.dueMinor),
  };
}
