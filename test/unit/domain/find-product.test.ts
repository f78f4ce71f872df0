import t from 'tap';
import { type Item, linesMax, quantityMax } from '../../../src/domain/basket.ts';
import { productIndex } from '../../../src/domain/find-product.ts';
import { itemFrom, itemFromSelection } from '../../../src/domain/make-item.ts';
import { mergeItem } from '../../../src/domain/merge-item.ts';
import { type Product, productSchema, type Selection } from '../../../src/domain/product.ts';

const context = { lineId: 'lin_1', day: { todayIso: '2026-11-22', known: true } };

function product(changes: Record<string, unknown>): Product {
  return productSchema.parse({
    productId: 'cola',
    name: { zh: '可乐', en: 'Cola' },
    category: 'drinks',
    gtins: ['6901234567892'],
    soldBy: 'piece',
    priceMinor: 350,
    picture: 'cola',
    ...changes,
  });
}

const cola = product({ memberPriceMinor: 300 });
const apples = product({
  productId: 'apples',
  name: { zh: '苹果', en: 'Apples' },
  articleNo: '6013',
  gtins: [],
  soldBy: 'weight',
  priceMinor: 1290,
  memberPriceMinor: 990,
});
const latte = product({
  productId: 'latte',
  name: { zh: '拿铁', en: 'Latte' },
  gtins: [],
  priceMinor: 1200,
  memberPriceMinor: 1000,
  recipe: 'latte',
  options: [
    { optionId: 'sugar', name: { zh: '糖', en: 'Sugar' }, min: 0, max: 4, step: 1, default: 2, unit: '' },
    {
      optionId: 'size',
      name: { zh: '杯', en: 'Cup' },
      min: 200,
      max: 400,
      step: 100,
      default: 200,
      unit: 'ml',
      surchargeMinorPerStep: 250,
    },
  ],
});
const latteButton: Selection = {
  selectionId: 's1',
  productId: 'latte',
  target: { how: 'recipe', recipe: 'latte' },
};

t.test('a product is found by GTIN of any length, article number, id and name', (t) => {
  const index = productIndex([cola, apples, product({ productId: 'usa', gtins: ['036000291452'] })]);
  t.equal(index.byGtin('06901234567892')?.productId, 'cola');
  t.equal(index.byGtin('0036000291452')?.productId, 'usa', 'the UPC-A as EAN-13');
  t.equal(index.byArticle('06013')?.productId, 'apples', 'leading zeros of a label do not count');
  t.equal(index.byId('latte'), undefined);
  t.equal(index.find({ by: 'x', name: '苹果' })?.productId, 'apples');
  t.equal(index.find({ by: 'x', articleNo: '6013', name: 'Cola' })?.productId, 'apples');
  t.equal(index.find({ by: 'gs1', gtin14: '06901234567892', name: 'Apples' })?.productId, 'cola');
  t.equal(
    index.find({ by: 'gs1', gtin14: '00000000000017', name: 'Apples' }),
    undefined,
    'the number decides',
  );
  t.equal(index.find({ by: 'x' }), undefined);
  t.end();
});

t.test('a number that two products claim belongs to the earlier one and is listed', (t) => {
  const index = productIndex([cola, product({ productId: 'other', name: { zh: '别', en: 'Other' } })]);
  t.equal(index.byGtin('6901234567892')?.productId, 'cola');
  t.same(index.conflicts, ['06901234567892']);
  t.same(productIndex([cola, apples, latte]).conflicts, []);
  t.end();
});

t.test('a name that two products share finds neither', (t) => {
  const index = productIndex([cola, product({ productId: 'big', name: { zh: '大可乐', en: 'Cola' } })]);
  t.equal(index.byName('Cola'), undefined);
  t.equal(index.byName('可乐')?.productId, 'cola');
  const same = product({ name: { zh: 'Cola', en: 'Cola' } });
  t.equal(productIndex([same]).byName('Cola')?.productId, 'cola', 'the same name in both languages is one');
  t.end();
});

