/**
 * Code payment at an acquirer of signed flat messages (`signed-qr-account.ts`): pay, query, cancel, refund. Every
 * answer is signed, refusals too; what is not, says nothing about the money. A call ends within `timeoutMs`.
 */
import type { Currency } from '../../../domain/money.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import { type Random, systemRandom } from '../../../platform/random.ts';
import {
  type CancelOutcome,
  type PaymentPlatform,
  type PayOrder,
  type PayOutcome,
  type PlatformManners,
  type QueryOutcome,
  type RefundOrder,
  type RefundOutcome,
  type RefundQueryOutcome,
  signedQrManners,
  type Trade,
} from '../payment-platform.ts';
import type { SignedQrAccount, SignedQrOperation } from './signed-qr-account.ts';
import {
  cancelOutcome,
  payOutcome,
  queryOutcome,
  refundOutcome,
  refundQueryOutcome,
} from './signed-qr-answers.ts';
import { SignedQrClient } from './signed-qr-client.ts';
import type { Fields } from './signed-qr-signing.ts';

export interface SignedQrPlatformOptions {
  readonly account: SignedQrAccount;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: Random;
  readonly manners?: PlatformManners;
  readonly timeoutMs?: number | undefined;
}

type Answer =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly reason: 'PAY_PLATFORM_DOWN' | 'PAY_ANSWER_FORGED' };

const timeoutMsDefault = 5000;

export class SignedQrPlatform implements PaymentPlatform {
  readonly manners: PlatformManners;
  readonly currencies: readonly Currency[];
  #options: SignedQrPlatformOptions;
  #client: SignedQrClient;

  constructor(options: SignedQrPlatformOptions) {
    const { account, clock, random = systemRandom, timeoutMs = timeoutMsDefault } = options;
    this.#options = options;
    this.manners = options.manners ?? signedQrManners;
    this.currencies = [account.currency];
    this.#client = new SignedQrClient({ account, clock, random, timeoutMs });
  }

  async pay(order: PayOrder): Promise<PayOutcome> {
    const { account } = this.#options;
    const { fields } = account;
    const answer = await this.#told('pay', order, {
      ...this.#worth(order),
      [fields.code]: order.authCode,
      [fields.subject]: [...order.subject].slice(0, 64).join('') || order.chargeId,
      [fields.terminalNo]: order.machineId.slice(0, 32),
    });
    return answer.ok ? payOutcome(answer.fields, account, order) : { kind: 'unknown', reason: answer.reason };
  }

  async query(trade: Trade): Promise<QueryOutcome> {
    const answer = await this.#told('query', trade, {});
    if (!answer.ok) return { kind: 'unknown', reason: answer.reason };
    return queryOutcome(answer.fields, this.#options.account, trade);
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const answer = await this.#told('cancel', trade, {});
    if (!answer.ok) return { kind: 'again', reason: answer.reason };
    return cancelOutcome(answer.fields, this.#options.account, trade);
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    const { account } = this.#options;
    const { fields } = account;
    const answer = await this.#told('refund', order, {
      ...this.#worth(order),
      [fields.refundNo]: order.refundId,
      [fields.refundAmount]: String(order.refundMinor),
    });
    if (!answer.ok) return { kind: 'unknown', reason: answer.reason };
    return refundOutcome(answer.fields, account, order);
  }

  async queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    const { account } = this.#options;
    const answer = await this.#told('queryRefund', order, { [account.fields.refundNo]: order.refundId });
    if (!answer.ok) return { kind: 'unknown', reason: answer.reason };
    return refundQueryOutcome(answer.fields, account, order);
  }

  async stop(): Promise<void> {
    this.#client.stop();
  }

  #worth(trade: Trade): Fields {
    const { fields, currencyCode } = this.#options.account;
    return { [fields.amount]: String(trade.amountMinor), [fields.currency]: currencyCode };
  }

  /** Calls, and logs what gave no usable answer; never a field of it. */
  async #told(operation: SignedQrOperation, trade: Trade, business: Fields): Promise<Answer> {
    const { account, log } = this.#options;
    const { chargeId } = trade;
    const reply = await this.#client.call(operation, { ...business, [account.fields.orderNo]: chargeId });
    if (reply.kind === 'answered') return { ok: true, fields: reply.fields };
    log.warn('platform call without a usable answer', { what: operation, chargeId, why: reply.why });
    return { ok: false, reason: reply.kind === 'forged' ? 'PAY_ANSWER_FORGED' : 'PAY_PLATFORM_DOWN' };
  }
}
