/** Reads the orders that are marked, as they stand now, and says what their takings are. */
import { sql } from 'kysely';
import type { Order } from '../../../domain/order.ts';
import { parkingChannelOf } from '../../../domain/parking-bill.ts';
import type { CloudTransaction } from '../../database/schema.ts';
import type { BookedOrder } from './book-takings.ts';
import {
  clientOrderTakings,
  orderTakings,
  type ParkingPaid,
  parkingTakings,
  type RefundPaid,
} from './order-takings.ts';

export interface MarkedOrder {
  readonly merchantId: string;
  readonly orderId: string;
  /** Null for an order of a machine or a client. */
  readonly lotId: string | null;
}

type Number64 = number | string;

export async function readMarkedOrders(
  tx: CloudTransaction,
  marked: readonly MarkedOrder[],
): Promise<BookedOrder[]> {
  const sold = marked.filter(({ lotId }) => lotId === null);
  const refunds = await readRefunds(tx, marked);
  const parked = await withKeptBills(tx, marked);
  return [
    ...(await machineOrders(tx, sold, refunds)),
    ...(await clientOrders(tx, sold, refunds)),
    ...(await parkingBills(tx, parked, refunds)),
  ];
}

const named = (marked: readonly MarkedOrder[]) => sql`unnest(
  ${marked.map(({ merchantId }) => merchantId)}::text[], ${marked.map(({ orderId }) => orderId)}::text[]
) as m (merchant_id, order_id)`;

type Refunds = ReadonlyMap<string, readonly RefundPaid[]>;

const refundKey = (merchantId: string, orderId: string) => JSON.stringify([merchantId, orderId]);

