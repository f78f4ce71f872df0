/**
 * Bills that drivers pay at their phones in lots of the merchant's own. A payment that was made under a bill
 * settles what was due at the instant of the bill.
 */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const parkingBillsMigration: Migration = {
  name: '0024-parking-bills',
  up: async (db) => {
    await sql`alter table parking_payments add column billed_at_ms bigint`.execute(db);
    await sql`
      create table parking_bills (
        bill_id text primary key,
        merchant_id text not null,
        lot_id text not null,
        stay_serial text not null,
        order_id text unique,
        coupon_minor bigint not null,
        due_minor bigint not null,
        earlier_minor bigint not null,
        currency text not null,
        state text not null,
        reason text,
        leave_by_ms bigint,
        billed_at_ms bigint not null,
        expires_at_ms bigint not null,
        ended_at_ms bigint,
        foreign key (merchant_id, lot_id, stay_serial) references parking_sessions,
        check (coupon_minor >= 0 and due_minor > 0)
      )`.execute(db);
  },
};
