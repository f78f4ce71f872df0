/**
 * The pricing of full lists: 1,000 baskets of 60 lines under 200 promotions of every kind, with twenty rules
 * on each of ten priorities and again with all on one, where they compete. Each basket is priced ten times in a
 * row; a machine prices its list anew at every scan.
 */
import type { Item } from '../../src/domain/basket.ts';
import { type PriceContext, priceBasket } from '../../src/domain/price.ts';
import { type Promotion, promotionSchema } from '../../src/domain/promotion.ts';
import { seededRandom } from '../../src/platform/random.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { percentile } from './statistics.ts';

const linesPerBasket = 60;
const promotionCount = 200;
const products = 300;
const categories = 12;
const limitMs = 2;
const context: PriceContext = {
  nowMs: Date.UTC(2026, 10, 22, 4),
  timeZone: 'Asia/Shanghai',
  member: true,
  coupons: ['welcome'],
};

type Pick = (below: number) => number;

const percent = (pick: Pick) => 100 * (1 + pick(50));

const effects: readonly ((pick: Pick) => Promotion['effect'])[] = [
  (pick) => ({ kind: 'percentOff', basisPoints: percent(pick) }),
  (pick) => ({ kind: 'amountOff', amountMinor: 10 + pick(200) }),
  (pick) => ({ kind: 'fixedPrice', priceMinor: 100 + pick(2000) }),
  (pick) => ({ kind: 'nForM', take: 3 + pick(2), pay: 2 }),
  (pick) => ({ kind: 'nthOff', every: 2, basisPoints: percent(pick) }),
  (pick) => ({
    kind: 'bundle',
    parts: [0, 1].map(() => ({ productId: `product-${pick(products)}`, quantity: 1 })),
    priceMinor: 500 + pick(2000),
  }),
  (pick) => ({ kind: 'basketAmountOff', minSpendMinor: 5000 + pick(20_000), amountMinor: 100 + pick(900) }),
  () => ({ kind: 'memberPrice' }),
];

/** Most rules name a few products, some a category, one in fifty all goods. */
function scopeOf(n: number, pick: Pick): { productIds?: string[]; categories?: string[] } {
  if (n % 50 === 49) return {};
  if (n % 10 === 9) return { categories: [`category-${pick(categories)}`] };
  return { productIds: Array.from({ length: 1 + pick(6) }, () => `product-${pick(products)}`) };
}

function promotionsOf(pick: Pick, priorities: number): Promotion[] {
  return Array.from({ length: promotionCount }, (_, n) =>
    promotionSchema.parse({
      promotionId: `rule-${n}`,
      name: { zh: '优惠', en: 'Offer' },
      priority: n % priorities,
      exclusive: n % 4 !== 3,
      ...(n % 20 === 6 ? { coupon: 'welcome' } : {}),
      ...(n % 7 === 5 ? { window: { fromTime: '08:00', untilTime: '22:00' } } : {}),
      scope: scopeOf(n, pick),
      effect: effects[pick(effects.length)]?.(pick),
    }),
  );
}

function basketOf(pick: Pick): Item[] {
  return Array.from({ length: linesPerBasket }, (_, n) => {
    const product = pick(products);
    const unitPriceMinor = 100 + ((product * 37) % 3000);
    return {
      lineId: `lin_${n}`,
      productId: `product-${product}`,
      name: { zh: '货', en: 'Goods' },
      category: `category-${product % categories}`,
      quantity: product % 9 === 0 ? 1 : 1 + pick(5),
      unitPriceMinor,
      memberPriceMinor: Math.floor(unitPriceMinor * 0.9),
      ...(product % 9 === 0 ? { weightGrams: 1 + pick(2000) } : {}),
      delivery: { how: 'none' },
    };
  });
}

async function run({ quick, seed, say }: BenchSettings): Promise<readonly Figure[]> {
  const baskets = quick ? 10 : 1000;
  const rounds = quick ? 1 : 10;
  const figures: Figure[] = [];
  for (const [name, priorities] of [
    ['spread', 10],
    ['competing', 1],
  ] as const) {
    const random = seededRandom(seed);
    const pick: Pick = (below) => Math.floor(random.fraction() * below);
    const promotions = promotionsOf(pick, priorities);
    const lists = Array.from({ length: baskets }, () => basketOf(pick));
    for (const list of lists.slice(0, 100)) priceBasket(list, promotions, context);
    const each = lists.map((list) => processorMs(rounds, () => priceBasket(list, promotions, context)));
    const [p50, p99] = [percentile(each, 0.5), percentile(each, 0.99)];
    say(`price.${name}: p99 ${p99.toFixed(2)} ms`);
    const about = `${linesPerBasket} lines, ${promotionCount} promotions of ${priorities} priorities`;
    figures.push(
      { name: `price.${name}.p50`, value: p50, unit: 'ms', runs: [p50], note: about },
      {
        ...{ name: `price.${name}.p99`, value: p99, unit: 'ms', runs: [p99], note: about },
        required: { of: 'value', is: 'atMost', limit: limitMs },
      },
    );
  }
  return figures;
}

/**
 * Processor time of this thread for one of `times` runs in a row: what others do meanwhile does not count. The
 * kernel books it in steps of up to 4 ms, hence the row.
 */
function processorMs(times: number, work: () => unknown): number {
  const before = process.threadCpuUsage();
  for (let n = 0; n < times; n += 1) work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / times;
}

export const price: Benchmark = {
  name: 'price',
  about: 'pricing of full lists under many promotions',
  absent: () => undefined,
  run,
};
