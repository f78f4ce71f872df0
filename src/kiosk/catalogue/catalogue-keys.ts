/** The keys under which a kept catalogue finds a product; the first letter says what the rest is. */
import { articleKey } from '../../domain/find-product.ts';
import { padGtin } from '../../domain/gtin.ts';
import type { Product } from '../../domain/product.ts';

export const gtinKey = (gtin: string) => `g${padGtin(gtin)}`;
export const articleNoKey = (articleNo: string) => `a${articleKey(articleNo)}`;
export const idKey = (productId: string) => `i${productId}`;
export const nameKey = (name: string) => `n${name}`;

/** Every key of a product, each once. */
export function keysOf({ productId, gtins, articleNo, name }: Product): ReadonlySet<string> {
  return new Set([
    idKey(productId),
    ...gtins.map(gtinKey),
    ...(articleNo === undefined ? [] : [articleNoKey(articleNo)]),
    nameKey(name.zh),
    nameKey(name.en),
  ]);
}
