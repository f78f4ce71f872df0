/**
 * Gifts: who gives and receives, what happened to each, offers, leases, redemptions. What identifies somebody is
 * a hash made with a key that is not in the database, or sealed under one.
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const giftsMigration: Migration = {
  name: '0018-gifts',
  up: async (db) => {
    await people(db);
    await gifts(db);
    await offers(db);
    await trades(db);
    await afterwards(db);
  },
};

async function people(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table gift_people (
      merchant_id text not null references merchants,
      person_id text not null,
      phone_stored text not null,
      phone_masked text not null,
      name text not null,
      contact text not null,
      created_at_ms bigint not null,
      primary key (merchant_id, person_id),
      unique (merchant_id, phone_stored)
    )`.execute(db);
  await sql`
    create table gift_sessions (
      token_hash text primary key,
      merchant_id text not null,
      person_id text not null,
      expires_at_ms bigint not null,
      foreign key (merchant_id, person_id) references gift_people on delete cascade
    )`.execute(db);
  await sql`create index gift_sessions_by_age on gift_sessions (expires_at_ms)`.execute(db);
  await sql`
    create table gift_phone_codes (
      merchant_id text not null references merchants,
      phone_stored text not null,
      code_hash text not null,
      tries integer not null,
      sent integer not null,
      first_sent_at_ms bigint not null,
      expires_at_ms bigint not null,
      primary key (merchant_id, phone_stored)
    )`.execute(db);
  await sql`
    create table gift_consents (
      merchant_id text not null,
      person_id text not null,
      kind text not null,
      text_version integer not null,
      at_ms bigint not null,
      primary key (merchant_id, person_id, kind),
      foreign key (merchant_id, person_id) references gift_people on delete cascade
    )`.execute(db);
  await sql`
    create table gift_purchases (
      merchant_id text not null,
      person_id text not null,
      order_id text not null,
      product_id text not null,
      category text not null,
      price_minor bigint not null,
      hour integer not null,
      at_ms bigint not null,
      primary key (merchant_id, person_id, order_id, product_id),
      foreign key (merchant_id, person_id) references gift_people on delete cascade
    )`.execute(db);
  await sql`create index gift_purchases_by_time on gift_purchases (merchant_id, at_ms)`.execute(db);
}

async function gifts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table gifts (
      merchant_id text not null references merchants,
      gift_id text not null,
      giver_id text,
      name text not null,
      state json not null,
      target json not null,
      amount_minor bigint not null check (amount_minor > 0),
      currency text not null,
      threshold integer not null,
      features_sealed text not null,
      features_shown json not null,
      pickup_sealed text,
      words text not null,
      giver_name text not null,
      giver_contact text not null,
      wishes json not null,
      keep_at text,
      order_id text,
      created_at_ms bigint not null,
      expires_at_ms bigint not null,
      due_at_ms bigint,
      primary key (merchant_id, gift_id)
    )`.execute(db);
  await sql`create index gifts_by_giver on gifts (merchant_id, giver_id, created_at_ms)`.execute(db);
  await sql`create unique index gifts_by_order on gifts (order_id) where order_id is not null`.execute(db);
  await sql`create index gifts_due on gifts (due_at_ms) where due_at_ms is not null`.execute(db);
  await sql`create index gifts_kept on gifts (merchant_id, keep_at) where keep_at is not null`.execute(db);
  await sql`
    create table gift_features (
      merchant_id text not null,
      gift_id text not null,
      n integer not null,
      stored text not null,
      primary key (merchant_id, gift_id, n),
      foreign key (merchant_id, gift_id) references gifts on delete cascade
    )`.execute(db);
  await sql`create index gift_features_by_hash on gift_features (merchant_id, stored)`.execute(db);
  await sql`
    create table gift_events (
      event_id bigserial primary key,
      merchant_id text not null,
      gift_id text not null,
      at_ms bigint not null,
      fact json not null
    )`.execute(db);
  await sql`create index gift_events_by_gift on gift_events (merchant_id, gift_id, event_id)`.execute(db);
}

async function offers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table gift_offers (
      merchant_id text not null,
      offer_id text not null,
      gift_id text not null,
      holder text not null,
      order_id text not null,
      entrance text not null,
      cover json not null,
      person_id text,
      answer text,
      answered_after_ms bigint,
      answered_at_ms bigint,
      reaction json,
      conversation boolean not null default false,
      charge_id text,
      created_at_ms bigint not null,
      expires_at_ms bigint not null,
      primary key (merchant_id, offer_id),
      foreign key (merchant_id, gift_id) references gifts on delete cascade
    )`.execute(db);
  await sql`create index gift_offers_by_gift on gift_offers (merchant_id, gift_id)`.execute(db);
  await sql`create index gift_offers_by_order on gift_offers (merchant_id, holder, order_id)`.execute(db);
  await sql`
    create table gift_leases (
      merchant_id text not null,
      lease_id text not null,
      offer_id text not null,
      gift_id text not null,
      machine_id text not null,
      issued_at_ms bigint not null,
      expires_at_ms bigint not null,
      ended_at_ms bigint,
      primary key (merchant_id, lease_id),
      foreign key (merchant_id, gift_id) references gifts on delete cascade
    )`.execute(db);
  await sql`
    create index gift_leases_open on gift_leases (merchant_id, machine_id) where ended_at_ms is null`.execute(
    db,
  );
}

async function trades(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table gift_trades (
      merchant_id text not null references merchants,
      charge_id text not null,
      gift_id text,
      amount_minor bigint not null,
      refunded_minor bigint not null default 0 check (refunded_minor <= amount_minor),
      state text not null,
      at_ms bigint not null,
      primary key (merchant_id, charge_id)
    )`.execute(db);
  await sql`
    create table gift_trade_refunds (
      merchant_id text not null references merchants,
      refund_id text not null,
      charge_id text not null,
      amount_minor bigint not null,
      at_ms bigint not null,
      primary key (merchant_id, refund_id)
    )`.execute(db);
}

async function afterwards(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table gift_blocks (
      merchant_id text not null,
      block_id text not null,
      person_id text not null,
      giver_id text not null,
      giver_name text not null,
      at_ms bigint not null,
      primary key (merchant_id, block_id),
      unique (merchant_id, person_id, giver_id),
      foreign key (merchant_id, person_id) references gift_people on delete cascade
    )`.execute(db);
  await sql`
    create table gift_reports (
      merchant_id text not null,
      gift_id text not null,
      reason text not null,
      at_ms bigint not null,
      primary key (merchant_id, gift_id)
    )`.execute(db);
  await sql`
    create table gift_messages (
      message_id bigserial primary key,
      merchant_id text not null,
      gift_id text not null,
      from_giver boolean not null,
      text text not null,
      at_ms bigint not null,
      foreign key (merchant_id, gift_id) references gifts on delete cascade
    )`.execute(db);
  await sql`create index gift_messages_by_gift on gift_messages (merchant_id, gift_id, message_id)`.execute(
    db,
  );
  // What was logged before there were gifts concerns none of them.
  await sql`
    insert into feed_cursors (feed, log_id, lease_holder, lease_until_ms)
    select 'gifts', coalesce(max(log_id), 0), '', 0 from transaction_log`.execute(db);
}
