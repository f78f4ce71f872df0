/** Grants of free parking, and what a machine's site gives. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const parkingMigration: Migration = {
  name: '0009-parking',
  up: async (db) => {
    await sql`
      create table parking_grants (
        merchant_id text not null references merchants,
        order_id text not null,
        machine_id text not null references machines,
        lot_id text not null,
        valid_minutes integer not null,
        car_sealed text,
        state text not null,
        stay_serial text,
        stay json,
        leave_by_ms bigint,
        fault text,
        tries integer not null default 0,
        due_at_ms bigint,
        intended_at_ms bigint not null,
        updated_at_ms bigint not null,
        lease_holder text not null default '',
        lease_until_ms bigint not null default 0,
        version bigint not null default 0,
        primary key (merchant_id, order_id)
      )`.execute(db);
    await sql`
      create index parking_grants_due on parking_grants (due_at_ms)
      where due_at_ms is not null and car_sealed is not null`.execute(db);
    await sql`alter table machines add column parking json`.execute(db);
  },
};
