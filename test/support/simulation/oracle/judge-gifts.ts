/**
 * What holds of every gift when everything is at rest: one order at most had it, and what its giver paid is what that
 * order had of it, what went back, and what is still held. What an order had is told by the machines' records.
 */
import type { Order } from '../../../../src/domain/order.ts';
import { leaseOfTrade } from '../../../../src/domain/spend-lease.ts';
import type { GiftShelf, ShelfGift } from '../cloud/gift-shelf.ts';
import { sum } from './evidence.ts';

export interface GiftEvidence {
  readonly shelf: GiftShelf;
  /** Of all machines. */
  readonly orders: readonly Order[];
}

export function judgeGifts({ shelf, orders }: GiftEvidence): string[] {
  return shelf.gifts.flatMap((gift) => judgeGift(gift, shelf, orders));
}

function judgeGift(gift: ShelfGift, shelf: GiftShelf, orders: readonly Order[]): string[] {
  const { giftId, state } = gift;
  const had = orders
    .map((order) => ({ orderId: order.orderId, minor: hadMinor(order, giftId) }))
    .filter(({ minor }) => minor > 0);
  if (had.length > 1) {
    return [`a gift is redeemed twice: ${giftId} by ${had.map(({ orderId }) => orderId).join(' and ')}`];
  }
  const problems: string[] = [];
  const redeemedMinor = sum(had.map(({ minor }) => minor));
  const takenMinor = state.taken?.amountMinor ?? 0;
  if (takenMinor !== redeemedMinor || state.losses.length > 0) {
    problems.push(`a gift is not booked as it was redeemed: ${giftId}, ${redeemedMinor} and ${takenMinor}`);
  }
  const returnedMinor = sum([...(shelf.returned.get(giftId)?.values() ?? [])]);
  const heldMinor = state.paidMinor - takenMinor - sum(state.refunds.map(({ amountMinor }) => amountMinor));
  const allMinor = redeemedMinor + returnedMinor + heldMinor;
  if (heldMinor < 0 || allMinor !== gift.amountMinor) {
    problems.push(
      `a giver's money is lost or made: ${giftId}, paid ${gift.amountMinor}, ` +
        `redeemed ${redeemedMinor}, returned ${returnedMinor}, held ${heldMinor}`,
    );
  }
  return problems;
}

/** What an order has of a gift, refunds taken off. */
function hadMinor(order: Order, giftId: string): number {
  const paid = order.charges.filter(
    ({ state, platformTradeNo }) => state === 'paid' && giftOf(order, platformTradeNo) === giftId,
  );
  const ids = new Set(paid.map(({ chargeId }) => chargeId));
  const back = order.refunds.filter(({ chargeId, state }) => ids.has(chargeId) && state === 'refunded');
  return sum(paid.map(({ amountMinor }) => amountMinor)) - sum(back.map(({ amountMinor }) => amountMinor));
}

/** The gift that a trade's number names, by itself or by its lease. */
function giftOf({ gifts = [] }: Order, tradeNo = ''): string | undefined {
  const leaseId = leaseOfTrade(tradeNo);
  if (leaseId !== undefined) return gifts.find((one) => one.leaseId === leaseId)?.giftId;
  return /^GT-(gft_[0-9A-Z]{26})-/.exec(tradeNo)?.[1];
}
