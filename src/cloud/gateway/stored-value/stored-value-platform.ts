/**
 * Stored value as a payment platform: balances in the cloud's own database, each debit in one transaction with its
 * trade and with the grant that its PIN, finger or face gave.
 */
import { storedValueCode } from '../../../domain/payment-code.ts';
import type { CloudTransaction } from '../../database/schema.ts';
import { BookedPlatform, type BookedPlatformOptions, type BookedTrade } from '../booked-platform.ts';
import type { PayOrder, PayOutcome, RefundOrder, Trade } from '../payment-platform.ts';
import { spendGrant } from './card-grants.ts';
import { tradeNumber } from './learned-payments.ts';
import { cardHash } from './stored-value-accounts.ts';

export interface StoredValuePlatformOptions extends BookedPlatformOptions {
  readonly hashKey: Uint8Array;
}

interface CardTrade extends BookedTrade {
  /** Null of a number that was closed before any payment. */
  readonly cardHash: string | null;
}

export class StoredValuePlatform extends BookedPlatform<CardTrade> {
  #options: StoredValuePlatformOptions;

  constructor(options: StoredValuePlatformOptions) {
    super(options, 'stored value did not answer');
    this.#options = options;
  }

  protected knows({ authCode }: PayOrder): boolean {
    return storedValueCode.test(authCode);
  }

  protected async take(tx: CloudTransaction, order: PayOrder): Promise<PayOutcome> {
    const hash = cardHash(this.#options.hashKey, order.merchantId, order.authCode);
    const account = await tx
      .selectFrom('stored_value_accounts')
      .selectAll()
      .where('merchant_id', '=', order.merchantId)
      .where('card_hash', '=', hash)
      .where('currency', '=', order.currency)
      .forUpdate()
      .executeTakeFirst();
    if (!account) return { kind: 'failed', reason: 'PAY_CODE_INVALID' };
    const known = await this.find(tx, order);
    if (!known && Number(account.balance_minor) < order.amountMinor) {
      return { kind: 'failed', reason: 'PAY_BALANCE_LOW' };
    }
    if (!known && account.pin_hash !== null && !(await this.#isGranted(tx, order, hash))) {
      return { kind: 'failed', reason: 'CARD_PIN_NEEDED' };
    }
    if (known || !(await this.#insertTrade(tx, order, hash, 'paid'))) {
      // The number is in use: whatever stands under it is what the query will tell.
      return { kind: 'unknown', reason: 'PAY_CONFLICT' };
    }
    await tx
      .updateTable('stored_value_accounts')
      .set((eb) => ({ balance_minor: eb('balance_minor', '-', order.amountMinor) }))
      .where('merchant_id', '=', order.merchantId)
      .where('card_hash', '=', hash)
      .execute();
    return { kind: 'paid', platformTradeNo: this.#tradeNo(order, hash) };
  }

  protected async find(tx: CloudTransaction, trade: Trade): Promise<CardTrade | undefined> {
    const row = await tx
      .selectFrom('stored_value_trades')
      .selectAll()
      .where('merchant_id', '=', trade.merchantId)
      .where('charge_id', '=', trade.chargeId)
      .forUpdate()
      .executeTakeFirst();
    return (
      row && {
        state: row.state === 'paid' ? 'paid' : 'closed',
        amountMinor: Number(row.amount_minor),
        refundedMinor: Number(row.refunded_minor),
        platformTradeNo: this.#tradeNo(trade, row.card_hash ?? ''),
        cardHash: row.card_hash,
      }
    );
  }

  protected close(tx: CloudTransaction, trade: Trade): Promise<boolean> {
    return this.#insertTrade(tx, trade, null, 'closed');
  }

  protected async findRefund(tx: CloudTransaction, order: RefundOrder): Promise<number | undefined> {
    const row = await tx
      .selectFrom('stored_value_refunds')
      .select('amount_minor')
      .where('merchant_id', '=', order.merchantId)
      .where('refund_id', '=', order.refundId)
      .where('charge_id', '=', order.chargeId)
      .executeTakeFirst();
    return row && Number(row.amount_minor);
  }

  protected async addRefund(tx: CloudTransaction, order: RefundOrder): Promise<void> {
    await tx
      .insertInto('stored_value_refunds')
      .values({
        merchant_id: order.merchantId,
        refund_id: order.refundId,
        charge_id: order.chargeId,
        amount_minor: order.refundMinor,
        at_ms: this.#options.clock.now(),
      })
      .execute();
  }

  protected async giveBack(
    tx: CloudTransaction,
    trade: Trade,
    booked: CardTrade,
    amountMinor: number,
    state: BookedTrade['state'],
  ): Promise<void> {
    await tx
      .updateTable('stored_value_trades')
      .set((eb) => ({ refunded_minor: eb('refunded_minor', '+', amountMinor), state }))
      .where('merchant_id', '=', trade.merchantId)
      .where('charge_id', '=', trade.chargeId)
      .execute();
    await tx
      .updateTable('stored_value_accounts')
      .set((eb) => ({ balance_minor: eb('balance_minor', '+', amountMinor) }))
      .where('merchant_id', '=', trade.merchantId)
      .where('card_hash', '=', booked.cardHash ?? '')
      .execute();
  }

  /** Uses the grant that PIN, finger or face gave this charge; a transaction that does not commit leaves it. */
  #isGranted(tx: CloudTransaction, order: PayOrder, hash: string): Promise<boolean> {
    const { merchantId, machineId, chargeId, amountMinor } = order;
    const about = { merchantId, machineId, chargeId, cardHash: hash };
    return spendGrant(tx, about, amountMinor, this.#options.clock.now());
  }

  #tradeNo({ chargeId }: Trade, hash: string): string {
    return tradeNumber(this.#options.hashKey, chargeId, hash);
  }

  async #insertTrade(
    tx: CloudTransaction,
    trade: Trade,
    hash: string | null,
    state: 'paid' | 'closed',
  ): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('stored_value_trades')
      .values({
        merchant_id: trade.merchantId,
        charge_id: trade.chargeId,
        card_hash: hash,
        amount_minor: trade.amountMinor,
        refunded_minor: 0,
        state,
        at_ms: this.#options.clock.now(),
      })
      .onConflict((conflict) => conflict.columns(['merchant_id', 'charge_id']).doNothing())
      .executeTakeFirst();
    return Boolean(numInsertedOrUpdatedRows);
  }
}
