import t from 'tap';
import { effectText, scopeText, windowText } from '../../../../../src/cloud/web/promotions/effect-words.ts';
import type { PromotionEffect } from '../../../../../src/domain/promotion.ts';

const nameOf = (id: string) => ({ zh: `名${id}`, en: `name ${id}` });
const said = (effect: PromotionEffect) => effectText(effect, 'CNY', nameOf);

t.test('every kind is said as shops say it', async (t) => {
  t.same(said({ kind: 'percentOff', basisPoints: 3000 }), { zh: '7 折', en: '30% off' });
  t.same(said({ kind: 'percentOff', basisPoints: 1250 }), { zh: '8.75 折', en: '12.5% off' });
  t.same(said({ kind: 'percentOff', basisPoints: 10_000 }), { zh: '免费', en: '100% off' });
  t.same(said({ kind: 'amountOff', amountMinor: 50 }), { zh: '每件减 ¥0.50', en: '¥0.50 off each' });
  t.same(said({ kind: 'nForM', take: 3, pay: 2 }), { zh: '买 3 付 2', en: '3 for the price of 2' });
  t.same(said({ kind: 'nthOff', every: 2, basisPoints: 5000 }), {
    zh: '第 2 件 5 折',
    en: 'every 2nd piece 50% off',
  });
  t.match(said({ kind: 'nthOff', every: 11, basisPoints: 5000 }).en, '11th');
  t.same(
    said({
      kind: 'bundle',
      parts: [
        { productId: 'a', quantity: 2 },
        { productId: 'b', quantity: 1 },
      ],
      priceMinor: 990,
    }),
    { zh: '名a × 2 + 名b，¥9.90', en: 'name a × 2 + name b, ¥9.90' },
  );
  t.same(said({ kind: 'basketAmountOff', minSpendMinor: 5000, amountMinor: 500 }), {
    zh: '满 ¥50.00 减 ¥5.00',
    en: '¥5.00 off from ¥50.00',
  });
});

t.test('the scope names few goods and counts many', async (t) => {
  t.same(scopeText({ productIds: [], categories: [] }, nameOf), { zh: '全部商品', en: 'all goods' });
  t.same(scopeText({ productIds: ['a', 'b'], categories: [] }, nameOf), {
    zh: '名a、名b',
    en: 'name a, name b',
  });
  t.same(scopeText({ productIds: ['a', 'b', 'c', 'd'], categories: ['bakery'] }, nameOf), {
    zh: '烘焙 中的 4 种商品',
    en: 'Bakery: 4 products',
  });
});

t.test('the window is said on the clock of the site', async (t) => {
  t.same(windowText({}, 'Asia/Shanghai'), { zh: '一直有效', en: 'always' });
  t.same(windowText({ days: [7, 6], fromTime: '17:00' }, 'Asia/Shanghai'), {
    zh: '周六、周日 · 17:00 – 24:00',
    en: 'Sat, Sun · 17:00 – 24:00',
  });
  t.same(windowText({ fromMs: Date.UTC(2026, 7, 27, 16) }, 'Asia/Shanghai'), {
    zh: '08-28 00:00 起',
    en: 'from 08-28 00:00',
  });
});
