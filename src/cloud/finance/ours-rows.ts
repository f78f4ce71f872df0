/**
 * What the books say was paid and given back through a channel: all of a day as text for comparing, and single ones by
 * their numbers. A payment belongs to the day on which the platform was asked for it, a refund to that on which it was
 * given. A reversed payment whose money came late counts like a paid one: its refund stands beside it.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { OursRow, Standing } from '../../domain/reconciliation.ts';
import type { CloudDatabase } from '../database/schema.ts';

export interface OursAsked {
  readonly merchantId: string;
  readonly channel: string;
}

const pageRows = 20_000;

interface Page {
  readonly text: string | null;
  readonly rows: number;
  readonly last_ms: number | null;
  readonly last_id: string | null;
}

/** Writes the rows of a time, half open, into files of the folder; answers their paths in order. */
export async function writeOurs(
  db: CloudDatabase,
  asked: OursAsked,
  time: { readonly fromMs: number; readonly toMs: number },
  dir: string,
): Promise<string[]> {
  const paths: string[] = [];
  let written = 0;
  for (const read of [paymentPage, refundPage]) {
    let after = { ms: time.fromMs, id: '' };
    for (;;) {
      const page = await read(db, asked, after, time.toMs, written);
      if (!page || page.rows === 0) break;
      const path = join(dir, `ours-${paths.length}.tsv`);
      await writeFile(path, page.text ?? '');
      paths.push(path);
      written += page.rows;
      after = { ms: page.last_ms ?? time.toMs, id: page.last_id ?? '' };
      if (page.rows < pageRows) break;
    }
  }
  return paths;
}

type After = { readonly ms: number; readonly id: string };

async function paymentPage(
  db: CloudDatabase,
  { merchantId, channel }: OursAsked,
  after: After,
  toMs: number,
  written: number,
): Promise<Page | undefined> {
  const { rows } = await sql<Page>`
    with page as (
      select charge_id, submitted_at_ms, amount_minor, currency, platform_trade_no,
        row_number() over (order by submitted_at_ms, charge_id) + ${written}::bigint as n
      from charges
      where merchant_id = ${merchantId} and platform = ${channel}
        and submitted_at_ms >= ${after.ms}::bigint and submitted_at_ms < ${toMs}::bigint
        and (submitted_at_ms, charge_id) > (${after.ms}::bigint, ${after.id})
        and (state = 'paid' or came_late)
      order by submitted_at_ms, charge_id limit ${pageRows}
    )
    select string_agg(concat_ws(chr(9), 'payment', charge_id, '',
        translate(coalesce(platform_trade_no, ''), chr(9) || chr(10) || chr(13), ''), amount_minor, currency, n)
        || chr(10), '' order by n) as text,
      count(*) as rows, max(submitted_at_ms) as last_ms,
      (array_agg(charge_id order by n desc))[1] as last_id
    from page`.execute(db);
  return rows[0];
}

async function refundPage(
  db: CloudDatabase,
  { merchantId, channel }: OursAsked,
  after: After,
  toMs: number,
  written: number,
): Promise<Page | undefined> {
  const { rows } = await sql<Page>`
    with page as (
      select r.refund_id, r.charge_id, r.updated_at_ms, r.amount_minor, r.currency,
        row_number() over (order by r.updated_at_ms, r.refund_id) + ${written}::bigint as n
      from refunds r join charges c on c.merchant_id = r.merchant_id and c.charge_id = r.charge_id
      where r.merchant_id = ${merchantId} and r.state = 'refunded' and c.platform = ${channel}
        and r.updated_at_ms >= ${after.ms}::bigint and r.updated_at_ms < ${toMs}::bigint
        and (r.updated_at_ms, r.refund_id) > (${after.ms}::bigint, ${after.id})
        and (c.state = 'paid' or c.came_late)
      order by r.updated_at_ms, r.refund_id limit ${pageRows}
    )
    select string_agg(concat_ws(chr(9), 'refund', charge_id, refund_id, '', amount_minor, currency, n)
        || chr(10), '' order by n) as text,
      count(*) as rows, max(updated_at_ms) as last_ms,
      (array_agg(refund_id order by n desc))[1] as last_id
    from page`.execute(db);
  return rows[0];
}

/** Everything known of these order numbers: the payment and all of its refunds, however they stand. */
export async function findOurs(
  db: CloudDatabase,
  { merchantId, channel }: OursAsked,
  orderNos: readonly string[],
): Promise<OursRow[]> {
  if (orderNos.length === 0) return [];
  const charges = await db
    .selectFrom('charges')
    .select(['charge_id', 'order_id', 'machine_id', 'platform_trade_no', 'amount_minor', 'currency', 'state'])
    .select(['came_late', 'submitted_at_ms', 'created_at_ms'])
    .where('merchant_id', '=', merchantId)
    .where('platform', '=', channel)
    .where('charge_id', '=', sql<string>`any(${orderNos}::text[])`)
    .execute();
  const known = new Map(charges.map((row) => [row.charge_id, row]));
  const refunds = await db
    .selectFrom('refunds')
    .select(['refund_id', 'charge_id', 'order_id', 'machine_id', 'amount_minor', 'currency', 'state'])
    .select('updated_at_ms')
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', sql<string>`any(${[...known.keys()]}::text[])`)
    .execute();
  const rows: OursRow[] = charges.map((row) => ({
    ...{ kind: 'payment', orderNo: row.charge_id, ref: '', orderId: row.order_id },
    ...{ machineId: row.machine_id, tradeNo: row.platform_trade_no ?? '' },
    ...{ amountMinor: Number(row.amount_minor ?? 0), currency: row.currency ?? '' },
    atMs: Number(row.submitted_at_ms ?? row.created_at_ms),
    standing: row.state === 'paid' || row.came_late ? 'success' : standingOf(row.state),
  }));
  for (const row of refunds) {
    const charge = known.get(row.charge_id);
    const moved = row.state === 'refunded' && (charge?.state === 'paid' || charge?.came_late);
    rows.push({
      ...{ kind: 'refund', orderNo: row.charge_id, ref: row.refund_id, orderId: row.order_id },
      ...{ machineId: row.machine_id, tradeNo: '', amountMinor: Number(row.amount_minor) },
      ...{ currency: row.currency, atMs: Number(row.updated_at_ms) },
      standing: moved ? 'success' : row.state === 'failed' ? 'failed' : 'open',
    });
  }
  return rows;
}

function standingOf(state: string): Standing {
  return state === 'reversed' || state === 'failed' ? state : 'open';
}
