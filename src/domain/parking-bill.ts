/**
 * A bill that a driver is asked to pay, and what becomes of money that came for it. It stands for the instant it
 * was made: the price of that instant is kept, and nothing that was settled in between is paid twice. Pure.
 */
import type { ParkingChannel } from './parking-payment.ts';
import { type PaidPart, type ParkingBill, settledMinor } from './parking-session.ts';

/** How long the price of a bill is kept. */
export const parkingBillKeptMs = 10 * 60_000;

/** What is asked for, and what corrected it: the regular amount is both together. */
export interface BillTerms {
  readonly couponMinor: number;
  readonly dueMinor: number;
  /** What payments for the stay had settled when the bill was made. */
  readonly earlierMinor: number;
}

/** Why money for a bill goes back. */
export type BillRefusal = 'paidMeanwhile' | 'leftBefore' | 'unknownBill';

/** Undefined where nothing is due. */
export function billTerms(bill: ParkingBill, paid: readonly PaidPart[]): BillTerms | undefined {
  if (bill.dueMinor === 0) return undefined;
  const usedMinor = paid.reduce((sum, { couponMinor }) => sum + couponMinor, 0);
  return {
    ...{ couponMinor: bill.freeMinor - usedMinor, dueMinor: bill.dueMinor },
    earlierMinor: settledMinor(paid),
  };
}

/** Why the money is not taken; undefined where it is. A car that left after its bill owed what the bill says. */
export function refusalOf(
  bill: Pick<BillTerms, 'earlierMinor'> & { readonly billedAtMs: number },
  stay: { readonly leftAtMs: number | null; readonly paid: readonly PaidPart[] },
): BillRefusal | undefined {
  if (settledMinor(stay.paid) > bill.earlierMinor) return 'paidMeanwhile';
  if (stay.leftAtMs !== null && stay.leftAtMs < bill.billedAtMs) return 'leftBefore';
  return undefined;
}

const named: readonly ParkingChannel[] = ['wechat', 'alipay', 'unionpay', 'stored-value', 'gift'];

/** The channel of a payment platform. */
export function parkingChannelOf(platform: string): ParkingChannel {
  return named.find((channel) => channel === platform) ?? 'qr';
}
