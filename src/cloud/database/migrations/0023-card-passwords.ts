/** Whether the secret of a stored-value card is six digits or a mixed password. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const cardPasswordsMigration: Migration = {
  name: '0023-card-passwords',
  up: async (db) => {
    await sql`alter table stored_value_accounts add column pin_kind text not null default 'digits'`.execute(
      db,
    );
  },
};
