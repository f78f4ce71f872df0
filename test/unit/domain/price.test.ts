import t from 'tap';
import type { Item } from '../../../src/domain/basket.ts';
import { type PriceContext, type PricedBasket, priceBasket } from '../../../src/domain/price.ts';
import { type Promotion, promotionSchema, promotionsMax } from '../../../src/domain/promotion.ts';

/** Sunday 22 November 2026, 12:00 in Shanghai. */
const context: PriceContext = {
  nowMs: Date.UTC(2026, 10, 22, 4, 0),
  timeZone: 'Asia/Shanghai',
  member: false,
  coupons: [],
};

let lineNumber = 0;

function item(productId: string, unitPriceMinor: number, changes: Partial<Item> = {}): Item {
  lineNumber += 1;
  return {
    lineId: `lin_${lineNumber}`,
    productId,
    name: { zh: '货', en: 'Goods' },
    category: 'food',
    quantity: 1,
    unitPriceMinor,
    delivery: { how: 'none' },
    ...changes,
  };
}

function promotion(
  promotionId: string,
  effect: Promotion['effect'],
  changes: Record<string, unknown> = {},
): Promotion {
  return promotionSchema.parse({
    promotionId,
    name: { zh: '优惠', en: 'Offer' },
    priority: 10,
    scope: {},
    effect,
    ...changes,
  });
}

function due(
  items: readonly Item[],
  promotions: readonly Promotion[],
  changes: Partial<PriceContext> = {},
): number {
  return priceBasket(items, promotions, { ...context, ...changes }).totals.dueMinor;
}

function offs(basket: PricedBasket): string[][] {
  return basket.lines.map((line) => line.discounts.map((d) => `${d.promotionId} ${d.amountMinor}`));
}

t.test('without promotions a line is price times quantity, or weight times price per kilogram', (t) => {
  const { lines, totals } = priceBasket(
    [
      item('cola', 350, { quantity: 3 }),
      item('apples', 1290, { weightGrams: 250 }),
      item('pears', 1290, { weightGrams: 250, codePriceMinor: 300 }),
    ],
    [],
    context,
  );
  t.same(
    lines.map((line) => line.dueMinor),
    [1050, 323, 300],
  );
  t.same(totals, { pieces: 5, regularMinor: 1673, discountMinor: 0, dueMinor: 1673 });
  t.same(priceBasket([], [], context).totals, { pieces: 0, regularMinor: 0, discountMinor: 0, dueMinor: 0 });
  t.end();
});

t.test('a percentage is taken of equal goods together and rounded once', (t) => {
  const tenth = promotion('tenth', { kind: 'percentOff', basisPoints: 1000 });
  t.equal(due([item('a', 333, { quantity: 3 })], [tenth]), 899, '9.99 less 1.00');
  t.equal(due([item('a', 333), item('a', 333), item('a', 333)], [tenth]), 899, 'on three lines too');
  t.equal(
    due([item('a', 5)], [promotion('p', { kind: 'percentOff', basisPoints: 1000 })]),
    4,
    'half is rounded up',
  );
  t.equal(due([item('a', 500)], [promotion('p', { kind: 'percentOff', basisPoints: 10_000 })]), 0);
  t.end();
});

t.test('an amount comes off every piece, and never more than it costs', (t) => {
  const off = promotion('off', { kind: 'amountOff', amountMinor: 200 });
  t.equal(due([item('a', 500, { quantity: 2 }), item('b', 150)], [off]), 600);
  t.end();
});

t.test('a fixed price holds for pieces and kilograms, where it is less', (t) => {
  const fixed = promotion('fixed', { kind: 'fixedPrice', priceMinor: 990 });
  t.equal(due([item('a', 1290, { quantity: 2 })], [fixed]), 1980);
  t.equal(due([item('a', 900)], [fixed]), 900);
  t.equal(due([item('a', 1290, { weightGrams: 500 })], [fixed]), 495);
  t.equal(
    due([item('steak', 2500, { codePriceMinor: 2500 })], [fixed]),
    2500,
    'not for a label without weight: it may be half a kilogram or three',
  );
  t.end();
});

t.test('members have their price', (t) => {
  const member = promotion('member', { kind: 'memberPrice' });
  const goods = [item('a', 500, { memberPriceMinor: 400, quantity: 2 }), item('b', 300)];
  t.equal(due(goods, [member]), 1300);
  t.equal(due(goods, [member], { member: true }), 1100);
  t.equal(
    due([item('c', 1000, { memberPriceMinor: 900, weightGrams: 300 })], [member], { member: true }),
    270,
  );
  const forMembers = promotion('own', { kind: 'percentOff', basisPoints: 5000 }, { membersOnly: true });
  t.equal(due([item('b', 300)], [forMembers]), 300);
  t.equal(due([item('b', 300)], [forMembers], { member: true }), 150);
  t.end();
});

