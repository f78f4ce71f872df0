/**
 * Closes a difference about a stay that was paid twice: the phone's payment goes back through the gateway, the lot gave
 * the money back, or the merchant keeps it. What went back is no longer paid for the stay.
 */
import { type PaidTwiceEnd, paidTwicePostings } from '../../domain/account-parking.ts';
import { Fault } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import type { Currency } from '../../domain/money.ts';
import type { ParkingChannel } from '../../domain/parking-payment.ts';
import type { Random } from '../../platform/random.ts';
import { pendingRefund } from '../database/pending-refund.ts';
import { postEntries } from '../database/posting-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';

export interface PaidTwiceRow {
  readonly difference_id: string;
  readonly channel: string;
  readonly currency: string;
  readonly delta_minor: number;
  readonly lot_id: string | null;
  /** The phone's charge. */
  readonly order_no: string | null;
  /** The payment that was too much. */
  readonly trade_no: string | null;
}

/** Throws `DIFFERENCE_ACTION_UNFIT` where less is left of the payment than is to go back. */
export async function closePaidTwice(
  tx: CloudTransaction,
  row: PaidTwiceRow,
  end: PaidTwiceEnd,
  { merchantId, atMs, random }: { merchantId: string; atMs: number; random: Random },
): Promise<void> {
  const paySerial = end === 'refund' ? row.order_no : row.trade_no;
  const payment = await tx
    .updateTable('parking_payments')
    .set((eb) => ({
      returned_minor: eb('returned_minor', '+', end === 'writeOff' ? 0 : row.delta_minor),
      returned_at_ms: end === 'writeOff' ? eb.ref('returned_at_ms') : atMs,
    }))
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', row.lot_id ?? '')
    .where('pay_serial', '=', paySerial ?? '')
    .where((eb) => eb(eb('actual_minor', '-', eb.ref('returned_minor')), '>=', row.delta_minor))
    .returning(['site_id', 'lot_id', 'order_id'])
    .executeTakeFirst();
  if (!payment) {
    const facts = { fits: 'handBack writeOff wait' };
    throw new Fault('DIFFERENCE_ACTION_UNFIT', 'give back what was paid twice', { facts });
  }
  const { delta_minor: amountMinor } = row;
  const currency = row.currency as Currency;
  const entry = {
    source: { kind: 'difference' as const, id: row.difference_id },
    ...{ atMs, currency, orderId: payment.order_id, siteId: payment.site_id, lotId: payment.lot_id },
    postings: paidTwicePostings(end, { channel: row.channel as ParkingChannel, amountMinor }),
  };
  await postEntries(tx, merchantId, [entry], atMs);
  if (end !== 'refund') return;
  const charge = await tx
    .selectFrom('charges')
    .select(['charge_id', 'machine_id', 'order_id'])
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', row.order_no ?? '')
    .executeTakeFirstOrThrow();
  const refund = {
    ...{ refundId: makeId('rfd', atMs, random.bytes(10)), merchantId, machineId: charge.machine_id },
    ...{ orderId: charge.order_id, chargeId: charge.charge_id, amountMinor, currency },
    reason: 'ORDER_CANCELLED' as const,
  };
  await tx.insertInto('refunds').values(pendingRefund(refund, atMs)).execute();
}
