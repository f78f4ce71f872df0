/**
 * Records that came in a packed batch are stored as they came, a batch a row; an order names the pages that
 * hold records of it. Records that came singly stay rows of their own. Already compressed, so the database
 * is not to try it again.
 */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const journalPagesMigration: Migration = {
  name: '0007-journal-pages',
  up: async (db) => {
    await sql`
      create table journal_pages (
        page_id bigint generated always as identity unique,
        machine_id text not null,
        journal_id text not null,
        first_seq bigint not null,
        last_seq bigint not null,
        merchant_id text not null,
        packed bytea not null,
        applied_at_ms bigint not null,
        primary key (machine_id, journal_id, first_seq)
      )`.execute(db);
    await sql`alter table journal_pages alter column packed set storage external`.execute(db);
    await sql`alter table orders add column page_ids bigint[]`.execute(db);
  },
};
