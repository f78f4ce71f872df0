/** How often something was tried or sent lately; codes to phones are counted there too from now on. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const giftLimitsMigration: Migration = {
  name: '0026-gift-limits',
  up: async (db) => {
    await sql`
      create table gift_limits (
        merchant_id text not null references merchants,
        limit_name text not null,
        who text not null,
        times integer not null,
        until_ms bigint not null,
        primary key (merchant_id, limit_name, who)
      )`.execute(db);
    await sql`create index gift_limits_by_age on gift_limits (until_ms)`.execute(db);
    await sql`alter table gift_phone_codes drop column sent, drop column first_sent_at_ms`.execute(db);
  },
};
