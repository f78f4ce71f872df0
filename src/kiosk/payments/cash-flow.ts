/**
 * Coins in and out. Every coin is on record with the acceptor's mark after it, so that a coin that fell
 * while this process was down is found at the next start; a payout's intent and mark are durable before
 * the hopper turns, and asking again pays only what is still missing.
 */
import type { Cash } from '../../../hal/hal.ts';
import { Fault } from '../../domain/fault.ts';
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
}

export interface CashFlow {
  /** Takes notice of coins from now on, and of those that fell since the last mark on record. */
  start(): Promise<void>;
  slot(open: boolean): Promise<void>;
  ready(): boolean;
  payOut(order: Order, purpose: 'change' | 'refund', amountMinor: number): Promise<void>;
  verify(order: Order, payout: OrderPayout): Promise<void>;
}

export function createCashFlow(ports: CashPorts): CashFlow {
  const { cash } = ports;

  async function settle(
    orderId: string,
    payout: Pick<OrderPayout, 'payoutId' | 'amountMinor' | 'mark'>,
  ): Promise<void> {
    if (!cash) throw new Fault('CASH_OFFLINE', 'pay coins out');
    const payable =
      cash.payoutUnitMinor > 0 ? payout.amountMinor - (payout.amountMinor % cash.payoutUnitMinor) : 0;
    const { payoutId, mark } = payout;
    const { paidMinor } =
      payable === 0 ? { paidMinor: 0 } : await cash.payOut({ payoutId, amountMinor: payable, mark });
    const owedMinor = Math.max(0, payout.amountMinor - paidMinor);
    await ports.append([{ kind: 'payoutSettled', orderId, payoutId, paidMinor, owedMinor }]);
  }

  return {
    async start() {
      if (!cash) return;
      cash.on('inserted', (amountMinor, mark) => {
        const orderId = ports.payingOrderId();
        const body = { kind: 'cashInserted' as const, amountMinor, mark: { ...mark } };
        ports.append([orderId === undefined ? body : { ...body, orderId }]).catch(ports.failed);
      });
      const last = ports.lastMark();
      if (last) await cash.resume(last);
      else await ports.append([{ kind: 'cashInserted', amountMinor: 0, mark: { ...(await cash.mark()) } }]);
    },

    async slot(open) {
      if (!cash) throw new Fault('CASH_OFFLINE', 'open the coin slot');
      await cash.accept(open);
    },

    ready: () => cash !== undefined && cash.health().state !== 'unavailable',

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
