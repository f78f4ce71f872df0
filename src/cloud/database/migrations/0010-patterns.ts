/** The code rules that were published, and the sample codes they are tried on. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const patternsMigration: Migration = {
  name: '0010-patterns',
  up: async (db) => {
    await sql`
      create table pattern_tables (
        merchant_id text not null references merchants,
        version bigint not null,
        body json not null,
        published_at_ms bigint not null,
        published_by text not null,
        primary key (merchant_id, version)
      )`.execute(db);
    await sql`
      create table pattern_samples (
        merchant_id text primary key references merchants,
        body json not null
      )`.execute(db);
    // What was in force until now was the list as it was edited.
    await sql`
      insert into pattern_tables (merchant_id, version, body, published_at_ms, published_by)
      select merchant_id, 1, json_agg(body order by position), 0, ''
      from code_patterns group by merchant_id`.execute(db);
  },
};
