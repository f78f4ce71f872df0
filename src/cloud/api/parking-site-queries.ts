/** Parking sites, lots, stays, payments and sums as the API shows them. Every query names the merchant. */
import { sql } from 'kysely';
import type { Currency } from '../../domain/money.ts';
import type { ParkingChannel } from '../../domain/parking-payment.ts';
import type { VehicleClass } from '../../domain/tariff.ts';
import { parkingPageUrl } from '../../wire/parking-driver.ts';
import type {
  ParkingLotSums,
  ParkingLotView,
  ParkingPaymentView,
  ParkingSiteView,
  ParkingStayView,
} from '../../wire/rest-parking.ts';
import { paymentOf } from '../database/parking-site-rows.ts';
import { billStay, type StayRow } from '../database/parking-site-stays.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { pageFrom, readCursor } from './page-cursor.ts';

const orNull = (value: number | null) => (value === null ? null : Number(value));

/** `publicUrl` is where the phones of drivers reach this cloud. */
export async function listParkingLots(
  db: CloudDatabase,
  merchantId: string,
  publicUrl: string,
): Promise<ParkingLotView[]> {
  const rows = await db
    .selectFrom('parking_lots as l')
    .selectAll('l')
    .select((eb) =>
      eb
        .selectFrom('parking_sessions as s')
        .select((s) => s.fn.countAll<number>().as('count'))
        .whereRef('s.merchant_id', '=', 'l.merchant_id')
        .whereRef('s.lot_id', '=', 'l.lot_id')
        .where('s.car_hash', 'is not', null)
        .as('parked'),
    )
    .select((eb) =>
      eb
        .selectFrom('parking_payments as p')
        .select((p) => p.fn.countAll<number>().as('count'))
        .whereRef('p.merchant_id', '=', 'l.merchant_id')
        .whereRef('p.lot_id', '=', 'l.lot_id')
        .where('p.times_differing', '>', 0)
        .as('differing'),
    )
    .where('l.merchant_id', '=', merchantId)
    .orderBy('l.lot_id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.lot_id, siteId: row.site_id, name: row.name, own: row.own, tariffId: row.tariff_id },
    ...{ appId: row.app_id, keyMadeAtMs: orNull(row.key_made_at_ms), heardAtMs: orNull(row.heard_at_ms) },
    ...{ parked: Number(row.parked ?? 0), differing: Number(row.differing ?? 0) },
    driversUrl: row.own ? parkingPageUrl(publicUrl, merchantId, row.lot_id) : null,
  }));
}

export async function listParkingSites(
  db: CloudDatabase,
  merchantId: string,
  publicUrl: string,
): Promise<ParkingSiteView[]> {
  const lots = await listParkingLots(db, merchantId, publicUrl);
  const sites = await db
    .selectFrom('parking_sites')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .orderBy('site_id')
    .execute();
  return sites.map((row) => ({
    ...{ id: row.site_id, name: row.name, timeZone: row.time_zone },
    lots: lots.filter(({ siteId }) => siteId === row.site_id),
  }));
}

