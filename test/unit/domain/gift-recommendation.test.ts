import t from 'tap';
import { type Purchase, recommend } from '../../../src/domain/gift-recommendation.ts';
import { seededRandom } from '../../../src/platform/random.ts';

const dayMs = 24 * 3600_000;
const nowMs = 400 * dayMs;
const products = Array.from({ length: 24 }, (_, n) => ({
  productId: `p${n}`,
  category: ['coffee', 'tea', 'cake', 'snack'][n % 4] as string,
  priceMinor: 500 + 150 * (n % 7),
}));

/** People of four tastes, each with favourites of their own; the next purchase is what is to be guessed. */
function histories(seed: number) {
  const random = seededRandom(seed);
  const among = (max: number) => Math.floor(random.fraction() * max);
  const purchases: Purchase[] = [];
  const next = new Map<string, string>();
  for (let person = 0; person < 80; person += 1) {
    const taste = person % 4;
    const mine = products.filter((_, n) => n % 4 === taste);
    const favourites = [mine[among(mine.length)], mine[among(mine.length)]];
    const one = () => {
      const fraction = random.fraction();
      if (fraction < 0.5) return favourites[among(2)];
      return fraction < 0.8 ? mine[among(mine.length)] : products[among(6)];
    };
    const bought = 3 + among(12);
    for (let n = 0; n <= bought; n += 1) {
      const product = one() ?? products[0];
      if (!product) continue;
      if (n === bought) next.set(`u${person}`, product.productId);
      else {
        const at = { hour: 8 + taste * 3, atMs: nowMs - (bought - n) * 3 * dayMs };
        purchases.push({ personId: `u${person}`, ...product, ...at });
      }
    }
  }
  return { purchases, next };
}

t.test('it guesses what somebody takes next better than naming what sells most', async (t) => {
  let [ours, popular, asked] = [0, 0, 0];
  for (let seed = 1; seed <= 4; seed += 1) {
    const { purchases, next } = histories(seed);
    const sold = new Map<string, number>();
    for (const { productId } of purchases) sold.set(productId, (sold.get(productId) ?? 0) + 1);
    const top = [...sold].sort((a, b) => b[1] - a[1]).slice(0, 3);
    for (const [personId, productId] of next) {
      const context = { recipientId: personId, hour: undefined, budgetMinor: undefined, nowMs };
      const named = recommend(products, purchases, context).slice(0, 3);
      ours += named.some((one) => one.productId === productId) ? 1 : 0;
      popular += top.some(([id]) => id === productId) ? 1 : 0;
      asked += 1;
    }
  }
  t.comment(`hits among three: ${ours} of ${asked}, most popular ${popular}`);
  t.ok(ours > 1.5 * popular, `${ours} against ${popular} of ${asked}`);
});

t.test(
  'without a history it names what is liked at that hour, within the budget, and says why',
  async (t) => {
    const { purchases } = histories(3);
    const context = { recipientId: undefined, hour: 17, budgetMinor: 900, nowMs };
    const named = recommend(products, purchases, context);
    t.ok(
      named.every(
        ({ productId }) => (products.find((p) => p.productId === productId)?.priceMinor ?? 0) <= 900,
      ),
    );
    t.equal(products.find(({ productId }) => productId === named[0]?.productId)?.category, 'snack');
    t.match(named[0]?.why, { en: 'A favourite at that time of day' });
  },
);

t.test(
  'somebody’s own favourite comes first, and nothing is known where nobody bought anything',
  async (t) => {
    const mine = Array.from({ length: 4 }, (_, n) => ({
      ...{ personId: 'me', ...products[5], hour: 9, atMs: nowMs - n * dayMs },
    })) as Purchase[];
    const context = { recipientId: 'me', hour: undefined, budgetMinor: undefined, nowMs };
    t.match(recommend(products, mine, context)[0], {
      productId: 'p5',
      why: { en: 'They have often bought this' },
    });
    t.match(recommend(products, [], context)[0], { score: 0, why: { en: 'A favourite here' } });
  },
);
