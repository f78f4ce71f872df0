/**
 * Free parking with a purchase (A8): the site's policy, how a car is named, and what the lot says of its
 * stay. Plate and ticket are personal; `maskCar` is the form for screens, receipts and records.
 */
import { z } from 'zod';
import { maskPlate, readPlate } from './plate.ts';

/** What a site gives, in its bundle; a site without it asks nobody. */
export const parkingPolicySchema = z
  .object({
    /** The lot, by the name under which the cloud has its account. */
    lotId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    /** Purchases below this are not asked about parking. */
    minimumMinor: z.number().int().min(0).max(1_000_000_000),
    /** How long after the purchase the car may stay for free. */
    validMinutes: z.number().int().min(5).max(1440),
    /** Whether the lot gives out tickets with a code. */
    tickets: z.boolean(),
  })
  .readonly();
export type ParkingPolicy = z.infer<typeof parkingPolicySchema>;

/** A car by its plate, or by the ticket its driver drew at the entrance. */
export const carSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('plate'), code: z.string().refine((text) => readPlate(text)?.text === text) }),
  z.object({ by: z.literal('ticket'), code: z.string().regex(/^[0-9A-Z]{6,32}$/) }),
]);
export type Car = z.infer<typeof carSchema>;

/** Longer than any scanned ticket. */
const ticketScanMax = 64;

/** The car of a plate as it was typed; undefined where no rule allows it. */
export function carOfPlate(text: string): Car | undefined {
  const plate = readPlate(text);
  return plate && { by: 'plate', code: plate.text };
}

/** The car of a ticket's code; undefined where it has no such form. */
export function carOfTicket(text: string): Car | undefined {
  if (text.length > ticketScanMax) return undefined;
  const code = text.trim().replaceAll('-', '').toUpperCase();
  return /^[0-9A-Z]{6,32}$/.test(code) ? { by: 'ticket', code } : undefined;
}

/** `粤B·**345`, or the last four characters of a ticket. */
export function maskCar(car: Car): string {
  return car.by === 'plate' ? maskPlate(car.code) : `**${car.code.slice(-4)}`;
}

/** One stay in the lot: since when, how long until it was asked for, and what it would cost. */
export const staySchema = z.object({
  enteredAtMs: z.number().int().min(0),
  parkedS: z
    .number()
    .int()
    .min(0)
    .max(366 * 86_400),
  feeMinor: z.number().int().min(0).max(1_000_000_000),
});
export type Stay = z.infer<typeof staySchema>;
