/**
 * A payment platform whose book is the cloud's own database: every call is one transaction, so its answers are
 * always definite unless the database does not answer. A cancellation that comes before its payment closes the
 * number, and the payment is refused when it comes. What stands behind a payment, the subclass says.
 */
import { faultChain } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
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
} from './payment-platform.ts';

export interface BookedPlatformOptions {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly currency: Currency;
  readonly manners?: PlatformManners;
}

/** What the book holds under the number of a charge. */
export interface BookedTrade {
  readonly state: 'paid' | 'closed';
  readonly amountMinor: number;
  readonly refundedMinor: number;
  readonly platformTradeNo: string;
}

const down = 'PAY_PLATFORM_DOWN' as const;

export abstract class BookedPlatform<B extends BookedTrade> implements PaymentPlatform {
  readonly manners: PlatformManners;
  readonly currencies: readonly Currency[];
  #options: BookedPlatformOptions;
  #unanswered: string;

  /** `unanswered`: what the log says when the database did not answer. */
  constructor(options: BookedPlatformOptions, unanswered: string) {
    this.#options = options;
    this.#unanswered = unanswered;
    this.manners = options.manners ?? alipayManners;
    this.currencies = [options.currency];
  }

  /** Whether the code is one of this platform's. */
  protected abstract knows(order: PayOrder): boolean;
  protected abstract take(tx: CloudTransaction, order: PayOrder): Promise<PayOutcome>;
  /** Held to the end of the transaction. */
  protected abstract find(tx: CloudTransaction, trade: Trade): Promise<B | undefined>;
  /** Closes the number, so that no payment can come under it; whether it was free. */
  protected abstract close(tx: CloudTransaction, trade: Trade): Promise<boolean>;
  /** What was given back under the number of the refund. */
  protected abstract findRefund(tx: CloudTransaction, order: RefundOrder): Promise<number | undefined>;
  protected abstract addRefund(tx: CloudTransaction, order: RefundOrder): Promise<void>;
  /** Gives back, and leaves the trade in this state. */
  protected abstract giveBack(
    tx: CloudTransaction,
    trade: Trade,
    booked: B,
    amountMinor: number,
    state: BookedTrade['state'],
  ): Promise<void>;

  async pay(order: PayOrder): Promise<PayOutcome> {
    if (!this.knows(order)) return { kind: 'failed', reason: 'PAY_CODE_INVALID' };
    const outcome = await this.#transact('pay', order, (tx) => this.take(tx, order));
    return outcome ?? { kind: 'unknown', reason: down };
  }

  async query(trade: Trade): Promise<QueryOutcome> {
    const outcome = await this.#transact<QueryOutcome>('query', trade, async (tx) => {
      const booked = await this.find(tx, trade);
      if (!booked) return { kind: 'notFound' };
      if (booked.state === 'closed') return { kind: 'closed' };
      if (booked.amountMinor !== trade.amountMinor) return { kind: 'unknown', reason: 'PAY_CONFLICT' };
      return { kind: 'paid', platformTradeNo: booked.platformTradeNo };
    });
    return outcome ?? { kind: 'unknown', reason: down };
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const outcome = await this.#transact<CancelOutcome>('cancel', trade, async (tx) => {
      if (await this.close(tx, trade)) return { kind: 'done', action: 'closed' };
      const booked = await this.find(tx, trade);
      if (booked?.state !== 'paid') return { kind: 'done', action: 'closed' };
      await this.giveBack(tx, trade, booked, booked.amountMinor - booked.refundedMinor, 'closed');
      return { kind: 'done', action: 'refunded' };
    });
    return outcome ?? { kind: 'again', reason: down };
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    const failed: RefundOutcome = { kind: 'failed', reason: 'REFUND_FAILED' };
    const outcome = await this.#transact<RefundOutcome>('refund', order, async (tx) => {
      const booked = await this.find(tx, order);
      if (!booked) return failed;
      const before = await this.findRefund(tx, order);
      if (before !== undefined) return before === order.refundMinor ? { kind: 'refunded' } : failed;
      const leftMinor = booked.amountMinor - booked.refundedMinor;
      if (booked.state !== 'paid' || order.refundMinor > leftMinor) return failed;
      await this.addRefund(tx, order);
      await this.giveBack(tx, order, booked, order.refundMinor, 'paid');
      return { kind: 'refunded' };
    });
    return outcome ?? { kind: 'unknown', reason: down };
  }

  async queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    const outcome = await this.#transact<RefundQueryOutcome>('query a refund', order, async (tx) =>
      (await this.findRefund(tx, order)) === order.refundMinor ? { kind: 'refunded' } : { kind: 'notFound' },
    );
    return outcome ?? { kind: 'unknown', reason: down };
  }

  async stop(): Promise<void> {
    // The database is the cloud's; it is closed by whoever opened it.
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
      this.#options.log.warn(this.#unanswered, facts);
      return undefined;
    }
  }
}
