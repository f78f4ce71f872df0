/**
 * Packed catalogues by the hash of their text, in parts as machines fetch them. Bundles name their catalogue
 * from now on; the ones of before, which held their products themselves, are published anew.
 */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const cataloguesMigration: Migration = {
  name: '0005-catalogues',
  up: async (db) => {
    await sql`
      create table catalogues (
        merchant_id text not null references merchants,
        sha256 text not null,
        products bigint not null,
        packed_bytes bigint not null,
        made_at_ms bigint not null,
        primary key (merchant_id, sha256)
      )`.execute(db);
    await sql`
      create table catalogue_parts (
        merchant_id text not null,
        sha256 text not null,
        part integer not null,
        body text not null,
        primary key (merchant_id, sha256, part),
        foreign key (merchant_id, sha256) references catalogues on delete cascade
      )`.execute(db);
    await sql`delete from bundles`.execute(db);
    await sql`alter table bundles add column catalogue_sha256 text not null`.execute(db);
  },
};
