/** Sites with parking lots: who stands there, under which tariff, and what was paid. */
import type { ColumnType, Generated } from 'kysely';
import type { ParkingDiscount } from '../../../domain/parking-session.ts';
import type { Tariff } from '../../../domain/tariff.ts';
import type { Text } from '../../../domain/text.ts';
import type { JsonColumn } from './json-column.ts';

export interface ParkingSiteTables {
  parking_sites: {
    merchant_id: string;
    site_id: string;
    name: JsonColumn<Text>;
    /** Its days begin and end by it, in tariffs and in the books. */
    time_zone: string;
    created_at_ms: number;
  };
  /** Every version that was saved; a stay keeps the one that was in force when it began. */
  parking_tariffs: {
    merchant_id: string;
    tariff_id: string;
    version: number;
    body: JsonColumn<Tariff>;
    made_at_ms: number;
    made_by: string;
  };
  parking_lots: {
    merchant_id: string;
    /** The same name as in the settings of machines that grant free parking there. */
    lot_id: string;
    site_id: string;
    name: JsonColumn<Text>;
    /** Whether it is run by this merchant; another's only tells what was paid. */
    own: boolean;
    tariff_id: string | null;
    /** Names the key its messages are signed with; the key itself is made of it and is in no row. */
    app_id: string | null;
    key_made_at_ms: number | null;
    heard_at_ms: number | null;
    created_at_ms: number;
  };
  parking_sessions: {
    merchant_id: string;
    lot_id: string;
    stay_serial: string;
    /** HMAC of plate or ticket while the car is there. */
    car_hash: string | null;
    car_masked: string | null;
    vehicle_class: string;
    /** Null where its leaving was told first. */
    entered_at_ms: number | null;
    left_at_ms: number | null;
    tariff_id: string | null;
    tariff_version: number | null;
    /** When it was told of first. */
    seen_at_ms: number;
  };
  /** One for a stay at most. */
  parking_discounts: {
    merchant_id: string;
    lot_id: string;
    grant_serial: string;
    stay_serial: string;
    body: ColumnType<ParkingDiscount, string, string>;
    granted_at_ms: number;
  };
  /**
   * One row for each payment through one channel; an order paid through several has several. `regular_minor` is
   * what was due, coupon and points correct it to `actual_minor`, which came through the channel.
   */
  parking_payments: {
    merchant_id: string;
    site_id: string;
    lot_id: string;
    /** Of the lot; a payment told again under it is the same one. */
    pay_serial: string;
    order_id: string;
    stay_serial: string | null;
    channel: string;
    /** The channel's own number of it, as its statement tells it. */
    trade_no: string | null;
    regular_minor: number;
    coupon_minor: number;
    points_minor: number;
    points_used: number;
    actual_minor: number;
    currency: string;
    vehicle_class: string;
    /** `lot` for one that is not ours, `machine` for the pay machines of our own, `phone` for its drivers' phones. */
    source: string;
    /** Of what was paid under a bill: the instant whose fee it settled. */
    billed_at_ms: number | null;
    paid_at_ms: number;
    /** When it became known here. */
    taken_at_ms: number;
    times_told: Generated<number>;
    /** Told again with other facts; the first ones stay. */
    times_differing: Generated<number>;
    /** Given back because the stay was paid twice; by the lot at once, of a phone's payment by a refund. */
    returned_minor: Generated<number>;
    returned_at_ms: number | null;
  };
  /** Bills that drivers pay at their phones; only the transaction that makes their order paid ends one. */
  parking_bills: {
    bill_id: string;
    merchant_id: string;
    lot_id: string;
    stay_serial: string;
    /** The order under which it is paid; null until that is open. */
    order_id: string | null;
    /** What a discount takes off; the regular amount is both together. */
    coupon_minor: number;
    due_minor: number;
    /** What payments for the stay had settled when it was made. */
    earlier_minor: number;
    currency: string;
    /** `open`, `paid`, `givenBack`. */
    state: string;
    /** Why the money went back. */
    reason: string | null;
    leave_by_ms: number | null;
    billed_at_ms: number;
    expires_at_ms: number;
    ended_at_ms: number | null;
  };
}
