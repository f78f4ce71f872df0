/**
 * What parking lots tell and ask, in the shape of the P云 interface: stays, bills, payments, discounts, the list of
 * payments. Amounts are minor units, instants ISO 8601 with their offset. Each request is signed over its bytes;
 * a request sent again is answered again and has no second effect.
 */
import { z } from 'zod';
import { lotSerialSchema, parkingChannelSchema } from '../domain/parking-payment.ts';
import { vehicleClassSchema } from '../domain/tariff.ts';

export const parkingGatewayPath = '/parking/v1/gateway';
export const parkingRequestBytesMax = 16 * 1024;
/** A request made further from our clock is refused. */
export const parkingSkewMsMax = 5 * 60_000;
/** A payment that was made longer ago is none of this system's. */
export const parkingPaidAgoMsMax = 400 * 86_400_000;

/** `signature` is `v1=` and hex HMAC-SHA256 of `app.timestamp.nonce.body` under the lot's key. */
export const parkingHeaders = {
  app: 'kioskd-app',
  timestamp: 'kioskd-timestamp',
  nonce: 'kioskd-nonce',
  signature: 'kioskd-signature',
} as const;

export const parkingSignedSchema = z.object({
  app: z.string().regex(/^plk_[0-9a-f]{24}$/),
  /** UTC milliseconds. */
  timestamp: z.string().regex(/^\d{13}$/),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  signature: z.string().regex(/^v1=[0-9a-f]{64}$/),
});

/** As JSON numbers, or as the text of one. */
const whole = (max: number) =>
  z
    .union([z.number(), z.string().regex(/^\d{1,12}$/)])
    .transform(Number)
    .pipe(z.number().int().min(0).max(max));
const minor = whole(1_000_000_000);
const at = z.iso
  .datetime({ offset: true })
  .max(40)
  .transform((text) => Date.parse(text));
const car = {
  plate: z.string().min(5).max(12).optional(),
  card_id: z
    .string()
    .regex(/^[0-9A-Z-]{6,40}$/)
    .optional(),
};
const lot = { park_uuid: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) };

const enter = z.strictObject({
  service: z.literal('service.parking.stay.enter'),
  ...lot,
  parking_serial: lotSerialSchema,
  ...car,
  car_type: vehicleClassSchema.default('car'),
  enter_time: at,
});
const leave = z.strictObject({
  service: z.literal('service.parking.stay.leave'),
  ...lot,
  parking_serial: lotSerialSchema,
  leave_time: at,
});
const billing = z.strictObject({
  service: z.literal('service.parking.payment.billing'),
  ...lot,
  parking_serial: lotSerialSchema.optional(),
  ...car,
});
const result = z.strictObject({
  service: z.literal('service.parking.payment.result'),
  ...lot,
  parking_serial: lotSerialSchema.optional(),
  parking_order: lotSerialSchema,
  pay_serial: lotSerialSchema,
  pay_time: at,
  /** What this payment stands for: of an order paid through several channels its part. */
  value: minor,
  free_value: minor.default(0),
  reduce_value: minor.default(0),
  reduce_points: minor.default(0),
  pay_value: minor,
  pay_origin: parkingChannelSchema,
  trade_no: lotSerialSchema.optional(),
  car_type: vehicleClassSchema.default('car'),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
const discount = z.strictObject({
  service: z.literal('service.parking.discount.create'),
  ...lot,
  parking_serial: lotSerialSchema.optional(),
  ...car,
  grant_serial: lotSerialSchema,
  /** 1 money, 2 minutes, 3 all free, 6 percent. */
  type: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(6)]),
  value: whole(1_000_000_000).default(0),
  reason: z.string().max(100).default(''),
  expire_time: at,
});
const list = z.strictObject({
  service: z.literal('service.parking.payment.list'),
  ...lot,
  /** Paid at or after, and before. */
  begin_time: at,
  end_time: at,
  limit: whole(200).default(100),
  after: lotSerialSchema.optional(),
});

/** By short names, each with its `service`. */
export const parkingRequestSchemas = { enter, leave, billing, result, discount, list } as const;

export const parkingRequestSchema = z.discriminatedUnion('service', [
  enter,
  leave,
  billing,
  result,
  discount,
  list,
]);
export type ParkingRequest = z.output<typeof parkingRequestSchema>;
export type ParkingRequestOf<S extends ParkingRequest['service']> = Extract<ParkingRequest, { service: S }>;

/** The P云 interface's codes; `1409` is ours: a serial was used for something else before. */
export const parkingResults = {
  ok: '1001',
  none: '1002',
  otherDiscount: '1403',
  differs: '1409',
} as const;

export interface ParkingAnswer {
  readonly result_code: (typeof parkingResults)[keyof typeof parkingResults];
  readonly message: string;
  readonly [field: string]: unknown;
}
