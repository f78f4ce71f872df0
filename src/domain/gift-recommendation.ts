/**
 * What to give somebody, from what they bought before, if they agreed that it is kept, from what people like them
 * buy, and from the hour and the price. Each recommendation says why in one line. Pure: the same histories give
 * the same answer, and it is measured against simply naming what sells most.
 */
import type { Product } from './product.ts';
import type { Text } from './text.ts';

/** One purchase of somebody who agreed that it is kept. */
export interface Purchase {
  readonly personId: string;
  readonly productId: string;
  readonly category: string;
  readonly priceMinor: number;
  /** Local, 0 to 23. */
  readonly hour: number;
  readonly atMs: number;
}

export interface RecommendationContext {
  /** Undefined where nobody knows them, or they did not agree. */
  readonly recipientId: string | undefined;
  /** About when it is likely to be taken; undefined where nothing says so. */
  readonly hour: number | undefined;
  readonly budgetMinor: number | undefined;
  readonly nowMs: number;
}

export interface RankedProduct {
  readonly productId: string;
  readonly score: number;
  readonly why: Text;
}

type Ground = 'own' | 'similar' | 'hour' | 'price' | 'popular';

const halfLifeMs = 45 * 24 * 3600_000;
const hourNear = 2;
/** How much each ground counts beside one purchase of their own. */
const weights = { own: 1, category: 0.35, similar: 0.6, hour: 0.3, popular: 0.25, price: 0.15 } as const;

const reasons: Readonly<Record<Ground, Text>> = {
  own: { zh: 'TA 以前常买', en: 'They have often bought this' },
  similar: { zh: '口味相近的人也喜欢', en: 'People with similar taste like it' },
  hour: { zh: '这个时段很受欢迎', en: 'A favourite at that time of day' },
  price: { zh: '价位合适', en: 'Fits what they usually spend' },
  popular: { zh: '这里卖得最好', en: 'A favourite here' },
};

/** Newer purchases count more. */
function ageWeight(atMs: number, nowMs: number): number {
  return 0.5 ** (Math.max(0, nowMs - atMs) / halfLifeMs);
}

function addTo(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

/** 1 for the largest. */
function normalised(sums: ReadonlyMap<string, number>): (key: string) => number {
  const max = Math.max(...sums.values(), 0);
  return (key) => (max > 0 ? (sums.get(key) ?? 0) / max : 0);
}

function hoursApart(a: number, b: number): number {
  const apart = Math.abs(a - b) % 24;
  return Math.min(apart, 24 - apart);
}

/** How alike two people are by what they bought: cosine of their counts, 0 to 1. */
function alike(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [key, count] of a) dot += count * (b.get(key) ?? 0);
  const length = (counts: ReadonlyMap<string, number>) =>
    Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0));
  const lengths = length(a) * length(b);
  return lengths > 0 ? dot / lengths : 0;
}

function countsByPerson(purchases: readonly Purchase[], nowMs: number): Map<string, Map<string, number>> {
  const people = new Map<string, Map<string, number>>();
  for (const { personId, productId, atMs } of purchases) {
    const counts = people.get(personId) ?? new Map<string, number>();
    people.set(personId, counts);
    addTo(counts, productId, ageWeight(atMs, nowMs));
  }
  return people;
}

/** The best first; goods beyond the budget are left out. */
export function recommend(
  products: readonly Pick<Product, 'productId' | 'category' | 'priceMinor'>[],
  purchases: readonly Purchase[],
  { recipientId, hour, budgetMinor, nowMs }: RecommendationContext,
): RankedProduct[] {
  const people = countsByPerson(purchases, nowMs);
  const own = (recipientId === undefined ? undefined : people.get(recipientId)) ?? new Map<string, number>();
  const [similar, popular, atHour, ownCategories] = [0, 1, 2, 3].map(() => new Map<string, number>()) as [
    Map<string, number>,
    Map<string, number>,
    Map<string, number>,
    Map<string, number>,
  ];
  for (const [personId, counts] of people) {
    const likeness = personId === recipientId ? 0 : alike(own, counts);
    for (const [productId, count] of counts) addTo(similar, productId, likeness * count);
  }
  for (const { personId, productId, category, hour: at, atMs } of purchases) {
    const weight = ageWeight(atMs, nowMs);
    addTo(popular, productId, weight);
    if (hour !== undefined && hoursApart(at, hour) <= hourNear) addTo(atHour, productId, weight);
    if (personId === recipientId) addTo(ownCategories, category, weight);
  }
  const usual = usualPrice(purchases.filter(({ personId }) => personId === recipientId));
  const by = {
    ...{ own: normalised(own), similar: normalised(similar), popular: normalised(popular) },
    ...{ hour: normalised(atHour), category: normalised(ownCategories) },
  };
  return products
    .filter(({ priceMinor }) => budgetMinor === undefined || priceMinor <= budgetMinor)
    .map(({ productId, category, priceMinor }) => {
      const grounds: Readonly<Record<Ground, number>> = {
        own: weights.own * by.own(productId) + weights.category * by.category(category),
        similar: weights.similar * by.similar(productId),
        hour: weights.hour * by.hour(productId),
        price: usual === undefined ? 0 : weights.price * priceFit(priceMinor, usual),
        popular: weights.popular * by.popular(productId),
      };
      return { productId, score: sumOf(grounds), why: reasons[strongest(grounds)] };
    })
    .sort((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1));
}

function sumOf(grounds: Readonly<Record<Ground, number>>): number {
  return Object.values(grounds).reduce((sum, one) => sum + one, 0);
}

function strongest(grounds: Readonly<Record<Ground, number>>): Ground {
  const [first] = (Object.entries(grounds) as [Ground, number][]).sort((a, b) => b[1] - a[1]);
  return first && first[1] > 0 ? first[0] : 'popular';
}

function usualPrice(purchases: readonly Purchase[]): number | undefined {
  if (purchases.length === 0) return undefined;
  const sorted = purchases.map(({ priceMinor }) => priceMinor).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** 1 at their usual price, falling to 0 at half or double of it. */
function priceFit(priceMinor: number, usualMinor: number): number {
  if (priceMinor <= 0 || usualMinor <= 0) return 0;
  return Math.max(0, 1 - Math.abs(Math.log2(priceMinor / usualMinor)));
}
