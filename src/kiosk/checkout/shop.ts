/**
 * The published bundle made ready for selling: products by code, patterns, promotions, the site's time.
 * It is made anew for every bundle and never changes.
 */
import type { Bundle } from '../../domain/bundle.ts';
import { type ProductIndex, productIndex } from '../../domain/find-product.ts';
import { localTime } from '../../domain/local-time.ts';

export interface Shop {
  readonly bundle: Bundle;
  readonly products: ProductIndex;
  /** `YYYY-MM-DD` in the site's time zone. */
  today(nowMs: number): string;
}

export function openShop(bundle: Bundle): Shop {
  return {
    bundle,
    products: productIndex(bundle.products),
    today: (nowMs) => localTime(nowMs, bundle.timeZone).dateIso,
  };
}
