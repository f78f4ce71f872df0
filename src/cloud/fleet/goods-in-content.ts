/** The goods taken in as machines take them with their bundle, and what a site does about dates. */
import type { GoodsIn } from '../../domain/goods-in.ts';
import { bundleGoodsInMax } from '../../domain/goods-in.ts';
import { localTime } from '../../domain/local-time.ts';
import { addDays } from '../../domain/shelf-life.ts';
import { goodsInForce } from '../database/goods-in-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';

/** Goods that expired longer ago are taken to be off the shelves. */
const keptDays = 400;

/** Nothing where there are none. */
export async function goodsInContent(
  tx: CloudTransaction,
  merchantId: string,
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone: string },
): Promise<{ readonly goodsIn?: GoodsIn[] }> {
  const sinceIso = addDays(localTime(nowMs, timeZone).dateIso, -keptDays);
  const goodsIn = await goodsInForce(tx, merchantId, { sinceIso, limit: bundleGoodsInMax });
  return goodsIn.length === 0 ? {} : { goodsIn: goodsIn.slice(0, bundleGoodsInMax) };
}
