/**
 * Says what money that went back had been paid for, exact to the minor unit: first the goods that were not handed
 * over, then what came in for no goods, and the rest in proportion to what is still kept of each product.
 */
import { allocate } from '../../../domain/money.ts';
import { goodsOf, type TakingGoods } from './taking.ts';

/** What of a line was due and not handed over. */
export interface Missing {
  readonly productId: string;
  readonly dueMinor: number;
}

/** Of each amount that went back its goods. `paid` are those of all payments of the order. */
export function shareRefunds(
  paid: readonly TakingGoods[],
  missing: readonly Missing[],
  backMinor: readonly number[],
): TakingGoods[][] {
  const kept = new Map<string, number>();
  for (const { product_id, actual_minor } of paid) {
    kept.set(product_id, (kept.get(product_id) ?? 0) + actual_minor);
  }
  const known = [...missing, { productId: '', dueMinor: kept.get('') ?? 0 }].map((one) => ({ ...one }));
  return backMinor.map((minor) => {
    const shared = new Map<string, number>();
    const give = (productId: string, wantedMinor: number) => {
      const givenMinor = Math.min(wantedMinor, kept.get(productId) ?? 0);
      if (givenMinor <= 0) return 0;
      kept.set(productId, (kept.get(productId) ?? 0) - givenMinor);
      shared.set(productId, (shared.get(productId) ?? 0) + givenMinor);
      return givenMinor;
    };
    let left = minor;
    for (const one of known) {
      const givenMinor = give(one.productId, Math.min(left, one.dueMinor));
      one.dueMinor -= givenMinor;
      left -= givenMinor;
    }
    const products = [...kept].filter(([, keptMinor]) => keptMinor > 0);
    const parts = allocate(
      Math.min(
        left,
        products.reduce((sum, [, keptMinor]) => sum + keptMinor, 0),
      ),
      products.map(([, keptMinor]) => keptMinor),
    );
    products.forEach(([productId], n) => {
      left -= give(productId, parts[n] ?? 0);
    });
    // More than ever came in.
    if (left > 0) shared.set('', (shared.get('') ?? 0) + left);
    return [...shared].map(([productId, refundedMinor]) =>
      goodsOf(productId, { refunded_minor: refundedMinor }),
    );
  });
}
