/** The payments and refunds behind a number of a form: page by page, newest first, and what they come to. */
import { sql } from 'kysely';
import { Fault } from '../../../domain/fault.ts';
import { paymentColumns } from '../../../look/form-texts.ts';
import type { FormPayment } from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { placeNames } from './form-names.ts';
import { conditionsOf, type FormFilter, noProduct } from './form-source.ts';
import type { PlaceKind } from './taking.ts';

type Number64 = number | string;

interface PaymentRow {
  readonly place_kind: PlaceKind;
  readonly place_id: string;
  readonly order_id: string;
  readonly n: number;
  readonly channel: string;
  readonly ref_id: string;
  readonly day: string;
  readonly hour: number;
  readonly at_ms: Number64;
  readonly refunds: Number64;
  readonly regular_minor: Number64;
  readonly promotion_minor: Number64;
  readonly coupon_minor: Number64;
  readonly points_minor: Number64;
  readonly actual_minor: Number64;
  readonly refunded_minor: Number64;
}

type Place = readonly [day: string, atMs: number, orderId: string, n: number];

export interface PaymentsAsked extends FormFilter {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Which takings a filter means. */
function takingsWhere({ product, ...filter }: FormFilter) {
  const conditions = conditionsOf(filter);
  if (product === undefined) return conditions;
  const id = product === noProduct ? '' : product;
  return [
    ...conditions,
    sql`exists (select from json_array_elements(t.goods) as g where g ->> 'product_id' = ${id})`,
  ];
}

export async function listFormPayments(
  db: CloudDatabase,
  { limit, after, ...filter }: PaymentsAsked,
): Promise<{ items: FormPayment[]; next: string | null }> {
  const conditions = takingsWhere(filter);
  if (after !== undefined) {
    const [day, atMs, orderId, n] = placeOf(after);
    conditions.push(
      sql`(t.day, t.at_ms, t.order_id, t.n) < (${day}, ${atMs}::bigint, ${orderId}, ${n}::integer)`,
    );
  }
  const { rows } = await sql<PaymentRow>`
    select t.* from takings t where ${sql.join(conditions, sql` and `)}
    order by t.day desc, t.at_ms desc, t.order_id desc, t.n desc limit ${limit + 1}`.execute(db);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const names = await namesOfPlaces(db, filter.merchantId, shown);
  return {
    items: shown.map((row) => paymentOf(row, names.get(`${row.place_kind} ${row.place_id}`) ?? null)),
    next: rows.length > limit && last ? cursorOf(last) : null,
  };
}

/** Whether there are more than so many. */
export async function areMorePayments(
  db: CloudDatabase,
  filter: FormFilter,
  rowsMax: number,
): Promise<boolean> {
  const conditions = takingsWhere(filter);
  const { rows } = await sql`
    select from takings t where ${sql.join(conditions, sql` and `)} offset ${rowsMax} limit 1`.execute(db);
  return rows.length > 0;
}

/** Each of the amounts of a payment, of all of them. */
export async function sumFormPayments(db: CloudDatabase, filter: FormFilter): Promise<number[]> {
  const conditions = takingsWhere(filter);
  const sums = paymentColumns.map((name) => sql`sum(${sql.ref(`t.${name.replace('Minor', '_minor')}`)})`);
  const { rows } = await sql<{ sums: (Number64 | null)[] }>`
    select json_build_array(${sql.join(sums)}) as sums from takings t
    where ${sql.join(conditions, sql` and `)}`.execute(db);
  return paymentColumns.map((_, n) => Number(rows[0]?.sums[n] ?? 0));
}

function paymentOf(row: PaymentRow, name: FormPayment['place']['name']): FormPayment {
  return {
    kind: Number(row.refunds) > 0 ? 'refund' : 'payment',
    orderId: row.order_id,
    ref: row.ref_id,
    place: { kind: row.place_kind, id: row.place_id, name },
    channel: row.channel,
    atMs: Number(row.at_ms),
    day: row.day,
    hour: row.hour,
    regularMinor: Number(row.regular_minor),
    promotionMinor: Number(row.promotion_minor),
    couponMinor: Number(row.coupon_minor),
    pointsMinor: Number(row.points_minor),
    actualMinor: Number(row.actual_minor),
    refundedMinor: Number(row.refunded_minor),
  };
}

async function namesOfPlaces(db: CloudDatabase, merchantId: string, rows: readonly PaymentRow[]) {
  const kinds = ['machine', 'client', 'lot'] as const;
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const ids = rows.flatMap((row) => (row.place_kind === kind ? row.place_id : []));
      const names = await placeNames(db, merchantId, kind, [...new Set(ids)]);
      return [...names].map(([id, name]) => [`${kind} ${id}`, name] as const);
    }),
  );
  return new Map(found.flat());
}

function cursorOf(row: PaymentRow): string {
  return [row.day, Number(row.at_ms), row.n, row.order_id].join('~');
}

function placeOf(after: string): Place {
  const [, day, atMs, n, orderId] = /^(\d{4}-\d\d-\d\d)~(\d{1,16})~(\d{1,6})~(.{1,160})$/.exec(after) ?? [];
  if (day === undefined || orderId === undefined) throw new Fault('INPUT_MALFORMED', 'read a page cursor');
  return [day, Number(atMs), orderId, Number(n)];
}
