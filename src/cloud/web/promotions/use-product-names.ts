/** The merchant's products by id, for choosing and naming them in rules. */
import type { Product } from '../../../domain/product.ts';
import type { Text } from '../../../domain/text.ts';
import { useRest } from '../rest/use-rest.ts';

export interface ProductNames {
  readonly products: readonly Product[];
  readonly categories: readonly string[];
  /** The name, or the id of a product that is not among those loaded. */
  nameOf(productId: string): Text;
}

export function useProductNames(): ProductNames {
  const answer = useRest('listProducts', { query: { limit: 200 } });
  const products = answer.data?.items ?? [];
  const names = new Map(products.map((product) => [product.productId, product.name]));
  return {
    products,
    categories: [...new Set(products.map((product) => product.category))].sort(),
    nameOf: (productId) => names.get(productId) ?? { zh: productId, en: productId },
  };
}
