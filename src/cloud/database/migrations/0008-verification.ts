/** Verification rules, their published versions, and what was checked where a charge was refused by them. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const verificationMigration: Migration = {
  name: '0008-verification',
  up: async (db) => {
    await sql`
      create table verification_rules (
        merchant_id text not null references merchants,
        rule_key text not null,
        position integer not null,
        body json not null,
        primary key (merchant_id, rule_key)
      )`.execute(db);
    await sql`
      create table verification_values (
        merchant_id text primary key references merchants,
        body json not null
      )`.execute(db);
    await sql`
      create table verification_bases (
        merchant_id text not null references merchants,
        version bigint not null,
        body json not null,
        published_at_ms bigint not null,
        published_by text not null,
        primary key (merchant_id, version)
      )`.execute(db);
    await sql`alter table charges add column verification json`.execute(db);
    await sql`alter table transaction_log add column verification json`.execute(db);
    // What a merchant took today is asked for before every charge.
    await sql`create index charges_by_day on charges (merchant_id, created_at_ms)`.execute(db);
  },
};
