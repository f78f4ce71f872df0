/**
 * Coins out. A payout's intent and mark are durable before the hopper turns, and asking again pays only what is
 * still missing; a device that stays away leaves it to a person, so that neither goods nor the next shopper wait
 * for it.
 */
import type { Cash, CashMark } from '../../../hal/hal.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { Order, OrderPayout } from '../../domain/order.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { Clock } from '../../platform/clock.ts';
import { OneByOne } from '../../platform/one-by-one.ts';
import type { MakeId } from '../../platform/random.ts';
import { Absence } from './absence.ts';

/** A payout is left to a person when the device has been away for longer than this. */
const payoutWaitMs = 60_000;

export interface PayoutPorts {
  readonly cash: Cash | undefined;
  readonly clock: Clock;
  readonly makeId: MakeId;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** Whether a payout of any order has begun and is not known to have ended. */
  payoutUnsettled(): boolean;
}

type Payout = Pick<OrderPayout, 'payoutId' | 'amountMinor' | 'mark'>;

export class PayoutFlow {
  readonly #ports: PayoutPorts;
  readonly #absence: Absence | undefined;
  /** One payout after the other, from its mark to its end: the hopper's counter cannot tell two apart. */
  readonly #oneByOne = new OneByOne();

  constructor(ports: PayoutPorts) {
    this.#ports = ports;
    this.#absence = ports.cash && new Absence(ports.cash, ports.clock);
  }

  /** Throws `CASH_OFFLINE` while the device, or another payout, is not ready for it. */
  payOut(order: Order, purpose: 'change' | 'refund', amountMinor: number): Promise<void> {
    return this.#oneByOne.run(() => this.#begin(order.orderId, purpose, amountMinor));
  }

  /** Ends a payout that was begun before a crash, or whose device went away. */
  verify(order: Order, payout: OrderPayout): Promise<void> {
    return this.#oneByOne.run(() => this.#settle(this.#device(), order.orderId, payout));
  }

  #device(): Cash {
    if (!this.#ports.cash) throw new Fault('CASH_OFFLINE', 'pay coins out');
    return this.#ports.cash;
  }

  #awayTooLong(): boolean {
    return this.#absence?.longerThan(payoutWaitMs) === true;
  }

  async #begin(orderId: string, purpose: 'change' | 'refund', amountMinor: number): Promise<void> {
    const device = this.#device();
    const { append, makeId, payoutUnsettled } = this.#ports;
    if (payoutUnsettled()) throw new Fault('CASH_OFFLINE', 'pay coins out before another payout ended');
    const payoutId = makeId('pay');
    const intended = { kind: 'payoutIntended' as const, orderId, payoutId, purpose, amountMinor };
    if (this.#awayTooLong()) {
      const none = {
        kind: 'payoutSettled' as const,
        orderId,
        payoutId,
        paidMinor: 0,
        owedMinor: amountMinor,
      };
      await append([{ ...intended, mark: {} }, none]);
      return;
    }
    const mark = { ...(await device.mark()) };
    await append([{ ...intended, mark }]);
    await this.#settle(device, orderId, { payoutId, amountMinor, mark });
  }

  async #settle(device: Cash, orderId: string, { payoutId, amountMinor, mark }: Payout): Promise<void> {
    const paidMinor = await this.#paidOut(device, { payoutId, amountMinor, mark });
    const owedMinor = Math.max(0, amountMinor - paidMinor);
    await this.#ports.append([{ kind: 'payoutSettled', orderId, payoutId, paidMinor, owedMinor }]);
  }

  async #paidOut(
    device: Cash,
    payout: { payoutId: string; amountMinor: number; mark: CashMark },
  ): Promise<number> {
    const unit = device.payoutUnitMinor;
    const amountMinor = unit > 0 ? payout.amountMinor - (payout.amountMinor % unit) : 0;
    if (amountMinor === 0) return 0;
    try {
      return (await device.payOut({ ...payout, amountMinor })).paidMinor;
    } catch (error) {
      // The counters are lost or out of reach: what was paid cannot be known, and all is left to a person.
      const code = faultCodeOf(error);
      if (code === 'CASH_PAYOUT_UNKNOWN') return 0;
      if (code === 'CASH_OFFLINE' && this.#awayTooLong()) return 0;
      throw error;
    }
  }
}
