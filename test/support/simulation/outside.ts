/**
 * What somebody who stands outside saw: goods that left the machine, coins in and out, what was on the
 * screen, what was done there. The oracle judges from this, the platform's book and the cloud's orders,
 * never from the machine's own journal.
 */
import type { View } from '../../../src/kiosk/screen/view.ts';

/** Goods left the machine. `deliveryId` is the last job that was asked of this mechanism. */
export interface SeenDrop {
  readonly atMs: number;
  readonly how: 'slot' | 'door' | 'recipe';
  readonly name: string;
  readonly deliveryId: string | undefined;
  /** The sensor that should prove it saw it. */
  readonly proved: boolean;
}

/** A coin the acceptor took; `orderId` is what the screen showed. */
export interface SeenCoin {
  readonly atMs: number;
  readonly amountMinor: number;
  readonly orderId: string | undefined;
}

export interface SeenPayout {
  readonly atMs: number;
  readonly amountMinor: number;
  readonly payoutId: string | undefined;
}

/** One order as the shopper before the screen lived it. */
export interface SeenOrder {
  readonly orderId: string;
  /** The total on the screen when the shopper was asked to pay, the last time. */
  shownTotalMinor: number | undefined;
  /** Somebody pressed "cancel", or took the coins back. */
  cancelled: boolean;
  coinsMinor: number;
  /** The screen said that the order was paid: goods on their way, done or refunded. */
  paidShown: boolean;
}

export class Outside {
  readonly drops: SeenDrop[] = [];
  readonly coins: SeenCoin[] = [];
  readonly payouts: SeenPayout[] = [];
  /** When a mechanism was done with a job, whatever came of it. */
  readonly jobEndsMs: number[] = [];
  readonly orders = new Map<string, SeenOrder>();
  /** When the board lost its counters. */
  readonly countersLostAtMs: number[] = [];
  /** When the board could not be reached. */
  readonly boardAway: { readonly fromMs: number; toMs: number }[] = [];
  /** What broke a rule at the moment it happened. */
  readonly violations: string[] = [];

  /** Somebody looks at the screen. */
  look(view: View): void {
    if (view.orderId === undefined) return;
    const order = this.#order(view.orderId);
    const { page } = view.page;
    if (page === 'list') order.shownTotalMinor = undefined;
    if (page === 'tenderChoice') order.shownTotalMinor = view.totals.dueMinor;
    if (page === 'delivering' || page === 'done') order.paidShown = true;
  }

  /** Somebody presses a button while the screen shows this order. */
  press(orderId: string | undefined, button: string): void {
    if (orderId === undefined) return;
    const order = this.#order(orderId);
    if (button === 'cancel' || (button === 'back' && order.coinsMinor > 0)) order.cancelled = true;
  }

  /** The board was unplugged, or plugged in again. */
  plugBoard(connected: boolean, atMs: number): void {
    const last = this.boardAway.at(-1);
    if (!connected) this.boardAway.push({ fromMs: atMs, toMs: Number.POSITIVE_INFINITY });
    else if (last) last.toMs = Math.min(last.toMs, atMs);
  }

  /** The acceptor took a coin. */
  putCoin(coin: SeenCoin): void {
    this.coins.push(coin);
    if (coin.orderId !== undefined) this.#order(coin.orderId).coinsMinor += coin.amountMinor;
  }

  #order(orderId: string): SeenOrder {
    const known = this.orders.get(orderId);
    if (known) return known;
    const seen: SeenOrder = {
      orderId,
      shownTotalMinor: undefined,
      cancelled: false,
      coinsMinor: 0,
      paidShown: false,
    };
    this.orders.set(orderId, seen);
    return seen;
  }
}
