/**
 * Finds the product that a reading names. The index in memory is built once for a catalogue, in one pass, and
 * answers in constant time; names are indexed when the first one is asked for, as few shops' codes carry
 * names. Where two products claim one number, the earlier in the catalogue has it and the number is listed in
 * `conflicts`. A name that two products share finds neither.
 */
import type { GoodsReading } from './goods-reading.ts';
import { padGtin } from './gtin.ts';
import type { StockedProduct } from './stocked-product.ts';

/** Enough to show what is wrong with a catalogue. */
const conflictsMax = 100;

export interface ProductIndex {
  byGtin(gtin14: string): StockedProduct | undefined;
  /** Leading zeros do not count: labels carry `06013` for the article `6013`. */
  byArticle(articleNo: string): StockedProduct | undefined;
  byId(productId: string): StockedProduct | undefined;
  /** The only product of exactly this name in either language. */
  byName(name: string): StockedProduct | undefined;
  /** By the GTIN of a reading, else its article number, else its name. */
  find(reading: GoodsReading): StockedProduct | undefined;
  /** Numbers that more than one product claims, at most a hundred. */
  readonly conflicts: readonly string[];
}

/** The index of a catalogue. */
export function productIndex(products: readonly StockedProduct[]): ProductIndex {
  const gtins = new Map<string, StockedProduct>();
  const articles = new Map<string, StockedProduct>();
  const ids = new Map<string, StockedProduct>();
  const conflicts: string[] = [];
  const claim = (map: Map<string, StockedProduct>, key: string, product: StockedProduct): void => {
    const holder = map.get(key);
    if (holder === undefined) map.set(key, product);
    else if (holder !== product && conflicts.length < conflictsMax) conflicts.push(key);
  };
  for (const product of products) {
    claim(ids, product.productId, product);
    for (const gtin of product.gtins) claim(gtins, padGtin(gtin), product);
    if (product.articleNo !== undefined) claim(articles, articleKey(product.articleNo), product);
  }
  let names: ReadonlyMap<string, StockedProduct> | undefined;
  const index: Omit<ProductIndex, 'find'> = {
    byGtin: (gtin14) => gtins.get(padGtin(gtin14)),
    byArticle: (articleNo) => articles.get(articleKey(articleNo)),
    byId: (productId) => ids.get(productId),
    byName: (name) => {
      names ??= namesOf(products);
      return names.get(name);
    },
    conflicts,
  };
  return { ...index, find: (reading) => findBy(reading, index) };
}

/** The product of a reading, by an index that finds one by each of its numbers. */
export function findBy(reading: GoodsReading, index: Omit<ProductIndex, 'find'>): StockedProduct | undefined {
  if (reading.gtin14 !== undefined) return index.byGtin(reading.gtin14);
  if (reading.articleNo !== undefined) return index.byArticle(reading.articleNo);
  return reading.name === undefined ? undefined : index.byName(reading.name);
}

function namesOf(products: readonly StockedProduct[]): Map<string, StockedProduct> {
  const names = new Map<string, StockedProduct>();
  const shared = new Set<string>();
  for (const product of products) {
    for (const name of new Set([product.name.zh, product.name.en])) {
      if (names.has(name)) shared.add(name);
      else names.set(name, product);
    }
  }
  for (const name of shared) names.delete(name);
  return names;
}

/** The same for an article number however many zeros a label puts before it. */
export function articleKey(articleNo: string): string {
  return articleNo.startsWith('0') ? articleNo.replace(/^0+(?=.)/, '') : articleNo;
}
