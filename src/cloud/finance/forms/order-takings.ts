/**
 * The takings of an order, of a client's order, and of parking. An order that is paid counts whole at the
 * instant it was paid, however many tenders it was split over; money back counts when it went back.
 */
import type { Order } from '../../../domain/order.ts';
import { undeliveredLines } from '../../../domain/order-kept.ts';
import { paymentsOf } from '../../../domain/order-money.ts';
import { shareGoods } from './share-goods.ts';
import { type Missing, shareRefunds } from './share-refunds.ts';
import {
  cashChannel,
  freeChannel,
  goodsOf,
  payment,
  refund,
  type Taking,
  type TakingGoods,
} from './taking.ts';

/** A refund that the gateway brought to its end. */
export interface RefundPaid {
  readonly refundId: string;
  readonly chargeId: string;
  readonly amountMinor: number;
  readonly atMs: number;
}

interface Came {
  readonly channel: string;
  readonly refId: string;
  readonly amountMinor: number;
}

function came(order: Order): Came[] {
  return paymentsOf(order).map(({ tender, amountMinor, chargeId, platform }) => ({
    channel: tender === 'cash' ? cashChannel : (platform ?? tender),
    refId: chargeId ?? cashChannel,
    amountMinor,
  }));
}

/** Empty while nothing is paid, and for an order that ended without money. */
export function orderTakings(order: Order, refunds: readonly RefundPaid[]): Taking[] {
  const { paidAtMs, closedAtMs } = order;
  const atMs = paidAtMs ?? closedAtMs;
  if (atMs === undefined) return [];
  const received = came(order);
  if (paidAtMs !== undefined && received.length === 0) {
    received.push({ channel: freeChannel, refId: freeChannel, amountMinor: 0 });
  }
  // Nothing was sold for money that came in for an order nobody finished.
  const lines = paidAtMs === undefined ? [] : order.lines;
  const goods = shareGoods(
    lines,
    received.map(({ amountMinor }) => amountMinor),
  );
  return [
    ...received.map(({ channel, refId }, n) =>
      payment({ channel, refId, atMs, goods: goods[n] ?? [] }, n === 0),
    ),
    ...refundTakings(goods.flat(), missingOf(order), moneyBack(order, refunds)),
  ];
}

/** What was paid and not handed over. */
function missingOf(order: Order): Missing[] {
  return undeliveredLines(order).map(({ line, dueMinor }) => ({ productId: line.productId, dueMinor }));
}

interface Back extends Came {
  readonly atMs: number;
}

function refundTakings(
  paid: readonly TakingGoods[],
  missing: readonly Missing[],
  backs: readonly Back[],
): Taking[] {
  const goods = shareRefunds(
    paid,
    missing,
    backs.map(({ amountMinor }) => amountMinor),
  );
  return backs.map(({ channel, refId, atMs }, n) => refund({ channel, refId, atMs, goods: goods[n] ?? [] }));
}

function moneyBack(order: Order, refunds: readonly RefundPaid[]): Back[] {
  const platforms = new Map(order.charges.map(({ chargeId, platform }) => [chargeId, platform]));
  const byPlatform = refunds.flatMap(({ refundId, chargeId, amountMinor, atMs }) => {
    const channel = platforms.get(chargeId);
    return channel === undefined ? [] : [{ channel, refId: refundId, atMs, amountMinor }];
  });
  const { closedAtMs } = order;
  if (closedAtMs === undefined) return byPlatform;
  const coins = order.payouts.filter((payout) => payout.purpose === 'refund' && payout.paidMinor > 0);
  return [
    ...byPlatform,
    ...coins.map(({ payoutId, paidMinor }) => ({
      ...{ channel: cashChannel, refId: payoutId, atMs: closedAtMs, amountMinor: paidMinor },
    })),
  ];
}

/** A client's order that was paid with one charge. */
export interface PaidClientOrder {
  readonly chargeId: string;
  readonly platform: string;
  readonly amountMinor: number;
  readonly pieces: number;
  readonly discountMinor: number;
  readonly paidAtMs: number;
}

/** Its lines name no products of the catalogue. */
export function clientOrderTakings(order: PaidClientOrder, refunds: readonly RefundPaid[]): Taking[] {
  const { chargeId, platform, amountMinor, discountMinor, pieces, paidAtMs } = order;
  const goods = [
    goodsOf('', {
      regular_minor: amountMinor + discountMinor,
      promotion_minor: discountMinor,
      actual_minor: amountMinor,
      pieces,
    }),
  ];
  return [
    payment({ channel: platform, refId: chargeId, atMs: paidAtMs, goods }, true),
    ...refundTakings(
      goods,
      [],
      refunds.map(({ refundId, ...back }) => ({ ...back, channel: platform, refId: refundId })),
    ),
  ];
}

/** One payment that a lot tells of. */
export interface ParkingPaid {
  readonly channel: string;
  readonly paySerial: string;
  readonly regularMinor: number;
  readonly couponMinor: number;
  readonly pointsMinor: number;
  readonly actualMinor: number;
  readonly paidAtMs: number;
  /** What went back of it. */
  readonly back: readonly { readonly refId: string; readonly amountMinor: number; readonly atMs: number }[];
}

/** What stands for parking among the products. */
export const parkingProduct = 'parking';

/** The payments of one bill of a lot, in the order in which they were made. */
export function parkingTakings(payments: readonly ParkingPaid[]): Taking[] {
  const paid = payments.map((paid, n) => {
    const goods = goodsOf(parkingProduct, {
      regular_minor: paid.regularMinor,
      coupon_minor: paid.couponMinor,
      points_minor: paid.pointsMinor,
      actual_minor: paid.actualMinor,
      pieces: n === 0 ? 1 : 0,
    });
    const { channel, paySerial: refId, paidAtMs: atMs } = paid;
    return payment({ channel, refId, atMs, goods: [goods] }, n === 0);
  });
  const back = payments.flatMap(({ channel, back }) => back.map((one) => ({ ...one, channel })));
  const refunds = back.map(({ channel, refId, atMs, amountMinor }) =>
    refund({ channel, refId, atMs, goods: [goodsOf(parkingProduct, { refunded_minor: amountMinor })] }),
  );
  return [...paid, ...refunds];
}
