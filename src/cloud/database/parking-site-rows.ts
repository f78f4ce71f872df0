/** Payments and stays of parking lots as rows; each is there once, however often and in whatever order it is told. */
import type { Selectable } from 'kysely';
import { type ParkingPaymentSource, parkingPaidEntry } from '../../domain/account-parking.ts';
import type { Currency } from '../../domain/money.ts';
import { isSamePayment, type ParkingChannel, type ParkingPayment } from '../../domain/parking-payment.ts';
import type { Tariff, VehicleClass } from '../../domain/tariff.ts';
import { raiseAlarms } from './alarm-rows.ts';
import { postEntries } from './posting-rows.ts';
import type { CloudDatabase, CloudTables, CloudTransaction } from './schema.ts';

export interface LotPlace {
  readonly merchantId: string;
  readonly siteId: string;
  readonly lotId: string;
  readonly currency: Currency;
}

export interface PaymentOrigin {
  readonly source: ParkingPaymentSource;
  /** The instant of the bill that it paid. */
  readonly billedAtMs?: number | undefined;
}

/** `differs`: the serial was used for another payment before, which stays as it is. */
export type TakenPayment = 'taken' | 'known' | 'differs';

export function paymentOf(row: Selectable<CloudTables['parking_payments']>): ParkingPayment {
  return {
    ...{ paySerial: row.pay_serial, orderId: row.order_id, staySerial: row.stay_serial },
    ...{ channel: row.channel as ParkingChannel, tradeNo: row.trade_no },
    ...{ regularMinor: Number(row.regular_minor), couponMinor: Number(row.coupon_minor) },
    ...{ pointsMinor: Number(row.points_minor), pointsUsed: Number(row.points_used) },
    ...{ actualMinor: Number(row.actual_minor), vehicleClass: row.vehicle_class as VehicleClass },
    paidAtMs: Number(row.paid_at_ms),
  };
}

/** Writes a payment down with its entry in the ledger of accounts, or finds that it is there. */
export async function takeParkingPayment(
  tx: CloudTransaction,
  place: LotPlace,
  payment: ParkingPayment,
  { source, billedAtMs }: PaymentOrigin,
  nowMs: number,
): Promise<TakenPayment> {
  const { merchantId, siteId, lotId, currency } = place;
  const inserted = await tx
    .insertInto('parking_payments')
    .values({
      ...{ merchant_id: merchantId, site_id: siteId, lot_id: lotId, pay_serial: payment.paySerial },
      ...{ order_id: payment.orderId, stay_serial: payment.staySerial },
      ...{ channel: payment.channel, trade_no: payment.tradeNo },
      ...{ regular_minor: payment.regularMinor, coupon_minor: payment.couponMinor },
      ...{ points_minor: payment.pointsMinor, points_used: payment.pointsUsed },
      ...{ actual_minor: payment.actualMinor, currency, vehicle_class: payment.vehicleClass },
      ...{ source, billed_at_ms: billedAtMs ?? null },
      ...{ paid_at_ms: payment.paidAtMs, taken_at_ms: nowMs },
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'lot_id', 'pay_serial']).doNothing())
    .executeTakeFirst();
  if (!inserted.numInsertedOrUpdatedRows) return toldAgain(tx, place, payment, nowMs);
  const entry = parkingPaidEntry(payment, { siteId, lotId, currency, source });
  await postEntries(tx, merchantId, [entry], nowMs);
  return 'taken';
}

async function toldAgain(
  tx: CloudTransaction,
  { merchantId, lotId }: LotPlace,
  payment: ParkingPayment,
  nowMs: number,
): Promise<TakenPayment> {
  const row = await tx
    .updateTable('parking_payments')
    .set(({ eb }) => ({ times_told: eb('times_told', '+', 1) }))
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .where('pay_serial', '=', payment.paySerial)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (isSamePayment(paymentOf(row), payment)) return 'known';
  await tx
    .updateTable('parking_payments')
    .set(({ eb }) => ({ times_differing: eb('times_differing', '+', 1) }))
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .where('pay_serial', '=', payment.paySerial)
    .execute();
  const about = { merchantId, machineId: merchantId, kind: 'parking', severity: 'critical' } as const;
  const subject = `${lotId} ${payment.paySerial}`;
  await raiseAlarms(tx, [{ ...about, subject, fault: 'PARKING_PAYMENT_DIFFERS' }], nowMs);
  return 'differs';
}

/** A tariff as it is now, or as it was; undefined where there is none. */
export async function findTariff(
  db: CloudDatabase,
  merchantId: string,
  tariffId: string,
  version?: number,
): Promise<{ readonly tariff: Tariff; readonly version: number } | undefined> {
  let query = db
    .selectFrom('parking_tariffs')
    .select(['body', 'version'])
    .where('merchant_id', '=', merchantId)
    .where('tariff_id', '=', tariffId)
    .orderBy('version', 'desc')
    .limit(1);
  if (version !== undefined) query = query.where('version', '=', version);
  const row = await query.executeTakeFirst();
  return row && { tariff: row.body, version: row.version };
}
