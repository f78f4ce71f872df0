/**
 * A card may owe: payments that a lost database had taken are taken again when machines tell of them,
 * whatever was spent meanwhile. Who pays is still refused more than there is.
 */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const learnedPaymentsMigration: Migration = {
  name: '0006-learned-payments',
  up: async (db) => {
    await sql`
      alter table stored_value_accounts
        drop constraint if exists stored_value_accounts_balance_minor_check`.execute(db);
  },
};
