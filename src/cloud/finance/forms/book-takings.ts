/**
 * Writes the takings of orders down in place of what was there for them, and moves the sums by the difference, in
 * one transaction; the days of places that change are listed to be folded. The same again changes nothing.
 */
import { sql } from 'kysely';
import { localTime } from '../../../domain/local-time.ts';
import type { CloudTransaction } from '../../database/schema.ts';
import { listChangedPlaceDays } from './place-days.ts';
import type { TakingOrder } from './taking.ts';
import { amountNames, noAmounts, type Taking, type TakingAmounts, type TakingGoods } from './taking.ts';

export interface BookedOrder {
  readonly order: TakingOrder;
  readonly takings: readonly Taking[];
}

/** A row of `takings` as it is written and read. */
interface TakingRow extends TakingAmounts {
  readonly merchant_id: string;
  readonly place_kind: string;
  readonly place_id: string;
  readonly order_id: string;
  readonly n: number;
  readonly channel: string;
  readonly ref_id: string;
  readonly day: string;
  readonly hour: number;
  readonly at_ms: number;
  readonly currency: string;
  readonly goods: readonly TakingGoods[];
}

type SumKey = Pick<
  TakingRow,
  'merchant_id' | 'currency' | 'day' | 'place_kind' | 'place_id' | 'channel' | 'hour'
> & { readonly grain: string; readonly product_id: string };

export async function bookTakings(tx: CloudTransaction, orders: readonly BookedOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const before = await readRows(
    tx,
    orders.map(({ order }) => order),
  );
  const changed: { before: readonly TakingRow[]; after: readonly TakingRow[] }[] = [];
  for (const { order, takings } of orders) {
    const after = takings.map((taking, n) => rowOf(order, taking, n));
    const held = before.get(keyOf(order)) ?? [];
    if (!sameRows(held, after)) changed.push({ before: held, after });
  }
  if (changed.length === 0) return;
  const gone = changed.flatMap((change) => change.before);
  const come = changed.flatMap((change) => change.after);
  await deleteRows(tx, gone);
  await insertRows(tx, come);
  await moveSums(tx, gone, come);
  await listChangedPlaceDays(tx, [...gone, ...come]);
}

function rowOf(order: TakingOrder, { channel, refId, atMs, amounts, goods }: Taking, n: number): TakingRow {
  const { dateIso, minuteOfDay } = localTime(atMs, order.timeZone);
  return {
    merchant_id: order.merchantId,
    place_kind: order.placeKind,
    place_id: order.placeId,
    order_id: order.orderId,
    ...{ n, channel, ref_id: refId, day: dateIso, hour: Math.floor(minuteOfDay / 60), at_ms: atMs },
    currency: order.currency,
    goods,
    ...amounts,
  };
}

function keyOf({ merchantId, placeKind, placeId, orderId }: TakingOrder): string {
  return JSON.stringify([merchantId, placeKind, placeId, orderId]);
}

function sameRows(one: readonly TakingRow[], other: readonly TakingRow[]): boolean {
  return one.length === other.length && one.every((row, n) => textOf(row) === textOf(other[n] as TakingRow));
}

function textOf(row: TakingRow): string {
  const { goods, ...rest } = row;
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    sorted,
    goods.map((one) => Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))),
  ]);
}

