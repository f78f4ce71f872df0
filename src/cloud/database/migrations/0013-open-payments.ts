/** What was last tried for payments that are not final, and what people decided about them. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const openPaymentsMigration: Migration = {
  name: '0013-open-payments',
  up: async (db) => {
    await sql`
      create table payment_attempts (
        merchant_id text not null references merchants,
        ref_id text not null,
        what text not null,
        answer text not null,
        reason text,
        tries integer not null,
        at_ms bigint not null,
        primary key (merchant_id, ref_id)
      )`.execute(db);
    await sql`
      create table payment_actions (
        merchant_id text not null references merchants,
        action_id text not null,
        about text not null,
        ref_id text not null,
        action text not null,
        why text not null,
        actor text not null,
        at_ms bigint not null,
        primary key (merchant_id, action_id)
      )`.execute(db);
    await sql`alter table charges add column reversal_wished boolean not null default false`.execute(db);
    // Few of many: what the page of open payments reads.
    await sql`
      create index charges_open on charges (merchant_id, created_at_ms)
      where state in ('created', 'submitted', 'userPaying', 'unknown', 'reversing')
        or due_at_ms is not null`.execute(db);
    await sql`
      create index refunds_not_final on refunds (merchant_id, intended_at_ms)
      where state <> 'refunded'`.execute(db);
  },
};
