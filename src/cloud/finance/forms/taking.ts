/**
 * A taking is one payment or refund of an order as the forms count it. The takings of an order together are
 * the order: their regular amounts, corrected by promotions, coupons and points, are what came in, and each
 * payment is that of its own channel.
 */
import type { TakingAmounts, TakingGoods } from '../../database/tables/form-tables.ts';

export type { TakingAmounts, TakingGoods };

export type PlaceKind = 'machine' | 'client' | 'lot';

/** Of which order, and where. */
export interface TakingOrder {
  readonly merchantId: string;
  readonly placeKind: PlaceKind;
  readonly placeId: string;
  readonly orderId: string;
  readonly currency: string;
  /** Of the place: its days are the forms' days. */
  readonly timeZone: string;
}

export interface Taking {
  readonly channel: string;
  readonly refId: string;
  readonly atMs: number;
  readonly amounts: TakingAmounts;
  readonly goods: readonly TakingGoods[];
}

/** The channel of an order that cost nothing. */
export const freeChannel = 'free';
export const cashChannel = 'cash';

/** What a taking's goods have of each product. */
export const goodsAmounts = [
  'regular_minor',
  'promotion_minor',
  'coupon_minor',
  'points_minor',
  'actual_minor',
  'refunded_minor',
  'pieces',
] as const;

/** Every amount of a taking or a sum, in one order. */
export const amountNames = [...goodsAmounts, 'orders', 'payments', 'refunds'] as const;

export const noAmounts: TakingAmounts = {
  ...{ regular_minor: 0, promotion_minor: 0, coupon_minor: 0, points_minor: 0, actual_minor: 0 },
  ...{ refunded_minor: 0, pieces: 0, orders: 0, payments: 0, refunds: 0 },
};

const { orders: _orders, payments: _payments, refunds: _refunds, ...noGoodsAmounts } = noAmounts;

/** Goods of one product without any amount; `''` is for no goods. */
export function goodsOf(productId: string, amounts: Partial<TakingGoods> = {}): TakingGoods {
  return { ...noGoodsAmounts, ...amounts, product_id: productId };
}

type Counts = Pick<TakingAmounts, 'orders' | 'payments' | 'refunds'>;

/** What goods come to, with what is counted of them. */
export function amountsOf(goods: readonly TakingGoods[], counts: Counts): TakingAmounts {
  const sum = { ...noAmounts, ...counts };
  for (const one of goods) for (const name of goodsAmounts) sum[name] += one[name];
  return sum;
}

/** One payment of an order; the order is counted with its first. */
export function payment(
  facts: Pick<Taking, 'channel' | 'refId' | 'atMs' | 'goods'>,
  isFirst: boolean,
): Taking {
  return { ...facts, amounts: amountsOf(facts.goods, { orders: isFirst ? 1 : 0, payments: 1, refunds: 0 }) };
}

/** Money that went back, by what it had been paid for. */
export function refund(facts: Pick<Taking, 'channel' | 'refId' | 'atMs' | 'goods'>): Taking {
  return { ...facts, amounts: amountsOf(facts.goods, { orders: 0, payments: 0, refunds: 1 }) };
}
