/** Goods taken into stock, goods that machines held back for their date, and what a site does about dates. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const goodsInMigration: Migration = {
  name: '0011-goods-in',
  up: async (db) => {
    await sql`
      create table goods_in (
        merchant_id text not null references merchants,
        entry_id text not null,
        entry_no bigint generated always as identity,
        product_id text not null,
        lot text,
        serial text,
        produced_on text,
        expires_on text,
        shelf_life_days integer,
        pattern_id text,
        promotion_id text,
        quantity integer,
        note text not null,
        corrects text,
        withdrawn boolean not null,
        taken_in_at_ms bigint not null,
        actor text not null,
        primary key (merchant_id, entry_id),
        foreign key (merchant_id, corrects) references goods_in (merchant_id, entry_id)
      )`.execute(db);
    await sql`create index goods_in_by_age on goods_in (merchant_id, entry_no)`.execute(db);
    await sql`create index goods_in_by_product on goods_in (merchant_id, product_id, entry_no)`.execute(db);
    // Of two corrections of one entry at the same moment one finds it corrected already and fails.
    await sql`
      create unique index goods_in_corrected on goods_in (merchant_id, corrects)
      where corrects is not null`.execute(db);
    await sql`
      create table held_back_goods (
        merchant_id text not null references merchants,
        machine_id text not null references machines,
        journal_id text not null,
        seq bigint not null,
        place integer not null,
        at_ms bigint not null,
        order_id text,
        body json not null,
        primary key (machine_id, journal_id, seq, place)
      )`.execute(db);
    await sql`
      create index held_back_goods_by_age
      on held_back_goods (merchant_id, at_ms, machine_id, journal_id, seq, place)`.execute(db);
    await sql`alter table machines add column shelf_life json`.execute(db);
  },
};
