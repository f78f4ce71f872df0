/** Orders as the API shows them. Every query names the merchant, but the receipt's, which knows the number. */
import { sql } from 'kysely';
import type { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import type { Order } from '../../domain/order.ts';
import type { Text } from '../../domain/text.ts';
import type { OrderDetail, orderQuerySchema, RestOrder } from '../../wire/rest.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { readHistory } from './order-history.ts';
import { type OrderPlace, viewOrder } from './order-view.ts';
import { likeAnywhere, pageFrom, readCursor } from './page-cursor.ts';

function selectOrders(db: CloudDatabase, merchantId: string) {
  return db
    .selectFrom('orders as o')
    .innerJoin('machines as m', 'm.machine_id', 'o.machine_id')
    .where('o.merchant_id', '=', merchantId)
    .select(['o.order_id', 'o.opened_at_ms', 'o.machine_id', 'o.body', 'm.name']);
}

interface OrderRow {
  readonly machine_id: string;
  readonly body: Order;
  readonly name: Text;
}

function placeOf(row: OrderRow, receiptUrlBase: string): OrderPlace {
  return { machineId: row.machine_id, machineName: row.name, receiptUrlBase };
}

/** Newest first. */
export async function listOrders(
  db: CloudDatabase,
  merchantId: string,
  filter: z.output<typeof orderQuerySchema>,
  receiptUrlBase: string,
): Promise<{ items: RestOrder[]; next: string | null }> {
  const { limit, after, kiosk, state, from, to, text } = filter;
  let query = selectOrders(db, merchantId);
  if (kiosk !== undefined) query = query.where('o.machine_id', '=', kiosk);
  if (state !== undefined) query = query.where('o.state', '=', state);
  if (from !== undefined) query = query.where('o.opened_at_ms', '>=', from);
  if (to !== undefined) query = query.where('o.opened_at_ms', '<', to);
  if (text !== undefined && text !== '') query = query.where('o.search', 'like', likeAnywhere(text));
  const key = readCursor<[number, string]>(after, ['number', 'string']);
  if (key) {
    const [openedAtMs, orderId] = key;
    query = query.where(
      sql<boolean>`(o.opened_at_ms, o.order_id) < (${openedAtMs}::bigint, ${orderId}::text)`,
    );
  }
  const rows = await query
    .orderBy('o.opened_at_ms', 'desc')
    .orderBy('o.order_id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageFrom(
    rows,
    limit,
    (row) => viewOrder(row.body, placeOf(row, receiptUrlBase)),
    (row) => [row.opened_at_ms, row.order_id],
  );
}

/** Those of the given orders that are the merchant's. */
export async function findOrders(
  db: CloudDatabase,
  merchantId: string,
  orderIds: readonly string[],
  receiptUrlBase: string,
): Promise<RestOrder[]> {
  if (orderIds.length === 0) return [];
  const rows = await selectOrders(db, merchantId).where('o.order_id', 'in', orderIds).execute();
  return rows.map((row) => viewOrder(row.body, placeOf(row, receiptUrlBase)));
}

/** One order with everything that happened to it; throws `NOT_FOUND`. */
export async function readOrder(
  db: CloudDatabase,
  merchantId: string,
  orderId: string,
  receiptUrlBase: string,
): Promise<OrderDetail> {
  const row = await selectOrders(db, merchantId)
    .select('o.page_ids')
    .where('o.order_id', '=', orderId)
    .executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', 'read an order');
  const history = await readHistory(
    db,
    merchantId,
    row.machine_id,
    orderId,
    (row.page_ids ?? []).map(Number),
  );
  return { ...viewOrder(row.body, placeOf(row, receiptUrlBase)), history };
}

/** What the public receipt shows, for whoever knows the order's number. */
export async function findReceipt(
  db: CloudDatabase,
  orderId: string,
): Promise<
  { order: Order; merchantName: Text; machineName: Text; footer: Text; timeZone: string } | undefined
> {
  const row = await db
    .selectFrom('orders as o')
    .innerJoin('machines as m', 'm.machine_id', 'o.machine_id')
    .innerJoin('merchants as c', 'c.merchant_id', 'o.merchant_id')
    .select(['o.body', 'm.name as machine_name', 'm.time_zone', 'c.name', 'c.receipt_footer'])
    .where('o.order_id', '=', orderId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    order: row.body,
    merchantName: row.name,
    machineName: row.machine_name,
    footer: row.receipt_footer,
    timeZone: row.time_zone,
  };
}
