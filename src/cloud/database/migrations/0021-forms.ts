/**
 * Takings with their sums, and forms that are sent. Triggers mark each order whose money may have changed in
 * the transaction that changes it, whoever does; what is there already is marked here.
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const formsMigration: Migration = {
  name: '0021-forms',
  up: async (db) => {
    await takings(db);
    await marks(db);
    await triggers(db);
    await sending(db);
  },
};

const amounts = sql.raw(
  `regular_minor bigint not null,
   promotion_minor bigint not null,
   coupon_minor bigint not null,
   points_minor bigint not null,
   actual_minor bigint not null,
   refunded_minor bigint not null,
   orders bigint not null,
   payments bigint not null,
   refunds bigint not null,
   pieces bigint not null,
   check (regular_minor = promotion_minor + coupon_minor + points_minor + actual_minor)`,
);

async function takings(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table takings (
      merchant_id text not null references merchants,
      place_kind text not null,
      place_id text not null,
      order_id text not null,
      n integer not null,
      channel text not null,
      ref_id text not null,
      day text collate "C" not null,
      hour smallint not null,
      at_ms bigint not null,
      currency text not null,
      goods json not null,
      ${amounts},
      primary key (merchant_id, place_kind, place_id, order_id, n)
    )`.execute(db);
  await sql`create index takings_by_day on takings (merchant_id, day, at_ms, order_id, n)`.execute(db);
  await sql`
    create table taking_sums (
      merchant_id text collate "C" not null references merchants,
      currency text collate "C" not null,
      grain text collate "C" not null,
      day text collate "C" not null,
      place_kind text collate "C" not null,
      place_id text collate "C" not null,
      channel text collate "C" not null,
      product_id text collate "C" not null,
      hour smallint not null,
      ${amounts},
      primary key (merchant_id, currency, grain, place_kind, day, place_id, channel, product_id, hour)
    )`.execute(db);
  await sql`
    create table machine_sites (
      machine_id text primary key references machines,
      merchant_id text not null,
      site_id text not null,
      foreign key (merchant_id, site_id) references parking_sites
    )`.execute(db);
}

async function marks(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table taking_marks (
      mark_id bigserial primary key,
      merchant_id text not null,
      lot_id text,
      order_id text not null,
      fault text
    )`.execute(db);
  await sql`
    create index taking_marks_set_aside on taking_marks (merchant_id, order_id)
    where fault is not null`.execute(db);
  await sql`
    insert into taking_marks (merchant_id, order_id)
    select merchant_id, order_id from orders where paid_at_ms is not null or closed_at_ms is not null`.execute(
    db,
  );
  await sql`
    insert into taking_marks (merchant_id, order_id)
    select merchant_id, order_id from pre_orders where charge_id is not null`.execute(db);
  await sql`
    insert into taking_marks (merchant_id, lot_id, order_id)
    select distinct merchant_id, lot_id, order_id from parking_payments`.execute(db);
}

async function triggers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function mark_takings() returns trigger language plpgsql as $$
    begin
      insert into taking_marks (merchant_id, order_id) values (new.merchant_id, new.order_id);
      return null;
    end $$`.execute(db);
  await sql`
    create function mark_parking_takings() returns trigger language plpgsql as $$
    begin
      insert into taking_marks (merchant_id, lot_id, order_id)
      values (new.merchant_id, new.lot_id, new.order_id);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger orders_mark_new_takings after insert on orders for each row
    when (new.paid_at_ms is not null or new.closed_at_ms is not null)
    execute function mark_takings()`.execute(db);
  // Between payment and end nothing changes that the forms count.
  await sql`
    create trigger orders_mark_takings after update on orders for each row
    when (new.paid_at_ms is distinct from old.paid_at_ms or new.closed_at_ms is distinct from old.closed_at_ms
      or (new.closed_at_ms is not null and new.updated_at_ms is distinct from old.updated_at_ms))
    execute function mark_takings()`.execute(db);
  await sql`
    create trigger pre_orders_mark_takings after insert or update of state on pre_orders for each row
    when (new.charge_id is not null)
    execute function mark_takings()`.execute(db);
  await sql`
    create trigger refunds_mark_takings after insert or update of state on refunds for each row
    when (new.state = 'refunded')
    execute function mark_takings()`.execute(db);
  await sql`
    create trigger parking_payments_mark_takings after insert or update on parking_payments for each row
    execute function mark_parking_takings()`.execute(db);
}

async function sending(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table form_schedules (
      merchant_id text not null references merchants,
      schedule_id text not null,
      recipient_kind text not null,
      recipient text not null,
      emails json not null,
      language text not null,
      forms json not null,
      formats json not null,
      sites json,
      every text not null,
      hour smallint not null,
      active boolean not null,
      from_day text collate "C" not null,
      changed_at_ms bigint not null,
      changed_by text not null,
      primary key (merchant_id, schedule_id)
    )`.execute(db);
  await sql`
    create table form_sendings (
      merchant_id text not null,
      sending_id text not null,
      schedule_id text not null,
      from_day text collate "C" not null,
      to_day text collate "C" not null,
      emails json not null,
      state text not null,
      tries integer not null,
      due_at_ms bigint,
      lease_until_ms bigint not null,
      created_at_ms bigint not null,
      sent_at_ms bigint,
      message_id text,
      files json not null,
      told text,
      foreign key (merchant_id, schedule_id) references form_schedules,
      primary key (merchant_id, sending_id)
    )`.execute(db);
  await sql`
    create index form_sendings_due on form_sendings (due_at_ms) where due_at_ms is not null`.execute(db);
}
