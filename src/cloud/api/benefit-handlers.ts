/**
 * Coupons and points of a merchant. Codes of coupons are answered once, when they are issued, and are in no
 * audit entry; how many were issued, by whom and until when, is.
 */
import { Fault } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import { putBenefitPolicy, readBenefitPolicy } from '../database/benefit-policy-rows.ts';
import { enterPoints } from '../database/points-rows.ts';
import type { Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { listCoupons, listRedemptions, listSeries, readPointsOf } from './benefit-queries.ts';
import { pageFrom, readCursor } from './page-cursor.ts';

type CouponOperations =
  | ('listCouponSeries' | 'issueCoupons' | 'listCoupons' | 'listRedemptions' | 'freeCoupon')
  | ('readBenefitPolicy' | 'changeBenefitPolicy');
type PointsOperations = 'readPoints' | 'grantPoints';

export function benefitHandlers(ports: ApiPorts): Pick<Handlers, CouponOperations | PointsOperations> {
  return { ...listingHandlers(ports), ...changingHandlers(ports), ...pointsHandlers(ports) };
}

function listingHandlers({
  db,
}: ApiPorts): Pick<Handlers, 'listCouponSeries' | 'listCoupons' | 'listRedemptions' | 'readBenefitPolicy'> {
  return {
    listCouponSeries: async (call) => ({ items: await listSeries(db, await call.merchantId()) }),
    listCoupons: async (call) => {
      const { limit, series, state, after } = call.query;
      const key = readCursor<[string]>(after, ['string']);
      const filter = { limit, series, state, after: key?.[0] };
      const rows = await listCoupons(db, await call.merchantId(), filter);
      return pageFrom(
        rows,
        limit,
        (coupon) => coupon,
        ({ id }) => [id],
      );
    },
    listRedemptions: async (call) => {
      const { limit, differences, after } = call.query;
      const rows = await listRedemptions(db, await call.merchantId(), {
        limit,
        differencesOnly: differences === 'true',
        before: readCursor<[number, string]>(after, ['number', 'string']),
      });
      return pageFrom(
        rows,
        limit,
        (redemption) => redemption,
        ({ redeemedAtMs, order }) => [redeemedAtMs, order],
      );
    },
    readBenefitPolicy: async (call) => {
      const policy = await readBenefitPolicy(db, await call.merchantId());
      return { ...policy, points: policy.points ?? null };
    },
  };
}

function changingHandlers({
  db,
  clock,
  coupons,
}: ApiPorts): Pick<Handlers, 'issueCoupons' | 'freeCoupon' | 'changeBenefitPolicy'> {
  return {
    issueCoupons: async (call) => {
      const merchantId = await call.merchantId();
      const { series: seriesId, name, count, signed, expiresAtMs } = call.body;
      if (expiresAtMs <= clock.now()) {
        throw new Fault('INPUT_MALFORMED', 'issue coupons', { facts: { where: 'body.expiresAtMs' } });
      }
      return db.transaction().execute(async (tx) => {
        const codes = await coupons.issue(tx, merchantId, { seriesId, name, count, signed, expiresAtMs });
        const facts = { count, signed, expiresAtMs };
        const act = { merchantId, action: 'issueCoupons', subject: seriesId, facts };
        await writeAudit(tx, call.principal(), act, clock.now());
        return { codes };
      });
    },
    freeCoupon: async (call) => {
      const merchantId = await call.merchantId();
      const couponId = call.param('id');
      await db.transaction().execute(async (tx) => {
        const { orderId } = await coupons.free(tx, merchantId, couponId);
        const act = { merchantId, action: 'freeCoupon', subject: couponId, facts: { orderId } };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { done: true };
    },
    changeBenefitPolicy: async (call) => {
      const merchantId = await call.merchantId();
      const { points, offlineCountMax, offlineMinorMax } = call.body;
      const policy = { points: points ?? undefined, offlineCountMax, offlineMinorMax };
      await db.transaction().execute(async (tx) => {
        await putBenefitPolicy(tx, merchantId, policy);
        const facts = { points, offlineCountMax, offlineMinorMax };
        const act = { merchantId, action: 'changeBenefitPolicy', subject: merchantId, facts };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return call.body;
    },
  };
}

function pointsHandlers({ db, clock, random }: ApiPorts): Pick<Handlers, PointsOperations> {
  return {
    readPoints: async (call) => readPointsOf(db, await call.merchantId(), call.param('id')),
    grantPoints: async (call) => {
      const merchantId = await call.merchantId();
      const memberId = call.param('id');
      const { points, reason } = call.body;
      await db.transaction().execute(async (tx) => {
        const member = await tx
          .selectFrom('members')
          .select('member_id')
          .where('merchant_id', '=', merchantId)
          .where('member_id', '=', memberId)
          .executeTakeFirst();
        if (!member) throw new Fault('NOT_FOUND', 'give points to a member');
        const orderId = makeId('ask', clock.now(), random.bytes(10));
        await enterPoints(tx, merchantId, { memberId, orderId, kind: 'granted', points }, clock.now());
        const act = { merchantId, action: 'grantPoints', subject: memberId, facts: { points, reason } };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      const { balance } = await readPointsOf(db, merchantId, memberId);
      return { balance };
    },
  };
}
