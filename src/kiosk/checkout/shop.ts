/**
 * The published bundle made ready for selling: products by code, patterns, promotions, the site's time.
 * It is made anew for every bundle and never changes; its products may be in a file.
 */
import type { Bundle } from '../../domain/bundle.ts';
import type { ProductIndex } from '../../domain/find-product.ts';
import { localTime } from '../../domain/local-time.ts';

export interface Shop {
  readonly bundle: Bundle;
  readonly products: ProductIndex;
  /** `YYYY-MM-DD` in the site's time zone. */
  today(nowMs: number): string;
}

export function openShop(bundle: Bundle, products: ProductIndex): Shop {
  return {
    bundle,
    products,
    today: (nowMs) => localTime(nowMs, bundle.timeZone).dateIso,
  };
}
