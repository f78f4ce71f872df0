/** Until when goods are sold: by their code, by what was recorded when they came in, and by which of the two. */
import fc from 'fast-check';
import t from 'tap';
import type { Item } from '../../../src/domain/basket.ts';
import { goodsDates, redated } from '../../../src/domain/goods-dates.ts';
import { type GoodsIn, goodsInSchema } from '../../../src/domain/goods-in.ts';
import { goodsInFactsSchema, goodsInProblem } from '../../../src/domain/goods-in-facts.ts';
import { priceBasket } from '../../../src/domain/price.ts';
import { promotionSchema } from '../../../src/domain/promotion.ts';
import { addDays } from '../../../src/domain/shelf-life.ts';
import { judgeDate, type ShelfLifePolicy } from '../../../src/domain/shelf-life-policy.ts';

let entries = 0;
const entry = (facts: Partial<GoodsIn>): GoodsIn => {
  entries += 1;
  return goodsInSchema.parse({ entryId: `gin_${entries}`, productId: 'milk', ...facts });
};
const datesOf = (reading: Parameters<typeof goodsDates>[0], known: readonly GoodsIn[], keeps?: number) =>
  goodsDates(reading, known, keeps, false);

t.test('the entry of the item holds, else that of its batch, else that of the article', (t) => {
  const known = [
    entry({ expiresOn: '2026-12-30' }),
    entry({ lot: 'L1', expiresOn: '2026-12-20' }),
    entry({ serial: 'S1', lot: 'L1', expiresOn: '2026-12-24' }),
    entry({ serial: 'S2', lot: 'L1' }),
  ];
  t.same(datesOf({ serial: 'S1' }, known), { lot: 'L1', expiresOn: '2026-12-24', dateBy: 'goodsIn' });
  t.match(datesOf({ serial: 'S2' }, known), { expiresOn: '2026-12-20' }, "the item's entry names its batch");
  t.match(datesOf({ lot: 'L1' }, known), { expiresOn: '2026-12-20', dateBy: 'goodsIn' });
  t.match(datesOf({ lot: 'L9' }, known), { expiresOn: '2026-12-30' }, 'a batch that nobody recorded');
  t.match(datesOf({}, known), { expiresOn: '2026-12-30' });
  t.same(datesOf({}, []), {});
  t.end();
});

t.test('of a code and the entry of its batch the earlier date holds', (t) => {
  const batch = [entry({ lot: 'L1', expiresOn: '2026-12-20' })];
  const earlier = datesOf({ lot: 'L1', expiresOn: '2026-12-19' }, batch);
  t.equal(earlier.expiresOn, '2026-12-19');
  t.equal(earlier.dateBy, undefined, 'the code names it');
  t.match(datesOf({ lot: 'L1', expiresOn: '2026-12-21' }, batch), {
    expiresOn: '2026-12-20',
    dateBy: 'goodsIn',
  });
  const article = [entry({ expiresOn: '2026-12-01' })];
  t.equal(
    datesOf({ expiresOn: '2026-12-21' }, article).expiresOn,
    '2026-12-21',
    'an entry about the article cannot know which goods these are',
  );
  t.end();
});

t.test('production and shelf life complete one another from the code, the entry and the catalogue', (t) => {
  const batch = [entry({ lot: 'L1', producedOn: '2026-12-01' })];
  t.match(datesOf({ lot: 'L1' }, batch, 5), { producedOn: '2026-12-01', expiresOn: '2026-12-06' });
  const longer = [entry({ lot: 'L1', producedOn: '2026-12-01', shelfLifeDays: 9 })];
  t.equal(datesOf({ lot: 'L1' }, longer, 5).expiresOn, '2026-12-10');
  const article = [entry({ shelfLifeDays: 3 })];
  t.equal(datesOf({ producedOn: '2026-12-02' }, article, 5).expiresOn, '2026-12-05');
  t.equal(datesOf({ producedOn: '2026-12-02', shelfLifeDays: 1 }, article, 5).expiresOn, '2026-12-03');
  t.end();
});

