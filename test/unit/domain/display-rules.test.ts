import fc from 'fast-check';
import t from 'tap';
import type { PricedLine } from '../../../src/domain/basket.ts';
import {
  type DisplayPolicy,
  type DisplayRules,
  displayTemplates,
  piecePriceMinor,
  plainRules,
  rulesFor,
  showList,
} from '../../../src/domain/display-rules.ts';
import { lineOf } from '../../support/screen-goods.ts';

const line = (name: string, unitPriceMinor: number, quantity = 1, more: Partial<PricedLine> = {}) => ({
  ...lineOf({ name: { zh: name, en: name }, unitPriceMinor, quantity }),
  ...more,
});

const names = (lines: readonly PricedLine[], rules: DisplayRules) =>
  showList(lines, rules).lines.map((one) => one.line.name.zh);

const shop = [line('a', 300), line('b', 900, 2), line('c', 300, 4), line('d', 1200)];

t.test('lines stand by the price of a piece, equal prices as scanned', async (t) => {
  t.same(names(shop, { ...plainRules, order: 'priceDescending' }), ['d', 'b', 'a', 'c']);
  t.same(names(shop, { ...plainRules, order: 'priceAscending' }), ['a', 'c', 'b', 'd']);
  t.same(names(shop, plainRules), ['a', 'b', 'c', 'd']);
});

t.test('a weighed portion is compared by what it costs, not by its kilogram', async (t) => {
  const grapes = line('grapes', 4000, 1, { weightGrams: 100, regularMinor: 400 });
  t.equal(piecePriceMinor(grapes), 400);
  t.same(names([line('a', 900), grapes], { ...plainRules, order: 'priceDescending' }), ['a', 'grapes']);
});

t.test(
  'goods dearer than the threshold are marked and their pieces counted; equal is not dearer',
  async (t) => {
    const shown = showList(shop, { ...plainRules, dearOverMinor: 899 });
    t.same(shown.dear, { overMinor: 899, pieces: 3, lines: 2 });
    t.same(
      shown.lines.map(({ dear }) => dear),
      [false, true, false, true],
    );
    t.same(showList(shop, { ...plainRules, dearOverMinor: 900 }).dear?.pieces, 1);
    t.notOk('dear' in showList(shop, plainRules), 'nothing is counted without a threshold');
  },
);

t.test('a name bought in more than the threshold is marked on all its lines', async (t) => {
  const lots = [line('milk', 500, 2), line('bread', 700), line('milk', 500, 2, { lot: 'B' })];
  const shown = showList(lots, { ...plainRules, manyOver: 3 });
  t.same(shown.many, { over: 3, names: 1 });
  t.same(
    shown.lines.map(({ many }) => many),
    [true, false, true],
  );
  t.same(showList(lots, { ...plainRules, manyOver: 4 }).many?.names, 0);
});

t.test("a member's wish wins where the site lets it, and only there", async (t) => {
  const policy: DisplayPolicy = {
    scene: 'counter',
    rules: displayTemplates.counter,
    memberMay: { order: true, dear: false, many: true },
  };
  const wish = { order: 'priceAscending', dearOverMinor: 1, manyOver: null } as const;
  t.same(rulesFor(policy, wish), { order: 'priceAscending', dearOverMinor: 5000, manyOver: null });
  t.same(rulesFor(policy, {}), displayTemplates.counter, 'what is not named is as the site has it');
  t.same(rulesFor(policy, undefined), displayTemplates.counter);
  t.same(rulesFor(undefined, wish), plainRules, 'a site without a policy shows all lists alike');
});

t.test('whatever the rules, every line is shown once, with its number of scanning', async (t) => {
  const lines = fc.array(
    fc.record({ price: fc.integer({ min: 0, max: 500 }), quantity: fc.integer({ min: 1, max: 5 }) }),
    { maxLength: 60 },
  );
  const rules = fc.record({
    order: fc.constantFrom('asScanned', 'priceAscending', 'priceDescending'),
    dearOverMinor: fc.option(fc.integer({ min: 0, max: 500 })),
    manyOver: fc.option(fc.integer({ min: 1, max: 9 })),
  });
  fc.assert(
    fc.property(lines, rules, (given, by) => {
      const list = given.map(({ price, quantity }, i) => line(`n${i % 7}`, price, quantity));
      const shown = showList(list, by);
      const back = shown.lines.toSorted((a, b) => a.number - b.number).map((one) => one.line);
      t.same(back, list);
      const prices = shown.lines.map((one) => piecePriceMinor(one.line));
      for (const [i, price] of prices.entries()) {
        const before = prices[i - 1];
        if (before === undefined || by.order === 'asScanned') continue;
        if (by.order === 'priceAscending' ? before > price : before < price) return false;
      }
      return true;
    }),
    { numRuns: 60 },
  );
});
