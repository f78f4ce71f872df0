/**
 * Points of members as rows: what an order keeps, and what the orders that a ledger applies spent, gave back
 * and earned, in its transaction, once for each order whatever is replayed. A balance can fall below nothing
 * only where the database forgot a hold.
 */
import { sql } from 'kysely';
import { isClosed, isPaid, type Order } from '../../domain/order.ts';
import { pointsOffMinor } from '../../domain/order-benefits.ts';
import { undelivered } from '../../domain/order-kept.ts';
import { earnedFor, pointsBack } from '../../domain/points.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';

export type PointsEntryKind = 'spent' | 'returned' | 'earned' | 'granted';

export interface PointsEntry {
  readonly memberId: string;
  readonly orderId: string;
  readonly kind: PointsEntryKind;
  readonly points: number;
}

/** What a member may spend now; undefined where nobody keeps any for them. */
export async function readBalance(
  db: CloudDatabase,
  merchantId: string,
  memberId: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('points_accounts')
    .select('balance')
    .where('merchant_id', '=', merchantId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row && Number(row.balance);
}

/** Keeps up to `wanted` points for an order; asked again, what it keeps already. */
export async function holdPoints(
  tx: CloudTransaction,
  { merchantId, machineId }: MachineAddress,
  { orderId, memberId, wanted }: { orderId: string; memberId: string; wanted: number },
  atMs: number,
): Promise<number> {
  const account = await tx
    .selectFrom('points_accounts')
    .select('balance')
    .where('merchant_id', '=', merchantId)
    .where('member_id', '=', memberId)
    .forUpdate()
    .executeTakeFirst();
  const hold = await tx
    .selectFrom('points_holds')
    .select(['points', 'state', 'member_id'])
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  if (hold) return hold.state === 'held' && hold.member_id === memberId ? Number(hold.points) : 0;
  const points = Math.max(0, Math.min(wanted, Number(account?.balance ?? 0)));
  if (points === 0) return 0;
  await tx
    .insertInto('points_holds')
    .values({
      ...{ merchant_id: merchantId, order_id: orderId, member_id: memberId, machine_id: machineId },
      ...{ points, state: 'held', held_at_ms: atMs },
    })
    .execute();
  await move(tx, merchantId, memberId, -points);
  return points;
}

/** Writes a change of a balance down, once; answers whether it was new. */
export async function enterPoints(
  tx: CloudTransaction,
  merchantId: string,
  { memberId, orderId, kind, points }: PointsEntry,
  atMs: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('points_entries')
    .values({
      ...{ merchant_id: merchantId, member_id: memberId, order_id: orderId, kind, points, at_ms: atMs },
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'order_id', 'kind']).doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return false;
  await move(tx, merchantId, memberId, points);
  return true;
}

export async function settlePoints(
  tx: CloudTransaction,
  machine: MachineAddress,
  orders: readonly Order[],
  atMs: number,
): Promise<void> {
  for (const order of orders) {
    if (!(order.points || order.earn) || !(isPaid(order) || isClosed(order))) continue;
    await spend(tx, machine, order, atMs);
    if (isPaid(order) && isClosed(order)) await returnAndEarn(tx, machine, order, atMs);
  }
}

/** What was held and not spent is the member's again. */
async function spend(
  tx: CloudTransaction,
  { merchantId }: MachineAddress,
  order: Order,
  atMs: number,
): Promise<void> {
  const { orderId, points } = order;
  if (!points) return;
  await release(tx, merchantId, orderId, isPaid(order) ? 'settled' : 'released');
  if (!isPaid(order) || points.spent === 0) return;
  const { memberId, spent } = points;
  await enterPoints(tx, merchantId, { memberId, orderId, kind: 'spent', points: -spent }, atMs);
}

async function returnAndEarn(
  tx: CloudTransaction,
  { merchantId }: MachineAddress,
  order: Order,
  atMs: number,
): Promise<void> {
  const { orderId, points, member, earn } = order;
  const missing = undelivered(order);
  if (points && points.spent > 0) {
    const back = pointsBack(points.spent, missing.pointsMinor, pointsOffMinor(order.lines));
    const { memberId } = points;
    if (back > 0)
      await enterPoints(tx, merchantId, { memberId, orderId, kind: 'returned', points: back }, atMs);
  }
  if (!member || !earn) return;
  const earned = earnedFor(order.totals.dueMinor - missing.dueMinor, earn);
  const { memberId } = member;
  if (earned > 0)
    await enterPoints(tx, merchantId, { memberId, orderId, kind: 'earned', points: earned }, atMs);
}

async function release(
  tx: CloudTransaction,
  merchantId: string,
  orderId: string,
  state: 'settled' | 'released',
): Promise<void> {
  const hold = await tx
    .updateTable('points_holds')
    .set({ state })
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .where('state', '=', 'held')
    .returning(['member_id', 'points'])
    .executeTakeFirst();
  if (hold) await move(tx, merchantId, hold.member_id, Number(hold.points));
}

async function move(
  tx: CloudTransaction,
  merchantId: string,
  memberId: string,
  points: number,
): Promise<void> {
  await sql`
    insert into points_accounts (merchant_id, member_id, balance)
    values (${merchantId}, ${memberId}, ${points})
    on conflict (merchant_id, member_id)
    do update set balance = points_accounts.balance + ${points}`.execute(tx);
}

/** Gives back what is held for orders that are over without having been settled. */
export async function releaseOverdueHolds(db: CloudDatabase): Promise<void> {
  const overdue = await db
    .selectFrom('points_holds')
    .innerJoin('orders', (join) =>
      join
        .onRef('orders.order_id', '=', 'points_holds.order_id')
        .onRef('orders.merchant_id', '=', 'points_holds.merchant_id'),
    )
    .select(['points_holds.merchant_id', 'points_holds.order_id'])
    .where('points_holds.state', '=', 'held')
    .where('orders.closed_at_ms', 'is not', null)
    .execute();
  for (const { merchant_id, order_id } of overdue) {
    await db.transaction().execute((tx) => release(tx, merchant_id, order_id, 'released'));
  }
}
