/** What the demo shop took in on the day it was filled: a batch near its date, and one that is past it. */
import type { GoodsInFacts } from '../../domain/goods-in-facts.ts';
import { addDays } from '../../domain/shelf-life.ts';

/** The lots on the sample codes of `sample-codes.ts`. */
export const nearDateLot = 'C2411';
export const pastDateLot = 'S2410';

const common = { withdrawn: false } as const;

/** The entries by the ids under which they are recorded; `todayIso` in the shop's time zone. */
export function demoGoodsIn(todayIso: string): Readonly<Record<string, GoodsInFacts>> {
  return {
    gin_DemoNearDate: {
      ...common,
      productId: 'cheese-sticks',
      lot: nearDateLot,
      producedOn: addDays(todayIso, -60),
      expiresOn: addDays(todayIso, 20),
      promotionId: 'near-date',
      quantity: 48,
      note: '送货单 2411',
    },
    gin_DemoPastDate: {
      ...common,
      productId: 'salad',
      lot: pastDateLot,
      producedOn: addDays(todayIso, -4),
      quantity: 12,
      note: '送货单 2410',
    },
    gin_DemoArticle: {
      ...common,
      productId: 'tomatoes',
      patternId: 'scale-weight-price',
      quantity: 20,
      note: '自有秤签',
    },
  };
}
