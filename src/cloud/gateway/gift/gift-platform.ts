/**
 * Gifts as a payment platform: the code of an offer pays exactly what the offer covers, once, in one transaction
 * with the gift itself. So everything that is known about payments holds for gifts: intent, question, reversal,
 * refund, split.
 */
import type { GiftKeys } from '../../database/gift-keys.ts';
import { changeGift, untakeGift } from '../../database/gift-rows.ts';
import { findTrade, insertTrade, insertTradeRefund, undoTrade } from '../../database/gift-trade-rows.ts';
import type { CloudTransaction } from '../../database/schema.ts';
import { BookedPlatform, type BookedPlatformOptions, type BookedTrade } from '../booked-platform.ts';
import type { PayOrder, PayOutcome, RefundOrder, Trade } from '../payment-platform.ts';
import { giftTradeNumber } from './learned-gifts.ts';

export interface GiftPlatformOptions extends BookedPlatformOptions {
  readonly keys: GiftKeys;
}

interface GiftTrade extends BookedTrade {
  /** Null of a number that was closed before any payment. */
  readonly giftId: string | null;
}

export class GiftPlatform extends BookedPlatform<GiftTrade> {
  #options: GiftPlatformOptions;

  constructor(options: GiftPlatformOptions) {
    super(options, 'gifts did not answer');
    this.#options = options;
  }

  protected knows(order: PayOrder): boolean {
    return this.#offerOf(order) !== undefined;
  }

  protected async take(tx: CloudTransaction, order: PayOrder): Promise<PayOutcome> {
    const { merchantId, machineId, chargeId, amountMinor, currency } = order;
    const offerId = this.#offerOf(order);
    if (offerId === undefined) return { kind: 'failed', reason: 'PAY_CODE_INVALID' };
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

  protected async find(tx: CloudTransaction, trade: Trade): Promise<GiftTrade | undefined> {
    const row = await findTrade(tx, trade);
    if (!row) return undefined;
    const giftId = row.gift_id;
    return {
      giftId,
      state: giftId !== null && row.state === 'paid' ? 'paid' : 'closed',
      amountMinor: Number(row.amount_minor),
      refundedMinor: Number(row.refunded_minor),
      platformTradeNo: giftTradeNumber(giftId ?? '', trade.chargeId),
    };
  }

  protected close(tx: CloudTransaction, { merchantId, chargeId, amountMinor }: Trade): Promise<boolean> {
    const atMs = this.#options.clock.now();
    return insertTrade(tx, { merchantId, chargeId, giftId: null, amountMinor, state: 'closed', atMs });
  }

  protected async findRefund(tx: CloudTransaction, order: RefundOrder): Promise<number | undefined> {
    const row = await tx
      .selectFrom('gift_trade_refunds')
      .select('amount_minor')
      .where('merchant_id', '=', order.merchantId)
      .where('refund_id', '=', order.refundId)
      .where('charge_id', '=', order.chargeId)
      .executeTakeFirst();
    return row && Number(row.amount_minor);
  }

  protected async addRefund(tx: CloudTransaction, order: RefundOrder): Promise<void> {
    const { merchantId, chargeId, refundId, refundMinor: amountMinor } = order;
    const atMs = this.#options.clock.now();
    const isNew = await insertTradeRefund(tx, { merchantId, chargeId, refundId, amountMinor, atMs });
    if (!isNew) throw new Error(`the number ${refundId} is in use`);
  }

  protected async giveBack(
    tx: CloudTransaction,
    { merchantId, chargeId }: Trade,
    { giftId }: GiftTrade,
    amountMinor: number,
    state: BookedTrade['state'],
  ): Promise<void> {
    const atMs = this.#options.clock.now();
    await undoTrade(tx, { merchantId, chargeId, amountMinor, state });
    if (giftId === null) return;
    await untakeGift(tx, { merchantId, giftId, chargeId, amountMinor }, atMs, atMs);
  }

  #offerOf({ merchantId, authCode }: PayOrder): string | undefined {
    return this.#options.keys.offerOf(merchantId, authCode);
  }
}