t.test('n for m gives the cheapest pieces of each set, in the sets that save most', (t) => {
  const threeForTwo = promotion('3for2', { kind: 'nForM', take: 3, pay: 2 });
  t.equal(due([item('a', 500, { quantity: 7 })], [threeForTwo]), 2500);
  t.equal(due([item('a', 1000), item('b', 900), item('c', 100)], [threeForTwo]), 1900);
  const prices = [1000, 900, 800, 300, 200, 100];
  t.equal(
    due(
      prices.map((price, n) => item(`p${n}`, price)),
      [threeForTwo],
    ),
    3300 - 800 - 100,
    '10.00 9.00 8.00 and 3.00 2.00 1.00',
  );
  t.equal(due([item('a', 500, { quantity: 2 })], [threeForTwo]), 1000, 'no full set');
  const twoForOne = promotion('2for1', { kind: 'nForM', take: 2, pay: 1 });
  t.equal(
    due([item('a', 500), item('b', 400, { weightGrams: 2000 })], [twoForOne]),
    800,
    'a weighed item is one piece',
  );
  t.equal(due([item('a', 500, { quantity: 4 })], [promotion('x', { kind: 'nForM', take: 2, pay: 3 })]), 2000);
  t.end();
});

t.test('the second at half price counts each product by itself', (t) => {
  const half = promotion('half', { kind: 'nthOff', every: 2, basisPoints: 5000 });
  t.equal(due([item('a', 500), item('a', 500)], [half]), 750);
  t.equal(due([item('a', 500), item('b', 500)], [half]), 1000);
  t.equal(due([item('a', 500, { quantity: 5 })], [half]), 2000);
  t.equal(
    due([item('a', 1000, { weightGrams: 1000 }), item('a', 1000, { weightGrams: 200 })], [half]),
    1100,
    'the cheaper of two is reduced',
  );
  t.end();
});

t.test('a bundle takes the dearest pieces, as often as it saves', (t) => {
  const breakfast = promotion('breakfast', {
    kind: 'bundle',
    priceMinor: 1000,
    parts: [
      { productId: 'coffee', quantity: 1 },
      { productId: 'bun', quantity: 2 },
    ],
  });
  const coffee = (quantity: number): Item => item('coffee', 800, { quantity });
  t.equal(due([coffee(1), item('bun', 300, { quantity: 2 })], [breakfast]), 1000);
  t.equal(due([coffee(3), item('bun', 300, { quantity: 5 })], [breakfast]), 2000 + 800 + 300);
  t.equal(due([coffee(1), item('bun', 300)], [breakfast]), 1100, 'a bun is missing');
  t.equal(
    due(
      [coffee(1), item('bun', 300), item('bun', 300, { codePriceMinor: 100 }), item('bun', 50)],
      [breakfast],
    ),
    1050,
    'the dearest buns are in the bundle',
  );
  t.equal(due([coffee(1), item('bun', 90, { quantity: 2 })], [breakfast]), 980, 'it would cost more');
  const basket = priceBasket([coffee(2), item('bun', 300, { quantity: 4 })], [breakfast], context);
  t.equal(basket.totals.dueMinor, 2000);
  t.same(offs(basket), [['breakfast 458'], ['breakfast 342']], 'the saving is spread by price');
  t.end();
});

t.test('an amount off the list needs its minimum and is spread over the lines exactly', (t) => {
  const ten = promotion('ten', { kind: 'basketAmountOff', minSpendMinor: 3000, amountMinor: 1000 });
  t.equal(due([item('a', 2999)], [ten]), 2999);
  const basket = priceBasket([item('a', 1000), item('b', 1000), item('c', 1000)], [ten], context);
  t.equal(basket.totals.dueMinor, 2000);
  t.same(
    basket.lines.map((line) => line.discountMinor),
    [334, 333, 333],
  );
  t.equal(
    due(
      [item('a', 3000)],
      [promotion('x', { kind: 'basketAmountOff', minSpendMinor: 0, amountMinor: 9000 })],
    ),
    0,
  );
  t.end();
});

t.test('a coupon of ten corrects thirty to twenty, and only when it was presented', (t) => {
  const coupon = promotion(
    'coupon',
    { kind: 'basketAmountOff', minSpendMinor: 0, amountMinor: 1000 },
    { coupon: 'TEN', exclusive: false },
  );
  t.equal(due([item('a', 3000)], [coupon]), 3000);
  t.equal(due([item('a', 3000)], [coupon], { coupons: ['TEN'] }), 2000);
  t.end();
});

