/**
 * The published bundle made ready for selling: products by code, patterns, promotions, the site's time.
 * It is made anew for every bundle and never changes; its products may be in a file.
 */
import type { Bundle } from '../../domain/bundle.ts';
import type { ProductIndex } from '../../domain/find-product.ts';
import { closeEntries, closest, type GoodsIn } from '../../domain/goods-in.ts';
import type { GoodsReading } from '../../domain/goods-reading.ts';
import { localTime } from '../../domain/local-time.ts';
import { type ShelfLifePolicy, type SiteDay, usualShelfLife } from '../../domain/shelf-life-policy.ts';

export interface Shop {
  readonly bundle: Bundle;
  readonly products: ProductIndex;
  /** `YYYY-MM-DD` in the site's time zone. */
  today(nowMs: number): string;
  /** What is known of that day while nothing has confirmed the clock. */
  siteDay(nowMs: number, doubt: ClockDoubt | undefined): SiteDay;
  readonly shelfLife: ShelfLifePolicy;
  /** What was recorded when a product's goods were taken in. */
  goodsIn(productId: string): readonly GoodsIn[];
  /** Whether the rule that read a code was named for its goods; absent where no rule was named for any. */
  readonly isNamed: ((reading: GoodsReading) => boolean) | undefined;
}

/** Nothing has confirmed the clock since the operating system started. */
export interface ClockDoubt {
  /** It is later than this, UTC milliseconds, whatever the clock says. */
  readonly notBeforeMs: number;
}

export function openShop(bundle: Bundle, products: ProductIndex): Shop {
  const today = (nowMs: number) => localTime(nowMs, bundle.timeZone).dateIso;
  const entries = Map.groupBy(bundle.goodsIn ?? [], ({ productId }) => productId);
  const goodsIn = (productId: string) =>
    entries.get(productId) ?? (bundle.goodsInCatalogue ? products.byId(productId)?.goodsIn : undefined) ?? [];
  const namesRules =
    bundle.goodsInCatalogue || bundle.goodsIn?.some(({ patternId }) => patternId !== undefined);
  const isNamed = (reading: GoodsReading) => {
    const product = products.find(reading);
    if (!product) return false;
    const close = closeEntries(goodsIn(product.productId), reading);
    return closest(close, ({ patternId }) => patternId) === reading.by;
  };
  return {
    bundle,
    products,
    today,
    siteDay: (nowMs, doubt) =>
      doubt === undefined
        ? { todayIso: today(nowMs), known: true }
        : { todayIso: today(Math.max(nowMs, doubt.notBeforeMs)), known: false },
    shelfLife: bundle.shelfLife ?? usualShelfLife,
    goodsIn,
    isNamed: namesRules ? isNamed : undefined,
  };
}
