/**
 * A payment for parking through one channel. Coupon and points correct what is due to what came through the
 * channel; an order paid through several channels has one payment of each. Pure.
 */
import { z } from 'zod';
import { amountMinorMax } from './money.ts';
import { vehicleClassSchema } from './tariff.ts';

/** `qr` is any other code payment; the last three need no money to come in. */
export const parkingChannels = [
  'wechat',
  'alipay',
  'unionpay',
  'qr',
  'cash',
  'stored-value',
  'gift',
  'coupon',
  'points',
] as const;
export const parkingChannelSchema = z.enum(parkingChannels);
export type ParkingChannel = z.infer<typeof parkingChannelSchema>;

const amount = z.number().int().min(0).max(amountMinorMax);
/** As lots and platforms write their numbers. */
export const lotSerialSchema = z.string().regex(/^[\x21-\x7e]{1,64}$/);

export const parkingPaymentSchema = z
  .object({
    paySerial: lotSerialSchema,
    orderId: lotSerialSchema,
    staySerial: lotSerialSchema.nullable(),
    channel: parkingChannelSchema,
    tradeNo: lotSerialSchema.nullable(),
    regularMinor: amount,
    couponMinor: amount,
    pointsMinor: amount,
    pointsUsed: amount,
    actualMinor: amount,
    vehicleClass: vehicleClassSchema,
    paidAtMs: z.number().int().min(0),
  })
  .refine((paid) => paid.regularMinor === paid.couponMinor + paid.pointsMinor + paid.actualMinor, {
    message: 'the amount due is not coupon, points and payment together',
  })
  .refine(({ channel, actualMinor }) => !['coupon', 'points'].includes(channel) || actualMinor === 0, {
    message: 'coupons and points are no money',
  })
  .refine(({ pointsMinor, pointsUsed }) => pointsMinor === 0 || pointsUsed > 0, {
    message: 'an amount in points without points',
  });
export type ParkingPayment = z.infer<typeof parkingPaymentSchema>;

const facts = [
  'orderId',
  'staySerial',
  'channel',
  'tradeNo',
  'regularMinor',
  'couponMinor',
  'pointsMinor',
  'pointsUsed',
  'actualMinor',
  'vehicleClass',
  'paidAtMs',
] as const satisfies readonly (keyof ParkingPayment)[];

/** Whether a payment told again says the same; the serial is known to be. */
export function isSamePayment(before: ParkingPayment, again: ParkingPayment): boolean {
  return facts.every((fact) => before[fact] === again[fact]);
}
