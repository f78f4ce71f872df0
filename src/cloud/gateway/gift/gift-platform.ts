/**
 * Gifts as a payment platform: the code of an offer pays exactly what the offer covers, once, in one transaction
 * with the gift itself. So everything that is known about payments holds for gifts: intent, question, reversal,
 * refund, split. A cancellation that comes before its payment closes the number.
 */
import { faultChain } from '../../../domain/fault.ts';
import type { Currency } from '../../../domain/money.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import type { GiftKeys } from '../../database/gift-keys.ts';
import { changeGift } from '../../database/gift-rows.ts';
import { findTrade, insertTrade, undoTrade } from '../../database/gift-trade-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../../database/schema.ts';
import {
  alipayManners,
  type CancelOutcome,
  type PaymentPlatform,
  type PayOrder,
  type PayOutcome,
  type PlatformManners,
  type QueryOutcome,
  type RefundOrder,
  type RefundOutcome,
  type RefundQueryOutcome,
  type Trade,
} from '../payment-platform.ts';
import { giftTradeNumber } from './learned-gifts.ts';

export interface GiftPlatformOptions {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: GiftKeys;
  readonly currency: Currency;
  readonly manners?: PlatformManners;
}

const down = 'PAY_PLATFORM_DOWN' as const;

export class GiftPlatform implements PaymentPlatform {
  readonly manners: PlatformManners;
  readonly currencies: readonly Currency[];
  #options: GiftPlatformOptions;

  constructor(options: GiftPlatformOptions) {
    this.#options = options;
    this.manners = options.manners ?? alipayManners;
    this.currencies = [options.currency];
  }

  async pay(order: PayOrder): Promise<PayOutcome> {
    const offerId = this.#options.keys.offerOf(order.merchantId, order.authCode);
    if (offerId === undefined) return { kind: 'failed', reason: 'PAY_CODE_INVALID' };
    const outcome = await this.#transact('pay', order, (tx) => this.#take(tx, order, offerId));
    return outcome ?? { kind: 'unknown', reason: down };
  }

