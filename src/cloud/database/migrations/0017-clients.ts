/**
 * Other clients of a merchant, what they order and are told; and what happens on screens. A charge and an
 * alarm may belong to a client, which is no machine.
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const clientsMigration: Migration = {
  name: '0017-clients',
  up: async (db) => {
    await sql`alter table charges drop constraint if exists charges_machine_id_fkey`.execute(db);
    await sql`alter table alarms drop constraint if exists alarms_machine_id_fkey`.execute(db);
    await clients(db);
    await preOrders(db);
    await messages(db);
    await interactions(db);
  },
};

async function clients(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_clients (
      client_id text primary key,
      merchant_id text not null references merchants,
      name text not null,
      token_hash text not null unique,
      scopes json not null,
      origins json not null,
      webhook_url text,
      created_at_ms bigint not null,
      revoked_at_ms bigint
    )`.execute(db);
  await sql`create index api_clients_by_merchant on api_clients (merchant_id, created_at_ms)`.execute(db);
  await sql`
    create table client_answers (
      client_id text not null,
      request_key text not null,
      body_hash text not null,
      answer json,
      at_ms bigint not null,
      primary key (client_id, request_key)
    )`.execute(db);
  await sql`create index client_answers_by_time on client_answers (at_ms)`.execute(db);
}

async function preOrders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pre_orders (
      order_id text primary key,
      merchant_id text not null references merchants,
      client_id text not null references api_clients,
      reference text not null,
      lines json not null,
      amount_minor bigint not null,
      currency text not null,
      state text not null,
      charge_id text,
      platform text,
      charges integer not null,
      cancel_wanted boolean not null,
      created_at_ms bigint not null,
      expires_at_ms bigint not null,
      changed_at_ms bigint not null
    )`.execute(db);
  await sql`create index pre_orders_by_client on pre_orders (client_id, created_at_ms)`.execute(db);
  await sql`
    create index pre_orders_waiting on pre_orders (expires_at_ms)
    where state in ('open', 'paying')`.execute(db);
}

async function messages(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table client_messages (
      message_id bigserial primary key,
      merchant_id text not null references merchants,
      client_id text not null references api_clients,
      order_id text not null,
      reference text not null,
      body json not null,
      at_ms bigint not null,
      webhook_state text not null,
      due_at_ms bigint,
      tries integer not null default 0,
      told text,
      lease_until_ms bigint not null default 0
    )`.execute(db);
  await sql`create index client_messages_by_client on client_messages (client_id, message_id)`.execute(db);
  await sql`
    create index client_messages_due on client_messages (due_at_ms) where due_at_ms is not null`.execute(db);
  await sql`create index client_messages_by_time on client_messages (at_ms)`.execute(db);
  // What was logged before there were clients concerns none of them.
  await sql`
    insert into feed_cursors (feed, log_id, lease_holder, lease_until_ms)
    select 'clients', coalesce(max(log_id), 0), '', 0 from transaction_log`.execute(db);
}

async function interactions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table interactions (
      merchant_id text not null references merchants,
      source text not null,
      batch text not null,
      n integer not null,
      visit text not null,
      face text not null,
      page text not null,
      element text,
      at_ms bigint not null,
      primary key (source, batch, n)
    )`.execute(db);
  await sql`create index interactions_by_time on interactions (merchant_id, at_ms)`.execute(db);
  await sql`create index interactions_age on interactions (at_ms)`.execute(db);
  await sql`
    create table interaction_drops (
      merchant_id text not null references merchants,
      source text not null,
      batch text not null,
      dropped bigint not null,
      at_ms bigint not null,
      primary key (source, batch)
    )`.execute(db);
}
