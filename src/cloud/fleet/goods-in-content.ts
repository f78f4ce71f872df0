/**
 * The goods taken in as machines take them: inside the bundle, or, where there are more than fit, beside their
 * products in the catalogue, which machines keep in a file.
 */
import { bundleGoodsInMax, type GoodsIn } from '../../domain/goods-in.ts';
import { localTime } from '../../domain/local-time.ts';
import { addDays } from '../../domain/shelf-life.ts';
import { productGoodsInMax } from '../../domain/stocked-product.ts';
import type { Clock } from '../../platform/clock.ts';
import { goodsInForce } from '../database/goods-in-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';

/** Goods that expired longer ago are taken to be off the shelves. */
const keptDays = 400;
/** More than this do not travel; the newest do. */
const catalogueGoodsInMax = 200_000;

/** The newest `limit` entries in force, newest first, and one more where there are more. */
async function inForce(
  tx: CloudTransaction,
  clock: Clock,
  merchantId: string,
  limit: number,
): Promise<GoodsIn[]> {
  const merchant = await tx
    .selectFrom('merchants')
    .select('time_zone')
    .where('merchant_id', '=', merchantId)
    .executeTakeFirstOrThrow();
  const sinceIso = addDays(localTime(clock.now(), merchant.time_zone).dateIso, -keptDays);
  return goodsInForce(tx, merchantId, { sinceIso, limit });
}

/** What the bundle says of goods taken in; nothing where there are none. */
export async function goodsInContent(
  tx: CloudTransaction,
  clock: Clock,
  merchantId: string,
  inCatalogue: boolean,
): Promise<{ readonly goodsIn?: GoodsIn[]; readonly goodsInCatalogue?: true }> {
  if (inCatalogue) return { goodsInCatalogue: true };
  const goodsIn = await inForce(tx, clock, merchantId, bundleGoodsInMax);
  return goodsIn.length === 0 ? {} : { goodsIn: goodsIn.slice(0, bundleGoodsInMax) };
}

/** The entries by product where there are more than a bundle takes; undefined where they fit into it. */
export async function goodsInByProduct(
  tx: CloudTransaction,
  clock: Clock,
  merchantId: string,
): Promise<ReadonlyMap<string, readonly GoodsIn[]> | undefined> {
  const some = await inForce(tx, clock, merchantId, bundleGoodsInMax);
  if (some.length <= bundleGoodsInMax) return undefined;
  const all = await inForce(tx, clock, merchantId, catalogueGoodsInMax);
  const byProduct = Map.groupBy(all, ({ productId }) => productId);
  return new Map([...byProduct].map(([id, entries]) => [id, entries.slice(0, productGoodsInMax)]));
}

/** A product's line of the catalogue with its entries. */
export function stocked(line: string, goodsIn: ReadonlyMap<string, readonly GoodsIn[]>): string {
  const product = JSON.parse(line) as { readonly productId: string };
  const entries = goodsIn.get(product.productId);
  return entries ? JSON.stringify({ ...product, goodsIn: entries }) : line;
}
