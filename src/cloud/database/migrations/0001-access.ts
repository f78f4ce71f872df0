/** Merchants, people, tokens, audit. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const accessMigration: Migration = {
  name: '0001-access',
  up: async (db) => {
    await sql`
      create table merchants (
        merchant_id text primary key,
        name json not null,
        currency text not null,
        time_zone text not null,
        help_phone text not null,
        receipt_footer json not null,
        created_at_ms bigint not null
      )`.execute(db);
    await sql`
      create table users (
        user_id text primary key,
        merchant_id text references merchants,
        login text not null unique,
        display_name text not null,
        role text not null,
        password_hash text not null,
        created_at_ms bigint not null
      )`.execute(db);
    await sql`create index users_by_merchant on users (merchant_id, login)`.execute(db);
    await sql`
      create table sessions (
        token_hash text primary key,
        user_id text not null references users on delete cascade,
        merchant_id text references merchants,
        created_at_ms bigint not null,
        expires_at_ms bigint not null
      )`.execute(db);
    await sql`create index sessions_by_user on sessions (user_id)`.execute(db);
    await sql`
      create table api_tokens (
        token_id text primary key,
        merchant_id text not null references merchants,
        name text not null,
        role text not null,
        token_hash text not null unique,
        created_at_ms bigint not null
      )`.execute(db);
    await sql`create index api_tokens_by_merchant on api_tokens (merchant_id)`.execute(db);
    await sql`
      create table audit (
        audit_id bigint generated always as identity primary key,
        merchant_id text references merchants,
        at_ms bigint not null,
        actor text not null,
        actor_kind text not null,
        action text not null,
        subject text not null,
        facts json not null
      )`.execute(db);
    await sql`create index audit_by_merchant on audit (merchant_id, audit_id)`.execute(db);
  },
};