async function readRows(
  tx: CloudTransaction,
  orders: readonly TakingOrder[],
): Promise<Map<string, TakingRow[]>> {
  const column = (of: (order: TakingOrder) => string) => orders.map(of);
  const { rows } = await sql<TakingRow>`
    select t.* from takings t
    join unnest(
      ${column((o) => o.merchantId)}::text[], ${column((o) => o.placeKind)}::text[],
      ${column((o) => o.placeId)}::text[], ${column((o) => o.orderId)}::text[]
    ) as o (merchant_id, place_kind, place_id, order_id)
      using (merchant_id, place_kind, place_id, order_id)
    order by t.n`.execute(tx);
  const found = new Map<string, TakingRow[]>();
  for (const read of rows) {
    const row = numbered(read);
    const key = JSON.stringify([row.merchant_id, row.place_kind, row.place_id, row.order_id]);
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}

/** 64-bit numbers may come as text. */
function numbered(row: TakingRow): TakingRow {
  const amounts = { ...noAmounts };
  for (const name of amountNames) amounts[name] = Number(row[name]);
  return { ...row, ...amounts, at_ms: Number(row.at_ms) };
}

async function deleteRows(tx: CloudTransaction, rows: readonly TakingRow[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <T>(of: (row: TakingRow) => T) => rows.map(of);
  await sql`
    delete from takings t using unnest(
      ${column((r) => r.merchant_id)}::text[], ${column((r) => r.place_kind)}::text[],
      ${column((r) => r.place_id)}::text[], ${column((r) => r.order_id)}::text[],
      ${column((r) => r.n)}::integer[]
    ) as o (merchant_id, place_kind, place_id, order_id, n)
    where t.merchant_id = o.merchant_id and t.place_kind = o.place_kind and t.place_id = o.place_id
      and t.order_id = o.order_id and t.n = o.n`.execute(tx);
}

const amountColumns = sql.raw(amountNames.join(', '));

function amountArrays(rows: readonly TakingAmounts[]) {
  return sql.join(amountNames.map((name) => sql`${rows.map((row) => row[name])}::bigint[]`));
}

async function insertRows(tx: CloudTransaction, rows: readonly TakingRow[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <T>(of: (row: TakingRow) => T) => rows.map(of);
  await sql`
    insert into takings (merchant_id, place_kind, place_id, order_id, n, channel, ref_id, day, hour, at_ms,
      currency, goods, ${amountColumns})
    select * from unnest(
      ${column((r) => r.merchant_id)}::text[], ${column((r) => r.place_kind)}::text[],
      ${column((r) => r.place_id)}::text[], ${column((r) => r.order_id)}::text[],
      ${column((r) => r.n)}::integer[], ${column((r) => r.channel)}::text[],
      ${column((r) => r.ref_id)}::text[], ${column((r) => r.day)}::text[],
      ${column((r) => r.hour)}::smallint[], ${column((r) => r.at_ms)}::bigint[],
      ${column((r) => r.currency)}::text[], ${column((r) => JSON.stringify(r.goods))}::json[],
      ${amountArrays(rows)})`.execute(tx);
}

/** Sums of all places together: what most forms ask for. */
const everyPlace = { place_kind: '', place_id: '' };

/** By how much each sum moves. */
export function sumsOf(
  gone: readonly TakingRow[],
  come: readonly TakingRow[],
): Map<string, SumKey & TakingAmounts> {
  const sums = new Map<string, SumKey & TakingAmounts>();
  const add = (key: SumKey, amounts: Partial<TakingAmounts>, sign: 1 | -1) => {
    const name = JSON.stringify(Object.values(key));
    const sum = sums.get(name) ?? { ...noAmounts, ...key };
    for (const amount of amountNames) sum[amount] += sign * (amounts[amount] ?? 0);
    sums.set(name, sum);
  };
  const addRow = (row: TakingRow, sign: 1 | -1) => {
    const { merchant_id, currency, day, place_kind, place_id, channel, hour, goods } = row;
    for (const place of [{ place_kind, place_id }, everyPlace]) {
      const at = { merchant_id, currency, day, ...place };
      add({ ...at, grain: 'day', channel, hour: -1, product_id: '' }, row, sign);
      add({ ...at, grain: 'hour', channel, hour, product_id: '' }, row, sign);
      for (const { product_id, ...amounts } of goods) {
        add({ ...at, grain: 'product', channel: '', hour: -1, product_id }, amounts, sign);
      }
    }
    const all = { merchant_id, currency, day, ...everyPlace, grain: 'goods', channel, hour };
    for (const { product_id, ...amounts } of goods) add({ ...all, product_id }, amounts, sign);
  };
  for (const row of gone) addRow(row, -1);
  for (const row of come) addRow(row, 1);
  return sums;
}

async function moveSums(
  tx: CloudTransaction,
  gone: readonly TakingRow[],
  come: readonly TakingRow[],
): Promise<void> {
  const rows = [...sumsOf(gone, come).values()].filter((row) => amountNames.some((name) => row[name] !== 0));
  if (rows.length === 0) return;
  const column = <T>(of: (row: SumKey) => T) => rows.map(of);
  const added = amountNames.map(
    (name) => sql`${sql.ref(name)} = ${sql.ref(`taking_sums.${name}`)} + ${sql.ref(`excluded.${name}`)}`,
  );
  await sql`
    insert into taking_sums (merchant_id, currency, grain, day, place_kind, place_id, channel, product_id,
      hour, ${amountColumns})
    select * from unnest(
      ${column((r) => r.merchant_id)}::text[], ${column((r) => r.currency)}::text[],
      ${column((r) => r.grain)}::text[], ${column((r) => r.day)}::text[],
      ${column((r) => r.place_kind)}::text[], ${column((r) => r.place_id)}::text[],
      ${column((r) => r.channel)}::text[], ${column((r) => r.product_id)}::text[],
      ${column((r) => r.hour)}::smallint[], ${amountArrays(rows)})
    on conflict (merchant_id, currency, grain, place_kind, day, place_id, channel, product_id, hour)
    do update set ${sql.join(added)}`.execute(tx);
}
