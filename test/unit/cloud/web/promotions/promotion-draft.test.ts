import t from 'tap';
import {
  emptyPromotion,
  type PromotionDraft,
  promotionDraft,
  promotionOf,
} from '../../../../../src/cloud/web/promotions/promotion-draft.ts';
import { demoCatalogue } from '../../../../../src/demo/catalogue/demo-catalogue.ts';
import { type Promotion, promotionSchema } from '../../../../../src/domain/promotion.ts';

const zone = 'Asia/Shanghai';
const demo = (demoCatalogue('ks-1').promotions ?? []).map((promotion) => promotionSchema.parse(promotion));
const named: PromotionDraft = { ...emptyPromotion, promotionId: 'p', nameZh: '促销', nameEn: 'Promotion' };

/** All seven days are no condition, and are not written down as one. */
function withoutAllDays(promotion: Promotion): Promotion {
  const { days, ...window } = promotion.window;
  return days?.length === 7 ? { ...promotion, window } : promotion;
}

t.test('opening a promotion and saving it changes nothing about it, whatever its kind', async (t) => {
  for (const promotion of demo) {
    const made = promotionOf(promotionDraft(promotion, 'CNY', zone), 'CNY', zone);
    t.same(made, { promotion: withoutAllDays(promotion) }, promotion.promotionId);
  }
  t.equal(new Set(demo.map((promotion) => promotion.effect.kind)).size, 8, 'the demo has one of every kind');
});

t.test('a window on the wall clock is the same instants again', async (t) => {
  const promotion = promotionSchema.parse({
    ...demo[0],
    coupon: 'WELCOME',
    window: {
      fromMs: Date.UTC(2026, 7, 28, 9),
      untilMs: Date.UTC(2026, 8, 1),
      days: [6, 7],
      fromTime: '22:00',
      untilTime: '02:00',
    },
  });
  const draft = promotionDraft(promotion, 'CNY', zone);
  t.equal(draft.from, '2026-08-28 17:00');
  t.same(promotionOf(draft, 'CNY', zone), { promotion });
});

function problemsOf(change: Partial<PromotionDraft>): string[] {
  const made = promotionOf({ ...named, ...change }, 'CNY', zone);
  return 'problems' in made ? Object.keys(made.problems) : [];
}

t.test('each kind refuses what it cannot do, at the field where it stands', async (t) => {
  t.same(problemsOf({ kind: 'percentOff', percent: '0' }), ['percent']);
  t.same(problemsOf({ kind: 'percentOff', percent: '100.01' }), ['percent']);
  t.same(problemsOf({ kind: 'percentOff', percent: '12.5' }), []);
  t.same(problemsOf({ kind: 'amountOff', amount: '' }), ['amount']);
  t.same(problemsOf({ kind: 'fixedPrice', price: 'free' }), ['price']);
  t.same(problemsOf({ kind: 'nForM', take: '2', pay: '2' }), ['pay']);
  t.same(problemsOf({ kind: 'nForM', take: '1', pay: '0' }).sort(), ['pay', 'take']);
  t.same(problemsOf({ kind: 'nthOff', every: '1', percent: '50' }), ['every']);
  t.same(problemsOf({ kind: 'bundle', parts: [], price: '9.90' }), ['parts']);
  t.same(problemsOf({ kind: 'basketAmountOff', minSpend: '50', amount: '' }), ['amount']);
  t.same(problemsOf({ kind: 'memberPrice' }), []);
});

t.test('names, days and an end after the start are asked for', async (t) => {
  t.same(problemsOf({ nameEn: ' ' }), ['nameEn']);
  t.same(problemsOf({ days: [] }), ['days']);
  t.same(problemsOf({ from: '2026-08-28 17:00', until: '2026-08-28 17:00' }), ['until']);
  t.same(problemsOf({ priority: '1001' }), ['priority']);
});