t.test('an exclusive promotion keeps its pieces and takes none that was touched', (t) => {
  const first = promotion('first', { kind: 'nForM', take: 2, pay: 1 }, { priority: 1 });
  const second = promotion('second', { kind: 'percentOff', basisPoints: 1000 }, { priority: 2 });
  const goods = [item('a', 1000, { quantity: 3 })];
  t.equal(due(goods, [second, first]), 1000 + 900, 'two in the set, the third at a tenth off');
  const stacking = promotion(
    'second',
    { kind: 'percentOff', basisPoints: 1000 },
    { priority: 2, exclusive: false },
  );
  t.equal(due(goods, [first, stacking]), 1900, 'a closed piece takes no stacking one either');
  const open = promotion('first', { kind: 'nForM', take: 2, pay: 1 }, { priority: 1, exclusive: false });
  t.equal(due(goods, [open, stacking]), 900 + 900, 'stacking ones share what is left');
  t.equal(due(goods, [open, second]), 1900, 'an exclusive one after it takes the third only');
  t.end();
});

t.test('a promotion that saves nothing on a piece does not keep others from it', (t) => {
  const useless = promotion('a', { kind: 'fixedPrice', priceMinor: 5000 }, { priority: 1 });
  const good = promotion('b', { kind: 'percentOff', basisPoints: 5000 }, { priority: 2 });
  t.equal(due([item('a', 1000)], [useless, good]), 500);
  t.end();
});

t.test('every line tells its discounts in the order in which they were applied', (t) => {
  const a = promotion('a', { kind: 'amountOff', amountMinor: 100 }, { exclusive: false });
  const b = promotion('b', { kind: 'percentOff', basisPoints: 5000 }, { exclusive: false, priority: 20 });
  const basket = priceBasket([item('x', 1000)], [b, a], context);
  t.same(offs(basket), [['a 100', 'b 450']]);
  t.match(basket.lines[0], { regularMinor: 1000, discountMinor: 550, dueMinor: 450 });
  t.end();
});

t.test('a scope names products, categories or both', (t) => {
  const goods = [
    item('a', 100),
    item('b', 100, { category: 'drinks' }),
    item('c', 100, { category: 'drinks' }),
  ];
  const of = (scope: object): number =>
    due(goods, [promotion('p', { kind: 'percentOff', basisPoints: 10_000 }, { scope })]);
  t.equal(of({}), 0);
  t.equal(of({ productIds: ['a'] }), 200);
  t.equal(of({ categories: ['drinks'] }), 100);
  t.equal(of({ productIds: ['a', 'b'], categories: ['drinks'] }), 200);
  t.end();
});

t.test('windows hold by campaign, weekday and the hours of the site', (t) => {
  const holds = (window: object, nowMs = context.nowMs): boolean =>
    due([item('a', 100)], [promotion('p', { kind: 'percentOff', basisPoints: 10_000 }, { window })], {
      nowMs,
    }) === 0;
  t.ok(holds({ fromMs: context.nowMs, untilMs: context.nowMs + 1 }));
  t.notOk(holds({ fromMs: context.nowMs + 1 }));
  t.notOk(holds({ untilMs: context.nowMs }));
  t.ok(holds({ days: [7] }), 'it is Sunday');
  t.notOk(holds({ days: [1, 2, 3, 4, 5, 6] }));
  t.ok(holds({ fromTime: '12:00', untilTime: '12:01' }));
  t.notOk(holds({ fromTime: '11:00', untilTime: '12:00' }));
  t.ok(holds({ fromTime: '11:00' }));
  t.ok(holds({ untilTime: '12:01' }));
  t.ok(holds({ fromTime: '09:00', untilTime: '09:00' }), 'equal ends are a whole day');
  const night = { fromTime: '22:00', untilTime: '02:00', days: [6] };
  const shanghai = (day: number, hour: number): number => Date.UTC(2026, 10, day, hour - 8, 30);
  t.ok(holds(night, shanghai(21, 23)), 'Saturday evening');
  t.ok(holds(night, shanghai(22, 1)), 'the night of Saturday goes on into Sunday');
  t.notOk(holds(night, shanghai(21, 1)), 'the night before was of Friday');
  t.notOk(holds(night, shanghai(22, 2)));
  t.notOk(holds(night, shanghai(22, 23)));
  t.end();
});

t.test('a nameless time zone is only noticed where hours matter', (t) => {
  const zone = { timeZone: 'Nowhere/Else' };
  t.equal(due([item('a', 100)], [promotion('p', { kind: 'memberPrice' })], zone), 100);
  const timed = promotion('p', { kind: 'amountOff', amountMinor: 1 }, { window: { fromTime: '10:00' } });
  t.throws(() => due([item('a', 100)], [timed], zone), { code: 'CONFIG_INVALID' });
  t.end();
});

t.test('prices below nothing, endless sums and endless promotions are refused', (t) => {
  t.throws(() => due([item('a', -1)], []), { code: 'MONEY_OUT_OF_RANGE' });
  t.throws(() => due([item('a', 900_000_000), item('b', 900_000_000)], []), { code: 'MONEY_OUT_OF_RANGE' });
  const many = Array.from({ length: promotionsMax + 1 }, (_, n) =>
    promotion(`p${n}`, { kind: 'amountOff', amountMinor: 1 }),
  );
  t.throws(() => due([item('a', 1)], many), { code: 'BUNDLE_INVALID' });
  t.end();
});
