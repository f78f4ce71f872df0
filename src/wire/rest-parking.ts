/** The operations of the REST API about parking: sites with lots, tariffs, stays, payments; a part of `restApi`. */
import { z } from 'zod';
import { lotSerialSchema, parkingChannelSchema } from '../domain/parking-payment.ts';
import { tariffSchema, vehicleClassSchema } from '../domain/tariff.ts';
import { textSchema } from '../domain/text.ts';
import { done, merchantQuery, pageQuery } from './rest-requests.ts';
import { currencySchema, idSchema, pageOf } from './rest-schemas.ts';

/** Of one merchant; more are refused. */
export const parkingSitesMax = 500;
export const parkingLotsMax = 2000;
export const tariffsMax = 500;

const timeZone = z.string().min(1).max(64);
const minor = z.number().int();

const lotSettings = z.object({
  siteId: idSchema,
  name: textSchema,
  /** Run by this merchant; another's only tells what was paid. */
  own: z.boolean(),
  tariffId: idSchema.nullable().default(null),
});
const lotSchema = lotSettings.extend({
  id: idSchema,
  /** Names the key of its messages; null where it has none. */
  appId: z.string().nullable(),
  keyMadeAtMs: z.number().int().nullable(),
  heardAtMs: z.number().int().nullable(),
  parked: z.number().int(),
  /** Payments that it told again with other facts. */
  differing: z.number().int(),
  /** Where its drivers pay at their phones; null for one that is run by somebody else. */
  driversUrl: z.string().nullable(),
});
export type ParkingLotView = z.infer<typeof lotSchema>;

const siteSettings = z.object({ name: textSchema, timeZone });
const siteSchema = siteSettings.extend({ id: idSchema, lots: z.array(lotSchema) });
export type ParkingSiteView = z.infer<typeof siteSchema>;

/** What was due, what corrected it, and what came. */
const sums = {
  orders: z.number().int(),
  payments: z.number().int(),
  regularMinor: minor,
  couponMinor: minor,
  pointsMinor: minor,
  actualMinor: minor,
};
const lotSums = z.object({
  siteId: idSchema,
  lotId: idSchema,
  ...sums,
  channels: z.array(
    z.object({ channel: parkingChannelSchema, payments: z.number().int(), actualMinor: minor }),
  ),
});
export type ParkingLotSums = z.infer<typeof lotSums>;

const tariffView = z.object({
  tariff: tariffSchema,
  version: z.number().int(),
  madeAtMs: z.number().int(),
  madeBy: z.string(),
});

const staySchema = z.object({
  staySerial: z.string(),
  lotId: idSchema,
  car: z.string().nullable(),
  vehicleClass: vehicleClassSchema,
  enteredAtMs: z.number().int().nullable(),
  leftAtMs: z.number().int().nullable(),
  tariff: z.object({ id: idSchema, version: z.number().int() }).nullable(),
  paidMinor: minor,
  /** What is left to pay now; null where it left or has no tariff. */
  dueMinor: minor.nullable(),
});
export type ParkingStayView = z.infer<typeof staySchema>;

const paymentSchema = z.object({
  siteId: idSchema,
  lotId: idSchema,
  paySerial: lotSerialSchema,
  orderId: lotSerialSchema,
  staySerial: z.string().nullable(),
  channel: parkingChannelSchema,
  tradeNo: z.string().nullable(),
  regularMinor: minor,
  couponMinor: minor,
  pointsMinor: minor,
  pointsUsed: z.number().int(),
  actualMinor: minor,
  currency: currencySchema,
  vehicleClass: vehicleClassSchema,
  source: z.enum(['lot', 'machine', 'phone']),
  paidAtMs: z.number().int(),
  takenAtMs: z.number().int(),
  timesTold: z.number().int(),
  timesDiffering: z.number().int(),
});
export type ParkingPaymentView = z.infer<typeof paymentSchema>;

const periodQuery = merchantQuery.extend({
  /** Paid at or after, UTC milliseconds. */
  from: z.coerce.number().int().min(0).default(0),
  /** Paid before, UTC milliseconds. */
  to: z.coerce.number().int().min(0).max(8_640_000_000_000_000).default(8_640_000_000_000_000),
});

export const parkingApi = {
  listParkingSites: {
    method: 'GET',
    path: '/api/parking/sites',
    summary: 'Parking sites with their lots, by id',
    permission: 'read',
    query: merchantQuery,
    answer: pageOf(siteSchema),
  },
  changeParkingSite: {
    method: 'PUT',
    path: '/api/parking/sites/{id}',
    summary: 'Add or change a parking site',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: siteSettings,
    answer: siteSchema,
  },
  changeParkingLot: {
    method: 'PUT',
    path: '/api/parking/lots/{id}',
    summary: 'Add or change a parking lot; stays that have begun keep their tariff, payments their site',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: lotSettings,
    answer: lotSchema,
  },
  makeParkingLotKey: {
    method: 'POST',
    path: '/api/parking/lots/{id}/key',
    summary: 'Make the key that a lot signs its messages with, shown this once; the one before ends',
    permission: 'manageUsers',
    query: merchantQuery,
    answer: z.object({ appId: z.string(), appSecret: z.string(), gatewayUrl: z.string() }),
  },
  endParkingLotKey: {
    method: 'DELETE',
    path: '/api/parking/lots/{id}/key',
    summary: 'End the key of a lot; nothing is taken from it any more',
    permission: 'manageUsers',
    query: merchantQuery,
    answer: done,
  },
  readParkingSums: {
    method: 'GET',
    path: '/api/parking/sums',
    summary: 'What was due, taken off and paid in each lot, and through which channels',
    permission: 'readBooks',
    query: periodQuery,
    answer: z.object({ currency: currencySchema, items: z.array(lotSums) }),
  },
  listTariffs: {
    method: 'GET',
    path: '/api/parking/tariffs',
    summary: 'Parking tariffs as they are now, by id',
    permission: 'read',
    query: merchantQuery,
    answer: pageOf(tariffView),
  },
  changeTariff: {
    method: 'PUT',
    path: '/api/parking/tariffs/{id}',
    summary: 'Add or change a tariff; cars that are there keep the version they came in under',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: z.object({
      /** The version that was changed, 0 for a new one; `EDITED_MEANWHILE` if it is another now. */
      version: z.number().int().min(0),
      tariff: tariffSchema,
    }),
    answer: tariffView,
  },
  listParkingStays: {
    method: 'GET',
    path: '/api/parking/stays',
    summary: 'Stays of cars, newest first',
    permission: 'read',
    query: pageQuery.extend({ lot: idSchema.optional(), state: z.enum(['parked', 'all']).default('all') }),
    answer: pageOf(staySchema),
  },
  listParkingPayments: {
    method: 'GET',
    path: '/api/parking/payments',
    summary: 'Payments for parking, newest first',
    permission: 'readBooks',
    query: pageQuery.extend({
      lot: idSchema.optional(),
      channel: parkingChannelSchema.optional(),
      order: lotSerialSchema.optional(),
      /** `true`: only those told again with other facts. */
      differing: z.enum(['true', 'false']).optional(),
    }),
    answer: pageOf(paymentSchema),
  },
} as const;
