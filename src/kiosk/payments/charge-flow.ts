/**
 * Charges and refunds on their way: sends a charge whose intent is durable, takes the results that the
 * cloud pushes, asks for those that nobody pushed, and puts every end on record once. It holds no truth:
 * what is awaited is read from the orders, and everything may be asked again.
 */
import { faultCodeOf } from '../../domain/fault.ts';
import type { Order } from '../../domain/order.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { askAfterMs, type ChargeToSend } from './payment-machine.ts';
import type { ChargeLink, PaymentQuestion, PaymentResult } from './payment-ports.ts';

export interface ChargePorts {
  readonly link: ChargeLink;
  readonly clock: Clock;
  readonly log: Log;
  readonly orders: { get(orderId: string): Order | undefined };
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** A charge moved without ending. */
  progressed(orderId: string, stage: 'confirmOnPhone' | 'checking' | CodeToShow): void;
  failed(error: unknown): void;
}

/** A code that came for the screen, and how long it is good. */
export interface CodeToShow {
  readonly code: string;
  readonly forMs: number;
}

interface Awaited {
  readonly orderId: string;
  readonly about: 'charge' | 'refund';
  readonly sinceMs: number;
  cancel: Cancel;
}

export class ChargeFlow {
  #ports: ChargePorts;
  #awaited = new Map<string, Awaited>();

  constructor(ports: ChargePorts) {
    this.#ports = ports;
    ports.link.onResult((result) => {
      this.#take(result).catch(ports.failed);
    });
    ports.link.onOnline(() => {
      for (const [id, awaited] of this.#awaited) this.#ask(id, awaited);
    });
  }

  /**
   * Hands a charge to the gateway, without waiting for the network: if it cannot be handed over, asking
   * for it will close it.
   */
  send(charge: ChargeToSend): void {
    this.#ports.link.sendCharge(charge).catch((error: unknown) => {
      this.#ports.log.warn('a charge was not handed over, its end is asked for', {
        chargeId: charge.chargeId,
        code: faultCodeOf(error),
      });
    });
  }

  /** Sees to it that the end of a charge or refund becomes known. */
  follow(about: 'charge' | 'refund', id: string, orderId: string): void {
    if (this.#awaited.has(id)) return;
    const awaited: Awaited = {
      about,
      orderId,
      sinceMs: this.#ports.clock.monotonicMs(),
      cancel: () => undefined,
    };
    this.#awaited.set(id, awaited);
    this.#askLater(id, awaited);
  }

  /** Asks for a charge at once, because the shopper waits to settle again. */
  askNow(chargeId: string, orderId: string): void {
    this.follow('charge', chargeId, orderId);
    const awaited = this.#awaited.get(chargeId);
    if (awaited) this.#ask(chargeId, awaited);
  }

  stop(): void {
    for (const awaited of this.#awaited.values()) awaited.cancel();
    this.#awaited.clear();
  }

  #askLater(id: string, awaited: Awaited): void {
    awaited.cancel();
    const delayMs = askAfterMs(this.#ports.clock.monotonicMs() - awaited.sinceMs);
    awaited.cancel = this.#ports.clock.after(delayMs, () => this.#ask(id, awaited));
  }

  #ask(id: string, awaited: Awaited): void {
    if (this.#awaited.get(id) !== awaited) return;
    this.#askLater(id, awaited);
    if (!this.#ports.link.online()) return;
    // A question that got lost is asked again by the timer.
    this.#ports.link.ask(this.#questionAbout(id, awaited)).catch((error: unknown) => {
      this.#ports.log.debug('a question was not handed over', { code: faultCodeOf(error) });
    });
  }

  #questionAbout(id: string, { about, orderId }: Awaited): PaymentQuestion {
    if (about === 'refund') return { refundId: id, orderId };
    const order = this.#ports.orders.get(orderId);
    const charge = order?.charges.find(({ chargeId }) => chargeId === id);
    if (!order || !charge) return { chargeId: id, orderId };
    const { platform, amountMinor, showsCode } = charge;
    const terms = { platform, amountMinor, currency: order.currency, ...(showsCode ? { showsCode } : {}) };
    return { chargeId: id, orderId, terms, ...(charge.closing ? { giveUp: true as const } : {}) };
  }

  async #take(result: PaymentResult): Promise<void> {
    const order = this.#ports.orders.get(result.orderId);
    if (!order) return;
    if (result.about === 'charge') await this.#takeCharge(order, result);
    else await this.#takeRefund(order, result);
  }

  async #takeCharge(order: Order, result: Extract<PaymentResult, { about: 'charge' }>): Promise<void> {
    const charge = order.charges.find((c) => c.chargeId === result.chargeId);
    if (charge?.state !== 'intended') return;
    if (result.state === 'userPaying') {
      const { shownCode, cloudTimeMs } = result;
      const toShow = shownCode && { code: shownCode.code, forMs: shownCode.untilMs - cloudTimeMs };
      this.#ports.progressed(order.orderId, toShow ?? 'confirmOnPhone');
    }
    if (result.state === 'unknown' || result.state === 'reversing')
      this.#ports.progressed(order.orderId, 'checking');
    if (result.state !== 'paid' && result.state !== 'failed' && result.state !== 'reversed') return;
    const { orderId } = order;
    const { chargeId, reason, platformTradeNo, verification } = result;
    if (!this.#finish(chargeId)) return;
    await this.#ports.append([
      {
        kind: 'chargeSettled',
        orderId,
        chargeId,
        outcome: result.state,
        ...(reason === undefined ? {} : { reason }),
        ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
        ...(verification === undefined ? {} : { verification }),
      },
    ]);
  }

  async #takeRefund(order: Order, result: Extract<PaymentResult, { about: 'refund' }>): Promise<void> {
    const refund = order.refunds.find((r) => r.refundId === result.refundId);
    if (refund?.state !== 'intended' || result.state === 'pending') return;
    const { orderId } = order;
    const { refundId, reason } = result;
    if (!this.#finish(refundId)) return;
    await this.#ports.append([
      {
        kind: 'refundSettled',
        orderId,
        refundId,
        outcome: result.state,
        ...(reason === undefined ? {} : { reason }),
      },
    ]);
  }

  /** Whether this end is the first one heard of: it is put on record by whoever gets true. */
  #finish(id: string): boolean {
    const awaited = this.#awaited.get(id);
    awaited?.cancel();
    return this.#awaited.delete(id);
  }
}
