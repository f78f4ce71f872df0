/** Members of merchants, and what a machine's site does about them and about its list. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const membersMigration: Migration = {
  name: '0015-members',
  up: async (db) => {
    await sql`
      create table members (
        merchant_id text not null references merchants,
        member_id text not null,
        name text not null,
        search text not null,
        code_hash text not null,
        code_masked text not null,
        phone_hash text,
        phone_masked text,
        member_price boolean not null,
        display json,
        kept_hours integer not null,
        created_at_ms bigint not null,
        updated_at_ms bigint not null,
        primary key (merchant_id, member_id)
      )`.execute(db);
    await sql`create unique index members_by_code on members (merchant_id, code_hash)`.execute(db);
    await sql`
      create unique index members_by_phone on members (merchant_id, phone_hash)
      where phone_hash is not null`.execute(db);
    await sql`alter table machines add column members json`.execute(db);
    await sql`alter table machines add column display json`.execute(db);
  },
};
