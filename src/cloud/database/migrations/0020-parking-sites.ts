/**
 * Sites with their parking lots, tariffs, stays, discounts and payments. No plate is in a row: a car that
 * stands in a lot is a keyed hash, and a mask for people; one that left is the mask alone.
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const parkingSitesMigration: Migration = {
  name: '0020-parking-sites',
  up: async (db) => {
    await sites(db);
    await stays(db);
    await payments(db);
  },
};

async function sites(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table parking_sites (
      merchant_id text not null references merchants,
      site_id text not null,
      name json not null,
      time_zone text not null,
      created_at_ms bigint not null,
      primary key (merchant_id, site_id)
    )`.execute(db);
  await sql`
    create table parking_tariffs (
      merchant_id text not null references merchants,
      tariff_id text not null,
      version integer not null,
      body json not null,
      made_at_ms bigint not null,
      made_by text not null,
      primary key (merchant_id, tariff_id, version)
    )`.execute(db);
  await sql`
    create table parking_lots (
      merchant_id text not null references merchants,
      lot_id text not null,
      site_id text not null,
      name json not null,
      own boolean not null,
      tariff_id text,
      app_id text unique,
      key_made_at_ms bigint,
      heard_at_ms bigint,
      created_at_ms bigint not null,
      primary key (merchant_id, lot_id),
      foreign key (merchant_id, site_id) references parking_sites
    )`.execute(db);
}

async function stays(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table parking_sessions (
      merchant_id text not null,
      lot_id text not null,
      stay_serial text not null,
      car_hash text,
      car_masked text,
      vehicle_class text not null,
      entered_at_ms bigint,
      left_at_ms bigint,
      tariff_id text,
      tariff_version integer,
      seen_at_ms bigint not null,
      primary key (merchant_id, lot_id, stay_serial),
      foreign key (merchant_id, lot_id) references parking_lots
    )`.execute(db);
  await sql`
    create index parking_sessions_by_car on parking_sessions (merchant_id, lot_id, car_hash)
    where car_hash is not null`.execute(db);
  await sql`
    create index parking_sessions_by_time on parking_sessions (merchant_id, seen_at_ms, stay_serial)`.execute(
    db,
  );
  await sql`
    create table parking_discounts (
      merchant_id text not null,
      lot_id text not null,
      grant_serial text not null,
      stay_serial text not null,
      body json not null,
      granted_at_ms bigint not null,
      primary key (merchant_id, lot_id, grant_serial),
      unique (merchant_id, lot_id, stay_serial),
      foreign key (merchant_id, lot_id) references parking_lots
    )`.execute(db);
}

async function payments(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table parking_payments (
      merchant_id text not null,
      site_id text not null,
      lot_id text not null,
      pay_serial text not null,
      order_id text not null,
      stay_serial text,
      channel text not null,
      trade_no text,
      regular_minor bigint not null,
      coupon_minor bigint not null,
      points_minor bigint not null,
      points_used bigint not null,
      actual_minor bigint not null,
      currency text not null,
      vehicle_class text not null,
      source text not null,
      paid_at_ms bigint not null,
      taken_at_ms bigint not null,
      times_told integer not null default 1,
      times_differing integer not null default 0,
      primary key (merchant_id, lot_id, pay_serial),
      foreign key (merchant_id, lot_id) references parking_lots,
      check (regular_minor = coupon_minor + points_minor + actual_minor),
      check (coupon_minor >= 0 and points_minor >= 0 and actual_minor >= 0)
    )`.execute(db);
  await sql`
    create index parking_payments_by_time on parking_payments (merchant_id, paid_at_ms, pay_serial)`.execute(
    db,
  );
  await sql`
    create index parking_payments_differing on parking_payments (merchant_id, lot_id)
    where times_differing > 0`.execute(db);
  await sql`
    create index parking_payments_by_stay on parking_payments (merchant_id, lot_id, stay_serial)`.execute(db);
  await sql`
    create index parking_payments_by_order on parking_payments (merchant_id, lot_id, order_id)`.execute(db);
}
