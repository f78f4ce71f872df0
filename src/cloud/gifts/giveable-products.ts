/**
 * What can be given at a merchant: goods of one piece with one price (what is sold by weight has none), at the
 * price a machine asks when nobody changes an option, so that a gift of a product pays for all of it.
 */
import { Fault } from '../../domain/fault.ts';
import { usualPriceMinor } from '../../domain/make-item.ts';
import type { Product } from '../../domain/product.ts';
import type { GiftShop } from '../../wire/rest-gifts.ts';
import type { CloudDatabase } from '../database/schema.ts';

const productsMax = 500;

export type GiveableProduct = GiftShop['products'][number];

/** The first of the merchant's catalogue, in its order. */
export async function giveable(db: CloudDatabase, merchantId: string): Promise<GiveableProduct[]> {
  const rows = await db
    .selectFrom('products')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .orderBy('position')
    .limit(productsMax)
    .execute();
  return rows.flatMap(({ body }) => giveableOf(body) ?? []);
}

function giveableOf(product: Product): GiveableProduct | undefined {
  const { productId, name, category, picture, gtins } = product;
  if (product.soldBy !== 'piece') return undefined;
  const priceMinor = usualPriceOf(product);
  if (priceMinor === undefined || priceMinor === 0) return undefined;
  return { productId, name, category, priceMinor, picture, gtins };
}

/** Nothing where an option's default is none of its values: no machine sells that either. */
function usualPriceOf(product: Product): number | undefined {
  try {
    return usualPriceMinor(product);
  } catch (error) {
    if (error instanceof Fault && error.code === 'OPTION_INVALID') return undefined;
    throw error;
  }
}
