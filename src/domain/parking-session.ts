/**
 * One car's stay and its bill: what it costs by its tariff, what a discount takes off, what is paid already, and
 * what is left. Who has paid may leave within the tariff's minutes without owing more. Pure.
 */
import { z } from 'zod';
import { amountMinorMax, proportion } from './money.ts';
import { parkingFeeMinor, type Tariff, type VehicleClass } from './tariff.ts';

/** What a shop takes off a stay; the P云 interface's types 1, 2, 3 and 6. */
export const parkingDiscountSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('amount'), minor: z.number().int().min(1).max(amountMinorMax) }),
  z.object({
    kind: z.literal('minutes'),
    minutes: z
      .number()
      .int()
      .min(1)
      .max(366 * 1440),
  }),
  z.object({ kind: z.literal('allFree') }),
  z.object({ kind: z.literal('percent'), percent: z.number().int().min(1).max(100) }),
]);
export type DiscountKind = z.infer<typeof parkingDiscountSchema>;

export interface ParkingDiscount {
  readonly off: DiscountKind;
  readonly reason: string;
  /** Nothing is taken off from then on. */
  readonly expiresAtMs: number;
}

export interface PaidPart {
  readonly couponMinor: number;
  readonly pointsMinor: number;
  readonly actualMinor: number;
  readonly paidAtMs: number;
  /** Where it was paid under a bill: it settled what was due then, also where the fee rose until it was paid. */
  readonly billedAtMs?: number | undefined;
}

export interface BilledStay {
  readonly tariff: Tariff;
  readonly timeZone: string;
  readonly vehicleClass: VehicleClass;
  readonly enteredAtMs: number;
  readonly discount?: ParkingDiscount | undefined;
  readonly paid: readonly PaidPart[];
}

export interface ParkingBill {
  readonly totalMinor: number;
  /** Taken off by coupons and discounts. */
  readonly freeMinor: number;
  /** Came in money and points. */
  readonly paidMinor: number;
  /** What is left to pay. */
  readonly dueMinor: number;
  /** Until when the car can leave without owing more; null while something is left. */
  readonly leaveByMs: number | null;
}

const minuteMs = 60_000;

/** What payments settled together, in money or not. */
export function settledMinor(paid: readonly PaidPart[]): number {
  return sumOf(paid, ({ couponMinor, pointsMinor, actualMinor }) => couponMinor + pointsMinor + actualMinor);
}

/** What payments settled beyond what the stay cost at an instant: the last payment, or when the car left. */
export function overpaidMinor(stay: BilledStay, atMs: number): number {
  return Math.max(0, settledMinor(stay.paid) - feeAt(stay, Math.max(stay.enteredAtMs, atMs)));
}

function sumOf(paid: readonly PaidPart[], amount: (part: PaidPart) => number): number {
  return paid.reduce((sum, part) => sum + amount(part), 0);
}

/** What the discount takes off a fee, and never more than it. */
function discountMinor(stay: BilledStay, totalMinor: number, atMs: number): number {
  const { discount } = stay;
  if (!discount || atMs >= discount.expiresAtMs) return 0;
  const { off } = discount;
  switch (off.kind) {
    case 'allFree':
      return totalMinor;
    case 'amount':
      return Math.min(totalMinor, off.minor);
    case 'percent':
      return proportion(totalMinor, off.percent, 100);
    case 'minutes':
      return totalMinor - feeAt(stay, Math.max(stay.enteredAtMs, atMs - off.minutes * minuteMs));
  }
}

function feeAt({ tariff, enteredAtMs, timeZone, vehicleClass }: BilledStay, untilMs: number): number {
  return parkingFeeMinor(tariff, { enteredAtMs, untilMs, timeZone, vehicleClass });
}

function billAt(stay: BilledStay, atMs: number, paid: readonly PaidPart[]): ParkingBill {
  const totalMinor = feeAt(stay, atMs);
  const usedMinor = sumOf(paid, ({ couponMinor }) => couponMinor);
  const paidMinor = sumOf(paid, ({ pointsMinor, actualMinor }) => pointsMinor + actualMinor);
  // A discount that a payment used up is in the coupons of that payment.
  const offMinor = Math.max(usedMinor, discountMinor(stay, totalMinor, atMs));
  const freeMinor = Math.min(offMinor, Math.max(usedMinor, totalMinor - paidMinor));
  const dueMinor = Math.max(0, totalMinor - freeMinor - paidMinor);
  return { totalMinor, freeMinor, paidMinor, dueMinor, leaveByMs: null };
}

/** The bill of a stay at an instant. */
export function parkingBill(stay: BilledStay, nowMs: number): ParkingBill {
  const leaveMs = stay.tariff.leaveMinutes * minuteMs;
  const [first, ...more] = stay.paid;
  if (first) {
    const last = more.reduce((latest, part) => (part.paidAtMs > latest.paidAtMs ? part : latest), first);
    const leaveByMs = last.paidAtMs + leaveMs;
    if (last.paidAtMs <= nowMs && nowMs <= leaveByMs) {
      const then = billAt(stay, last.billedAtMs ?? last.paidAtMs, stay.paid);
      if (then.dueMinor === 0) return { ...then, leaveByMs };
    }
  }
  const now = billAt(stay, nowMs, stay.paid);
  return now.dueMinor > 0 ? now : { ...now, leaveByMs: nowMs + leaveMs };
}