t.test('an index of a hundred thousand products answers for each of them', (t) => {
  const many = Array.from({ length: 100_000 }, (_, n) => ({
    ...cola,
    productId: `p${n}`,
    name: { zh: `品${n}`, en: `P ${n}` },
    gtins: [String(n).padStart(13, '0')],
    articleNo: String(n),
  }));
  const index = productIndex(many);
  t.equal(index.byGtin('99999')?.productId, 'p99999');
  t.equal(index.byArticle('00042')?.productId, 'p42');
  t.equal(index.conflicts.length, 0);
  t.end();
});

t.test('a scanned product becomes an item with what its code said', (t) => {
  const reading = { by: 'gs1', gtin14: '06901234567892', lot: 'L7', serial: 'S1', quantity: 6 };
  t.same(itemFrom({ ...reading, producedOn: '2026-11-01', shelfLifeDays: 30 }, cola, context), {
    lineId: 'lin_1',
    productId: 'cola',
    name: { zh: '可乐', en: 'Cola' },
    category: 'drinks',
    quantity: 6,
    unitPriceMinor: 350,
    memberPriceMinor: 300,
    lot: 'L7',
    serial: 'S1',
    producedOn: '2026-11-01',
    expiresOn: '2026-12-01',
    picture: 'cola',
    delivery: { how: 'none' },
  });
  t.end();
});

t.test('goods by weight need a weight or the price of their label', (t) => {
  const weighed = itemFrom({ by: 'x', weightGrams: 800 }, apples, context);
  t.match(weighed, { quantity: 1, weightGrams: 800, unitPriceMinor: 1290, memberPriceMinor: 990 });
  const both = itemFrom({ by: 'x', weightGrams: 800, priceMinor: 900 }, apples, context);
  t.match(both, { weightGrams: 800, unitPriceMinor: 1290, codePriceMinor: 900 });
  const labelled = itemFrom({ by: 'x', priceMinor: 1032 }, apples, context);
  t.match(labelled, { quantity: 1, unitPriceMinor: 1032, codePriceMinor: 1032 });
  t.equal(labelled.memberPriceMinor, undefined, 'a price per kilogram means nothing without the weight');
  t.throws(() => itemFrom({ by: 'gtin' }, apples, context), { code: 'ITEM_WEIGHT_MISSING' });
  t.end();
});

t.test('goods by the piece keep their unit price whatever they weigh', (t) => {
  const item = itemFrom({ by: 'gs1', weightGrams: 500 }, cola, context);
  t.equal(item.weightGrams, undefined);
  t.equal(item.unitPriceMinor, 350);
  const reduced = itemFrom({ by: 'x', priceMinor: 100, quantity: 3 }, cola, context);
  t.match(reduced, { quantity: 1, codePriceMinor: 100, unitPriceMinor: 350 });
  t.end();
});

t.test('the shelf life of the catalogue serves where the code has only the production date', (t) => {
  const milk = product({ shelfLifeDays: 21 });
  t.equal(itemFrom({ by: 'x', producedOn: '2026-11-01' }, milk, context).expiresOn, '2026-11-22');
  t.equal(itemFrom({ by: 'x' }, milk, context).expiresOn, undefined);
  const quality = { by: 'x', bestBefore: '2026-11-10' };
  t.equal(itemFrom(quality, milk, context).expiresOn, undefined);
  t.equal(itemFrom(quality, milk, { ...context, bestBeforeBlocks: true }).expiresOn, '2026-11-10');
  t.doesNotThrow(() => itemFrom({ by: 'x', producedOn: '2026-11-23' }, milk, context));
  t.throws(() => itemFrom({ by: 'x', producedOn: '2026-11-24' }, milk, context), { code: 'CODE_MALFORMED' });
  t.end();
});

t.test('a recipe takes its options, the others at their default, with surcharges', (t) => {
  const item = itemFromSelection(latteButton, latte, { size: 400 }, 'lin_2');
  t.equal(item.unitPriceMinor, 1700);
  t.equal(item.memberPriceMinor, 1500);
  t.same(item.delivery, { how: 'recipe', recipe: 'latte', options: { sugar: 2, size: 400 } });
  t.equal(itemFromSelection(latteButton, latte, {}, 'lin_2').unitPriceMinor, 1200);
  t.end();
});

