/** The payments that are known of a lot, in the order in which they were paid: what a lot compares its own with. */
import type { ParkingRequestOf } from '../../wire/parking-gateway.ts';
import { paymentOf } from '../database/parking-site-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { KnownLot } from './parking-ports.ts';

export async function listPayments(
  tx: CloudTransaction,
  { merchantId, lotId }: KnownLot,
  { begin_time: fromMs, end_time: untilMs, limit, after }: ParkingRequestOf<'service.parking.payment.list'>,
): Promise<{ payment_list: object[]; next: string | null }> {
  let query = tx
    .selectFrom('parking_payments')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .where('paid_at_ms', '>=', fromMs)
    .where('paid_at_ms', '<', untilMs)
    .orderBy('pay_serial')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('pay_serial', '>', after);
  const rows = (await query.execute()).map(paymentOf);
  const shown = rows.slice(0, limit);
  return {
    payment_list: shown.map((one) => ({
      ...{ pay_serial: one.paySerial, parking_order: one.orderId, parking_serial: one.staySerial },
      ...{ pay_time: new Date(one.paidAtMs).toISOString(), pay_origin: one.channel, trade_no: one.tradeNo },
      ...{ value: one.regularMinor, free_value: one.couponMinor, pay_value: one.actualMinor },
      ...{ reduce_value: one.pointsMinor, reduce_points: one.pointsUsed, car_type: one.vehicleClass },
    })),
    next: rows.length > limit ? (shown.at(-1)?.paySerial ?? null) : null,
  };
}
