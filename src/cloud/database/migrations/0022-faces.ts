/** What a machine's site does about faces; null where it recognises nobody and reads no expression. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const facesMigration: Migration = {
  name: '0022-faces',
  up: async (db) => {
    await sql`alter table machines add column faces json`.execute(db);
  },
};
