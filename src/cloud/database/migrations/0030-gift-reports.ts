/** How a person of the merchant dealt with a report, and givers who may give nothing more. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const giftReportsMigration: Migration = {
  name: '0030-gift-reports',
  up: async (db) => {
    await sql`
      alter table gift_reports
        add column decision text,
        add column decided_by text,
        add column decided_at_ms bigint`.execute(db);
    await sql`alter table gift_people add column barred_at_ms bigint`.execute(db);
    await sql`create index gift_reports_by_age on gift_reports (merchant_id, at_ms, gift_id)`.execute(db);
  },
};
