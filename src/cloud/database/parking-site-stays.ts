/** A stay from its rows, and its bill: its tariff as it was when it began, its discount, and what was paid. */
import type { Selectable } from 'kysely';
import {
  type BilledStay,
  type PaidPart,
  type ParkingBill,
  parkingBill,
} from '../../domain/parking-session.ts';
import type { VehicleClass } from '../../domain/tariff.ts';
import { findTariff } from './parking-site-rows.ts';
import type { CloudDatabase, CloudTables, CloudTransaction } from './schema.ts';

export type StayRow = Selectable<CloudTables['parking_sessions']>;

export interface BilledLot {
  readonly merchantId: string;
  readonly lotId: string;
  readonly timeZone: string;
}

export interface StayBill {
  readonly bill: ParkingBill;
  /** Orders that paid for the stay before. */
  readonly orders: number;
  readonly paid: readonly PaidPart[];
}

/** The stay, held to the end of the transaction, so that two payments for it are judged one after the other. */
export async function holdStay(
  tx: CloudTransaction,
  { merchantId, lotId }: Pick<BilledLot, 'merchantId' | 'lotId'>,
  staySerial: string,
): Promise<StayRow | undefined> {
  return tx
    .selectFrom('parking_sessions')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .where('stay_serial', '=', staySerial)
    .forUpdate()
    .executeTakeFirst();
}

/** Undefined for a stay that began under no tariff. */
export async function billStay(
  db: CloudDatabase,
  lot: BilledLot,
  stay: StayRow,
  nowMs: number,
): Promise<StayBill | undefined> {
  const billed = await billedStay(db, lot, stay);
  if (!billed) return undefined;
  return { bill: parkingBill(billed, nowMs), orders: billed.orders, paid: billed.paid };
}

/** A stay with what its bill is made of; undefined for one that began under no tariff. */
export async function billedStay(
  db: CloudDatabase,
  lot: BilledLot,
  stay: StayRow,
): Promise<(BilledStay & { readonly orders: number }) | undefined> {
  const { merchantId, timeZone } = lot;
  const { tariff_id: tariffId, tariff_version: version } = stay;
  if (tariffId === null || version === null) return undefined;
  const found = await findTariff(db, merchantId, tariffId, version);
  if (!found) return undefined;
  const { paid, orders } = await paidFor(db, lot, stay.stay_serial);
  const discount = await discountOf(db, lot, stay.stay_serial);
  return {
    ...{ tariff: found.tariff, timeZone, vehicleClass: stay.vehicle_class as VehicleClass },
    ...{ enteredAtMs: Number(stay.entered_at_ms), discount: discount?.body, paid, orders },
  };
}

/** What was paid for a stay and not given back, and by how many orders. */
export async function paidFor(
  db: CloudDatabase,
  { merchantId, lotId }: Pick<BilledLot, 'merchantId' | 'lotId'>,
  staySerial: string,
): Promise<{ readonly paid: readonly PaidPart[]; readonly orders: number }> {
  const rows = await db
    .selectFrom('parking_payments')
    .select(['coupon_minor', 'points_minor', 'actual_minor', 'returned_minor'])
    .select(['paid_at_ms', 'billed_at_ms', 'order_id'])
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .where('stay_serial', '=', staySerial)
    .execute();
  const paid = rows.map((row) => ({
    ...{ couponMinor: Number(row.coupon_minor), pointsMinor: Number(row.points_minor) },
    ...{
      actualMinor: Number(row.actual_minor) - Number(row.returned_minor),
      paidAtMs: Number(row.paid_at_ms),
    },
    ...(row.billed_at_ms === null ? {} : { billedAtMs: Number(row.billed_at_ms) }),
  }));
  return { paid, orders: new Set(rows.map((row) => row.order_id)).size };
}

async function discountOf(db: CloudDatabase, { merchantId, lotId }: BilledLot, staySerial: string) {
  return db
    .selectFrom('parking_discounts')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .where('stay_serial', '=', staySerial)
    .executeTakeFirst();
}
