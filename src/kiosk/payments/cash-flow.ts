/**
 * Coins in and out. Every coin is on record with the acceptor's mark after it, so that a coin that fell
 * while this process was down is found at the next start; a payout's intent and mark are durable before
 * the hopper turns, and asking again pays only what is still missing.
 */
import type { Cash, CashMark } from '../../../hal/hal.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { Order, OrderPayout } from '../../domain/order.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { MakeId } from '../../platform/random.ts';

export interface CashPorts {
  readonly cash: Cash | undefined;
  readonly makeId: MakeId;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** The order that coins belong to now, if the slot is open for one. */
  payingOrderId(): string | undefined;
  /** The mark after the last coin on record. */
  lastMark(): Readonly<Record<string, string | number>> | undefined;
  failed(error: unknown): void;
  slotStuck(error: unknown): void;
}

export interface CashFlow {
  /** Takes notice of coins from now on, and of those that fell since the last mark on record. */
  start(): void;
  slot(open: boolean): Promise<void>;
  ready(): boolean;
  payOut(order: Order, purpose: 'change' | 'refund', amountMinor: number): Promise<void>;
  verify(order: Order, payout: OrderPayout): Promise<void>;
}

export function createCashFlow(ports: CashPorts): CashFlow {
  const { cash } = ports;
  /** Whether the coins that fell before now are accounted for; until then the slot stays closed. */
  let caughtUp = false;
  let catchingUp = false;

  cash?.on('inserted', (amountMinor, mark) => {
    const orderId = ports.payingOrderId();
    const body = { kind: 'cashInserted' as const, amountMinor, mark: { ...mark } };
    ports.append([orderId === undefined ? body : { ...body, orderId }]).catch(ports.failed);
  });
  cash?.on('healthChanged', () => catchUp());

  /** Raises the coins since the last mark on record, as soon as the device answers. */
  function catchUp(): void {
    if (!cash || caughtUp || catchingUp || cash.health().state === 'unavailable') return;
    catchingUp = true;
    resume(cash)
      .then(async () => {
        caughtUp = true;
        if (ports.payingOrderId() !== undefined) await cash.accept(true);
      })
      .catch((error: unknown) => {
        // A device that went away again is caught up with at its next change of health.
        if (!faultCodeOf(error).startsWith('CASH_')) ports.failed(error);
      })
      .finally(() => {
        catchingUp = false;
      });
  }

  async function resume(device: Cash): Promise<void> {
    const last = ports.lastMark();
    if (last) await device.resume(last);
    else await ports.append([{ kind: 'cashInserted', amountMinor: 0, mark: { ...(await device.mark()) } }]);
  }

  async function paidOut(
    device: Cash,
    payout: { payoutId: string; amountMinor: number; mark: CashMark },
  ): Promise<number> {
    const unit = device.payoutUnitMinor;
    const amountMinor = unit > 0 ? payout.amountMinor - (payout.amountMinor % unit) : 0;
    if (amountMinor === 0) return 0;
    try {
      return (await device.payOut({ ...payout, amountMinor })).paidMinor;
    } catch (error) {
      // The counters were lost: what was paid cannot be known, so the whole amount is left to a person.
      if (faultCodeOf(error) === 'CASH_PAYOUT_UNKNOWN') return 0;
      throw error;
    }
  }

  async function settle(
    orderId: string,
    payout: Pick<OrderPayout, 'payoutId' | 'amountMinor' | 'mark'>,
  ): Promise<void> {
    if (!cash) throw new Fault('CASH_OFFLINE', 'pay coins out');
    const { payoutId, amountMinor, mark } = payout;
    const paidMinor = await paidOut(cash, { payoutId, amountMinor, mark });
    const owedMinor = Math.max(0, amountMinor - paidMinor);
    await ports.append([{ kind: 'payoutSettled', orderId, payoutId, paidMinor, owedMinor }]);
  }

  return {
    start() {
      caughtUp = false;
      catchUp();
    },

    async slot(open) {
      try {
        if (!cash || (open && !caughtUp)) throw new Fault('CASH_OFFLINE', 'open the coin slot');
        await cash.accept(open);
      } catch (error) {
        // The device's health tells the shopper; a board that is away lets the slot go by itself.
        ports.slotStuck(error);
      }
    },

    ready: () => cash !== undefined && caughtUp && cash.health().state !== 'unavailable',

    async payOut(order, purpose, amountMinor) {
      if (!cash) throw new Fault('CASH_OFFLINE', 'pay coins out');
      const payoutId = ports.makeId('pay');
      const mark = { ...(await cash.mark()) };
      await ports.append([
        { kind: 'payoutIntended', orderId: order.orderId, payoutId, purpose, amountMinor, mark },
      ]);
      await settle(order.orderId, { payoutId, amountMinor, mark });
    },

    verify: (order, payout) => settle(order.orderId, payout),
  };
}
