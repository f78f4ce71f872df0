/**
 * The payment platform with somebody looking over its shoulder: every payment is written into the story, and
 * an order that is charged while an earlier charge of it may still take money is a violation.
 */
import type { Charge } from '../../../src/cloud/gateway/gateway-ports.ts';
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
} from '../../../src/cloud/gateway/payment-platform.ts';
import type { SimulatedPlatform } from '../../../src/cloud/gateway/simulated-platform.ts';
import type { Chronicle } from './chronicle.ts';
import type { Outside } from './outside.ts';

export interface WatchedPlatformOptions {
  readonly platform: SimulatedPlatform;
  readonly charges: () => readonly Charge[];
  readonly outside: Outside;
  readonly chronicle: Chronicle;
}

export class WatchedPlatform implements PaymentPlatform {
  readonly #options: WatchedPlatformOptions;

  constructor(options: WatchedPlatformOptions) {
    this.#options = options;
  }

  get manners() {
    return this.#options.platform.manners;
  }

  get currencies() {
    return this.#options.platform.currencies;
  }

  async pay(order: PayOrder): Promise<PayOutcome> {
    const { chronicle, platform } = this.#options;
    chronicle.tell('platform', `is asked to take ${order.amountMinor} for ${order.chargeId}`);
    this.#look(order.chargeId);
    const outcome = await platform.pay(order);
    chronicle.tell('platform', `answers ${outcome.kind} for ${order.chargeId}`);
    return outcome;
  }

  query(trade: Trade): Promise<QueryOutcome> {
    return this.#options.platform.query(trade);
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const outcome = await this.#options.platform.cancel(trade);
    const what = outcome.kind === 'done' ? outcome.action : outcome.kind;
    this.#options.chronicle.tell('platform', `cancels ${trade.chargeId}: ${what}`);
    return outcome;
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    const outcome = await this.#options.platform.refund(order);
    const { chronicle } = this.#options;
    chronicle.tell('platform', `refunds ${order.refundMinor} of ${order.chargeId}: ${outcome.kind}`);
    return outcome;
  }

  queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    return this.#options.platform.queryRefund(order);
  }

  async stop(): Promise<void> {
    // Nothing is open: the platform outlives the process that calls it.
  }

  #look(chargeId: string): void {
    const { charges, outside } = this.#options;
    const all = charges();
    const orderId = all.find((charge) => charge.chargeId === chargeId)?.orderId;
    for (const other of all) {
      if (other.orderId !== orderId || other.chargeId === chargeId) continue;
      const { name } = other.state;
      if (name === 'failed' || name === 'reversed') continue;
      outside.violations.push(
        `order ${orderId} is charged twice: ${chargeId} while ${other.chargeId} is ${name}`,
      );
    }
  }
}
