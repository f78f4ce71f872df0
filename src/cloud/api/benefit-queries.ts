/** Coupons, their redemptions and the movements of points, as the console lists them. */
import { sql } from 'kysely';
import type { Text } from '../../domain/text.ts';
import type { Coupon, CouponRedemption, CouponSeries } from '../../wire/rest-benefits.ts';
import type { CloudDatabase } from '../database/schema.ts';

const entriesShown = 50;

export async function listSeries(db: CloudDatabase, merchantId: string): Promise<CouponSeries[]> {
  const { rows } = await sql<{
    series_id: string;
    name: Text;
    created_at_ms: number;
    issued: number;
    free: number;
    reserved: number;
    redeemed: number;
    differences: number;
  }>`
    select s.series_id, s.name, s.created_at_ms,
      (select count(*) from coupons c where c.merchant_id = s.merchant_id and c.series_id = s.series_id) as issued,
      (select count(*) from coupons c
        where c.merchant_id = s.merchant_id and c.series_id = s.series_id and c.state = 'free') as free,
      (select count(*) from coupons c
        where c.merchant_id = s.merchant_id and c.series_id = s.series_id and c.state = 'reserved') as reserved,
      (select count(*) from coupons c
        where c.merchant_id = s.merchant_id and c.series_id = s.series_id and c.state = 'redeemed') as redeemed,
      (select count(*) from coupon_redemptions r
        where r.merchant_id = s.merchant_id and r.series_id = s.series_id and r.difference is not null) as differences
    from coupon_series s where s.merchant_id = ${merchantId} order by s.created_at_ms desc, s.series_id`.execute(
    db,
  );
  return rows.map((row) => ({
    ...{ id: row.series_id, name: row.name, createdAtMs: Number(row.created_at_ms) },
    ...{ issued: Number(row.issued), free: Number(row.free), reserved: Number(row.reserved) },
    ...{ redeemed: Number(row.redeemed), differences: Number(row.differences) },
  }));
}

/** One more than `limit`, to see whether there is a next page. */
export async function listCoupons(
  db: CloudDatabase,
  merchantId: string,
  filter: {
    readonly limit: number;
    readonly series: string | undefined;
    readonly state: Coupon['state'] | undefined;
    readonly after: string | undefined;
  },
): Promise<Coupon[]> {
  let query = db
    .selectFrom('coupons')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .orderBy('coupon_id')
    .limit(filter.limit + 1);
  if (filter.series !== undefined) query = query.where('series_id', '=', filter.series);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.after !== undefined) query = query.where('coupon_id', '>', filter.after);
  const rows = await query.execute();
  return rows.map((row) => ({
    ...{ id: row.coupon_id, series: row.series_id, codeMasked: row.code_masked, signed: row.signed },
    ...{ expiresAtMs: Number(row.expires_at_ms), state: row.state as Coupon['state'] },
    ...{ order: row.order_id, kiosk: row.machine_id, changedAtMs: Number(row.changed_at_ms) },
  }));
}

/** Newest first, one more than `limit`. */
export async function listRedemptions(
  db: CloudDatabase,
  merchantId: string,
  filter: {
    readonly limit: number;
    readonly differencesOnly: boolean;
    readonly before: readonly [atMs: number, orderId: string] | undefined;
  },
): Promise<CouponRedemption[]> {
  let query = db
    .selectFrom('coupon_redemptions')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .orderBy('redeemed_at_ms', 'desc')
    .orderBy('order_id', 'desc')
    .limit(filter.limit + 1);
  if (filter.differencesOnly) query = query.where('difference', 'is not', null);
  if (filter.before) {
    const [atMs, orderId] = filter.before;
    query = query.where((eb) =>
      eb.or([
        eb('redeemed_at_ms', '<', atMs),
        eb.and([eb('redeemed_at_ms', '=', atMs), eb('order_id', '<', orderId)]),
      ]),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    ...{ coupon: row.coupon_id, series: row.series_id, codeMasked: row.code_masked, order: row.order_id },
    ...{ kiosk: row.machine_id, by: row.accepted_by as CouponRedemption['by'] },
    ...{ offMinor: Number(row.off_minor), redeemedAtMs: Number(row.redeemed_at_ms) },
    difference: row.difference as CouponRedemption['difference'],
    returnedAtMs: row.returned_at_ms === null ? null : Number(row.returned_at_ms),
  }));
}

export async function readPointsOf(db: CloudDatabase, merchantId: string, memberId: string) {
  const account = await db
    .selectFrom('points_accounts')
    .select('balance')
    .where('merchant_id', '=', merchantId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('points_entries')
    .select(['order_id', 'kind', 'points', 'at_ms'])
    .where('merchant_id', '=', merchantId)
    .where('member_id', '=', memberId)
    .orderBy('at_ms', 'desc')
    .limit(entriesShown)
    .execute();
  return {
    balance: Number(account?.balance ?? 0),
    entries: rows.map((row) => ({
      ...{ order: row.order_id, kind: row.kind as 'spent' | 'returned' | 'earned' | 'granted' },
      ...{ points: Number(row.points), atMs: Number(row.at_ms) },
    })),
  };
}
