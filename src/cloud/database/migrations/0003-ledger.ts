/** Journals, orders, records set aside, refunds asked for, shard leases. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const ledgerMigration: Migration = {
  name: '0003-ledger',
  up: async (db) => {
    await journals(db);
    await orders(db);
    await sql`
      create table shard_leases (
        shard integer primary key,
        holder text,
        fence bigint not null,
        expires_at_ms bigint not null
      )`.execute(db);
    await sql`
      create table lease_holders (
        holder text primary key,
        expires_at_ms bigint not null
      )`.execute(db);
  },
};

async function journals(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table machine_journals (
      machine_id text not null references machines,
      journal_id text not null,
      merchant_id text not null references merchants,
      current boolean not null,
      seq bigint not null,
      hash text not null,
      started_at_ms bigint not null,
      broken_seq bigint,
      broken_hash text,
      broken_count integer not null default 0,
      primary key (machine_id, journal_id)
    )`.execute(db);
  await sql`
    create table journal_records (
      machine_id text not null,
      journal_id text not null,
      seq bigint not null,
      merchant_id text not null,
      at_ms bigint not null,
      kind text not null,
      order_id text,
      text text not null,
      hash text not null,
      fault text,
      applied_at_ms bigint not null,
      primary key (machine_id, journal_id, seq)
    )`.execute(db);
  await sql`
    create index journal_records_by_order on journal_records (order_id, merchant_id)
    where order_id is not null`.execute(db);
  await sql`
    create table poisoned_records (
      machine_id text not null,
      journal_id text not null,
      seq bigint not null,
      hash text not null,
      merchant_id text not null,
      fault text not null,
      reason text not null,
      text text not null,
      set_aside_at_ms bigint not null,
      primary key (machine_id, journal_id, seq, hash)
    )`.execute(db);
  await sql`
    create index poisoned_by_merchant on poisoned_records (merchant_id, set_aside_at_ms)`.execute(db);
}

async function orders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders (
      order_id text primary key,
      merchant_id text not null,
      machine_id text not null,
      state text not null,
      currency text not null,
      due_minor bigint not null,
      opened_at_ms bigint not null,
      updated_at_ms bigint not null,
      submitted_at_ms bigint,
      paid_at_ms bigint,
      closed_at_ms bigint,
      search text not null,
      body json not null
    )`.execute(db);
  await sql`create index orders_by_merchant on orders (merchant_id, opened_at_ms, order_id)`.execute(db);
  await sql`create index orders_by_machine on orders (machine_id, opened_at_ms, order_id)`.execute(db);
  await sql`
    create index orders_open on orders (merchant_id) where closed_at_ms is null`.execute(db);
  await sql`
    create table refunds (
      refund_id text primary key,
      merchant_id text not null,
      machine_id text not null,
      shard integer not null,
      order_id text not null,
      charge_id text not null,
      amount_minor bigint not null,
      currency text not null,
      reason text not null,
      state text not null,
      intended_at_ms bigint not null,
      updated_at_ms bigint not null
    )`.execute(db);
  await sql`create index refunds_open on refunds (shard) where state = 'pending'`.execute(db);
  await sql`create index refunds_by_order on refunds (order_id)`.execute(db);
}
