/** What holds for every basket and every set of promotions, on baskets made at random. */
import fc from 'fast-check';
import t from 'tap';
import { type Item, pricedLineSchema } from '../../../src/domain/basket.ts';
import { type PriceContext, type PricedBasket, priceBasket } from '../../../src/domain/price.ts';
import type { Promotion, PromotionEffect } from '../../../src/domain/promotion.ts';

const products = ['a', 'b', 'c', 'd'];
const name = { zh: '货', en: 'Goods' };
const context: PriceContext = { nowMs: 0, timeZone: 'Asia/Shanghai', member: true, coupons: ['yes'] };

/** Product decides category and price, with a few lines that are dearer for their options. */
const itemOf = fc
  .record({
    product: fc.nat(products.length - 1),
    quantity: fc.integer({ min: 1, max: 6 }),
    grams: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined, freq: 4 }),
    label: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined, freq: 6 }),
    surcharge: fc.constantFrom(0, 0, 0, 50),
    price: fc.constantFrom(1, 99, 333, 350, 1290),
  })
  .map(({ product, quantity, grams, label, surcharge, price }): Omit<Item, 'lineId'> => {
    const single = grams !== undefined || label !== undefined;
    return {
      productId: products[product] ?? 'a',
      category: product < 2 ? 'food' : 'drinks',
      name,
      quantity: single ? 1 : quantity,
      unitPriceMinor: price + surcharge,
      memberPriceMinor: Math.floor(price * 0.9) + surcharge,
      ...(grams === undefined ? {} : { weightGrams: grams }),
      ...(label === undefined ? {} : { codePriceMinor: label }),
      delivery: { how: 'none' },
    };
  });

const basisPoints = fc.integer({ min: 1, max: 10_000 });
const effectOf: fc.Arbitrary<PromotionEffect> = fc.oneof(
  fc.record({ kind: fc.constant('percentOff' as const), basisPoints }),
  fc.record({ kind: fc.constant('amountOff' as const), amountMinor: fc.nat(400) }),
  fc.record({ kind: fc.constant('fixedPrice' as const), priceMinor: fc.nat(1200) }),
  fc.record({
    kind: fc.constant('nForM' as const),
    take: fc.integer({ min: 2, max: 5 }),
    pay: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant('nthOff' as const), every: fc.integer({ min: 2, max: 4 }), basisPoints }),
  fc.record({
    kind: fc.constant('bundle' as const),
    parts: fc.array(
      fc.record({ productId: fc.constantFrom(...products), quantity: fc.integer({ min: 1, max: 3 }) }),
      { minLength: 1, maxLength: 3 },
    ),
    priceMinor: fc.nat(2000),
  }),
  fc.record({
    kind: fc.constant('basketAmountOff' as const),
    minSpendMinor: fc.nat(3000),
    amountMinor: fc.nat(3000),
  }),
  fc.record({ kind: fc.constant('memberPrice' as const) }),
);

const promotionsOf = fc.array(
  fc.record({
    priority: fc.nat(3),
    exclusive: fc.boolean(),
    effect: effectOf,
    productIds: fc.subarray(products),
    categories: fc.constantFrom([], [], ['food']),
  }),
  { maxLength: 8 },
);

const basketOf = fc.array(itemOf, { maxLength: 10 });

function numbered(items: readonly Omit<Item, 'lineId'>[]): Item[] {
  return items.map((item, n) => ({ ...item, lineId: `lin_${String(n).padStart(3, '0')}` }));
}

interface Draft {
  readonly priority: number;
  readonly exclusive: boolean;
  readonly effect: PromotionEffect;
  readonly productIds: readonly string[];
  readonly categories: readonly string[];
}

function published(drafts: readonly Draft[]): Promotion[] {
  return drafts.map(({ priority, exclusive, effect, productIds, categories }, n) => ({
    promotionId: `p${n}`,
    name,
    priority,
    exclusive,
    membersOnly: false,
    scope: { productIds: [...productIds], categories: [...categories] },
    window: {},
    effect,
  }));
}

/** What each promotion took off, whichever lines it took it from. */
function offs(basket: PricedBasket): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { discounts } of basket.lines) {
    for (const { promotionId, amountMinor } of discounts) {
      sums[promotionId] = (sums[promotionId] ?? 0) + amountMinor;
    }
  }
  return Object.fromEntries(Object.entries(sums).sort());
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

t.test('lines sum to the totals, and nothing is below nothing', (t) => {
  fc.assert(
    fc.property(basketOf, promotionsOf, (items, drafts) => {
      const { lines, totals } = priceBasket(numbered(items), published(drafts), context);
      for (const line of lines) {
        pricedLineSchema.parse(line);
        if (line.regularMinor - line.discountMinor !== line.dueMinor) return false;
        if (line.dueMinor < 0 || line.discountMinor < 0) return false;
        if (sumOf(line.discounts.map((discount) => discount.amountMinor)) !== line.discountMinor)
          return false;
        if (line.discounts.some((discount) => discount.amountMinor <= 0)) return false;
        if (new Set(line.discounts.map((d) => d.promotionId)).size !== line.discounts.length) return false;
      }
      return (
        sumOf(lines.map((line) => line.dueMinor)) === totals.dueMinor &&
        sumOf(lines.map((line) => line.regularMinor)) === totals.regularMinor &&
        totals.regularMinor - totals.discountMinor === totals.dueMinor &&
        sumOf(lines.map((line) => line.quantity)) === totals.pieces
      );
    }),
    { numRuns: 500 },
  );
  t.end();
});

