/** What a merchant's machines are told about coupons and points. */
import type { Bundle } from '../../domain/bundle.ts';
import { type PointsPolicy, pointsPolicySchema } from '../../domain/points.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';

export interface BenefitPolicy {
  /** Undefined where members have no points. */
  readonly points: PointsPolicy | undefined;
  readonly offlineCountMax: number;
  readonly offlineMinorMax: number;
}

/** Twenty coupons and 200.00 off, before the cloud has heard of them. */
export const usualBenefitPolicy: BenefitPolicy = {
  points: undefined,
  offlineCountMax: 20,
  offlineMinorMax: 20_000,
};

export async function readBenefitPolicy(db: CloudDatabase, merchantId: string): Promise<BenefitPolicy> {
  const row = await db
    .selectFrom('benefit_policies')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  if (!row) return usualBenefitPolicy;
  return {
    points: row.points === null ? undefined : pointsPolicySchema.parse(row.points),
    offlineCountMax: row.offline_count_max,
    offlineMinorMax: Number(row.offline_minor_max),
  };
}

export async function putBenefitPolicy(
  tx: CloudTransaction,
  merchantId: string,
  { points, offlineCountMax, offlineMinorMax }: BenefitPolicy,
): Promise<void> {
  const columns = {
    points: points ? JSON.stringify(points) : null,
    offline_count_max: offlineCountMax,
    offline_minor_max: offlineMinorMax,
  };
  await tx
    .insertInto('benefit_policies')
    .values({ merchant_id: merchantId, ...columns })
    .onConflict((conflict) => conflict.column('merchant_id').doUpdateSet(columns))
    .execute();
}

/** What a bundle says about them: nothing where no coupon was ever issued and members have no points. */
export async function readBenefits(
  db: CloudDatabase,
  merchantId: string,
  key: string,
): Promise<Pick<Bundle, 'coupons' | 'points'>> {
  const { points, offlineCountMax, offlineMinorMax } = await readBenefitPolicy(db, merchantId);
  const series = await db
    .selectFrom('coupon_series')
    .select('series_id')
    .where('merchant_id', '=', merchantId)
    .limit(1)
    .executeTakeFirst();
  return {
    ...(series ? { coupons: { key, offlineCountMax, offlineMinorMax } } : {}),
    ...(points ? { points } : {}),
  };
}
