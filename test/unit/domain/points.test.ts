import fc from 'fast-check';
import t from 'tap';
import type { Item } from '../../../src/domain/basket.ts';
import { defaultPointsPolicy, earnedFor, pointsBack, spendable } from '../../../src/domain/points.ts';
import { priceBasket } from '../../../src/domain/price.ts';
import { promotionSchema } from '../../../src/domain/promotion.ts';

const { spend, earn } = defaultPointsPolicy;
const shop = { nowMs: 0, timeZone: 'Asia/Shanghai', member: false };
const goods = (...prices: number[]): Item[] =>
  prices.map((unitPriceMinor, n) => ({
    lineId: `lin_${n}`,
    productId: `p${n}`,
    name: { zh: '货', en: 'Goods' },
    category: 'food',
    quantity: 1,
    unitPriceMinor,
    delivery: { how: 'none' },
  }));
const coupon = promotionSchema.parse({
  promotionId: 'ten-off',
  name: { zh: '减十元', en: '10 off' },
  priority: 900,
  exclusive: false,
  coupon: 'welcome',
  scope: {},
  effect: { kind: 'basketAmountOff', minSpendMinor: 0, amountMinor: 1000 },
});

t.test('thirty less a coupon of ten are twenty, and a hundred points are ten more', (t) => {
  const items = goods(1800, 1200);
  t.equal(priceBasket(items, [coupon], { ...shop, coupons: [] }).totals.dueMinor, 3000);
  t.equal(priceBasket(items, [coupon], { ...shop, coupons: ['welcome'] }).totals.dueMinor, 2000);
  const points = { available: 100, rate: spend };
  const both = priceBasket(items, [coupon], { ...shop, coupons: ['welcome'], points });
  t.match(both, { pointsSpent: 100, totals: { regularMinor: 3000, discountMinor: 2000, dueMinor: 1000 } });
  t.match(both.lines[0]?.discounts, [{ coupon: 'welcome' }, { promotionId: 'points', points: true }]);
  t.end();
});

t.test('points never take more off than is due, and lines sum to the total in any order', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 6 }),
      fc.nat(1000),
      fc.record({ points: fc.integer({ min: 1, max: 500 }), minor: fc.integer({ min: 1, max: 5000 }) }),
      (prices, available, rate) => {
        const context = { ...shop, coupons: [], points: { available, rate } };
        const items = goods(...prices);
        const { lines, totals, pointsSpent } = priceBasket(items, [], context);
        const turned = priceBasket(items.toReversed(), [], context);
        return (
          totals.dueMinor >= 0 &&
          pointsSpent <= available &&
          lines.every(
            (line) => line.dueMinor >= 0 && line.regularMinor - line.discountMinor === line.dueMinor,
          ) &&
          lines.reduce((sum, line) => sum + line.dueMinor, 0) === totals.dueMinor &&
          turned.pointsSpent === pointsSpent &&
          turned.lines.toReversed().every((line, n) => line.dueMinor === lines[n]?.dueMinor)
        );
      },
    ),
  );
  t.end();
});

t.test('points are spent and earned whole, and go back with the goods', (t) => {
  t.equal(spendable(1000, 1999, spend), 199, 'a minor unit short of two hundred');
  t.equal(spendable(50, 3000, spend), 50);
  t.equal(earnedFor(1999, earn), 19);
  t.equal(pointsBack(100, 1000, 1000), 100, 'all of them with all goods');
  t.equal(pointsBack(100, 333, 1000), 33);
  t.equal(pointsBack(0, 0, 0), 0);
  t.end();
});
