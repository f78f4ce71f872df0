/**
 * Coins in and out. For whom the slot opens is on record before it does, and every coin with the acceptor's
 * mark after it, so that a coin that fell while this process was down is found at the next start and counts
 * for the right order, also one that is given up meanwhile. A payout's intent and mark are durable before
 * the hopper turns, and asking again pays only what is still missing; a device that stays away leaves it to
 * a person, so that neither goods nor the next shopper wait for it.
 */
import type { Cash, CashMark } from '../../../hal/hal.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import { isPaid, type Order, type OrderPayout } from '../../domain/order.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MakeId } from '../../platform/random.ts';
import { Absence } from './absence.ts';
import { OpenSlot } from './open-slot.ts';

/** A payout is left to a person when the device has been away for longer than this. */
const payoutWaitMs = 60_000;

export interface CashPorts {
  readonly cash: Cash | undefined;
  readonly clock: Clock;
  readonly makeId: MakeId;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** The order that waits for coins now, if one does. */
  payingOrderId(): string | undefined;
  /** The order that the slot was opened for last, unless that order is closed. */
  slotOrderId(): string | undefined;
  /** The mark after the last coin on record. */
  lastMark(): Readonly<Record<string, string | number>> | undefined;
  order(orderId: string): Order | undefined;
  /** Whether a payout of any order has begun and is not known to have ended. */
  payoutUnsettled(): boolean;
  failed(error: unknown): void;
  slotStuck(error: unknown): void;
}

export interface CashFlow {
  /** Takes notice of coins from now on, and of those that fell since the last mark on record. */
  start(): void;
  /** Takes no more notice: what falls from now on is raised again after the next `start`. */
  stop(): void;
  /** Opens the slot for an order, or closes it. */
  slot(orderId: string | undefined): Promise<void>;
  ready(): boolean;
  /** Whether every coin that may belong to the order is on record. */
  counted(orderId: string): boolean;
  /**
   * Resolves when the slot is closed for the order and what fell is on record, or the device is away; `true`
   * if that took a wait, so that the order has to be looked at again.
   */
  awaitClosed(orderId: string): Promise<boolean>;
  payOut(order: Order, purpose: 'change' | 'refund', amountMinor: number): Promise<void>;
  verify(order: Order, payout: OrderPayout): Promise<void>;
}

/** Whether coins can still pay for the order: it is neither paid nor given up. */
function takesCoins(order: Order | undefined): boolean {
  return order !== undefined && !isPaid(order) && order.abandoned === undefined;
}

