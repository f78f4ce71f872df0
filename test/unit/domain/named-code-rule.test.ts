/** A code rule that goods-in names for goods reads their labels, whatever stands before it in the table. */
import t from 'tap';
import type { CodePattern } from '../../../src/domain/code-pattern.ts';
import { readGoodsCode } from '../../../src/domain/read-code.ts';
import { openShop } from '../../../src/kiosk/checkout/shop.ts';
import { sampleBundle, sampleShop } from '../../support/sample-shop.ts';

const rule = (patternId: string, expression: string): CodePattern => ({
  patternId,
  description: '',
  form: { form: 'expression', expression },
});
/** Two suppliers print the same digits, one the weight first, the other the price. */
const weightFirst = rule(
  'weight-first',
  '28(?<article>\\d{5})(?<weightGrams>\\d{5})(?<priceMinor>\\d{5})\\d',
);
const priceFirst = rule('price-first', '28(?<article>\\d{5})(?<priceMinor>\\d{5})(?<weightGrams>\\d{5})\\d');
const label = '280012300500006450';

function readAt(patterns: CodePattern[], goodsIn: { lot?: string; patternId?: string }[]) {
  const entries = goodsIn.map((entry, i) => ({ entryId: `gin_${i}`, productId: 'apples', ...entry }));
  const bundle = sampleBundle({ patterns, goodsIn: entries });
  const { isNamed } = openShop(bundle, sampleShop().products);
  return readGoodsCode({ text: label }, { patterns, currency: 'CNY', todayIso: '2026-11-22', isNamed });
}

t.test('without a name the first rule of the table decides', (t) => {
  t.match(readAt([weightFirst, priceFirst], []), { by: 'weight-first', weightGrams: 500 });
  t.match(readAt([weightFirst, priceFirst], [{ lot: 'L1' }]), { by: 'weight-first' });
  t.end();
});

t.test('the rule that was named for the goods goes before the others', (t) => {
  const named = [{ patternId: 'price-first' }];
  t.match(readAt([weightFirst, priceFirst], named), { by: 'price-first', weightGrams: 645, priceMinor: 500 });
  t.match(readAt([priceFirst, weightFirst], named), { by: 'price-first' });
  t.match(readAt([weightFirst], named), { by: 'weight-first' }, 'a rule that is gone is not missed');
  const article = [{ patternId: 'weight-first' }, { lot: 'L1', patternId: 'price-first' }];
  t.match(readAt([weightFirst, priceFirst], article), { by: 'weight-first' }, 'the label names no batch');
  t.end();
});

t.test('a label that only the named rule can read is read by it', (t) => {
  const noWeight = rule('no-weight', '28(?<article>\\d{5})(?<weightGrams>0{5})\\d{6}');
  const bad = rule('bad', '28(?<article>\\d{5})(?<producedOn>\\d{6})\\d{5}');
  t.throws(() => readAt([bad, priceFirst], []), { code: 'CODE_MALFORMED' });
  t.match(readAt([bad, priceFirst], [{ patternId: 'price-first' }]), { by: 'price-first' });
  t.match(readAt([noWeight, priceFirst], []), { by: 'price-first' });
  t.end();
});
