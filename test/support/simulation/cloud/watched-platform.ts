/**
 * A payment platform with somebody looking over its shoulder: every payment is written into the story, and
 * an order that is charged while an earlier charge of it may still hold money is a violation.
 */
import type { Charge } from '../../../../src/cloud/gateway/gateway-ports.ts';
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
import type { World } from '../world.ts';
import type { StepFaults } from './step-faults.ts';

/** What whoever looks over the shoulders of all platforms remembers. */
export interface PlatformMemory {
  /** The order of every charge that came to a platform. */
  readonly orders: Map<string, string>;
  /** Charges that can take no money any more: a platform has refused them, or was told to cancel them. */
  readonly ended: Set<string>;
  /** The trades of all platforms. */
  readonly book: () => readonly SimulatedTrade[];
}

export interface WatchedPlatformOptions {
  readonly world: World;
  readonly platform: PaymentPlatform;
  readonly memory: PlatformMemory;
  readonly charges: () => readonly Charge[];
  readonly steps: StepFaults;
}

const silent = { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' } as const;

export class WatchedPlatform implements PaymentPlatform {
  readonly #options: WatchedPlatformOptions;
  #refunds = 0;

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
    const { memory, world, steps, platform } = this.#options;
    this.#tell(`is asked to take ${order.amountMinor} for ${order.chargeId}`);
    if (memory.ended.has(order.chargeId)) {
      world.violations.push(`a platform is asked for ${order.chargeId} again, which it had ended`);
    }
    this.#look(order.chargeId);
    const outcome = await steps.take<PayOutcome>('pay', () => platform.pay(order), silent);
    if (outcome.kind === 'failed') memory.ended.add(order.chargeId);
    this.#tell(`answers ${outcome.kind} for ${order.chargeId}`);
    return outcome;
  }

  query(trade: Trade): Promise<QueryOutcome> {
    const { steps, platform } = this.#options;
    return steps.take<QueryOutcome>('query', () => platform.query(trade), silent);
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const { steps, platform } = this.#options;
    const again = { kind: 'again', reason: silent.reason } as const;
    const outcome = await steps.take<CancelOutcome>('cancel', () => platform.cancel(trade), again);
    if (outcome.kind === 'done') this.#options.memory.ended.add(trade.chargeId);
    this.#tell(`cancels ${trade.chargeId}: ${outcome.kind === 'done' ? outcome.action : outcome.kind}`);
    return outcome;
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    this.#refunds += 1;
    const another = this.#options.world.plant === 'refundTwice' ? `-${this.#refunds}` : '';
    const asked = { ...order, refundId: `${order.refundId}${another}` };
    const { steps, platform, world } = this.#options;
    const silence: RefundOutcome = world.plant === 'silenceIsRefund' ? { kind: 'refunded' } : silent;
    const outcome = await steps.take<RefundOutcome>('refund', () => platform.refund(asked), silence);
    this.#tell(`refunds ${order.refundMinor} of ${order.chargeId}: ${outcome.kind}`);
    return outcome;
  }

  queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    const { steps, platform } = this.#options;
    return steps.take<RefundQueryOutcome>('queryRefund', () => platform.queryRefund(order), silent);
  }

  async stop(): Promise<void> {
    // Nothing is open: the platform outlives the process that calls it.
  }

  #look(chargeId: string): void {
    const { charges, memory, world } = this.#options;
    const all = charges();
    const orderId = all.find((charge) => charge.chargeId === chargeId)?.orderId;
    if (orderId === undefined) return;
    memory.orders.set(chargeId, orderId);
    const twice = (other: string, state: string) =>
      world.violations.push(
        `an order is charged twice: ${orderId} by ${chargeId} while ${other} is ${state}`,
      );
    const book = memory.book();
    for (const other of all) {
      if (other.orderId !== orderId || other.chargeId === chargeId) continue;
      // What a gift left open is paid by another charge.
      if (other.terms?.platform === 'gift') continue;
      const { name } = other.state;
      // A cloud that was put back to an older state may not know yet how it ended.
      const closed = book.some((trade) => trade.chargeId === other.chargeId && trade.status === 'closed');
      if (name === 'failed' || name === 'reversed' || closed || memory.ended.has(other.chargeId)) continue;
      twice(other.chargeId, name);
    }
    // Nor may it know of a charge that the platform holds.
    for (const { chargeId: other, status, amountMinor, refunds } of book) {
      if (other === chargeId || memory.orders.get(other) !== orderId) continue;
      const heldMinor = [...refunds.values()].reduce((left, minor) => left - minor, amountMinor);
      const unknown = !all.some((charge) => charge.chargeId === other);
      if (unknown && status === 'paid' && heldMinor > 0) twice(other, status);
    }
  }

  #tell(what: string): void {
    this.#options.world.chronicle.tell('platform', what);
  }
}
