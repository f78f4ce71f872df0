/**
 * Days of places that are over, folded: what a place took by product and channel, and by product and hour, in one
 * row each. The takings of one place lie far apart on disk, so a form narrowed to a site would read them one by one.
 * Booking lists the place-days it changes; while one is listed its takings are counted themselves, so a form is
 * right whenever days are folded, also the running one, which is folded when it is over.
 */
import { type RawBuilder, sql } from 'kysely';
import type { CloudDatabase, CloudTransaction } from '../../database/schema.ts';
import { mayBook } from './booking-lock.ts';
import { goodsAmounts } from './taking.ts';
import { goodsAmountColumns, unfoldedGoods } from './unfolded-goods.ts';

/** Beside the product. */
export type PlaceDayCut = 'channel' | 'hour';

interface PlaceDay {
  readonly merchant_id: string;
  readonly place_kind: string;
  readonly place_id: string;
  readonly day: string;
}

/** Lists the days of places whose takings change, in the transaction that changes them. */
export async function listChangedPlaceDays(
  tx: CloudTransaction,
  changed: readonly PlaceDay[],
): Promise<void> {
  await sql`
    insert into place_days_to_fold (merchant_id, place_kind, place_id, day)
    select distinct merchant_id, place_kind, place_id, day from ${namedPlaceDays(changed)}
    on conflict do nothing`.execute(tx);
}

function namedPlaceDays(placeDays: readonly PlaceDay[]): RawBuilder<unknown> {
  const column = (of: (placeDay: PlaceDay) => string) => placeDays.map(of);
  return sql`unnest(
    ${column((one) => one.merchant_id)}::text[], ${column((one) => one.place_kind)}::text[],
    ${column((one) => one.place_id)}::text[], ${column((one) => one.day)}::text[]
  ) as f (merchant_id, place_kind, place_id, day)`;
}

export interface FoldAsked {
  /** Days before this one are over wherever their places are. */
  readonly beforeDay: string;
  readonly placeDaysMax: number;
}

/** Folds the newest days that are listed; false if there is none, or another process books. */
export async function foldPlaceDays(
  db: CloudDatabase,
  { beforeDay, placeDaysMax }: FoldAsked,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (!(await mayBook(tx))) return false;
    const { rows } = await sql<PlaceDay>`
      delete from place_days_to_fold where (merchant_id, place_kind, place_id, day) in (
        select merchant_id, place_kind, place_id, day from place_days_to_fold where day < ${beforeDay}
        order by day desc limit ${placeDaysMax})
      returning *`.execute(tx);
    if (rows.length === 0) return false;
    await sql`
      delete from place_days p using ${namedPlaceDays(rows)} where ${samePlaceDay('p')}`.execute(tx);
    await fold(tx, rows, { cut: 'channel', channel: sql`t.channel`, hour: sql`-1::smallint` });
    await fold(tx, rows, { cut: 'hour', channel: sql`''`, hour: sql`t.hour` });
    return true;
  });
}

/** That rows of `alias` are of a place-day that is named as `f`. */
function samePlaceDay(alias: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`${column('merchant_id')} = f.merchant_id and ${column('place_kind')} = f.place_kind
    and ${column('place_id')} = f.place_id and ${column('day')} = f.day`;
}

const amountNames = sql.raw(goodsAmounts.join(', '));
const amountSums = sql.raw(goodsAmounts.map((name) => `sum(t.${name})::bigint as ${name}`).join(', '));
const amountArrays = sql.raw(goodsAmounts.map((name) => `array_agg(c.${name})`).join(', '));

interface FoldedCut {
  readonly cut: PlaceDayCut;
  readonly channel: RawBuilder<unknown>;
  readonly hour: RawBuilder<unknown>;
}

async function fold(
  tx: CloudTransaction,
  placeDays: readonly PlaceDay[],
  { cut, channel, hour }: FoldedCut,
): Promise<void> {
  const from = sql`${namedPlaceDays(placeDays)} join takings s on ${samePlaceDay('s')}`;
  await sql`
    insert into place_days (merchant_id, currency, cut, place_kind, place_id, day, product_id, channel, hour,
      ${amountNames})
    select c.merchant_id, c.currency, ${cut}, c.place_kind, c.place_id, c.day, array_agg(c.product_id),
      array_agg(c.channel), array_agg(c.hour), ${amountArrays}
    from (
      select t.merchant_id, t.currency, t.place_kind, t.place_id, t.day, t.product_id, ${channel} as channel,
        ${hour} as hour, ${amountSums}
      from ${unfoldedGoods(from)}
      group by 1, 2, 3, 4, 5, 6, 7, 8
    ) as c
    group by c.merchant_id, c.currency, c.place_kind, c.place_id, c.day`.execute(tx);
}

export interface PlaceDaysAsked {
  readonly merchantId: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly cut: PlaceDayCut;
  /** Conditions on the place of what has this alias. */
  readonly placesOf: (alias: string) => RawBuilder<unknown>;
}

const folded = sql.raw(['product_id', 'channel', 'hour', ...goodsAmounts].join(', '));
const foldedArrays = sql.raw(
  ['product_id', 'channel', 'hour', ...goodsAmounts].map((name) => `s.${name}`).join(', '),
);

/** Each product of each day of the places, with the alias `t`: folded, or from its takings where it is listed. */
export function placeDayRows(asked: PlaceDaysAsked): RawBuilder<unknown> {
  const { merchantId, currency, from, to, cut, placesOf } = asked;
  const inPeriod = (alias: string) => sql`${sql.ref(`${alias}.merchant_id`)} = ${merchantId}
    and ${sql.ref(`${alias}.day`)} >= ${from} and ${sql.ref(`${alias}.day`)} <= ${to} and ${placesOf(alias)}`;
  const listed = sql`place_days_to_fold f join takings s on ${samePlaceDay('s')}`;
  return sql`(
    select s.merchant_id, s.currency, s.day, g.hour, s.place_kind, s.place_id, g.channel, g.product_id,
      ${goodsAmountColumns}
    from place_days s cross join lateral unnest(${foldedArrays}) as g (${folded})
    where ${inPeriod('s')} and s.currency = ${currency} and s.cut = ${cut}
      and not exists (select from place_days_to_fold f where ${samePlaceDay('s')})
    union all select * from ${unfoldedGoods(listed, inPeriod('f'))}
  ) as t`;
}
