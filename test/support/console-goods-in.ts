/** Goods taken in and held back, as the console's stub shows them. */
import type { GoodsInFacts } from '../../src/domain/goods-in-facts.ts';
import type { Answer, GoodsInEntryView, HeldBackEventView } from '../../src/wire/rest.ts';
import { fixtureCatalogue, fixtureNowMs } from './console-fixture.ts';

const hourMs = 3_600_000;

function entry(no: number, change: Partial<GoodsInEntryView>): GoodsInEntryView {
  const productId = change.productId ?? 'milk';
  return {
    id: `gin_0000000${no}`,
    productId,
    productName: fixtureCatalogue().products.find((product) => product.productId === productId)?.name ?? null,
    note: '',
    withdrawn: false,
    takenInAtMs: fixtureNowMs - no * 5 * hourMs,
    actor: '林晓',
    correctedBy: null,
    inForce: true,
    ...change,
  };
}

export const fixtureGoodsIn: readonly GoodsInEntryView[] = [
  entry(1, { lot: 'L2401A', expiresOn: '2026-09-20', quantity: 48, note: '送货单 7731' }),
  entry(2, {
    productId: 'sandwich',
    lot: 'S0827',
    producedOn: '2026-08-26',
    shelfLifeDays: 3,
    promotionId: 'bakery-evening',
    quantity: 24,
  }),
  entry(3, {
    productId: 'cola',
    lot: 'C11',
    expiresOn: '2026-08-20',
    corrects: 'gin_00000004',
    note: '召回',
  }),
  entry(4, {
    productId: 'cola',
    lot: 'C11',
    expiresOn: '2027-02-01',
    quantity: 120,
    correctedBy: 'gin_00000003',
    inForce: false,
  }),
  entry(5, { productId: 'salad', serial: 'S0042', producedOn: '2026-08-27', quantity: 1 }),
  entry(6, { productId: 'tomatoes', patternId: 'scale-weight-price' }),
];

export const fixtureHeldBack: readonly HeldBackEventView[] = [
  {
    ...{ kiosk: 'ks-101', journalId: 'jnl_1', seq: 4711, place: 0, atMs: fixtureNowMs - hourMs },
    ...{ productId: 'cola', name: { zh: '可乐 330毫升', en: 'Cola 330 ml' }, quantity: 2, lot: 'C11' },
    ...{
      expiresOn: '2026-08-20',
      dateBy: 'goodsIn',
      reason: 'expired',
      wasListed: true,
      orderId: 'ord_01K3',
    },
  },
  {
    ...{ kiosk: 'ks-103', journalId: 'jnl_2', seq: 81, place: 0, atMs: fixtureNowMs - 3 * hourMs },
    ...{ productId: 'sandwich', name: { zh: '鸡蛋三明治', en: 'Egg sandwich' }, quantity: 1, lot: 'S0820' },
    ...{ producedOn: '2026-08-20', expiresOn: '2026-08-23', dateBy: 'code', reason: 'expired' },
    ...{ wasListed: false, orderId: null },
  },
];

/** What the stub makes of a recorded entry. */
export function fixtureEntry(id: string, facts: GoodsInFacts): GoodsInEntryView {
  return { ...entry(0, { productId: facts.productId }), ...facts, id };
}

export const fixtureReading: Answer<'readGoodsCode'> = {
  by: 'gs1',
  product: fixtureCatalogue().products.find(({ productId }) => productId === 'milk') ?? null,
  lot: 'L2401A',
  expiresOn: '2026-09-20',
};
