/** Who may give nothing more, by the keyed hash of their phone, so that it holds when the person is deleted. */
import { sql } from 'kysely';
import { giftBarMs } from '../../../domain/gift-bar.ts';
import type { Migration } from '../migration.ts';

export const giftBarsMigration: Migration = {
  name: '0033-gift-bars',
  up: async (db) => {
    await sql`
      create table gift_bars (
        merchant_id text not null references merchants,
        phone_stored text not null,
        reason text not null,
        at_ms bigint not null,
        until_ms bigint not null,
        primary key (merchant_id, phone_stored)
      )`.execute(db);
    await sql`create index gift_bars_by_age on gift_bars (until_ms)`.execute(db);
    await sql`
      insert into gift_bars (merchant_id, phone_stored, reason, at_ms, until_ms)
      select merchant_id, phone_stored, 'other', barred_at_ms, barred_at_ms + ${giftBarMs}::bigint
      from gift_people where barred_at_ms is not null`.execute(db);
    await sql`alter table gift_people drop column barred_at_ms`.execute(db);
  },
};
