/**
 * What the driver's page of a parking lot asks and is told. Nobody signs in: who knows a plate or a ticket learns
 * since when that car is there and what it owes, and nothing else; who knows a bill's number, what became of it.
 */
import { z } from 'zod';
import { billRefusals } from '../domain/parking-bill.ts';
import { textSchema } from '../domain/text.ts';
import { preOrderStates } from './client-schemas.ts';
import { currencySchema } from './rest-schemas.ts';

/** The page itself, `/park/<merchant>/<lot>`, and below the other what it asks. */
export const parkingPagePath = '/park';
export const parkingDriverRoot = '/park-api';
export const driverRequestBytesMax = 1024;

export function parkingPageUrl(publicUrl: string, merchantId: string, lotId: string): string {
  return `${publicUrl}${parkingPagePath}/${encodeURIComponent(merchantId)}/${encodeURIComponent(lotId)}`;
}

const minor = z.number().int();
const instant = z.number().int();

export const driverLotSchema = z.object({
  merchantName: textSchema,
  lotName: textSchema,
  helpPhone: z.string(),
  currency: currencySchema,
  /** Of the site: times are shown as its clocks show them. */
  timeZone: z.string(),
});
export type DriverLot = z.infer<typeof driverLotSchema>;

export const driverCarSchema = z.union([
  z.strictObject({ plate: z.string().min(5).max(12) }),
  z.strictObject({ ticket: z.string().min(6).max(40) }),
]);
export type DriverCar = z.infer<typeof driverCarSchema>;

export const driverStaySchema = z.object({
  enteredAtMs: instant,
  /** The cloud's clock. */
  nowMs: instant,
  totalMinor: minor,
  /** Taken off by discounts. */
  freeMinor: minor,
  paidMinor: minor,
  dueMinor: minor,
  /** Where nothing is due: until when the car can leave. */
  leaveByMs: instant.nullable(),
});
export type DriverStay = z.infer<typeof driverStaySchema>;

export const driverBillAskedSchema = z.strictObject({
  car: driverCarSchema,
  /** As the driver read it; where it is another by now the bill is not made. */
  dueMinor: minor.min(1).max(1_000_000_000),
});
export type DriverBillAsked = z.infer<typeof driverBillAskedSchema>;

export const driverBillIdSchema = z.string().regex(/^pkb_[0-9A-HJKMNP-TV-Z]{26}$/);

export const driverBillSchema = z.object({
  billId: z.string(),
  state: z.enum(['open', 'paid', 'givenBack']),
  /** Of its order. */
  orderState: z.enum(preOrderStates),
  couponMinor: minor,
  dueMinor: minor,
  expiresAtMs: instant,
  nowMs: instant,
  /** The cashier page on this server. */
  cashierPath: z.string(),
  leaveByMs: instant.nullable(),
  reason: z.enum(billRefusals).nullable(),
});
export type DriverBill = z.infer<typeof driverBillSchema>;
