/**
 * What was paid, given back or sold before there was a ledger of accounts is listed, to be entered once. Only what
 * has no entry of its own is listed: on a new cloud nothing.
 */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const olderMoneyMigration: Migration = {
  name: '0031-older-money',
  up: async (db) => {
    await sql`
      create table older_money (
        merchant_id text not null references merchants,
        kind text not null check (kind in ('charge', 'refund', 'order')),
        id text not null,
        fault text,
        primary key (merchant_id, kind, id)
      )`.execute(db);
    await sql`
      insert into older_money (merchant_id, kind, id)
      select c.merchant_id, 'charge', c.charge_id from charges c
      where (c.state = 'paid' or c.came_late) and c.platform is not null and c.amount_minor is not null
        and not exists (
          select from account_entries e where e.merchant_id = c.merchant_id and e.source_id = c.charge_id
            and e.source_kind in ('charge', 'lateCharge', 'chargeUndone'))`.execute(db);
    await sql`
      insert into older_money (merchant_id, kind, id)
      select r.merchant_id, 'refund', r.refund_id from refunds r
      join charges c on c.merchant_id = r.merchant_id and c.charge_id = r.charge_id
      where r.state = 'refunded' and (c.state = 'paid' or c.came_late) and c.platform is not null
        and not exists (
          select from account_entries e where e.merchant_id = r.merchant_id and e.source_id = r.refund_id
            and e.source_kind = 'refund')`.execute(db);
    await sql`
      insert into older_money (merchant_id, kind, id)
      select o.merchant_id, 'order', o.order_id from orders o
      where (o.paid_at_ms is not null or (o.body ->> 'cashMinor')::bigint > 0) and not exists (
        select from account_entries e where e.merchant_id = o.merchant_id and e.order_id = o.order_id
          and e.source_kind in ('sale', 'cashIn'))`.execute(db);
  },
};
