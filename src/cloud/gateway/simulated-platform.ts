/**
 * A payment platform in memory, for simulation and tests: keeps a book that is the outside truth, answers
 * by a script per payment code, and loses or doubles requests and loses answers by chance. Polices its
 * callers: a code is burnt by one call, a number with another amount is refused, a refund never exceeds
 * the payment.
 */
import type { FaultCode } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import { type Clock, sleep } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';
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

/** `slow` is paid some seconds later, `never` waits for ever, `unknown` and `socketClosed` commit first. */
export type SimulatedOutcome =
  | 'paid'
  | 'slow'
  | 'never'
  | 'unknown'
  | 'declined'
  | 'balance'
  | 'socketClosed';

export interface SimulatedTrade {
  readonly merchantId: string;
  readonly chargeId: string;
  readonly tradeNo: string;
  readonly amountMinor: number;
  status: 'waiting' | 'paid' | 'closed';
  /** When the shopper confirms; only while waiting. */
  paysAtMs: number;
  readonly refunds: Map<string, number>;
  /** When it was asked for, and when money last moved or it was closed; where somebody keeps time. */
  readonly openedAtMs?: number;
  changedAtMs?: number;
}

export interface SimulatedPlatformOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly manners?: PlatformManners;
  /** Chance that a request never arrives; chance that an answer is lost after its effect. */
  readonly lostRequestRate?: number;
  readonly lostAnswerRate?: number;
  /** Chance that a request arrives twice; the answer to the second one is what the caller hears. */
  readonly twiceRate?: number;
  /** Chance that a lost pay request arrives after all, `latePayMs` later. */
  readonly latePayRate?: number;
  readonly latePayMs?: number;
  /** Longest time until an answer. */
  readonly latencyMsMax?: number;
  readonly slowMs?: number;
  /** What payment codes begin with. */
  readonly codePrefix?: string;
}

const lost: { readonly kind: 'unknown'; readonly reason: FaultCode } = {
  kind: 'unknown',
  reason: 'PAY_PLATFORM_DOWN',
};

export class SimulatedPlatform implements PaymentPlatform {
  readonly manners: PlatformManners;
  readonly currencies: readonly Currency[] = ['CNY'];
  #options: SimulatedPlatformOptions;
  #refusals = 0;
  #codes = new Map<string, SimulatedOutcome | 'burnt'>();
  #trades = new Map<string, SimulatedTrade>();

  constructor(options: SimulatedPlatformOptions) {
    this.#options = options;
    this.manners = options.manners ?? alipayManners;
  }

