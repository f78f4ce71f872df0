/**
 * Takes what a driver paid, in the transaction that makes the order paid: the payment for the stay is written with
 * its entry in the ledger of accounts, or the money goes back whole because somebody else settled the stay since
 * the bill was made. Nothing here fails for what a person did: money that belongs to no bill goes back.
 */
import { createHash } from 'node:crypto';
import type { Currency } from '../../domain/money.ts';
import type { PaidOrder } from '../../domain/paid-order.ts';
import { type BillRefusal, parkingChannelOf, refusalOf } from '../../domain/parking-bill.ts';
import type { ParkingPayment } from '../../domain/parking-payment.ts';
import type { VehicleClass } from '../../domain/tariff.ts';
import { takeParkingPayment } from '../database/parking-site-rows.ts';
import { billStay, holdStay, paidFor, type StayRow } from '../database/parking-site-stays.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { BillRow } from './bill-rows.ts';
import { lotByName } from './known-lots.ts';
import type { BillingLot } from './parking-ports.ts';

/** The client that stands for what drivers of a merchant's lots pay. */
export function parkingClientId(merchantId: string): string {
  return `cli_park_${createHash('sha256').update(merchantId).digest('hex').slice(0, 20)}`;
}

/** Whether the money is kept. A driver's order has the number of its bill as reference; others are none of this. */
export async function settleBill(
  tx: CloudTransaction,
  order: PaidOrder,
  nowMs: number,
): Promise<'kept' | 'givenBack'> {
  const { merchantId, clientId, reference } = order;
  if (clientId !== parkingClientId(merchantId)) return 'kept';
  const bill = await tx
    .selectFrom('parking_bills')
    .selectAll()
    .where('bill_id', '=', reference)
    .where('merchant_id', '=', merchantId)
    .forUpdate()
    .executeTakeFirst();
  if (bill?.state !== 'open') return 'givenBack';
  const exact = order.amountMinor === Number(bill.due_minor);
  const { refused, leaveByMs } = exact ? await settle(tx, order, bill, nowMs) : { refused: notOfBill };
  await tx
    .updateTable('parking_bills')
    .set({
      ...{ state: refused ? 'givenBack' : 'paid', reason: refused ?? null, order_id: order.orderId },
      ...{ leave_by_ms: leaveByMs ?? null, ended_at_ms: nowMs },
    })
    .where('bill_id', '=', bill.bill_id)
    .execute();
  return refused ? 'givenBack' : 'kept';
}

/** An order that this cloud did not open for the bill. */
const notOfBill = 'unknownBill' as const;

interface Settled {
  readonly refused?: BillRefusal;
  readonly leaveByMs?: number | null;
}

async function settle(
  tx: CloudTransaction,
  order: PaidOrder,
  bill: BillRow,
  nowMs: number,
): Promise<Settled> {
  const { merchant_id: merchantId, lot_id: lotId, stay_serial: staySerial } = bill;
  const stay = await holdStay(tx, { merchantId, lotId }, staySerial);
  const lot = await lotByName(tx, merchantId, lotId);
  if (!stay || !lot) return { refused: notOfBill };
  const { paid } = await paidFor(tx, lot, staySerial);
  const billedAtMs = Number(bill.billed_at_ms);
  const leftAtMs = stay.left_at_ms === null ? null : Number(stay.left_at_ms);
  const terms = { earlierMinor: Number(bill.earlier_minor), billedAtMs };
  const refused = refusalOf(terms, { leftAtMs, paid });
  if (refused) return { refused };
  const payment = await paymentOf(tx, order, bill, stay);
  const place = { ...lot, currency: lot.currency as Currency };
  const taken = await takeParkingPayment(tx, place, payment, { source: 'phone', billedAtMs }, nowMs);
  if (taken === 'differs') return { refused: notOfBill };
  return { leaveByMs: await leaveBy(tx, lot, stay, payment.paidAtMs) };
}

/** The charge's number is the payment's, so that it is one however often it is told of. */
async function paymentOf(
  tx: CloudTransaction,
  { orderId, merchantId, chargeId, platform, paidAtMs }: PaidOrder,
  bill: BillRow,
  stay: StayRow,
): Promise<ParkingPayment> {
  const charge = await tx
    .selectFrom('charges')
    .select('platform_trade_no')
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  const couponMinor = Number(bill.coupon_minor);
  const actualMinor = Number(bill.due_minor);
  return {
    ...{ paySerial: chargeId, orderId, staySerial: stay.stay_serial, channel: parkingChannelOf(platform) },
    ...{ tradeNo: charge?.platform_trade_no ?? null, regularMinor: couponMinor + actualMinor },
    ...{ couponMinor, pointsMinor: 0, pointsUsed: 0, actualMinor },
    ...{ vehicleClass: stay.vehicle_class as VehicleClass, paidAtMs },
  };
}

async function leaveBy(
  tx: CloudTransaction,
  lot: BillingLot,
  stay: StayRow,
  paidAtMs: number,
): Promise<number | null> {
  const billed = await billStay(tx, lot, stay, paidAtMs);
  return billed?.bill.leaveByMs ?? null;
}
