/** The form of goods in: what a scanned code fills in, and what is wrong with each field. */
import t from 'tap';
import {
  emptyGoodsIn,
  filledBy,
  goodsInDraft,
  goodsInOf,
} from '../../../../../src/cloud/web/goods-in/goods-in-draft.ts';
import type { Answer } from '../../../../../src/wire/rest.ts';
import { fixtureGoodsIn, fixtureReading } from '../../../../support/console-goods-in.ts';

const todayIso = '2026-08-28';
const problemsOf = (draft: Partial<typeof emptyGoodsIn>) => {
  const made = goodsInOf({ ...emptyGoodsIn, productId: 'milk', ...draft }, undefined, todayIso);
  return 'problems' in made ? Object.keys(made.problems) : [];
};

t.test('a code fills in what it says and leaves the rest', (t) => {
  const typed = { ...emptyGoodsIn, note: 'DN 7', quantity: '24' };
  const filled = filledBy(typed, fixtureReading);
  t.match(filled, {
    productId: 'milk',
    lot: 'L2401A',
    expiresOn: '2026-09-20',
    note: 'DN 7',
    quantity: '24',
  });
  t.equal(filled.patternId, '', 'GS1 is no rule of the table');
  const vendor: Answer<'readGoodsCode'> = { ...fixtureReading, by: 'vendor-name-price-life' };
  t.equal(filledBy(typed, vendor).patternId, 'vendor-name-price-life');
  const bestBefore = { by: 'gs1', product: fixtureReading.product, bestBefore: '2026-10-01' };
  t.equal(filledBy(emptyGoodsIn, bestBefore).expiresOn, '2026-10-01');
  t.equal(filledBy(typed, { by: 'gtin', product: null }), typed, 'an unknown product changes nothing');
  t.end();
});

t.test("another product's code takes away what belonged to the first", (t) => {
  const first = { ...emptyGoodsIn, productId: 'cola', lot: 'C1', expiresOn: '2026-12-01', note: 'DN 7' };
  const filled = filledBy(first, { by: 'gtin', product: fixtureReading.product });
  t.match(filled, { productId: 'milk', lot: '', expiresOn: '', note: 'DN 7' });
  t.end();
});

t.test('an entry that is corrected comes back as it was written', (t) => {
  for (const entry of fixtureGoodsIn.filter(({ corrects }) => corrects === undefined)) {
    const made = goodsInOf(goodsInDraft(entry), entry.id, todayIso);
    const { productId, lot, serial, expiresOn, quantity, note } = entry;
    t.match(made, {
      facts: JSON.parse(
        JSON.stringify({ productId, lot, serial, expiresOn, quantity, note, corrects: entry.id }),
      ),
    });
  }
  t.end();
});

t.test('each field says for itself what is wrong', (t) => {
  t.same(problemsOf({}), []);
  t.same(problemsOf({ productId: '' }), ['productId']);
  t.same(problemsOf({ lot: 'x'.repeat(21) }), ['lot']);
  t.same(problemsOf({ shelfLifeDays: 'many' }), ['shelfLifeDays']);
  t.same(problemsOf({ quantity: '1.5' }), ['quantity']);
  t.same(problemsOf({ serial: 'S1', quantity: '2' }), ['quantity']);
  t.same(problemsOf({ producedOn: '2026-09-30' }), ['producedOn']);
  t.same(problemsOf({ producedOn: '2026-08-20', expiresOn: '2026-08-19' }), ['expiresOn']);
  t.same(problemsOf({ expiresOn: '2026-08-01' }), [], 'goods past their date may be recorded, to stop them');
  t.end();
});
