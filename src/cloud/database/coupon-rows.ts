/**
 * Settles the coupons of orders that a ledger applies, in its transaction: redeemed when the order is paid,
 * free again when it ended without, the shopper's again when nothing was delivered. Once for each order,
 * whatever is replayed. A second redemption, which only coupons accepted offline can come to, stays beside
 * the first as a difference and raises an alarm.
 */
import { sql } from 'kysely';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { isClosed, isPaid, type Order } from '../../domain/order.ts';
import { couponOffMinor, type OrderCoupon } from '../../domain/order-benefits.ts';
import { undelivered } from '../../domain/order-kept.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import { raiseAlarms } from './alarm-rows.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';

export async function settleCoupons(
  tx: CloudTransaction,
  machine: MachineAddress,
  orders: readonly Order[],
  atMs: number,
): Promise<void> {
  for (const order of orders) {
    if (!order.coupons || !(isPaid(order) || isClosed(order))) continue;
    const paid = isPaid(order);
    if (paid) for (const coupon of order.coupons) await redeem(tx, machine, order, coupon, atMs);
    const used = paid ? order.coupons.map(({ couponId }) => couponId) : [];
    await freeReserved(tx, machine.merchantId, order.orderId, used, atMs);
    if (paid && isClosed(order) && undelivered(order).everything) await giveBack(tx, machine, order, atMs);
  }
}

async function redeem(
  tx: CloudTransaction,
  machine: MachineAddress,
  order: Order,
  coupon: OrderCoupon,
  atMs: number,
): Promise<void> {
  const { merchantId, machineId } = machine;
  const { couponId, seriesId, codeMasked, by } = coupon;
  const row = await tx
    .selectFrom('coupons')
    .select(['state', 'order_id'])
    .where('merchant_id', '=', merchantId)
    .where('coupon_id', '=', couponId)
    .forUpdate()
    .executeTakeFirst();
  const twice = row?.state === 'redeemed' && row.order_id !== order.orderId;
  const difference = row ? (twice ? 'twice' : null) : 'unknown';
  const inserted = await tx
    .insertInto('coupon_redemptions')
    .values({
      ...{ merchant_id: merchantId, coupon_id: couponId, order_id: order.orderId, series_id: seriesId },
      ...{ code_masked: codeMasked, machine_id: machineId, accepted_by: by, difference },
      off_minor: couponOffMinor(order.lines, seriesId),
      ...{ redeemed_at_ms: order.paidAtMs ?? atMs, returned_at_ms: null },
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'coupon_id', 'order_id']).doNothing())
    .executeTakeFirst();
  if (!inserted.numInsertedOrUpdatedRows) return;
  if (difference === null) {
    await tx
      .updateTable('coupons')
      .set({ state: 'redeemed', order_id: order.orderId, machine_id: machineId, changed_at_ms: atMs })
      .where('merchant_id', '=', merchantId)
      .where('coupon_id', '=', couponId)
      .execute();
    return;
  }
  const fault: FaultCode = difference === 'twice' ? 'COUPON_REDEEMED_TWICE' : 'COUPON_UNKNOWN';
  const alarm = { merchantId, machineId, kind: 'coupon' as const, severity: 'critical' as const };
  await raiseAlarms(tx, [{ ...alarm, subject: `${codeMasked} ${order.orderId}`, fault }], atMs);
}

/** What was kept for an order and not used by it. */
async function freeReserved(
  tx: CloudTransaction,
  merchantId: string,
  orderId: string,
  used: readonly string[],
  atMs: number,
): Promise<void> {
  await sql`
    update coupons set state = 'free', order_id = null, machine_id = null, changed_at_ms = ${atMs}
    where merchant_id = ${merchantId} and order_id = ${orderId} and state = 'reserved'
      and not (coupon_id = any(${used}::text[]))`.execute(tx);
}

async function giveBack(
  tx: CloudTransaction,
  { merchantId }: MachineAddress,
  { orderId }: Order,
  atMs: number,
): Promise<void> {
  await sql`
    update coupon_redemptions set returned_at_ms = ${atMs}
    where merchant_id = ${merchantId} and order_id = ${orderId} and returned_at_ms is null`.execute(tx);
  await sql`
    update coupons set state = 'free', order_id = null, machine_id = null, changed_at_ms = ${atMs}
    where merchant_id = ${merchantId} and order_id = ${orderId} and state = 'redeemed'`.execute(tx);
}

/**
 * Frees what is kept for orders that are over: a question may have been answered at the very moment in which
 * its order ended. Answers how many coupons.
 */
export async function freeOverdue(db: CloudDatabase, atMs: number): Promise<number> {
  const { numAffectedRows } = await sql`
    update coupons set state = 'free', order_id = null, machine_id = null, changed_at_ms = ${atMs}
    where state = 'reserved' and exists (
      select 1 from orders
      where orders.order_id = coupons.order_id and orders.merchant_id = coupons.merchant_id
        and orders.closed_at_ms is not null)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