/** Each once, also where an order is marked as a lot's and as its driver's. */
async function readRefunds(tx: CloudTransaction, marked: readonly MarkedOrder[]): Promise<Refunds> {
  const found = new Map<string, RefundPaid[]>();
  if (marked.length === 0) return found;
  const { rows } = await sql<{
    merchant_id: string;
    order_id: string;
    refund_id: string;
    charge_id: string;
    amount_minor: Number64;
    updated_at_ms: Number64;
  }>`
    select r.merchant_id, r.order_id, r.refund_id, r.charge_id, r.amount_minor, r.updated_at_ms
    from refunds r
    where (r.merchant_id, r.order_id) in (select merchant_id, order_id from ${named(marked)})
      and r.state = 'refunded' order by r.intended_at_ms, r.refund_id`.execute(tx);
  for (const row of rows) {
    const key = refundKey(row.merchant_id, row.order_id);
    const one = {
      refundId: row.refund_id,
      chargeId: row.charge_id,
      amountMinor: Number(row.amount_minor),
      atMs: Number(row.updated_at_ms),
    };
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

async function machineOrders(
  tx: CloudTransaction,
  marked: readonly MarkedOrder[],
  refunds: Refunds,
): Promise<BookedOrder[]> {
  if (marked.length === 0) return [];
  const { rows } = await sql<{ merchant_id: string; machine_id: string; body: Order; time_zone: string }>`
    select o.merchant_id, o.machine_id, o.body, k.time_zone
    from orders o join ${named(marked)} using (merchant_id, order_id)
    join machines k on k.machine_id = o.machine_id`.execute(tx);
  return rows.map(({ merchant_id, machine_id, body, time_zone }) => ({
    order: {
      ...{ merchantId: merchant_id, placeKind: 'machine' as const, placeId: machine_id },
      ...{ orderId: body.orderId, currency: body.currency, timeZone: time_zone },
    },
    takings: orderTakings(body, refunds.get(refundKey(merchant_id, body.orderId)) ?? []),
  }));
}

/**
 * A client's order whose payment the transaction log tells of. What a driver paid for a bill is a taking of the lot:
 * what was kept is told by its parking payment, here is only what went back.
 */
async function clientOrders(
  tx: CloudTransaction,
  marked: readonly MarkedOrder[],
  refunds: Refunds,
): Promise<BookedOrder[]> {
  if (marked.length === 0) return [];
  const { rows } = await sql<{
    merchant_id: string;
    client_id: string;
    order_id: string;
    charge_id: string;
    platform: string | null;
    amount_minor: Number64;
    currency: string;
    lines: readonly OrderedLine[];
    lot_id: string | null;
    time_zone: string;
    paid_at_ms: Number64;
  }>`
    select p.merchant_id, p.client_id, p.order_id, p.charge_id, p.platform, p.amount_minor, p.currency,
      p.lines, b.lot_id, coalesce(s.time_zone, c.time_zone) as time_zone, min(t.at_ms) as paid_at_ms
    from pre_orders p join ${named(marked)} using (merchant_id, order_id)
    join merchants c on c.merchant_id = p.merchant_id
    left join parking_bills b on b.order_id = p.order_id
    left join parking_lots l on l.merchant_id = b.merchant_id and l.lot_id = b.lot_id
    left join parking_sites s on s.merchant_id = l.merchant_id and s.site_id = l.site_id
    join transaction_log t on t.merchant_id = p.merchant_id and t.ref_id = p.charge_id
      and t.about = 'charge' and t.state = 'paid'
    where b.state is distinct from 'paid'
    group by p.order_id, c.merchant_id, b.lot_id, s.time_zone`.execute(tx);
  return rows.map((row) => ({
    order: {
      merchantId: row.merchant_id,
      ...(row.lot_id === null
        ? { placeKind: 'client' as const, placeId: row.client_id }
        : { placeKind: 'lot' as const, placeId: row.lot_id }),
      ...{ orderId: row.order_id, currency: row.currency, timeZone: row.time_zone },
    },
    takings: clientOrderTakings(
      {
        chargeId: row.charge_id,
        platform: row.lot_id === null ? (row.platform ?? '') : parkingChannelOf(row.platform ?? ''),
        amountMinor: Number(row.amount_minor),
        ...(row.lot_id === null ? linesTotal(row.lines) : { pieces: 0, discountMinor: 0 }),
        paidAtMs: Number(row.paid_at_ms),
      },
      refunds.get(refundKey(row.merchant_id, row.order_id)) ?? [],
    ),
  }));
}

interface OrderedLine {
  readonly quantity: number;
  readonly discountMinor: number;
}

function linesTotal(lines: readonly OrderedLine[]) {
  return {
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    discountMinor: lines.reduce((sum, { discountMinor }) => sum + discountMinor, 0),
  };
}

/** Orders of lots, also those that a refund of a driver's order marks: what was kept for its bill is the lot's. */
async function withKeptBills(tx: CloudTransaction, marked: readonly MarkedOrder[]): Promise<MarkedOrder[]> {
  if (marked.length === 0) return [];
  const { rows } = await sql<{ merchant_id: string; order_id: string; lot_id: string }>`
    select b.merchant_id, b.order_id, b.lot_id from parking_bills b
    join ${named(marked)} using (merchant_id, order_id) where b.state = 'paid'`.execute(tx);
  const all = [
    ...marked.filter(({ lotId }) => lotId !== null),
    ...rows.map((row) => ({ merchantId: row.merchant_id, orderId: row.order_id, lotId: row.lot_id })),
  ];
  const keyOf = ({ merchantId, lotId, orderId }: MarkedOrder) => JSON.stringify([merchantId, lotId, orderId]);
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

interface ParkingRow {
  readonly merchant_id: string;
  readonly lot_id: string;
  readonly order_id: string;
  readonly pay_serial: string;
  readonly channel: string;
  readonly regular_minor: Number64;
  readonly coupon_minor: Number64;
  readonly points_minor: Number64;
  readonly actual_minor: Number64;
  readonly currency: string;
  readonly paid_at_ms: Number64;
  readonly source: string;
  readonly returned_minor: Number64;
  readonly returned_at_ms: Number64 | null;
  readonly time_zone: string;
}

async function parkingBills(
  tx: CloudTransaction,
  marked: readonly MarkedOrder[],
  refunds: Refunds,
): Promise<BookedOrder[]> {
  if (marked.length === 0) return [];
  const lots = marked.map(({ lotId }) => lotId);
  const { rows } = await sql<ParkingRow>`
    select p.*, s.time_zone from parking_payments p
    join unnest(${marked.map(({ merchantId }) => merchantId)}::text[], ${lots}::text[],
      ${marked.map(({ orderId }) => orderId)}::text[]) as m (merchant_id, lot_id, order_id)
      using (merchant_id, lot_id, order_id)
    join parking_sites s on s.merchant_id = p.merchant_id and s.site_id = p.site_id
    order by p.paid_at_ms, p.pay_serial`.execute(tx);
  const bills = new Map<string, ParkingRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.merchant_id, row.lot_id, row.order_id]);
    bills.set(key, [...(bills.get(key) ?? []), row]);
  }
  return [...bills.values()].flatMap((bill) => {
    const [first] = bill;
    if (!first) return [];
    const order = {
      ...{ merchantId: first.merchant_id, placeKind: 'lot' as const, placeId: first.lot_id },
      ...{ orderId: first.order_id, currency: first.currency, timeZone: first.time_zone },
    };
    const back = refunds.get(refundKey(first.merchant_id, first.order_id)) ?? [];
    return [{ order, takings: parkingTakings(bill.map((row) => paidOf(row, back))) }];
  });
}

function paidOf(row: ParkingRow, refunds: readonly RefundPaid[]): ParkingPaid {
  return {
    back: backOf(row, refunds),
    channel: row.channel,
    paySerial: row.pay_serial,
    regularMinor: Number(row.regular_minor),
    couponMinor: Number(row.coupon_minor),
    pointsMinor: Number(row.points_minor),
    actualMinor: Number(row.actual_minor),
    paidAtMs: Number(row.paid_at_ms),
  };
}

/** What a phone paid goes back through its platform, all else at the lot. */
function backOf(row: ParkingRow, refunds: readonly RefundPaid[]): ParkingPaid['back'] {
  if (row.source === 'phone') {
    const ofCharge = refunds.filter(({ chargeId }) => chargeId === row.pay_serial);
    return ofCharge.map(({ refundId, amountMinor, atMs }) => ({ refId: refundId, amountMinor, atMs }));
  }
  const [amountMinor, atMs] = [Number(row.returned_minor), Number(row.returned_at_ms)];
  return amountMinor === 0 ? [] : [{ refId: row.pay_serial, amountMinor, atMs }];
}
