/** Charges whose code the machine shows, and the code for those who follow the transaction log. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const shownCodesMigration: Migration = {
  name: '0014-shown-codes',
  up: async (db) => {
    await sql`
      alter table charges
        add column shows_code boolean not null default false,
        add column shown_code json`.execute(db);
    await sql`alter table transaction_log add column shown_code json`.execute(db);
  },
};