  async query(trade: Trade): Promise<QueryOutcome> {
    const outcome = await this.#transact<QueryOutcome>('query', trade, async (tx) => {
      const found = await findTrade(tx, trade);
      if (!found) return { kind: 'notFound' };
      if (found.state === 'closed' || found.gift_id === null) return { kind: 'closed' };
      if (Number(found.amount_minor) !== trade.amountMinor)
        return { kind: 'unknown', reason: 'PAY_CONFLICT' };
      return { kind: 'paid', platformTradeNo: giftTradeNumber(found.gift_id, trade.chargeId) };
    });
    return outcome ?? { kind: 'unknown', reason: down };
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const { merchantId, chargeId, amountMinor } = trade;
    const outcome = await this.#transact<CancelOutcome>('cancel', trade, async (tx) => {
      const atMs = this.#options.clock.now();
      const closing = { merchantId, chargeId, giftId: null, amountMinor, state: 'closed' as const, atMs };
      if (await insertTrade(tx, closing)) return { kind: 'done', action: 'closed' };
      const found = await findTrade(tx, trade);
      if (found?.state !== 'paid') return { kind: 'done', action: 'closed' };
      const leftMinor = Number(found.amount_minor) - Number(found.refunded_minor);
      await this.#giveBack(tx, trade, found.gift_id, leftMinor, 'closed');
      return { kind: 'done', action: 'refunded' };
    });
    return outcome ?? { kind: 'again', reason: down };
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    const failed: RefundOutcome = { kind: 'failed', reason: 'REFUND_FAILED' };
    const outcome = await this.#transact<RefundOutcome>('refund', order, async (tx) => {
      const found = await findTrade(tx, order);
      if (!found) return failed;
      const before = await findRefund(tx, order);
      if (before !== undefined) return before === order.refundMinor ? { kind: 'refunded' } : failed;
      const leftMinor = Number(found.amount_minor) - Number(found.refunded_minor);
      if (found.state !== 'paid' || order.refundMinor > leftMinor) return failed;
      const atMs = this.#options.clock.now();
      await tx
        .insertInto('gift_trade_refunds')
        .values({
          ...{ merchant_id: order.merchantId, refund_id: order.refundId, charge_id: order.chargeId },
          ...{ amount_minor: order.refundMinor, at_ms: atMs },
        })
        .execute();
      await this.#giveBack(tx, order, found.gift_id, order.refundMinor, 'paid');
      return { kind: 'refunded' };
    });
    return outcome ?? { kind: 'unknown', reason: down };
  }

  async queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    const outcome = await this.#transact<RefundQueryOutcome>('query a refund', order, async (tx) =>
      (await findRefund(tx, order)) === order.refundMinor ? { kind: 'refunded' } : { kind: 'notFound' },
    );
    return outcome ?? { kind: 'unknown', reason: down };
  }

  async stop(): Promise<void> {
    // The database is the cloud's; it is closed by whoever opened it.
  }

  async #take(tx: CloudTransaction, order: PayOrder, offerId: string): Promise<PayOutcome> {
    const { merchantId, machineId, chargeId, amountMinor, currency } = order;
    const offer = await tx
      .selectFrom('gift_offers')
      .innerJoin('gifts', (join) =>
        join
          .onRef('gifts.merchant_id', '=', 'gift_offers.merchant_id')
          .onRef('gifts.gift_id', '=', 'gift_offers.gift_id'),
      )
      .select(['gift_offers.gift_id', 'gift_offers.expires_at_ms', 'gifts.currency'])
      .where('gift_offers.merchant_id', '=', merchantId)
      .where('gift_offers.offer_id', '=', offerId)
      .where('gift_offers.holder', '=', machineId)
      .executeTakeFirst();
    const refused: PayOutcome = { kind: 'failed', reason: 'GIFT_TAKEN' };
    const atMs = this.#options.clock.now();
    if (!offer || offer.currency !== currency || Number(offer.expires_at_ms) <= atMs) return refused;
    const giftId = offer.gift_id;
    const trade = { merchantId, chargeId, giftId, amountMinor, state: 'paid' as const, atMs };
    if (await findTrade(tx, order)) return { kind: 'unknown', reason: 'PAY_CONFLICT' };
    const taking = { chargeId, holder: machineId, amountMinor, atMs };
    const input = { kind: 'taken', taking, offerId } as const;
    const taken = await changeGift(tx, { merchantId, giftId, input, atMs });
    if (taken.state.taken?.chargeId !== chargeId) return refused;
    // The number is in use: whatever stands under it is what the query will tell; the gift stays as it was.
    if (!(await insertTrade(tx, trade))) throw new Error(`the number ${chargeId} is in use`);
    return { kind: 'paid', platformTradeNo: giftTradeNumber(giftId, chargeId) };
  }

  async #giveBack(
    tx: CloudTransaction,
    { merchantId, chargeId }: Trade,
    giftId: string | null,
    amountMinor: number,
    state: 'paid' | 'closed',
  ): Promise<void> {
    const atMs = this.#options.clock.now();
    await undoTrade(tx, { merchantId, chargeId, amountMinor, state });
    if (giftId === null) return;
    const input = { kind: 'untaken', chargeId, amountMinor } as const;
    await changeGift(tx, { merchantId, giftId, input, atMs });
  }

  async #transact<T>(
    what: string,
    trade: Trade,
    work: (tx: CloudTransaction) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await this.#options.db.transaction().execute(work);
    } catch (error) {
      const facts = { what, chargeId: trade.chargeId, fault: faultChain(error) };
      this.#options.log.warn('gifts did not answer', facts);
      return undefined;
    }
  }
}

async function findRefund(tx: CloudTransaction, order: RefundOrder): Promise<number | undefined> {
  const row = await tx
    .selectFrom('gift_trade_refunds')
    .select('amount_minor')
    .where('merchant_id', '=', order.merchantId)
    .where('refund_id', '=', order.refundId)
    .where('charge_id', '=', order.chargeId)
    .executeTakeFirst();
  return row && Number(row.amount_minor);
}
