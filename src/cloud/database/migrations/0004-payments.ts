/** Charges, how refunds are driven, the transaction log, the feed's cursor, stored value. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const paymentsMigration: Migration = {
  name: '0004-payments',
  up: async (db) => {
    await charges(db);
    await refunds(db);
    await transactionLog(db);
    await storedValue(db);
  },
};

async function charges(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table charges (
      merchant_id text not null references merchants,
      charge_id text not null,
      machine_id text not null references machines,
      order_id text not null,
      platform text,
      amount_minor bigint,
      currency text,
      content_hash text,
      state text not null,
      reason text,
      platform_trade_no text,
      submitted_at_ms bigint,
      due_at_ms bigint,
      queries integer not null,
      cancels integer not null,
      came_late boolean not null,
      created_at_ms bigint not null,
      updated_at_ms bigint not null,
      version bigint not null,
      lease_holder text not null,
      lease_until_ms bigint not null,
      primary key (merchant_id, charge_id)
    )`.execute(db);
  await sql`create index charges_due on charges (due_at_ms) where due_at_ms is not null`.execute(db);
  await sql`create index charges_by_order on charges (order_id)`.execute(db);
}

async function refunds(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table refunds
      add column fault text,
      add column tries integer not null default 0,
      add column due_at_ms bigint default 0,
      add column lease_holder text not null default '',
      add column lease_until_ms bigint not null default 0,
      add column version bigint not null default 0`.execute(db);
  await sql`create index refunds_due on refunds (due_at_ms) where due_at_ms is not null`.execute(db);
  await sql`create index refunds_by_charge on refunds (merchant_id, charge_id)`.execute(db);
}

async function transactionLog(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table transaction_log (
      log_id bigserial primary key,
      merchant_id text not null,
      machine_id text not null,
      order_id text not null,
      about text not null,
      ref_id text not null,
      state text not null,
      reason text,
      platform_trade_no text,
      at_ms bigint not null
    )`.execute(db);
  await sql`create index transaction_log_by_payment on transaction_log (merchant_id, ref_id)`.execute(db);
  await sql`
    create table feed_cursors (
      feed text primary key,
      log_id bigint not null,
      lease_holder text not null,
      lease_until_ms bigint not null
    )`.execute(db);
}

async function storedValue(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stored_value_accounts (
      merchant_id text not null references merchants,
      card_hash text not null,
      card_masked text not null,
      balance_minor bigint not null check (balance_minor >= 0),
      currency text not null,
      opened_at_ms bigint not null,
      primary key (merchant_id, card_hash)
    )`.execute(db);
  await sql`
    create table stored_value_trades (
      merchant_id text not null references merchants,
      charge_id text not null,
      card_hash text,
      amount_minor bigint not null,
      refunded_minor bigint not null check (refunded_minor <= amount_minor),
      state text not null,
      at_ms bigint not null,
      primary key (merchant_id, charge_id)
    )`.execute(db);
  await sql`
    create table stored_value_refunds (
      merchant_id text not null references merchants,
      refund_id text not null,
      charge_id text not null,
      amount_minor bigint not null,
      at_ms bigint not null,
      primary key (merchant_id, refund_id)
    )`.execute(db);
}
