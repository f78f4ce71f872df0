/**
 * What somebody who stands outside saw: goods that left the machine, coins in and out, what was on the
 * screen, what was done there. The oracle judges from this, the platform's book and the cloud's orders,
 * never from the machine's own journal.
 */

/** Goods left the machine. `deliveryId` is the last job that was asked of this mechanism. */
export interface SeenDrop {
  readonly atMs: number;
  readonly how: 'slot' | 'door' | 'recipe';
  readonly name: string;
  readonly deliveryId: string | undefined;
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
  /** The last button pressed was "cancel". */
  cancelled: boolean;
  /** A payment code was held before the scanner while the screen asked for one. */
  codesShown: number;
  coinsMinor: number;
  /** The screen said that the order was paid: goods on their way, done or refunded. */
  paidShown: boolean;
}

export class Outside {
  readonly drops: SeenDrop[] = [];
  readonly coins: SeenCoin[] = [];
  readonly payouts: SeenPayout[] = [];
  readonly orders = new Map<string, SeenOrder>();
  /** When the board lost its counters. */
  readonly countersLostAtMs: number[] = [];
  /** What broke a rule at the moment it happened. */
  readonly violations: string[] = [];

  /** The order that the screen shows. */
  order(orderId: string): SeenOrder {
    const known = this.orders.get(orderId);
    if (known) return known;
    const seen: SeenOrder = {
      orderId,
      shownTotalMinor: undefined,
      cancelled: false,
      codesShown: 0,
      coinsMinor: 0,
      paidShown: false,
    };
    this.orders.set(orderId, seen);
    return seen;
  }
}
