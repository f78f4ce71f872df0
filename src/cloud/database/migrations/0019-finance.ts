/**
 * The ledger of accounts and what it is reconciled with. Triggers hold three rules whoever writes: the postings of
 * every entry add up to nothing at the end of the statement that writes them, they agree with their entry, and
 * neither entries nor closed days ever change. Inserting an entry locks its merchant's row for a moment (its foreign
 * key), which closing a day locks too: an entry never slips into a day that is being closed.
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const financeMigration: Migration = {
  name: '0019-finance',
  up: async (db) => {
    await ledger(db);
    await rules(db);
    await statements(db);
    await reconciliation(db);
    await differences(db);
  },
};

async function ledger(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account_entries (
      entry_id bigserial primary key,
      merchant_id text not null references merchants,
      source_kind text not null,
      source_id text not null,
      day text collate "C" not null check (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
      at_ms bigint not null,
      posted_at_ms bigint not null,
      currency text not null,
      order_id text,
      unique (merchant_id, source_kind, source_id)
    )`.execute(db);
  await sql`
    create index account_entries_by_order on account_entries (order_id) where order_id is not null`.execute(
    db,
  );
  await sql`
    create table account_postings (
      entry_id bigint not null,
      n integer not null,
      merchant_id text not null,
      day text collate "C" not null,
      account text not null,
      channel text,
      machine_id text,
      site_id text,
      lot_id text,
      currency text not null,
      amount_minor bigint not null check (amount_minor <> 0),
      primary key (entry_id, n)
    )`.execute(db);
  await sql`
    create index account_postings_by_day on account_postings (merchant_id, day, account)`.execute(db);
  await sql`
    create table closed_days (
      merchant_id text not null references merchants,
      day text collate "C" not null check (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
      closed_at_ms bigint not null,
      closed_by text not null,
      entries bigint not null,
      debit_minor bigint not null,
      primary key (merchant_id, day)
    )`.execute(db);
}

async function rules(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function local_day(at_ms bigint, time_zone text) returns text language sql stable as $$
      select to_char(to_timestamp(at_ms / 1000) at time zone time_zone, 'YYYY-MM-DD')
    $$`.execute(db);
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% of % is refused: the books are only added to', tg_op, tg_table_name
        using errcode = 'check_violation';
    end $$`.execute(db);
  await sql`
    create function check_postings() returns trigger language plpgsql as $$
    declare wrong bigint;
    begin
      select entry_id into wrong from added group by entry_id having sum(amount_minor) <> 0 limit 1;
      if found then
        raise exception 'entry % does not add up', wrong using errcode = 'check_violation';
      end if;
      select p.entry_id into wrong from added p
        left join account_entries e on e.entry_id = p.entry_id and e.merchant_id = p.merchant_id
          and e.day = p.day and e.currency = p.currency
        where e.entry_id is null limit 1;
      if found then
        raise exception 'a posting does not agree with entry %', wrong using errcode = 'check_violation';
      end if;
      select p.entry_id into wrong from added p
        where exists (select from closed_days c where c.merchant_id = p.merchant_id and c.day >= p.day) limit 1;
      if found then
        raise exception 'entry % is of a day that has just been closed', wrong
          using errcode = 'serialization_failure';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger postings_add_up after insert on account_postings
    referencing new table as added for each statement execute function check_postings()`.execute(db);
  for (const table of ['account_entries', 'account_postings', 'closed_days']) {
    await sql`
      create trigger ${sql.id(`${table}_stay`)} before update or delete or truncate on ${sql.table(table)}
      for each statement execute function refuse_change()`.execute(db);
  }
}

async function statements(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table statement_files (
      file_id text primary key,
      merchant_id text not null references merchants,
      channel text not null,
      day text collate "C" not null,
      state text not null,
      account text,
      file_hash text not null,
      bytes bigint not null,
      rows bigint not null,
      totals json,
      fault text,
      line bigint,
      column_name text,
      reason text,
      source text not null,
      actor text not null,
      received_at_ms bigint not null
    )`.execute(db);
  await sql`
    create unique index statement_files_in_force on statement_files (merchant_id, channel, day)
    where state in ('imported', 'none')`.execute(db);
  await sql`
    create index statement_files_by_merchant on statement_files (merchant_id, day, received_at_ms)`.execute(
    db,
  );
  await sql`
    create table statement_pages (
      file_id text not null references statement_files,
      n integer not null,
      rows integer not null,
      packed bytea not null,
      primary key (file_id, n)
    )`.execute(db);
}

async function reconciliation(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reconciliation_runs (
      merchant_id text not null references merchants,
      channel text not null,
      day text collate "C" not null,
      run integer not null,
      state text not null,
      started_at_ms bigint not null,
      ended_at_ms bigint,
      file_id text,
      figures json,
      fault text,
      actor text not null,
      primary key (merchant_id, channel, day)
    )`.execute(db);
  await sql`
    create table reconciliation_pool (
      merchant_id text not null,
      channel text not null,
      day text collate "C" not null,
      side text not null,
      n integer not null,
      row json not null,
      primary key (merchant_id, channel, day, side, n)
    )`.execute(db);
  await sql`
    create index charges_by_settlement on charges (merchant_id, platform, submitted_at_ms)
    where submitted_at_ms is not null`.execute(db);
  await sql`
    create index refunds_by_settlement on refunds (merchant_id, updated_at_ms)
    where state = 'refunded'`.execute(db);
  await sql`
    create table channel_rates (
      merchant_id text not null references merchants,
      channel text not null,
      rate_ppm integer not null check (rate_ppm between 0 and 1000000),
      primary key (merchant_id, channel)
    )`.execute(db);
}

async function differences(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table differences (
      difference_id text primary key,
      merchant_id text not null references merchants,
      channel text not null,
      day text collate "C" not null,
      category text not null,
      key text not null,
      order_no text,
      order_id text,
      kind text not null,
      ref text,
      machine_id text,
      trade_no text,
      ours_minor bigint,
      ours_currency text,
      ours_state text,
      ours_at_ms bigint,
      channel_minor bigint,
      channel_currency text,
      channel_state text,
      channel_at_ms bigint,
      delta_minor bigint not null,
      currency text not null,
      state text not null,
      owner text,
      wait_until_ms bigint,
      opened_at_ms bigint not null,
      closed_at_ms bigint,
      closed_by text,
      closing text,
      unique (merchant_id, channel, category, key)
    )`.execute(db);
  await sql`
    create index differences_by_merchant on differences (merchant_id, state, day, difference_id)`.execute(db);
  await sql`
    create table difference_history (
      difference_id text not null references differences,
      n integer not null,
      at_ms bigint not null,
      actor text not null,
      action text not null,
      note text not null,
      amount_minor bigint,
      facts json not null,
      primary key (difference_id, n)
    )`.execute(db);
}
