/**
 * Coins in. For whom the slot opens is on record before it does, and every coin with the acceptor's mark after
 * it, so that a coin that fell while this process was down is found at the next start and counts for the right
 * order, also one that is given up meanwhile.
 */
import type { Cash, CashMark } from '../../../hal/hal.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import { isPaid, type Order } from '../../domain/order.ts';
import type { RecordBody } from '../../domain/record.ts';
import { OneByOne } from '../../platform/one-by-one.ts';
import { OpenSlot } from './open-slot.ts';

export interface CashPorts {
  readonly cash: Cash | undefined;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** The order that waits for coins now, if one does. */
  payingOrderId(): string | undefined;
  /** The order that the slot was opened for last, unless that order is closed. */
  slotOrderId(): string | undefined;
  /** The mark after the last coin on record. */
  lastMark(): Readonly<Record<string, string | number>> | undefined;
  order(orderId: string): Order | undefined;
  failed(error: unknown): void;
  slotStuck(error: unknown): void;
}

/** Whether coins can still pay for the order: it is neither paid nor given up. */
function takesCoins(order: Order | undefined): boolean {
  return order !== undefined && !isPaid(order) && order.abandoned === undefined;
}

export class CashFlow {
  readonly #ports: CashPorts;
  readonly #cash: Cash | undefined;
  #stopped = true;
  /** Whether the coins that fell before now are accounted for; until then the slot stays closed. */
  #caughtUp = false;
  #catchingUp = false;
  /** After the last coin that was taken notice of since `start`; what came later is raised again. */
  #latestMark: CashMark | undefined;
  /** The slot did not close when it should have: coins may still fall. */
  #leftOpen = false;
  /** The order that the slot shall be open for; opening takes a while, and may be overtaken by closing. */
  #wanted: string | undefined;
  readonly #moves = new OneByOne();
  readonly #open = new OpenSlot();

  constructor(ports: CashPorts) {
    this.#ports = ports;
    this.#cash = ports.cash;
    this.#cash?.on('inserted', (amountMinor, mark) => this.#fell(amountMinor, mark));
    this.#cash?.on('healthChanged', ({ state }) => {
      // Coins may fall while nobody hears of them.
      if (state === 'unavailable') {
        this.#caughtUp = false;
        this.#open.letGo();
      }
      this.#catchUp();
      if (this.#leftOpen && !this.#stopped) void this.#close();
    });
  }

  /** Takes notice of coins from now on, and of those that fell since the last mark on record. */
  start(): void {
    this.#stopped = false;
    this.#caughtUp = false;
    this.#catchUp();
  }

  /** Takes no more notice: what falls from now on is raised again after the next `start`. */
  stop(): void {
    const wasReady = !this.#stopped && this.#caughtUp;
    this.#stopped = true;
    this.#caughtUp = false;
    this.#latestMark = undefined;
    this.#open.letGo();
    if (wasReady) void this.#close();
  }

  ready(): boolean {
    return this.#cash !== undefined && this.#caughtUp && this.#cash.health().state !== 'unavailable';
  }

  /** Opens the slot for an order, or closes it. */
  async slot(orderId: string | undefined): Promise<void> {
    try {
      if (orderId === undefined) return await this.#close();
      if (!this.#cash || !this.#caughtUp) throw new Fault('CASH_OFFLINE', 'open the coin slot');
      await this.#openFor(this.#cash, orderId);
    } catch (error) {
      if (faultCodeOf(error).startsWith('JOURNAL_')) throw error;
      // The device's health tells the shopper; a board that is away lets the slot go by itself.
      this.#ports.slotStuck(error);
    }
  }

  /** Whether every coin that may belong to the order is on record. */
  counted(orderId: string): boolean {
    return this.#cash === undefined || this.#caughtUp || this.#ports.slotOrderId() !== orderId;
  }

  /**
   * Resolves when the slot is closed for the order and what fell is on record, or the device is away; `true`
   * if that took a wait, so that the order has to be looked at again.
   */
  async awaitClosed(orderId: string): Promise<boolean> {
    if (!this.#cash || this.#cash.health().state === 'unavailable') return false;
    // Opened again by a device that came back while the shopper was leaving: nobody else will close it.
    if (this.#wanted === orderId) void this.#close();
    return this.#open.awaitClosed(orderId);
  }

  #fell(amountMinor: number, mark: CashMark): void {
    // Not on record, so it is raised again when this machine catches up.
    if (this.#stopped || !(this.#caughtUp || this.#catchingUp)) return;
    this.#latestMark = mark;
    const orderId = this.#ports.slotOrderId();
    const body = { kind: 'cashInserted' as const, amountMinor, mark: { ...mark } };
    const recorded = this.#ports.append([orderId === undefined ? body : { ...body, orderId }]);
    recorded.catch(this.#ports.failed);
    this.#open.fell(recorded);
  }

  /** Raises the coins since the last mark on record, as soon as the device answers. */
  #catchUp(): void {
    const device = this.#cash;
    if (!device || this.#stopped || this.#caughtUp || this.#catchingUp) return;
    if (device.health().state === 'unavailable') return;
    this.#catchingUp = true;
    this.#resume(device)
      .then(async () => {
        if (this.#stopped) return;
        this.#caughtUp = true;
        const orderId = this.#ports.payingOrderId();
        if (orderId !== undefined) await this.#openFor(device, orderId);
      })
      .catch((error: unknown) => {
        // A device that went away again is caught up with at its next change of health.
        if (!faultCodeOf(error).startsWith('CASH_')) this.#ports.failed(error);
      })
      .finally(() => {
        this.#catchingUp = false;
      });
  }

  async #resume(device: Cash): Promise<void> {
    const last = this.#mark();
    if (last) return device.resume(last);
    const mark = { ...(await device.mark()) };
    await this.#ports.append([{ kind: 'cashInserted', amountMinor: 0, mark }]);
  }

  /** Not read from the device: a coin that falls meanwhile would come to stand before its own record. */
  #mark(): CashMark | undefined {
    return this.#latestMark ?? this.#ports.lastMark();
  }

  /** A slot that cannot be closed now is closed as soon as the device answers again. */
  #close(): Promise<void> {
    this.#wanted = undefined;
    this.#leftOpen = true;
    return this.#moves.run(async () => {
      try {
        await this.#cash?.accept(false);
        this.#leftOpen = false;
        await this.#open.closed();
      } catch (error) {
        this.#open.letGo();
        this.#ports.slotStuck(error);
      }
    });
  }

  #openFor(device: Cash, orderId: string): Promise<void> {
    this.#wanted = orderId;
    // Coins that were found meanwhile may have been enough.
    const mayOpen = () => this.#wanted === orderId && takesCoins(this.#ports.order(orderId));
    return this.#moves.run(async () => {
      const mark = this.#mark();
      if (!mark) throw new Fault('CASH_OFFLINE', 'open the coin slot before its coins are counted');
      if (!mayOpen()) return;
      await this.#ports.append([{ kind: 'cashInserted', orderId, amountMinor: 0, mark: { ...mark } }]);
      if (!mayOpen()) return;
      this.#leftOpen = false;
      this.#open.opened(orderId);
      await device.accept(true);
    });
  }
}