export function createCashFlow(ports: CashPorts): CashFlow {
  const { cash } = ports;
  let stopped = true;
  /** Whether the coins that fell before now are accounted for; until then the slot stays closed. */
  let caughtUp = false;
  let catchingUp = false;
  /** After the last coin that was taken notice of since `start`; what came later is raised again. */
  let latestMark: CashMark | undefined;
  /** The slot did not close when it should have: coins may still fall. */
  let leftOpen = false;
  /** The order that the slot shall be open for; opening takes a while, and may be overtaken by closing. */
  let wanted: string | undefined;
  let moving: Promise<unknown> = Promise.resolve();
  let hopperFree: Promise<unknown> = Promise.resolve();
  const open = new OpenSlot();
  const absence = cash && new Absence(cash, ports.clock);

  cash?.on('inserted', (amountMinor, mark) => {
    // Not on record, so it is raised again when this machine catches up.
    if (stopped || !(caughtUp || catchingUp)) return;
    latestMark = mark;
    const orderId = ports.slotOrderId();
    const body = { kind: 'cashInserted' as const, amountMinor, mark: { ...mark } };
    const recorded = ports.append([orderId === undefined ? body : { ...body, orderId }]);
    recorded.catch(ports.failed);
    open.fell(recorded);
  });
  cash?.on('healthChanged', ({ state }) => {
    // Coins may fall while nobody hears of them.
    if (state === 'unavailable') {
      caughtUp = false;
      open.letGo();
    }
    catchUp();
    if (leftOpen && !stopped) void close();
  });

  /** Raises the coins since the last mark on record, as soon as the device answers. */
  function catchUp(): void {
    if (!cash || stopped || caughtUp || catchingUp || cash.health().state === 'unavailable') return;
    catchingUp = true;
    resume(cash)
      .then(async () => {
        if (stopped) return;
        caughtUp = true;
        const orderId = ports.payingOrderId();
        if (orderId !== undefined) await openFor(cash, orderId);
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
    const last = latestMark ?? ports.lastMark();
    if (last) await device.resume(last);
    else await ports.append([{ kind: 'cashInserted', amountMinor: 0, mark: { ...(await device.mark()) } }]);
  }

  /** The slot moves one way after the other. */
  function move(action: () => Promise<void>): Promise<void> {
    const moved = moving.then(action);
    moving = moved.catch(() => undefined);
    return moved;
  }

  /** A slot that cannot be closed now is closed as soon as the device answers again. */
  function close(): Promise<void> {
    wanted = undefined;
    leftOpen = true;
    return move(async () => {
      try {
        await cash?.accept(false);
        leftOpen = false;
        await open.closed();
      } catch (error) {
        open.letGo();
        ports.slotStuck(error);
      }
    });
  }

  function openFor(device: Cash, orderId: string): Promise<void> {
    wanted = orderId;
    return move(async () => {
      // Not read from the device: a coin that falls meanwhile would come to stand before its own record.
      const mark = latestMark ?? ports.lastMark();
      if (!mark) throw new Fault('CASH_OFFLINE', 'open the coin slot before its coins are counted');
      // Coins that were found meanwhile may have been enough.
      if (wanted !== orderId || !takesCoins(ports.order(orderId))) return;
      await ports.append([{ kind: 'cashInserted', orderId, amountMinor: 0, mark: { ...mark } }]);
      if (wanted !== orderId || !takesCoins(ports.order(orderId))) return;
      leftOpen = false;
      open.opened(orderId);
      await device.accept(true);
    });
  }

  /** One payout after the other, from its mark to its end: the hopper's counter cannot tell two apart. */
  function exclusively<T>(action: () => Promise<T>): Promise<T> {
    const result = hopperFree.then(action);
    hopperFree = result.catch(() => undefined);
    return result;
  }

  async function payOut(order: Order, purpose: 'change' | 'refund', amountMinor: number): Promise<void> {
    if (!cash) throw new Fault('CASH_OFFLINE', 'pay coins out');
    if (ports.payoutUnsettled()) throw new Fault('CASH_OFFLINE', 'pay coins out before another payout ended');
    const payoutId = ports.makeId('pay');
    const { orderId } = order;
    const intended = { kind: 'payoutIntended' as const, orderId, payoutId, purpose, amountMinor };
    if (absence?.longerThan(payoutWaitMs)) {
      const owed = {
        kind: 'payoutSettled' as const,
        orderId,
        payoutId,
        paidMinor: 0,
        owedMinor: amountMinor,
      };
      await ports.append([{ ...intended, mark: {} }, owed]);
      return;
    }
    const mark = { ...(await cash.mark()) };
    await ports.append([{ ...intended, mark }]);
    await settle(orderId, { payoutId, amountMinor, mark });
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
      // The counters are lost or out of reach: what was paid cannot be known, and all is left to a person.
      const code = faultCodeOf(error);
      if (code === 'CASH_PAYOUT_UNKNOWN') return 0;
      if (code === 'CASH_OFFLINE' && absence?.longerThan(payoutWaitMs)) return 0;
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
      stopped = false;
      caughtUp = false;
      catchUp();
    },

    stop() {
      const wasReady = !stopped && caughtUp;
      stopped = true;
      caughtUp = false;
      latestMark = undefined;
      open.letGo();
      if (wasReady) void close();
    },

    async slot(orderId) {
      try {
        if (orderId === undefined) return await close();
        if (!cash || !caughtUp) throw new Fault('CASH_OFFLINE', 'open the coin slot');
        await openFor(cash, orderId);
      } catch (error) {
        if (faultCodeOf(error).startsWith('JOURNAL_')) throw error;
        // The device's health tells the shopper; a board that is away lets the slot go by itself.
        ports.slotStuck(error);
      }
    },

    counted: (orderId) => cash === undefined || caughtUp || ports.slotOrderId() !== orderId,

    awaitClosed: async (orderId) => {
      if (!cash || cash.health().state === 'unavailable') return false;
      // Opened again by a device that came back while the shopper was leaving: nobody else will close it.
      if (wanted === orderId) void close();
      return open.awaitClosed(orderId);
    },

    ready: () => cash !== undefined && caughtUp && cash.health().state !== 'unavailable',

    payOut: (order, purpose, amountMinor) => exclusively(() => payOut(order, purpose, amountMinor)),

    verify: (order, payout) => exclusively(() => settle(order.orderId, payout)),
  };
}