/** What was paid in a period in each lot, an order through several channels once. */
export async function sumParking(
  db: CloudDatabase,
  merchantId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ParkingLotSums[]> {
  const paid = db
    .selectFrom('parking_payments')
    .where('merchant_id', '=', merchantId)
    .where('paid_at_ms', '>=', from)
    .where('paid_at_ms', '<', to);
  const lots = await paid
    .select(['site_id', 'lot_id'])
    .select(({ fn }) => [
      fn.count<number>('order_id').distinct().as('orders'),
      fn.countAll<number>().as('payments'),
      fn.sum<number>('regular_minor').as('regular'),
      fn.sum<number>('coupon_minor').as('coupon'),
      fn.sum<number>('points_minor').as('points'),
      fn.sum<number>('actual_minor').as('actual'),
    ])
    .groupBy(['site_id', 'lot_id'])
    .orderBy('site_id')
    .orderBy('lot_id')
    .execute();
  const channels = await paid
    .select(['site_id', 'lot_id', 'channel'])
    .select(({ fn }) => [fn.countAll<number>().as('payments'), fn.sum<number>('actual_minor').as('actual')])
    .groupBy(['site_id', 'lot_id', 'channel'])
    .orderBy('channel')
    .execute();
  return lots.map((row) => ({
    ...{ siteId: row.site_id, lotId: row.lot_id, orders: Number(row.orders), payments: Number(row.payments) },
    ...{ regularMinor: Number(row.regular), couponMinor: Number(row.coupon) },
    ...{ pointsMinor: Number(row.points), actualMinor: Number(row.actual) },
    channels: channels
      .filter((one) => one.site_id === row.site_id && one.lot_id === row.lot_id)
      .map((one) => ({
        ...{ channel: one.channel as ParkingChannel, payments: Number(one.payments) },
        actualMinor: Number(one.actual),
      })),
  }));
}

export interface StaysAsked {
  readonly lot?: string | undefined;
  readonly state: 'parked' | 'all';
  readonly limit: number;
  readonly after?: string | undefined;
}

export async function listParkingStays(
  db: CloudDatabase,
  merchantId: string,
  { lot, state, limit, after }: StaysAsked,
  nowMs: number,
): Promise<{ items: ParkingStayView[]; next: string | null }> {
  const key = readCursor<[number, string]>(after, ['number', 'string']);
  let query = db
    .selectFrom('parking_sessions')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .orderBy('seen_at_ms', 'desc')
    .orderBy('stay_serial', 'desc')
    .limit(limit + 1);
  if (lot !== undefined) query = query.where('lot_id', '=', lot);
  if (state === 'parked') query = query.where('car_hash', 'is not', null);
  if (key)
    query = query.where(sql<boolean>`(seen_at_ms, stay_serial) < (${key[0]}::bigint, ${key[1]}::text)`);
  const page = pageFrom(
    await query.execute(),
    limit,
    (row) => row,
    (row) => [Number(row.seen_at_ms), row.stay_serial],
  );
  const zones = await zonesOfLots(db, merchantId);
  const items = await Promise.all(
    page.items.map((row) => viewStay(db, row, zones.get(row.lot_id) ?? 'UTC', nowMs)),
  );
  return { items, next: page.next };
}

async function zonesOfLots(db: CloudDatabase, merchantId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('parking_lots')
    .innerJoin('parking_sites', (join) =>
      join
        .onRef('parking_sites.merchant_id', '=', 'parking_lots.merchant_id')
        .onRef('parking_sites.site_id', '=', 'parking_lots.site_id'),
    )
    .select(['lot_id', 'time_zone'])
    .where('parking_lots.merchant_id', '=', merchantId)
    .execute();
  return new Map(rows.map((row) => [row.lot_id, row.time_zone]));
}

async function viewStay(
  db: CloudDatabase,
  row: StayRow,
  timeZone: string,
  nowMs: number,
): Promise<ParkingStayView> {
  const lot = { merchantId: row.merchant_id, lotId: row.lot_id, timeZone };
  const parked = row.left_at_ms === null && row.entered_at_ms !== null;
  const billed = parked ? await billStay(db, lot, row, nowMs) : undefined;
  const { paid } = await db
    .selectFrom('parking_payments')
    .select(({ fn, lit }) => fn.coalesce(fn.sum<number>('actual_minor'), lit(0)).as('paid'))
    .where('merchant_id', '=', row.merchant_id)
    .where('lot_id', '=', row.lot_id)
    .where('stay_serial', '=', row.stay_serial)
    .executeTakeFirstOrThrow();
  const { tariff_id: tariffId, tariff_version: version } = row;
  return {
    ...{ staySerial: row.stay_serial, lotId: row.lot_id, car: row.car_masked },
    ...{ vehicleClass: row.vehicle_class as VehicleClass },
    ...{ enteredAtMs: orNull(row.entered_at_ms), leftAtMs: orNull(row.left_at_ms) },
    tariff: tariffId === null || version === null ? null : { id: tariffId, version },
    paidMinor: Number(paid),
    dueMinor: billed?.bill.dueMinor ?? null,
  };
}

export interface PaymentsAsked {
  readonly lot?: string | undefined;
  readonly channel?: ParkingChannel | undefined;
  readonly order?: string | undefined;
  readonly differing?: 'true' | 'false' | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

export async function listParkingPayments(
  db: CloudDatabase,
  merchantId: string,
  { lot, channel, order, differing, limit, after }: PaymentsAsked,
): Promise<{ items: ParkingPaymentView[]; next: string | null }> {
  const key = readCursor<[number, string, string]>(after, ['number', 'string', 'string']);
  let query = db
    .selectFrom('parking_payments')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .orderBy('paid_at_ms', 'desc')
    .orderBy('pay_serial', 'desc')
    .orderBy('lot_id', 'desc')
    .limit(limit + 1);
  if (lot !== undefined) query = query.where('lot_id', '=', lot);
  if (channel !== undefined) query = query.where('channel', '=', channel);
  if (order !== undefined) query = query.where('order_id', '=', order);
  if (differing === 'true') query = query.where('times_differing', '>', 0);
  if (key) {
    query = query.where(
      sql<boolean>`(paid_at_ms, pay_serial, lot_id) < (${key[0]}::bigint, ${key[1]}::text, ${key[2]}::text)`,
    );
  }
  return pageFrom(
    await query.execute(),
    limit,
    (row) => ({
      ...{ siteId: row.site_id, lotId: row.lot_id, ...paymentOf(row) },
      ...{
        currency: row.currency as Currency,
        source: row.source as 'lot',
        takenAtMs: Number(row.taken_at_ms),
      },
      ...{ timesTold: row.times_told, timesDiffering: row.times_differing },
    }),
    (row) => [Number(row.paid_at_ms), row.pay_serial, row.lot_id],
  );
}