  /** A fresh payment code whose one use ends so. */
  issueCode(outcome: SimulatedOutcome): string {
    const digits = [...this.#options.random.bytes(16)].map((byte) => String(byte % 10)).join('');
    const code = `${this.#options.codePrefix ?? '28'}${digits}`;
    this.#codes.set(code, outcome);
    return code;
  }

  /** The outside truth: every trade, settled up to now. */
  book(): SimulatedTrade[] {
    for (const trade of this.#trades.values()) this.#settle(trade);
    return [...this.#trades.values()];
  }

  /** How many codes it refused so far. */
  get refusals(): number {
    return this.#refusals;
  }

  /** What the platform holds of a trade: paid minus refunded. */
  heldMinor(trade: SimulatedTrade): number {
    const refunded = [...trade.refunds.values()].reduce((sum, minor) => sum + minor, 0);
    return trade.status === 'paid' ? trade.amountMinor - refunded : 0;
  }

  async pay(order: PayOrder): Promise<PayOutcome> {
    const answer = await this.#reach<PayOutcome>(
      () => this.#commitPay(order),
      () => this.#comeLate(order),
    );
    return answer ?? lost;
  }

  async query(trade: Trade): Promise<QueryOutcome> {
    const answer = await this.#reach<QueryOutcome>(() => {
      const found = this.#find(trade);
      if (!found) return { kind: 'notFound' };
      if (found.amountMinor !== trade.amountMinor) return { kind: 'unknown', reason: 'PAY_ANSWER_FORGED' };
      if (found.status === 'waiting') return { kind: 'userPaying' };
      if (found.status === 'closed' || this.heldMinor(found) === 0) return { kind: 'closed' };
      return { kind: 'paid', platformTradeNo: found.tradeNo };
    });
    return answer ?? lost;
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const answer = await this.#reach<CancelOutcome>(() => {
      const found = this.#find(trade);
      if (!found) return { kind: 'done', action: 'nothingFound' };
      const action = found.status === 'paid' ? 'refunded' : 'closed';
      if (found.status !== 'closed') found.changedAtMs = this.#options.clock.now();
      found.status = 'closed';
      return { kind: 'done', action };
    });
    return answer ?? { kind: 'again', reason: 'PAY_PLATFORM_DOWN' };
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    const answer = await this.#reach<RefundOutcome>(() => {
      const found = this.#find(order);
      if (!found) return { kind: 'failed', reason: 'REFUND_FAILED' };
      const before = found.refunds.get(order.refundId);
      if (before === order.refundMinor) return { kind: 'unconfirmed' };
      if (before !== undefined || found.status !== 'paid' || order.refundMinor > this.heldMinor(found)) {
        return { kind: 'failed', reason: 'REFUND_FAILED' };
      }
      found.refunds.set(order.refundId, order.refundMinor);
      found.changedAtMs = this.#options.clock.now();
      return { kind: 'refunded' };
    });
    return answer ?? lost;
  }

  async queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    const answer = await this.#reach<RefundQueryOutcome>(() =>
      this.#find(order)?.refunds.has(order.refundId) ? { kind: 'refunded' } : { kind: 'notFound' },
    );
    return answer ?? lost;
  }

  async stop(): Promise<void> {
    // Nothing is open: calls live in timers of the clock.
  }

  #commitPay(order: PayOrder): PayOutcome | undefined {
    const known = this.#find(order);
    if (known) return { kind: 'unknown', reason: 'PAY_CONFLICT' };
    const outcome = this.#codes.get(order.authCode);
    this.#codes.set(order.authCode, 'burnt');
    if (outcome === 'declined' || outcome === 'balance') this.#refusals += 1;
    if (outcome === undefined || outcome === 'burnt') return { kind: 'failed', reason: 'PAY_CODE_INVALID' };
    if (outcome === 'declined') return { kind: 'failed', reason: 'PAY_DECLINED' };
    if (outcome === 'balance') return { kind: 'failed', reason: 'PAY_BALANCE_LOW' };
    const waits = outcome === 'slow' || outcome === 'never';
    const slowMs = outcome === 'slow' ? (this.#options.slowMs ?? 6000) : Infinity;
    const nowMs = this.#options.clock.now();
    const trade: SimulatedTrade = {
      ...{ merchantId: order.merchantId, chargeId: order.chargeId, amountMinor: order.amountMinor },
      tradeNo: `S${this.#trades.size + 1}`,
      status: waits ? 'waiting' : 'paid',
      paysAtMs: waits ? nowMs + slowMs : 0,
      refunds: new Map(),
      ...{ openedAtMs: nowMs, changedAtMs: nowMs },
    };
    this.#trades.set(`${order.merchantId} ${order.chargeId}`, trade);
    if (waits) return { kind: 'userPaying' };
    if (outcome === 'unknown') return { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' };
    return outcome === 'socketClosed' ? undefined : { kind: 'paid', platformTradeNo: trade.tradeNo };
  }

  #comeLate(order: PayOrder): void {
    const { random, clock, latePayRate = 0, latePayMs = 60_000 } = this.#options;
    if (random.fraction() >= latePayRate) return;
    clock.after(Math.ceil(random.fraction() * latePayMs), () => void this.#commitPay(order));
  }

  #find(trade: Trade): SimulatedTrade | undefined {
    const found = this.#trades.get(`${trade.merchantId} ${trade.chargeId}`);
    if (found) this.#settle(found);
    return found;
  }

  #settle(trade: SimulatedTrade): void {
    if (trade.status !== 'waiting' || trade.paysAtMs > this.#options.clock.now()) return;
    trade.status = 'paid';
    trade.changedAtMs = trade.paysAtMs;
  }

  /** The way there and back: `undefined` if the request or the answer was lost. */
  async #reach<T>(effect: () => T | undefined, onLost?: () => void): Promise<T | undefined> {
    const { clock, random, latencyMsMax = 0, lostRequestRate = 0 } = this.#options;
    const { lostAnswerRate = 0, twiceRate = 0 } = this.#options;
    if (latencyMsMax > 0) await sleep(clock, Math.ceil(random.fraction() * latencyMsMax));
    if (random.fraction() < lostRequestRate) {
      onLost?.();
      return undefined;
    }
    let answer = effect();
    if (twiceRate > 0 && random.fraction() < twiceRate) answer = effect();
    if (latencyMsMax > 0) await sleep(clock, Math.ceil(random.fraction() * latencyMsMax));
    return random.fraction() < lostAnswerRate ? undefined : answer;
  }
}
