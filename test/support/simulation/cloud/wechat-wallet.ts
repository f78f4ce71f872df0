/**
 * WeChat Pay's ways around a simulated platform: refusals are not signed and need not be true, a reversal does
 * not say what it did and is not asked for within 15 s of the payment, a refund is only taken at first and done
 * some seconds later, and several refunds of one trade must be a minute apart.
 */
import type {
  CancelOutcome,
  PaymentPlatform,
  PayOrder,
  PayOutcome,
  PlatformManners,
  QueryOutcome,
  RefundOrder,
  RefundOutcome,
  RefundQueryOutcome,
  Trade,
} from '../../../../src/cloud/gateway/payment-platform.ts';
import type { SimulatedPlatform } from '../../../../src/cloud/gateway/simulated-platform.ts';
import type { Clock } from '../../../../src/platform/clock.ts';
import type { Random } from '../../../../src/platform/random.ts';

export interface WechatWalletOptions {
  readonly platform: SimulatedPlatform;
  readonly clock: Clock;
  readonly random: Random;
  readonly manners: PlatformManners;
  /** Whether callers can know when they asked: their clocks were not set, their database was not lost. */
  readonly timesAreKept: () => boolean;
  readonly violated: (what: string) => void;
  /** The planted mistake: a refusal that nobody signed is taken for proved. */
  readonly believed?: boolean;
}

const reverseNotBeforeMs = 15_000;
const refundsApartMs = 60_000;
const refundTakesMsMax = 12_000;
/** How often money was taken although an answer that nobody signed says otherwise. */
const falseRefusalRate = 0.04;

export class WechatWallet implements PaymentPlatform {
  readonly #options: WechatWalletOptions;
  readonly #askedAtMs = new Map<string, number>();
  readonly #refunds = new Map<string, { readonly refundId: string; readonly atMs: number }>();
  readonly #doneAtMs = new Map<string, number>();

  constructor(options: WechatWalletOptions) {
    this.#options = options;
  }

  get manners(): PlatformManners {
    return this.#options.manners;
  }

  get currencies() {
    return this.#options.platform.currencies;
  }

  async pay(order: PayOrder): Promise<PayOutcome> {
    const { platform, clock, random, believed } = this.#options;
    this.#askedAtMs.set(order.chargeId, clock.now());
    const outcome = await platform.pay(order);
    const isFalse = outcome.kind === 'paid' && random.fraction() < falseRefusalRate;
    const reason = outcome.kind === 'failed' ? outcome.reason : 'PAY_DECLINED';
    if (outcome.kind !== 'failed' && !isFalse) return outcome;
    return { kind: 'failed', reason, ...(believed ? {} : { unproved: true as const }) };
  }

  query(trade: Trade): Promise<QueryOutcome> {
    return this.#options.platform.query(trade);
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const { platform, clock, timesAreKept, violated } = this.#options;
    const sinceMs = clock.now() - (this.#askedAtMs.get(trade.chargeId) ?? 0);
    if (sinceMs < reverseNotBeforeMs && timesAreKept()) {
      violated(`a reversal comes too soon: ${trade.chargeId} after ${Math.round(sinceMs)} ms`);
    }
    const outcome = await platform.cancel(trade);
    return outcome.kind === 'done' && outcome.action === 'refunded'
      ? { kind: 'done', action: 'closed' }
      : outcome;
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    const { platform, clock, random } = this.#options;
    const last = this.#refunds.get(order.chargeId);
    const atMs = clock.now();
    if (last && last.refundId !== order.refundId && atMs - last.atMs < refundsApartMs) {
      return { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' };
    }
    const outcome = await platform.refund(order);
    if (outcome.kind === 'failed' || outcome.kind === 'unknown') return outcome;
    if (!this.#doneAtMs.has(order.refundId)) {
      this.#refunds.set(order.chargeId, { refundId: order.refundId, atMs });
      this.#doneAtMs.set(order.refundId, clock.now() + random.fraction() * refundTakesMsMax);
    }
    return { kind: 'unconfirmed' };
  }

  async queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    const outcome = await this.#options.platform.queryRefund(order);
    const doneAtMs = this.#doneAtMs.get(order.refundId) ?? 0;
    if (outcome.kind === 'refunded' && this.#options.clock.now() < doneAtMs) {
      return { kind: 'unknown', reason: 'PAY_UNKNOWN' };
    }
    return outcome;
  }

  async stop(): Promise<void> {
    // Nothing is open: calls live in timers of the clock.
  }
}
