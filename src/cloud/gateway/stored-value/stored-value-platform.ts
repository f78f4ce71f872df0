/**
 * Stored value as a payment platform: balances in the cloud's own database, every call one transaction, so
 * its answers are always definite unless the database does not answer. A cancellation that comes before its
 * payment closes the number, and the payment is refused when it comes.
 */
import { faultChain } from '../../../domain/fault.ts';
import type { Currency } from '../../../domain/money.ts';
import { storedValueCode } from '../../../domain/payment-code.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
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
import { spendGrant } from './card-grants.ts';
import { tradeNumber } from './learned-payments.ts';
import { cardHash } from './stored-value-accounts.ts';

export interface StoredValuePlatformOptions {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly hashKey: Uint8Array;
  readonly currency: Currency;
  readonly manners?: PlatformManners;
}

export class StoredValuePlatform implements PaymentPlatform {
  readonly manners: PlatformManners;
  readonly currencies: readonly Currency[];
  #options: StoredValuePlatformOptions;

  constructor(options: StoredValuePlatformOptions) {
    this.#options = options;
    this.manners = options.manners ?? alipayManners;
    this.currencies = [options.currency];
  }

  async pay(order: PayOrder): Promise<PayOutcome> {
    if (!storedValueCode.test(order.authCode)) return { kind: 'failed', reason: 'PAY_CODE_INVALID' };
    const hash = cardHash(this.#options.hashKey, order.merchantId, order.authCode);
    const outcome = await this.#transact('pay', order, (tx) => this.#debit(tx, order, hash));
    return outcome ?? { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' };
  }

  async query(trade: Trade): Promise<QueryOutcome> {
    const outcome = await this.#transact<QueryOutcome>('query', trade, async (tx) => {
      const found = await findTrade(tx, trade);
      if (!found) return { kind: 'notFound' };
      if (found.state === 'closed') return { kind: 'closed' };
      if (Number(found.amount_minor) !== trade.amountMinor)
        return { kind: 'unknown', reason: 'PAY_CONFLICT' };
      return { kind: 'paid', platformTradeNo: this.#tradeNo(trade, found.card_hash ?? '') };
    });
    return outcome ?? { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' };
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const outcome = await this.#transact<CancelOutcome>('cancel', trade, async (tx) => {
      if (await this.#insertTrade(tx, trade, null, 'closed')) return { kind: 'done', action: 'closed' };
      const found = await findTrade(tx, trade);
      if (found?.state !== 'paid') return { kind: 'done', action: 'closed' };
      const leftMinor = Number(found.amount_minor) - Number(found.refunded_minor);
      await giveBack(tx, trade, found.card_hash, leftMinor, 'closed');
      return { kind: 'done', action: 'refunded' };
    });
    return outcome ?? { kind: 'again', reason: 'PAY_PLATFORM_DOWN' };
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
      await giveBack(tx, order, found.card_hash, order.refundMinor, 'paid');
      return { kind: 'refunded' };
    });
    return outcome ?? { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' };
  }

  async queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    const outcome = await this.#transact<RefundQueryOutcome>('query a refund', order, async (tx) =>
      (await findRefund(tx, order)) === order.refundMinor ? { kind: 'refunded' } : { kind: 'notFound' },
    );
    return outcome ?? { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' };
  }

  async stop(): Promise<void> {
    // The database is the cloud's; it is closed by whoever opened it.
  }

  async #debit(tx: CloudTransaction, order: PayOrder, hash: string): Promise<PayOutcome> {
    const account = await tx
      .selectFrom('stored_value_accounts')
      .selectAll()
      .where('merchant_id', '=', order.merchantId)
      .where('card_hash', '=', hash)
      .where('currency', '=', order.currency)
      .forUpdate()
      .executeTakeFirst();
    if (!account) return { kind: 'failed', reason: 'PAY_CODE_INVALID' };
    const known = await findTrade(tx, order);
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

  /** Uses the grant that PIN or finger gave this charge; a transaction that does not commit leaves it. */
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

  async #transact<T>(
    what: string,
    trade: Trade,
    work: (tx: CloudTransaction) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await this.#options.db.transaction().execute(work);
    } catch (error) {
      const facts = { what, chargeId: trade.chargeId, fault: faultChain(error) };
      this.#options.log.warn('stored value did not answer', facts);
      return undefined;
    }
  }
}

async function findTrade(tx: CloudTransaction, trade: Trade) {
  return tx
    .selectFrom('stored_value_trades')
    .selectAll()
    .where('merchant_id', '=', trade.merchantId)
    .where('charge_id', '=', trade.chargeId)
    .forUpdate()
    .executeTakeFirst();
}

async function findRefund(tx: CloudTransaction, order: RefundOrder): Promise<number | undefined> {
  const row = await tx
    .selectFrom('stored_value_refunds')
    .select('amount_minor')
    .where('merchant_id', '=', order.merchantId)
    .where('refund_id', '=', order.refundId)
    .where('charge_id', '=', order.chargeId)
    .executeTakeFirst();
  return row && Number(row.amount_minor);
}

async function giveBack(
  tx: CloudTransaction,
  trade: Trade,
  hash: string | null,
  minor: number,
  state: 'paid' | 'closed',
): Promise<void> {
  await tx
    .updateTable('stored_value_trades')
    .set((eb) => ({ refunded_minor: eb('refunded_minor', '+', minor), state }))
    .where('merchant_id', '=', trade.merchantId)
    .where('charge_id', '=', trade.chargeId)
    .execute();
  await tx
    .updateTable('stored_value_accounts')
    .set((eb) => ({ balance_minor: eb('balance_minor', '+', minor) }))
    .where('merchant_id', '=', trade.merchantId)
    .where('card_hash', '=', hash ?? '')
    .execute();
}
