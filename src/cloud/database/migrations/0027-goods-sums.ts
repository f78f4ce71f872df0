/**
 * Sums by product, channel and hour. Days whose takings are there already are listed: until the sums of such a
 * day are made, forms count its takings themselves.
 */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const goodsSumsMigration: Migration = {
  name: '0027-goods-sums',
  up: async (db) => {
    await sql`
      create table taking_days_to_sum (
        merchant_id text collate "C" not null references merchants,
        day text collate "C" not null,
        primary key (merchant_id, day)
      )`.execute(db);
    await sql`
      insert into taking_days_to_sum (merchant_id, day) select distinct merchant_id, day from takings`.execute(
      db,
    );
  },
};
