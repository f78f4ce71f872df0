/**
 * Shares the lines of an order among its payments, so that forms by channel and by product both add up to the
 * minor unit: the first payment pays the first lines. What corrects a line's regular amount follows what was
 * paid of the line.
 */
import type { PricedLine } from '../../../domain/basket.ts';
import { allocate } from '../../../domain/money.ts';
import { goodsOf, type TakingGoods } from './taking.ts';

export type SharedLine = Pick<
  PricedLine,
  'productId' | 'quantity' | 'regularMinor' | 'dueMinor' | 'discounts'
>;

interface Share {
  readonly payment: number;
  readonly dueMinor: number;
}

/** Of each payment its goods. `paidMinor` are what came by each; none is a payment of nothing. */
export function shareGoods(lines: readonly SharedLine[], paidMinor: readonly number[]): TakingGoods[][] {
  const left = [...paidMinor];
  const goods: Map<string, TakingGoods>[] = left.map(() => new Map());
  let at = 0;
  for (const line of lines) {
    const shares: Share[] = [];
    let dueMinor = line.dueMinor;
    while (dueMinor > 0 && at < left.length) {
      const takenMinor = Math.min(dueMinor, left[at] ?? 0);
      if (takenMinor > 0) shares.push({ payment: at, dueMinor: takenMinor });
      dueMinor -= takenMinor;
      left[at] = (left[at] ?? 0) - takenMinor;
      if (left[at] === 0 && at < left.length - 1) at += 1;
      else if (dueMinor > 0) break;
    }
    if (shares.length === 0) shares.push({ payment: at, dueMinor: 0 });
    addLine(goods, line, shares, dueMinor);
  }
  left.forEach((minor, payment) => {
    if (minor > 0) add(goods[payment], goodsOf('', { regular_minor: minor, actual_minor: minor }));
  });
  return goods.map((one) => [...one.values()]);
}

/** `missingMinor` is due and nobody paid it: it was let off. */
function addLine(
  goods: readonly Map<string, TakingGoods>[],
  line: SharedLine,
  shares: readonly Share[],
  missingMinor: number,
): void {
  const weights = shares.map(({ dueMinor }) => dueMinor);
  const off = discountsOf(line);
  const promotion = allocate(off.promotionMinor + missingMinor, weights);
  const coupon = allocate(off.couponMinor, weights);
  const points = allocate(off.pointsMinor, weights);
  shares.forEach(({ payment, dueMinor }, n) => {
    const corrections = {
      promotion_minor: promotion[n] ?? 0,
      coupon_minor: coupon[n] ?? 0,
      points_minor: points[n] ?? 0,
    };
    const { promotion_minor, coupon_minor, points_minor } = corrections;
    add(
      goods[payment],
      goodsOf(line.productId, {
        ...corrections,
        regular_minor: dueMinor + promotion_minor + coupon_minor + points_minor,
        actual_minor: dueMinor,
        pieces: n === 0 ? line.quantity : 0,
      }),
    );
  });
}

function discountsOf({ regularMinor, dueMinor, discounts }: SharedLine) {
  let [couponMinor, pointsMinor] = [0, 0];
  for (const { coupon, points, amountMinor } of discounts) {
    if (points) pointsMinor += amountMinor;
    else if (coupon !== undefined) couponMinor += amountMinor;
  }
  return { couponMinor, pointsMinor, promotionMinor: regularMinor - dueMinor - couponMinor - pointsMinor };
}

function add(goods: Map<string, TakingGoods> | undefined, more: TakingGoods): void {
  const held = goods?.get(more.product_id) ?? goodsOf(more.product_id);
  goods?.set(more.product_id, {
    product_id: more.product_id,
    regular_minor: held.regular_minor + more.regular_minor,
    promotion_minor: held.promotion_minor + more.promotion_minor,
    coupon_minor: held.coupon_minor + more.coupon_minor,
    points_minor: held.points_minor + more.points_minor,
    actual_minor: held.actual_minor + more.actual_minor,
    refunded_minor: held.refunded_minor + more.refunded_minor,
    pieces: held.pieces + more.pieces,
  });
}
