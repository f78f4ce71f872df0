/**
 * Sees that a stay in a lot of the merchant's own was paid beyond what it cost, in the transaction that takes the
 * payment, and puts that on the worklist of differences: one for each payment that was too much. Who stays on may
 * use it up; then it is withdrawn when the car leaves.
 */
import { makeId } from '../../domain/ids.ts';
import { localTime } from '../../domain/local-time.ts';
import type { ParkingPayment } from '../../domain/parking-payment.ts';
import { overpaidMinor } from '../../domain/parking-session.ts';
import type { Random } from '../../platform/random.ts';
import { addHistory } from '../database/difference-history.ts';
import { billedStay, holdStay, type StayRow } from '../database/parking-site-stays.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { BillingLot } from './parking-ports.ts';

/** Who writes what nobody decided into the history. */
const actor = 'parking';

/** Called once for a payment that was taken, with its stay held. */
export async function noticePaidTwice(
  tx: CloudTransaction,
  lot: BillingLot,
  stay: StayRow,
  payment: ParkingPayment,
  run: { readonly random: Random; readonly nowMs: number },
): Promise<void> {
  const billed = await billedStay(tx, lot, stay);
  if (!billed || billed.paid.length < 2) return;
  const lastMs = Math.max(...billed.paid.map(({ paidAtMs }) => paidAtMs));
  const deltaMinor = Math.min(payment.actualMinor, overpaidMinor(billed, lastMs));
  if (deltaMinor > 0) await addPaidTwice(tx, lot, payment, deltaMinor, run);
}

async function addPaidTwice(
  tx: CloudTransaction,
  lot: BillingLot,
  payment: ParkingPayment,
  deltaMinor: number,
  { random, nowMs }: { readonly random: Random; readonly nowMs: number },
): Promise<void> {
  const { merchantId, lotId, currency, timeZone } = lot;
  const { paySerial, staySerial, channel, actualMinor, paidAtMs } = payment;
  const others = await tx
    .selectFrom('parking_payments')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .where('stay_serial', '=', staySerial)
    .where('pay_serial', '<>', paySerial)
    .orderBy('paid_at_ms', 'desc')
    .execute();
  const byPhone = others.find(
    (one) => one.source === 'phone' && Number(one.actual_minor) - Number(one.returned_minor) >= deltaMinor,
  );
  const other = byPhone ?? others[0];
  if (!other) return;
  const differenceId = makeId('dif', nowMs, random.bytes(10));
  await tx
    .insertInto('differences')
    .values({
      ...{ difference_id: differenceId, merchant_id: merchantId, channel, currency },
      ...{ day: localTime(paidAtMs, timeZone).dateIso, category: 'paidTwice', kind: 'payment' },
      ...{ key: `${lotId} ${paySerial}`, lot_id: lotId, stay_serial: staySerial },
      ...{ order_no: byPhone?.pay_serial ?? null, trade_no: paySerial, delta_minor: deltaMinor },
      ...{ ours_minor: Number(other.actual_minor), ours_currency: currency, ours_state: other.channel },
      ours_at_ms: Number(other.paid_at_ms),
      ...{ channel_minor: actualMinor, channel_currency: currency, channel_state: channel },
      ...{ channel_at_ms: paidAtMs, state: 'open', opened_at_ms: nowMs },
    })
    .execute();
  const facts = { first: other.pay_serial, again: paySerial };
  const note = `${other.pay_serial} + ${paySerial}`;
  await addHistory(tx, differenceId, { actor, action: 'found', note, amountMinor: deltaMinor, facts }, nowMs);
}

/** When a car has left: what its stay cost in the end is no longer too much. */
export async function withdrawUsedUp(
  tx: CloudTransaction,
  lot: BillingLot,
  staySerial: string,
  nowMs: number,
): Promise<void> {
  const open = await tx
    .selectFrom('differences')
    .select(['difference_id', 'delta_minor'])
    .where('merchant_id', '=', lot.merchantId)
    .where('lot_id', '=', lot.lotId)
    .where('stay_serial', '=', staySerial)
    .where('closed_at_ms', 'is', null)
    .orderBy('opened_at_ms')
    .forUpdate()
    .execute();
  if (open.length === 0) return;
  const stay = await holdStay(tx, lot, staySerial);
  const billed = stay && (await billedStay(tx, lot, stay));
  if (!billed || stay.left_at_ms === null) return;
  let leftMinor = overpaidMinor(billed, Number(stay.left_at_ms));
  for (const { difference_id: id, delta_minor } of open) {
    const amountMinor = Math.min(Number(delta_minor), leftMinor);
    leftMinor -= amountMinor;
    if (amountMinor === Number(delta_minor)) continue;
    const isOver = amountMinor === 0;
    const withdrawn = { state: 'withdrawn', closed_at_ms: nowMs, closed_by: actor, closing: 'usedUp' };
    await tx
      .updateTable('differences')
      .set(isOver ? withdrawn : { delta_minor: amountMinor })
      .where('difference_id', '=', id)
      .execute();
    const line = { actor, action: isOver ? 'usedUp' : 'changed', note: '', amountMinor };
    await addHistory(tx, id, line, nowMs);
  }
}
