import fc from 'fast-check';
import t from 'tap';
import type { Item } from '../../../src/domain/basket.ts';
import { priceBasket } from '../../../src/domain/price.ts';
import { type Promotion, promotionSchema } from '../../../src/domain/promotion.ts';

const context = { nowMs: 0, timeZone: 'Asia/Shanghai', member: false, coupons: [] };

function goods(...prices: [productId: string, unitPriceMinor: number, quantity?: number][]): Item[] {
  return prices.map(([productId, unitPriceMinor, quantity = 1], n) => ({
    lineId: `lin_${n}`,
    productId,
    name: { zh: '货', en: 'Goods' },
    category: 'food',
    quantity,
    unitPriceMinor,
    delivery: { how: 'none' },
  }));
}

function rule(promotionId: string, effect: Promotion['effect'], changes: object = {}): Promotion {
  return promotionSchema.parse({
    ...{ promotionId, name: { zh: '优惠', en: 'Offer' }, priority: 10, scope: {}, effect },
    ...changes,
  });
}

const due = (items: readonly Item[], ...promotions: Promotion[]): number =>
  priceBasket(items, promotions, context).totals.dueMinor;
const given = (items: readonly Item[], ...promotions: Promotion[]): (string | undefined)[] =>
  priceBasket(items, promotions, context).lines.map(({ discounts }) => discounts[0]?.promotionId);

t.test('of two exclusive rules of one priority each product takes the better one', (t) => {
  const tenth = rule('a', { kind: 'percentOff', basisPoints: 1000 });
  const five = rule('b', { kind: 'amountOff', amountMinor: 50 });
  const items = goods(['cheap', 300], ['dear', 2000]);
  t.same(given(items, tenth, five), ['b', 'a']);
  t.equal(due(items, tenth, five), 250 + 1800);
  t.end();
});

t.test('a bundle gives way to what saves more on its parts, and the reverse', (t) => {
  const bundle = rule('a', {
    kind: 'bundle',
    parts: [
      { productId: 'x', quantity: 1 },
      { productId: 'y', quantity: 1 },
    ],
    priceMinor: 1800,
  });
  const half = rule('b', { kind: 'percentOff', basisPoints: 5000 }, { scope: { productIds: ['x'] } });
  const fifth = rule('c', { kind: 'percentOff', basisPoints: 500 }, { scope: { productIds: ['x'] } });
  const items = goods(['x', 1000], ['y', 1000]);
  t.equal(due(items, bundle, half), 1500, 'half of one saves more than the bundle');
  t.equal(due(items, bundle, fifth), 1800, 'the bundle saves more than a twentieth');
  t.equal(due(goods(['x', 1000, 2], ['y', 1000]), bundle, fifth), 1800 + 950, 'both, on different pieces');
  t.end();
});

t.test('stacking rules of one priority apply in the order that leaves least', (t) => {
  const amount = rule('a', { kind: 'amountOff', amountMinor: 100 }, { exclusive: false });
  const half = rule('b', { kind: 'percentOff', basisPoints: 5000 }, { exclusive: false });
  t.equal(due(goods(['x', 1000]), amount, half), 400, 'first the half, then the amount');
  t.end();
});

t.test('a lower priority number goes first even where the other order would save more', (t) => {
  const little = rule('a', { kind: 'percentOff', basisPoints: 100 }, { priority: 1 });
  const much = rule('b', { kind: 'percentOff', basisPoints: 5000 }, { priority: 2 });
  t.equal(due(goods(['x', 1000]), little, much), 990);
  t.end();
});

t.test('beyond the bound the rule that saves most alone comes first', (t) => {
  const many = Array.from({ length: 12 }, (_, n) =>
    rule(`p${n}`, { kind: 'percentOff', basisPoints: 100 * (n + 1) }),
  );
  t.equal(due(goods(['x', 1000]), ...many), 880);
  t.end();
});

const products = ['a', 'b', 'c'];
const basketOf = fc.array(
  fc.tuple(fc.constantFrom(...products), fc.constantFrom(99, 333, 350, 1290), fc.integer({ min: 1, max: 4 })),
  { maxLength: 5 },
);
const basisPoints = fc.integer({ min: 1, max: 10_000 });
const effectOf: fc.Arbitrary<Promotion['effect']> = fc.oneof(
  fc.record({ kind: fc.constant('percentOff' as const), basisPoints }),
  fc.record({ kind: fc.constant('amountOff' as const), amountMinor: fc.nat(400) }),
  fc.record({ kind: fc.constant('fixedPrice' as const), priceMinor: fc.nat(1200) }),
  fc.record({
    kind: fc.constant('nForM' as const),
    take: fc.integer({ min: 3, max: 4 }),
    pay: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({ kind: fc.constant('nthOff' as const), every: fc.integer({ min: 2, max: 3 }), basisPoints }),
  fc.record({
    kind: fc.constant('bundle' as const),
    parts: fc.uniqueArray(fc.record({ productId: fc.constantFrom(...products), quantity: fc.constant(1) }), {
      minLength: 2,
      maxLength: 3,
      selector: ({ productId }) => productId,
    }),
    priceMinor: fc.nat(1500),
  }),
  fc.record({
    kind: fc.constant('basketAmountOff' as const),
    minSpendMinor: fc.nat(2000),
    amountMinor: fc.nat(1000),
  }),
);

t.test('one more rule of the last priority never raises the total, within the bound', (t) => {
  const drafts = fc.array(
    fc.record({ effect: effectOf, exclusive: fc.boolean(), productIds: fc.subarray(products) }),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(basketOf, drafts, fc.nat(2), (basket, list, which) => {
      const items = goods(...basket);
      const rules = list.map(({ effect, exclusive, productIds }, n) =>
        rule(`p${n}`, effect, { exclusive, scope: { productIds } }),
      );
      const fewer = rules.filter((_, n) => n !== which % rules.length);
      return due(items, ...rules) <= due(items, ...fewer);
    }),
    { numRuns: 1000 },
  );
  t.end();
});

t.test('no order of rules of one priority, tried one by one, saves more', (t) => {
  const drafts = fc.array(fc.record({ effect: effectOf, productIds: fc.subarray(products) }), {
    minLength: 2,
    maxLength: 3,
  });
  fc.assert(
    fc.property(basketOf, drafts, (basket, list) => {
      const items = goods(...basket);
      const rules = list.map(({ effect, productIds }, n) => rule(`p${n}`, effect, { scope: { productIds } }));
      const inTurn = ordersOf(rules).map((order) =>
        due(items, ...order.map((one, priority) => ({ ...one, priority }))),
      );
      return due(items, ...rules) <= Math.min(...inTurn);
    }),
    { numRuns: 500 },
  );
  t.end();
});

function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((one, n) => ordersOf(list.filter((_, at) => at !== n)).map((rest) => [one, ...rest]));
}
