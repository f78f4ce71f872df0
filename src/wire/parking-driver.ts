/**
 * What the driver's page of a parking lot asks and is told. Nobody signs in: who knows a plate or a ticket learns
 * since when that car is there and what it owes, and nothing else; who knows a bill's number, what became of it.
 */
import { z } from 'zod';
import type { Currency } from '../domain/money.ts';
import type { BillRefusal } from '../domain/parking-bill.ts';
import type { Text } from '../domain/text.ts';
import type { PreOrderStateName } from './client-schemas.ts';

/** The page itself, `/park/<merchant>/<lot>`, and below the other what it asks. */
export const parkingPagePath = '/park';
export const parkingDriverRoot = '/park-api';
export const driverRequestBytesMax = 1024;

export function parkingPageUrl(publicUrl: string, merchantId: string, lotId: string): string {
  return `${publicUrl}${parkingPagePath}/${encodeURIComponent(merchantId)}/${encodeURIComponent(lotId)}`;
}

const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** Merchant and lot as they stand in an address. */
export const driverPlaceSchema = z.object({ merchant: name, lot: name });

export interface DriverLot {
  readonly merchantName: Text;
  readonly lotName: Text;
  readonly helpPhone: string;
  readonly currency: Currency;
  /** Of the site: times are shown as its clocks show them. */
  readonly timeZone: string;
}

export const driverCarSchema = z.union([
  z.strictObject({ plate: z.string().min(5).max(12) }),
  z.strictObject({ ticket: z.string().min(6).max(40) }),
]);
export type DriverCar = z.infer<typeof driverCarSchema>;

/** What a car owes. Amounts are minor units, instants UTC milliseconds. */
export interface DriverStay {
  readonly enteredAtMs: number;
  /** The cloud's clock. */
  readonly nowMs: number;
  readonly totalMinor: number;
  /** Taken off by discounts. */
  readonly freeMinor: number;
  readonly paidMinor: number;
  readonly dueMinor: number;
  /** Where nothing is due: until when the car can leave. */
  readonly leaveByMs: number | null;
}

export const driverBillAskedSchema = z.strictObject({
  car: driverCarSchema,
  /** As the driver read it; where it is another by now the bill is not made. */
  dueMinor: z.number().int().min(1).max(1_000_000_000),
});
export type DriverBillAsked = z.infer<typeof driverBillAskedSchema>;

export const driverBillIdSchema = z.string().regex(/^pkb_[0-9A-HJKMNP-TV-Z]{26}$/);

export interface DriverBill {
  readonly billId: string;
  readonly state: 'open' | 'paid' | 'givenBack';
  /** Of its order. */
  readonly orderState: PreOrderStateName;
  readonly couponMinor: number;
  readonly dueMinor: number;
  readonly expiresAtMs: number;
  readonly nowMs: number;
  /** The cashier page on this server. */
  readonly cashierPath: string;
  readonly leaveByMs: number | null;
  readonly reason: BillRefusal | null;
}
