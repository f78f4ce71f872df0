/**
 * Takes and pays out coins. Obligations: coins are refused unless `accept` opened the slot; what was taken
 * is told by `inserted` with the mark after it, each coin in one of them, also a coin that fell while this
 * process was down (`resume` raises what came after the caller's last durable mark); when `accept` has closed
 * the slot, everything that fell before is told; `payOut` pays at most once per
 * `payoutId`, resolves with what the payout sensor counted, which may be less than asked, and rejects
 * with `CASH_OFFLINE` (ask again with the same job) or `CASH_PAYOUT_UNKNOWN` (the counters were lost).
 * Payouts are settled one after the other: the mark of one is read after the one before has ended.
 */
import type { Device, DeviceEvents } from '../device.ts';

/** The acceptor's counters at one moment; opaque to callers, JSON of at most 512 characters. */
export type CashMark = Readonly<Record<string, string | number>>;

export interface CashEvents extends DeviceEvents {
  inserted: [amountMinor: number, markAfter: CashMark];
}

/** What the mechanism can do and what it cannot; declared by its driver. */
export interface CashCapabilities {
  /** Whether coins can be paid out at all. */
  readonly paysOut: boolean;
  /** Counts while this process is down; otherwise coins of that time are lost and payouts of it unknown. */
  readonly countsAlone: boolean;
}

export interface Cash extends Device<CashEvents> {
  readonly kind: 'cash';
  readonly capabilities: CashCapabilities;
  /** The smallest amount it can pay out, in minor units; 0 if it cannot pay out at all. */
  readonly payoutUnitMinor: number;
  /** Opens or closes the coin slot. */
  accept(open: boolean): Promise<void>;
  mark(): Promise<CashMark>;
  /**
   * Raises `inserted` for every coin that fell after `last`, also those that were raised before: call after
   * `start`, and again whenever what was raised could not be recorded. Nothing is raised while it waits.
   */
  resume(last: CashMark): Promise<void>;
  /** `mark` was read and stored before; asking again with the same job pays only what is still missing. */
  payOut(job: { payoutId: string; amountMinor: number; mark: CashMark }): Promise<{ paidMinor: number }>;
}