t.test('neither the order of scanning nor the ids of lines change an amount', (t) => {
  const shuffled = basketOf.chain((items) =>
    fc.record({
      items: fc.constant(items),
      mixed: fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, promotionsOf, ({ items, mixed }, drafts) => {
      const promotions = published(drafts);
      const one = priceBasket(numbered(items), promotions, context);
      const other = priceBasket(numbered(mixed), promotions.toReversed(), context);
      t.same(other.totals, one.totals);
      t.same(offs(other), offs(one));
    }),
    { numRuns: 300 },
  );
  t.end();
});

t.test('the same pieces on one line or on many cost the same', (t) => {
  fc.assert(
    fc.property(basketOf, promotionsOf, (items, drafts) => {
      const promotions = published(drafts);
      const single = items.flatMap((item) =>
        Array.from({ length: item.quantity }, () => ({ ...item, quantity: 1 })),
      );
      const one = priceBasket(numbered(items), promotions, context);
      const many = priceBasket(numbered(single), promotions, context);
      t.same(many.totals, one.totals);
      t.same(offs(many), offs(one));
    }),
    { numRuns: 300 },
  );
  t.end();
});

t.test('a piece of an exclusive promotion has no other', (t) => {
  fc.assert(
    fc.property(fc.array(itemOf, { minLength: 1, maxLength: 6 }), promotionsOf, (items, drafts) => {
      const promotions = published(drafts);
      const exclusive = new Set(promotions.filter((p) => p.exclusive).map((p) => p.promotionId));
      const pieces = numbered(
        items.flatMap((item) => Array.from({ length: item.quantity }, () => ({ ...item, quantity: 1 }))),
      );
      return priceBasket(pieces, promotions, context).lines.every(
        ({ discounts }) => discounts.length < 2 || discounts.every((d) => !exclusive.has(d.promotionId)),
      );
    }),
    { numRuns: 300 },
  );
  t.end();
});

t.test('no way to make the sets of an n for m saves more', (t) => {
  const prices = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(prices, fc.integer({ min: 2, max: 4 }), fc.nat(2), (list, take, payLess) => {
      const pay = Math.max(1, take - 1 - payLess);
      const items = numbered(
        list.map((price) => ({
          productId: 'a',
          category: 'food',
          name,
          quantity: 1,
          unitPriceMinor: price,
          delivery: { how: 'none' as const },
        })),
      );
      const [promotion] = published([
        {
          priority: 0,
          exclusive: true,
          effect: { kind: 'nForM', take, pay },
          productIds: [],
          categories: [],
        },
      ]);
      const basket = priceBasket(items, promotion ? [promotion] : [], context);
      return basket.totals.discountMinor === bestSaving(list, take, pay);
    }),
    { numRuns: 200 },
  );
  t.end();
});

/** The greatest saving over all ways to put pieces into sets, tried one by one. */
function bestSaving(prices: readonly number[], take: number, pay: number): number {
  if (prices.length < take) return 0;
  let best = 0;
  const [first = 0, ...rest] = prices;
  best = Math.max(best, bestSaving(rest, take, pay));
  for (const others of choices(rest, take - 1)) {
    const set = [first, ...others.chosen].sort((a, b) => b - a);
    best = Math.max(best, sumOf(set.slice(pay)) + bestSaving(others.left, take, pay));
  }
  return best;
}

function choices(list: readonly number[], count: number): { chosen: number[]; left: number[] }[] {
  if (count === 0) return [{ chosen: [], left: [...list] }];
  const [first, ...rest] = list;
  if (first === undefined) return [];
  return [
    ...choices(rest, count - 1).map(({ chosen, left }) => ({ chosen: [first, ...chosen], left })),
    ...choices(rest, count).map(({ chosen, left }) => ({ chosen, left: [first, ...left] })),
  ];
}

t.test('a full basket under many stacking promotions is priced whole', (t) => {
  const items = numbered(
    Array.from({ length: 200 }, (_, n) => ({
      productId: `p${n % 90}`,
      category: n % 2 ? 'food' : 'drinks',
      name,
      quantity: 1 + (n % 7) * 166,
      unitPriceMinor: 100 + n,
      delivery: { how: 'none' as const },
    })),
  );
  const promotions = published(
    Array.from({ length: 60 }, (_, n) => ({
      priority: n % 10,
      exclusive: false,
      effect: { kind: 'percentOff' as const, basisPoints: 10 + (n % 50) },
      productIds: [],
      categories: [],
    })),
  );
  const { lines, totals } = priceBasket(items, promotions, context);
  t.equal(sumOf(lines.map((line) => line.dueMinor)), totals.dueMinor);
  t.ok(totals.dueMinor > 0 && totals.dueMinor < totals.regularMinor);
  for (const line of lines) pricedLineSchema.parse(line);
  t.end();
});