t.test('an option out of its range, between its steps or unknown is refused', (t) => {
  const bad: Record<string, number>[] = [
    { size: 500 },
    { size: 100 },
    { size: 250 },
    { sugar: 5 },
    { sugar: -1 },
    { sugar: 0.5 },
    { sugar: Number.NaN },
    { milk: 1 },
    JSON.parse('{"__proto__": 1}'),
  ];
  for (const options of bad) {
    t.throws(() => itemFromSelection(latteButton, latte, options, 'lin_2'), { code: 'OPTION_INVALID' });
  }
  t.end();
});

t.test('slots and doors deliver from their place and have no options', (t) => {
  const slot: Selection = { selectionId: 'a1', productId: 'cola', target: { how: 'slot', slot: 'A1' } };
  t.same(itemFromSelection(slot, cola, {}, 'lin_3').delivery, { how: 'slot', slot: 'A1' });
  t.throws(() => itemFromSelection(slot, cola, { sugar: 1 }, 'l'), { code: 'OPTION_INVALID' });
  t.throws(() => itemFromSelection(slot, latte, {}, 'l'), { code: 'INTERNAL_DEFECT' });
  const door: Selection = { selectionId: 'd', productId: 'apples', target: { how: 'door', door: '1' } };
  t.throws(() => itemFromSelection(door, apples, {}, 'l'), { code: 'ITEM_WEIGHT_MISSING' });
  t.end();
});

t.test('the same goods once more raise the quantity of their line', (t) => {
  const one = itemFrom({ by: 'gtin' }, cola, context);
  const again = { ...one, lineId: 'lin_9' };
  const items = mergeItem(mergeItem([], one), again);
  t.same(items, [{ ...one, quantity: 2 }]);
  const cup = itemFromSelection(latteButton, latte, { sugar: 1 }, 'lin_2');
  t.equal(mergeItem([cup], { ...cup, lineId: 'lin_3' }).length, 1, 'the same recipe with the same options');
  const lot = { ...one, lot: 'L7', expiresOn: '2026-12-01' };
  t.equal(mergeItem([lot], { ...lot, lineId: 'x' }).length, 1, 'the same lot');
  t.end();
});

t.test('goods that differ in anything, or are a piece of their own, get a line of their own', (t) => {
  const one = itemFrom({ by: 'gtin' }, cola, context);
  const cup = itemFromSelection(latteButton, latte, { sugar: 1 }, 'lin_2');
  const slot: Item = { ...one, delivery: { how: 'slot', slot: 'A1' } };
  const different: [Item, Item][] = [
    [one, { ...one, lot: 'L7' }],
    [one, { ...one, expiresOn: '2026-12-01' }],
    [one, { ...one, unitPriceMinor: 351 }],
    [one, { ...one, memberPriceMinor: 1 }],
    [one, slot],
    [slot, { ...slot, delivery: { how: 'slot', slot: 'A2' } }],
    [cup, itemFromSelection(latteButton, latte, { sugar: 0 }, 'lin_2')],
    [
      { ...one, weightGrams: 100 },
      { ...one, weightGrams: 100 },
    ],
    [
      { ...one, codePriceMinor: 100 },
      { ...one, codePriceMinor: 100 },
    ],
    [
      { ...one, serial: 'S' },
      { ...one, serial: 'S' },
    ],
  ];
  for (const [first, second] of different) t.equal(mergeItem([first], second).length, 2);
  t.end();
});

t.test('a full list takes no further line and no further piece', (t) => {
  const one = itemFrom({ by: 'gtin' }, cola, context);
  const most = { ...one, quantity: quantityMax };
  t.throws(() => mergeItem([most], one), { code: 'BASKET_FULL' });
  const lines = Array.from({ length: linesMax }, (_, n) => ({ ...one, lineId: `l${n}`, lot: `L${n}` }));
  t.throws(() => mergeItem(lines, one), { code: 'BASKET_FULL' });
  t.equal(mergeItem(lines, { ...one, lot: 'L5' })[5]?.quantity, 2, 'but a piece of a line it has');
  t.end();
});
