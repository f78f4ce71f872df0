/**
 * Days of places folded into one row each, by product and channel and by product and hour. Place-days whose takings
 * are there already are listed: until such a day is folded, forms of a place count its takings themselves.
 */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const placeDaysMigration: Migration = {
  name: '0034-place-days',
  up: async (db) => {
    await sql`
      create table place_days (
        merchant_id text not null references merchants,
        currency text not null,
        cut text not null check (cut in ('channel', 'hour')),
        place_kind text not null,
        place_id text not null,
        day text collate "C" not null,
        product_id text[] not null,
        channel text[] not null,
        hour smallint[] not null,
        regular_minor bigint[] not null,
        promotion_minor bigint[] not null,
        coupon_minor bigint[] not null,
        points_minor bigint[] not null,
        actual_minor bigint[] not null,
        refunded_minor bigint[] not null,
        pieces bigint[] not null,
        primary key (merchant_id, place_kind, place_id, day, currency, cut)
      )`.execute(db);
    await sql`
      create table place_days_to_fold (
        merchant_id text not null references merchants,
        place_kind text not null,
        place_id text not null,
        day text collate "C" not null,
        primary key (merchant_id, place_kind, place_id, day)
      )`.execute(db);
    await sql`
      insert into place_days_to_fold (merchant_id, place_kind, place_id, day)
      select distinct merchant_id, place_kind, place_id, day from takings`.execute(db);
    await sql`
      create index takings_by_place on takings (merchant_id, place_kind, place_id, day)`.execute(db);
  },
};
