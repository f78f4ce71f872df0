/** Coupons and what became of them; points of members and every movement of them. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const couponsAndPointsMigration: Migration = {
  name: '0012-coupons-and-points',
  up: async (db) => {
    await sql`
      create table coupon_series (
        merchant_id text not null references merchants,
        series_id text not null,
        name json not null,
        created_at_ms bigint not null,
        primary key (merchant_id, series_id)
      )`.execute(db);
    await sql`
      create table coupons (
        merchant_id text not null,
        coupon_id text not null,
        series_id text not null,
        code_hash text not null,
        code_masked text not null,
        signed boolean not null,
        expires_at_ms bigint not null,
        state text not null,
        order_id text,
        machine_id text,
        created_at_ms bigint not null,
        changed_at_ms bigint not null,
        primary key (merchant_id, coupon_id),
        foreign key (merchant_id, series_id) references coupon_series
      )`.execute(db);
    await sql`create unique index coupons_by_code on coupons (merchant_id, code_hash)`.execute(db);
    await sql`
      create index coupons_by_order on coupons (merchant_id, order_id) where order_id is not null`.execute(
      db,
    );
    await sql`create index coupons_of_series on coupons (merchant_id, series_id, coupon_id)`.execute(db);
    await sql`
      create table coupon_redemptions (
        merchant_id text not null references merchants,
        coupon_id text not null,
        order_id text not null,
        series_id text not null,
        code_masked text not null,
        machine_id text not null references machines,
        accepted_by text not null,
        off_minor bigint not null,
        redeemed_at_ms bigint not null,
        difference text,
        returned_at_ms bigint,
        primary key (merchant_id, coupon_id, order_id)
      )`.execute(db);
    await sql`
      create index coupon_differences on coupon_redemptions (merchant_id, redeemed_at_ms)
      where difference is not null`.execute(db);
    await sql`
      create table points_accounts (
        merchant_id text not null references merchants,
        member_id text not null,
        balance bigint not null,
        primary key (merchant_id, member_id)
      )`.execute(db);
    await sql`
      create table points_holds (
        merchant_id text not null references merchants,
        order_id text not null,
        member_id text not null,
        machine_id text not null references machines,
        points bigint not null,
        state text not null,
        held_at_ms bigint not null,
        primary key (merchant_id, order_id)
      )`.execute(db);
    await sql`
      create table points_entries (
        merchant_id text not null references merchants,
        member_id text not null,
        order_id text not null,
        kind text not null,
        points bigint not null,
        at_ms bigint not null,
        primary key (merchant_id, order_id, kind)
      )`.execute(db);
    await sql`
      create index points_entries_of_member on points_entries (merchant_id, member_id, at_ms)`.execute(db);
    await sql`
      create table benefit_policies (
        merchant_id text primary key references merchants,
        points json,
        offline_count_max integer not null,
        offline_minor_max bigint not null
      )`.execute(db);
  },
};