t.test('no record makes goods keep longer than their code says', (t) => {
  const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-06-01', days));
  const lot = fc.constantFrom('L1', 'L2');
  const known = fc.array(
    fc
      .record({ lot: fc.option(lot, { nil: undefined }), expiresOn: day })
      .map(({ lot: of, expiresOn }) => entry({ expiresOn, ...(of === undefined ? {} : { lot: of }) })),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(lot, day, known, (ofCode, expiresOn, all) => {
      const dates = datesOf({ lot: ofCode, expiresOn }, all);
      return dates.expiresOn !== undefined && dates.expiresOn <= expiresOn;
    }),
  );
  t.end();
});

const listed: Item = {
  ...{ lineId: 'lin_1', productId: 'milk', name: { zh: '牛奶', en: 'Milk' }, category: 'dairy', quantity: 2 },
  ...{ unitPriceMinor: 450, lot: 'L1', expiresOn: '2026-12-20', delivery: { how: 'none' as const } },
};

t.test('goods on the list follow what is recorded of them meanwhile', (t) => {
  t.equal(redated(listed, [], undefined), listed, 'the same item where nothing changed');
  const corrected = redated(listed, [entry({ lot: 'L1', expiresOn: '2026-12-01' })], undefined);
  t.match(corrected, { expiresOn: '2026-12-01', dateBy: 'goodsIn', quantity: 2 });
  t.equal(redated(listed, [entry({ lot: 'L1', expiresOn: '2026-12-30' })], undefined), listed);
  const named = redated(listed, [entry({ lot: 'L1', promotionId: 'near' })], undefined);
  t.equal(named.promotionId, 'near');
  t.equal(redated(named, [], undefined).promotionId, undefined, 'and lose a promotion that was taken back');
  t.end();
});

t.test('a promotion that is named for goods covers them, and only them where it says so', (t) => {
  const near = { promotionId: 'near', name: { zh: '临期', en: 'Near' }, priority: 1 };
  const effect = { kind: 'percentOff', basisPoints: 5000 };
  const only = promotionSchema.parse({ ...near, scope: { namedOnly: true }, effect });
  const others = promotionSchema.parse({ ...near, scope: { productIds: ['bread'] }, effect });
  const items = [
    { ...listed, promotionId: 'near' },
    { ...listed, lineId: 'lin_2', lot: 'L2' },
  ];
  const context = { nowMs: 0, timeZone: 'Asia/Shanghai', member: false, coupons: [] };
  for (const promotion of [only, others]) {
    const { lines } = priceBasket(items, [promotion], context);
    t.same(
      lines.map(({ dueMinor }) => dueMinor),
      [450, 900],
    );
  }
  t.end();
});

t.test('a date is judged by the day, and by how well the day is known', (t) => {
  const refuse: ShelfLifePolicy = { bestBeforeBlocks: false, whenClockUnknown: 'refuse' };
  const sell: ShelfLifePolicy = { ...refuse, whenClockUnknown: 'sell' };
  const known = { todayIso: '2026-12-20', known: true };
  const unknown = { todayIso: '2026-12-20', known: false };
  t.equal(judgeDate('2026-12-20', known, refuse), 'good', 'the last day is a day of sale');
  t.equal(judgeDate('2026-12-19', known, refuse), 'expired');
  t.equal(judgeDate(undefined, unknown, refuse), 'good', 'goods without a date are not judged');
  t.equal(judgeDate('2026-12-25', unknown, refuse), 'clockUnknown');
  t.equal(judgeDate('2026-12-25', unknown, sell), 'unchecked');
  t.equal(judgeDate('2026-12-19', unknown, sell), 'expired', 'expired even by a clock that runs behind');
  t.end();
});

t.test('what a person records fits itself and the day', (t) => {
  const problem = (facts: object) =>
    goodsInProblem(goodsInFactsSchema.parse({ productId: 'milk', ...facts }), '2026-12-20');
  t.equal(
    problem({ producedOn: '2026-12-21', shelfLifeDays: 3 }),
    undefined,
    'made tomorrow, as it is there',
  );
  t.equal(problem({ producedOn: '2026-12-22' }), 'producedOn');
  t.equal(problem({ producedOn: '2026-12-10', expiresOn: '2026-12-09' }), 'expiresOn');
  t.equal(
    problem({ expiresOn: '2026-01-01' }),
    undefined,
    'goods past their date may be recorded, to stop them',
  );
  t.equal(problem({ expiresOn: '2260-01-01' }), 'expiresOn');
  t.equal(problem({ serial: 'S1', quantity: 2 }), 'quantity');
  t.equal(problem({ withdrawn: true }), 'corrects');
  t.end();
});
