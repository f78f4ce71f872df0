/**
 * Gifts as a payment platform, with the manners of `GiftPlatform`: the code of an offer pays exactly what the offer
 * covers, once; a cancellation that comes before its payment closes the number.
 */
import type { GiftKeys } from '../../../../src/cloud/database/gift-keys.ts';
import type {
  CancelOutcome,
  PaymentPlatform,
  PayOrder,
  PayOutcome,
  QueryOutcome,
  RefundOrder,
  RefundOutcome,
  RefundQueryOutcome,
  Trade,
} from '../../../../src/cloud/gateway/payment-platform.ts';
import type { SimulatedTrade } from '../../../../src/cloud/gateway/simulated-platform.ts';
import { briskManners } from './brisk-manners.ts';
import type { GiftShelf, ShelfTrade } from './gift-shelf.ts';

const numberOf = (giftId: string, chargeId: string) => `GT-${giftId}-${chargeId}`;

export class ShelfPlatform implements PaymentPlatform {
  readonly manners = briskManners;
  readonly currencies = ['CNY'] as const;
  readonly #shelf: GiftShelf;
  readonly #keys: GiftKeys;
  readonly #nowMs: () => number;

  constructor(shelf: GiftShelf, keys: GiftKeys, nowMs: () => number) {
    this.#shelf = shelf;
    this.#keys = keys;
    this.#nowMs = nowMs;
  }

  /** Every charge that took something of a gift or was closed. */
  book(): SimulatedTrade[] {
    return [...this.#shelf.trades].map(
      ([chargeId, { merchantId, giftId = '', amountMinor, status, refunds }]) => ({
        ...{ merchantId, chargeId, tradeNo: numberOf(giftId, chargeId), amountMinor },
        ...{ status, paysAtMs: 0, refunds },
      }),
    );
  }

  async pay({ merchantId, machineId, chargeId, amountMinor, authCode }: PayOrder): Promise<PayOutcome> {
    const refused: PayOutcome = { kind: 'failed', reason: 'GIFT_TAKEN' };
    const offerId = this.#keys.offerOf(merchantId, authCode);
    if (offerId === undefined) return { kind: 'failed', reason: 'PAY_CODE_INVALID' };
    const offer = this.#shelf.offer(offerId);
    const atMs = this.#nowMs();
    if (!offer || offer.holder !== machineId || offer.untilMs <= atMs) return refused;
    if (this.#trade(chargeId)) return { kind: 'unknown', reason: 'PAY_CONFLICT' };
    const taking = { chargeId, holder: machineId, amountMinor, atMs };
    const { giftId } = offer;
    const { state } = this.#shelf.change(giftId, { kind: 'taken', taking, offerId });
    if (state.taken?.chargeId !== chargeId) return refused;
    this.#shelf.addTrade(chargeId, { merchantId, giftId, amountMinor, status: 'paid' });
    return { kind: 'paid', platformTradeNo: numberOf(giftId, chargeId) };
  }

  async query({ chargeId }: Trade): Promise<QueryOutcome> {
    const trade = this.#trade(chargeId);
    if (!trade) return { kind: 'notFound' };
    if (trade.status === 'closed' || trade.giftId === undefined) return { kind: 'closed' };
    return { kind: 'paid', platformTradeNo: numberOf(trade.giftId, chargeId) };
  }

  async cancel({ merchantId, chargeId, amountMinor }: Trade): Promise<CancelOutcome> {
    const trade = this.#trade(chargeId);
    if (!trade) {
      this.#shelf.addTrade(chargeId, { merchantId, giftId: undefined, amountMinor, status: 'closed' });
      return { kind: 'done', action: 'closed' };
    }
    if (trade.status !== 'paid') return { kind: 'done', action: 'closed' };
    this.#giveBack(chargeId, trade, leftOf(trade));
    trade.status = 'closed';
    return { kind: 'done', action: 'refunded' };
  }

  async refund({ chargeId, refundId, refundMinor }: RefundOrder): Promise<RefundOutcome> {
    const failed: RefundOutcome = { kind: 'failed', reason: 'REFUND_FAILED' };
    const trade = this.#trade(chargeId);
    const before = trade?.refunds.get(refundId);
    if (before !== undefined) return before === refundMinor ? { kind: 'refunded' } : failed;
    if (trade?.status !== 'paid' || refundMinor > leftOf(trade)) return failed;
    trade.refunds.set(refundId, refundMinor);
    this.#giveBack(chargeId, trade, refundMinor);
    return { kind: 'refunded' };
  }

  async queryRefund({ chargeId, refundId, refundMinor }: RefundOrder): Promise<RefundQueryOutcome> {
    const isBack = this.#trade(chargeId)?.refunds.get(refundId) === refundMinor;
    return isBack ? { kind: 'refunded' } : { kind: 'notFound' };
  }

  async stop(): Promise<void> {
    // Nothing is open: the shelf outlives the process that calls.
  }

  #trade(chargeId: string): ShelfTrade | undefined {
    return this.#shelf.trades.get(chargeId);
  }

  #giveBack(chargeId: string, { giftId }: ShelfTrade, amountMinor: number): void {
    if (giftId !== undefined) this.#shelf.untake(giftId, chargeId, amountMinor, this.#nowMs());
  }
}

function leftOf({ amountMinor, refunds }: ShelfTrade): number {
  return [...refunds.values()].reduce((left, minor) => left - minor, amountMinor);
}
