/**
 * A machine with a controller of its own: the shopper presses a selection at its keypad, the controller
 * names item and price and asks for the money, and we only approve or deny. Obligations beside those of a
 * dispenser: every request has a `vendId` of its own and ends in exactly one of `deliver`, `deny` or
 * `vendWithdrawn`; at most one is pending; a request is approved with exactly the amount it asked for;
 * every cash sale that the controller reported is told once.
 */
import type { Device } from '../device.ts';
import type { Dispenser, DispenserEvents } from './dispenser.ts';

/** What the controller asks the money for. */
export interface VendRequest {
  readonly vendId: string;
  /** The controller's own number of the selection. */
  readonly item: string;
  readonly amountMinor: number;
}

/** What the controller sold by itself for coins or notes that it took. */
export interface CashSale {
  readonly item: string;
  readonly amountMinor: number;
}

export interface VendingControllerEvents extends DispenserEvents {
  vendRequested: [request: VendRequest];
  /** The controller does not wait any more: its cancel key, its own time-out, or the line was lost. */
  vendWithdrawn: [vendId: string];
  cashSaleReported: [sale: CashSale];
}

export interface VendingController extends Omit<Dispenser, 'on' | 'off'>, Device<VendingControllerEvents> {
  readonly kind: 'dispenser';
  /** The request that waits for an answer now. */
  pending(): VendRequest | undefined;
  /** Tells the controller that there will be no money; does nothing if the request is not pending. */
  deny(vendId: string): void;
}
