/** Machines, presence, catalogue, bundles, alarms. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const fleetMigration: Migration = {
  name: '0002-fleet',
  up: async (db) => {
    await machines(db);
    await catalogue(db);
    await sql`
      create table bundles (
        machine_id text not null references machines,
        merchant_id text not null references merchants,
        version bigint not null,
        sha256 text not null,
        content_sha256 text not null,
        packed text not null,
        published_at_ms bigint not null,
        primary key (machine_id, version)
      )`.execute(db);
    await sql`
      create table alarms (
        alarm_id text primary key,
        merchant_id text not null references merchants,
        machine_id text not null references machines,
        kind text not null,
        severity text not null,
        subject text not null,
        fault text not null,
        count bigint not null,
        since_ms bigint not null,
        last_at_ms bigint not null,
        cleared_at_ms bigint
      )`.execute(db);
    await sql`
      create unique index alarms_open on alarms (machine_id, kind, subject)
      where cleared_at_ms is null`.execute(db);
    await sql`create index alarms_by_merchant on alarms (merchant_id, since_ms, alarm_id)`.execute(db);
  },
};

async function machines(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table machines (
      machine_id text primary key,
      merchant_id text not null references merchants,
      shard integer not null,
      name json not null,
      help_phone text not null,
      time_zone text not null,
      tenders json not null,
      created_at_ms bigint not null
    )`.execute(db);
  await sql`create index machines_by_merchant on machines (merchant_id, machine_id)`.execute(db);
  await sql`
    create table machine_presence (
      machine_id text primary key references machines,
      merchant_id text not null references merchants,
      online boolean,
      session bigint not null,
      boot_id text not null,
      version text not null,
      bundle_version bigint not null,
      journal_id text not null,
      last_seq bigint not null,
      devices json not null,
      out_of_service text,
      last_heard_at_ms bigint not null,
      changed_at_ms bigint not null
    )`.execute(db);
}

async function catalogue(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table products (
      merchant_id text not null references merchants,
      product_id text not null,
      position bigint not null,
      category text not null,
      search text not null,
      body json not null,
      primary key (merchant_id, product_id)
    )`.execute(db);
  await sql`create index products_by_position on products (merchant_id, position, product_id)`.execute(db);
  await sql`
    create table promotions (
      merchant_id text not null references merchants,
      promotion_id text not null,
      priority integer not null,
      body json not null,
      primary key (merchant_id, promotion_id)
    )`.execute(db);
  await sql`
    create table code_patterns (
      merchant_id text not null references merchants,
      position integer not null,
      body json not null,
      primary key (merchant_id, position)
    )`.execute(db);
  await sql`
    create table code_formats (
      merchant_id text not null references merchants,
      position integer not null,
      body json not null,
      primary key (merchant_id, position)
    )`.execute(db);
  await sql`
    create table selections (
      machine_id text not null references machines,
      merchant_id text not null references merchants,
      position integer not null,
      body json not null,
      primary key (machine_id, position)
    )`.execute(db);
}
