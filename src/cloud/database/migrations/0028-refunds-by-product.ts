/** Takings that went back are booked anew, by product: their orders are marked for it. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const refundsByProductMigration: Migration = {
  name: '0028-refunds-by-product',
  up: async (db) => {
    await sql`
      insert into taking_marks (merchant_id, order_id)
      select distinct merchant_id, order_id from takings
      where refunds > 0 and place_kind = 'machine'`.execute(db);
  },
};
