/**
 * Takes and pays out coins. Obligations: coins are refused unless `accept` opened the slot; every coin
 * taken is one `inserted` with the mark after it, also a coin that fell while this process was down
 * (`resume` raises what came after the caller's last durable mark); `payOut` pays at most once per
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

export interface Cash extends Device<CashEvents> {
  readonly kind: 'cash';
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
