/**
 * Coupons and points. A coupon's code is in no row, only its keyed hash. Points that an order keeps are off
 * the balance from the moment they are held; entries tell every change of a balance but holds.
 */
import type { ColumnType } from 'kysely';
import type { PointsPolicy } from '../../../domain/points.ts';
import type { Text } from '../../../domain/text.ts';

export interface BenefitTables {
  coupon_series: {
    merchant_id: string;
    series_id: string;
    name: ColumnType<Text, string, string>;
    created_at_ms: number;
  };
  coupons: {
    merchant_id: string;
    coupon_id: string;
    series_id: string;
    code_hash: string;
    code_masked: string;
    signed: boolean;
    expires_at_ms: number;
    /** `free`, `reserved` for `order_id`, or `redeemed` by it. */
    state: string;
    order_id: string | null;
    machine_id: string | null;
    created_at_ms: number;
    changed_at_ms: number;
  };
  /** Every order that a coupon took something off, also those that come a second time. */
  coupon_redemptions: {
    merchant_id: string;
    coupon_id: string;
    order_id: string;
    series_id: string;
    code_masked: string;
    machine_id: string;
    /** `cloud` or `signature`. */
    accepted_by: string;
    off_minor: number;
    redeemed_at_ms: number;
    /** `twice` or `unknown`; null where all is well. */
    difference: string | null;
    /** Nothing of the order was delivered: the coupon is the shopper's again. */
    returned_at_ms: number | null;
  };
  /** What the merchant's machines are told; the usual where there is no row. */
  benefit_policies: {
    merchant_id: string;
    /** Null where members have no points. */
    points: ColumnType<PointsPolicy | null, string | null, string | null>;
    offline_count_max: number;
    offline_minor_max: number;
  };
  points_accounts: { merchant_id: string; member_id: string; balance: number };
  points_holds: {
    merchant_id: string;
    order_id: string;
    member_id: string;
    machine_id: string;
    points: number;
    /** `held`, `settled` or `released`. */
    state: string;
    held_at_ms: number;
  };
  points_entries: {
    merchant_id: string;
    member_id: string;
    order_id: string;
    /** `spent`, `returned`, `earned` or `granted`; `granted` has an id of its own in place of an order's. */
    kind: string;
    points: number;
    at_ms: number;
  };
}
