/** Differences that are about a stay, and what of a payment for parking went back to who paid it. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const paidTwiceMigration: Migration = {
  name: '0035-paid-twice',
  up: async (db) => {
    await sql`alter table differences add column lot_id text, add column stay_serial text`.execute(db);
    await sql`
      create index differences_by_stay on differences (merchant_id, lot_id, stay_serial)
      where stay_serial is not null`.execute(db);
    await sql`
      alter table parking_payments add column returned_minor bigint not null default 0,
        add column returned_at_ms bigint,
        add constraint parking_payments_returned check (returned_minor between 0 and actual_minor)`.execute(
      db,
    );
  },
};
