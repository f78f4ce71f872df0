/** PINs of stored-value cards, what they granted, enrolled fingers, and amounts leased to machines. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const cardPinsMigration: Migration = {
  name: '0016-card-pins',
  up: async (db) => {
    await pins(db);
    await grants(db);
    await leases(db);
  },
};

async function pins(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table stored_value_accounts
      add column pin_hash text,
      add column pin_tries integer not null default 0,
      add column pin_next_at_ms bigint not null default 0,
      add column locked_at_ms bigint,
      add column offline_minor bigint not null default 0 check (offline_minor >= 0)`.execute(db);
  await sql`create index stored_value_accounts_by_age on stored_value_accounts
    (merchant_id, opened_at_ms, card_hash)`.execute(db);
  await sql`
    create table card_proofs_seen (
      merchant_id text not null references merchants,
      proof_hash text not null,
      at_ms bigint not null,
      primary key (merchant_id, proof_hash)
    )`.execute(db);
  await sql`create index card_proofs_seen_by_age on card_proofs_seen (at_ms)`.execute(db);
}

async function grants(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table card_grants (
      merchant_id text not null references merchants,
      charge_id text not null,
      machine_id text not null,
      order_id text not null,
      card_hash text not null,
      amount_minor bigint not null,
      factor text not null,
      machine_key text,
      nonce text,
      granted_at_ms bigint,
      expires_at_ms bigint not null,
      used boolean not null default false,
      primary key (merchant_id, charge_id)
    )`.execute(db);
  await sql`create index card_grants_by_age on card_grants (expires_at_ms)`.execute(db);
  await sql`
    create table card_fingers (
      merchant_id text not null references merchants,
      card_hash text not null,
      machine_id text not null references machines,
      reader_id text not null,
      slot integer not null,
      machine_key text not null,
      enrolled_at_ms bigint not null,
      primary key (merchant_id, card_hash, machine_id)
    )`.execute(db);
}

async function leases(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table spend_leases (
      merchant_id text not null references merchants,
      lease_id text not null,
      machine_id text not null references machines,
      card_hash text not null,
      amount_minor bigint not null check (amount_minor > 0),
      spent_minor bigint not null default 0 check (spent_minor >= 0),
      currency text not null,
      state text not null,
      issued_at_ms bigint not null,
      expires_at_ms bigint not null,
      ended_at_ms bigint,
      primary key (merchant_id, lease_id)
    )`.execute(db);
  await sql`create index spend_leases_open on spend_leases (merchant_id, card_hash) where state = 'open'`.execute(
    db,
  );
}
