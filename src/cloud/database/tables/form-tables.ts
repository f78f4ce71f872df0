/**
 * What the forms are made of: takings, one row for each payment or refund of an order, and their sums by day.
 * Rows and sums change in one transaction, so that a sum is always the sum of its rows.
 */
import type { ColumnType, Generated } from 'kysely';
import type { Language } from '../../../domain/text.ts';
import type { JsonColumn } from './json-column.ts';

/** Amounts that every taking and every sum has, minor units. */
export interface TakingAmounts {
  regular_minor: number;
  /** What promotions took off. */
  promotion_minor: number;
  coupon_minor: number;
  points_minor: number;
  /** `regular - promotion - coupon - points`. */
  actual_minor: number;
  /** Given back, at its own time. */
  refunded_minor: number;
  /** 1 in one taking of each order. */
  orders: number;
  payments: number;
  refunds: number;
  pieces: number;
}

/** What a taking paid for, by product. */
export interface TakingGoods extends Omit<TakingAmounts, 'orders' | 'payments' | 'refunds'> {
  /** Empty where it was for no goods. */
  product_id: string;
}

interface TakingPlace {
  /** `machine`, `client` or `lot`. */
  place_kind: string;
  place_id: string;
}

type Folded<Amounts> = { [name in keyof Amounts]: number[] };

export interface FormTables {
  /** Orders whose takings may have changed; written by the database itself beside the change. */
  taking_marks: {
    mark_id: Generated<number>;
    merchant_id: string;
    /** Null for an order of a machine or a client. */
    lot_id: string | null;
    order_id: string;
    /** Why it could not be booked; it is left out until the order changes again. */
    fault: Generated<string | null>;
  };
  takings: TakingPlace &
    TakingAmounts & {
      merchant_id: string;
      order_id: string;
      /** Its place among the takings of the order. */
      n: number;
      channel: string;
      /** The charge, the refund, or the lot's number of the payment. */
      ref_id: string;
      /** On the clock of the place, `YYYY-MM-DD`. */
      day: string;
      hour: number;
      at_ms: number;
      currency: string;
      goods: ColumnType<TakingGoods[], string, string>;
    };
  taking_sums: TakingPlace &
    TakingAmounts & {
      merchant_id: string;
      currency: string;
      /**
       * `day`, `hour` (with the hour) or `product` (with the product, of all channels); each of every place and,
       * with an empty place, of all places together. `goods` (with product, channel and hour) only of all places:
       * of one place they would be as many as its takings, whose days are folded instead.
       */
      grain: string;
      day: string;
      /** -1 where it is the whole day. */
      hour: number;
      channel: string;
      product_id: string;
    };
  /** Days whose sums of `goods` are still to be made from their takings. */
  taking_days_to_sum: { merchant_id: string; day: string };
  /** A day of a place, one row of arrays: by product and channel, or by product and hour. */
  place_days: TakingPlace &
    Folded<Omit<TakingAmounts, 'orders' | 'payments' | 'refunds'>> & {
      merchant_id: string;
      currency: string;
      /** `channel` (every hour is -1) or `hour` (every channel is empty). */
      cut: string;
      day: string;
      product_id: string[];
      channel: string[];
      hour: number[];
    };
  /** Days of places whose takings changed since they were folded, if they were. */
  place_days_to_fold: TakingPlace & { merchant_id: string; day: string };
  /** Which site a machine belongs to. */
  machine_sites: { machine_id: string; merchant_id: string; site_id: string };
  form_schedules: {
    merchant_id: string;
    schedule_id: string;
    /** `propertyGroup`, `operator` or `merchant`. */
    recipient_kind: string;
    recipient: string;
    emails: JsonColumn<string[]>;
    language: Language;
    forms: JsonColumn<string[]>;
    formats: JsonColumn<string[]>;
    /** Sites whose takings are told; null for all. */
    sites: ColumnType<string[] | null, string | null, string | null>;
    /** `day`, `week` or `month`. */
    every: string;
    /** Hour of the day after the period, in the merchant's time zone. */
    hour: number;
    active: boolean;
    /** The first day that a sending may tell of. */
    from_day: string;
    changed_at_ms: number;
    changed_by: string;
  };
  form_sendings: {
    merchant_id: string;
    /** Made of schedule and period, so that there is one. */
    sending_id: string;
    schedule_id: string;
    from_day: string;
    to_day: string;
    emails: JsonColumn<string[]>;
    /** `waiting`, `sending` (on its way, or nobody knows), `sent` or `givenUp`. */
    state: string;
    tries: number;
    due_at_ms: number | null;
    lease_until_ms: number;
    created_at_ms: number;
    /** When it was taken by the mail server. */
    sent_at_ms: number | null;
    message_id: string | null;
    /** Files as they were sent: name, bytes, SHA-256. */
    files: JsonColumn<{ name: string; bytes: number; sha256: string }[]>;
    /** What the mail server said last. */
    told: string | null;
  };
}
