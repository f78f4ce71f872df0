/**
 * Enters what was paid, given back and sold before there was a ledger of accounts, batch by batch: what is listed, each
 * once, under the same sources under which it would have been entered then, so that nothing is entered twice whoever
 * else does. Days that are closed stay as they are; what belongs to them counts for the first open one.
 */
import { sql } from 'kysely';
import type { AccountEntry } from '../../domain/account.ts';
import { chargeEntry, parkingGrantedEntry, refundEntry } from '../../domain/account-payments.ts';
import { cashEntry, orderCashEntry, saleEntry, saleReturnedEntry } from '../../domain/account-sales.ts';
import { Fault, faultChain } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import { isPaid, type Order } from '../../domain/order.ts';
import type { Log } from '../../platform/log.ts';
import { postEntries } from '../database/posting-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';

const batchMax = 200;

interface Listed {
  readonly merchant_id: string;
  readonly kind: 'charge' | 'refund' | 'order';
  readonly id: string;
}

/** One batch; answers how many were entered or set aside because they cannot be. */
export async function enterOlderMoney(db: CloudDatabase, nowMs: number, log: Log): Promise<number> {
  try {
    return await enterBatch(db, nowMs, batchMax);
  } catch (error) {
    log.warn('older money is entered one by one', { fault: faultChain(error) });
  }
  for (let n = 0; n < batchMax; n += 1) {
    try {
      if ((await enterBatch(db, nowMs, 1)) === 0) return n;
    } catch (error) {
      // Money is left out only for what it is, never because the database was busy.
      if (error instanceof Fault && error.retryable) throw error;
      const fault = faultChain(error);
      log.error('older money cannot be entered', { fault });
      await setAside(db, fault);
    }
  }
  return batchMax;
}

/** In the order of the list; a process that comes second waits for the first. */
async function enterBatch(db: CloudDatabase, nowMs: number, rowsMax: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Listed>`
      select merchant_id, kind, id from older_money where fault is null
      order by merchant_id, kind, id limit ${rowsMax} for update`.execute(tx);
    const merchants = Map.groupBy(rows, ({ merchant_id }) => merchant_id);
    for (const [merchantId, listed] of merchants) {
      const ids = (kind: Listed['kind']) => listed.filter((one) => one.kind === kind).map(({ id }) => id);
      const entries = [
        ...(await chargesOf(tx, merchantId, ids('charge'))),
        ...(await refundsOf(tx, merchantId, ids('refund'))),
        ...(await ordersOf(tx, merchantId, ids('order'))),
      ];
      await postEntries(tx, merchantId, entries, nowMs);
    }
    const column = (of: (one: Listed) => string) => rows.map(of);
    await sql`
      delete from older_money m using unnest(
        ${column((one) => one.merchant_id)}::text[], ${column((one) => one.kind)}::text[],
        ${column((one) => one.id)}::text[]
      ) as o (merchant_id, kind, id)
      where m.merchant_id = o.merchant_id and m.kind = o.kind and m.id = o.id`.execute(tx);
    return rows.length;
  });
}

/** The first one listed. */
async function setAside(db: CloudDatabase, fault: string): Promise<void> {
  await sql`
    update older_money set fault = ${fault.slice(0, 500)} where (merchant_id, kind, id) = (
      select merchant_id, kind, id from older_money where fault is null
      order by merchant_id, kind, id limit 1)`.execute(db);
}

type Number64 = number | string;

interface MoneyRow {
  readonly id: string;
  readonly charge_id: string;
  readonly order_id: string;
  readonly machine_id: string;
  readonly channel: string;
  readonly amount_minor: Number64;
  readonly currency: Currency;
  readonly at_ms: Number64;
  readonly came_late: boolean;
}

const moneyOf = (row: MoneyRow) => ({
  ...{ orderId: row.order_id, machineId: row.machine_id, channel: row.channel, currency: row.currency },
  ...{ amountMinor: Number(row.amount_minor), atMs: Number(row.at_ms) },
});

async function chargesOf(
  tx: CloudTransaction,
  merchantId: string,
  ids: readonly string[],
): Promise<AccountEntry[]> {
  const { rows } = await sql<MoneyRow>`
    select charge_id as id, charge_id, order_id, machine_id, platform as channel, amount_minor, currency,
      coalesce(submitted_at_ms, updated_at_ms) as at_ms, came_late
    from charges where merchant_id = ${merchantId} and charge_id = any(${ids}::text[])`.execute(tx);
  return rows.map((row) =>
    chargeEntry(row.came_late ? 'lateCharge' : 'charge', { ...moneyOf(row), chargeId: row.id }),
  );
}

async function refundsOf(
  tx: CloudTransaction,
  merchantId: string,
  ids: readonly string[],
): Promise<AccountEntry[]> {
  const { rows } = await sql<MoneyRow>`
    select r.refund_id as id, r.charge_id, r.order_id, r.machine_id, c.platform as channel, r.amount_minor,
      r.currency, r.updated_at_ms as at_ms, c.came_late
    from refunds r join charges c on c.merchant_id = r.merchant_id and c.charge_id = r.charge_id
    where r.merchant_id = ${merchantId} and r.refund_id = any(${ids}::text[])`.execute(tx);
  return rows.map((row) => refundEntry({ ...moneyOf(row), refundId: row.id }));
}

interface OrderRow {
  readonly machine_id: string;
  readonly body: Order;
  /** Coins that are entered already. */
  readonly entered_minor: Number64;
}

async function ordersOf(
  tx: CloudTransaction,
  merchantId: string,
  ids: readonly string[],
): Promise<AccountEntry[]> {
  const { rows } = await sql<OrderRow>`
    select o.machine_id, o.body, coalesce((
      select sum(p.amount_minor) from account_entries e join account_postings p using (entry_id)
      where e.order_id = o.order_id and e.source_kind = 'cashIn' and p.account = 'cash'), 0) as entered_minor
    from orders o where o.merchant_id = ${merchantId} and o.order_id = any(${ids}::text[])`.execute(tx);
  return rows.flatMap(({ machine_id, body, entered_minor }) =>
    orderEntries(body, machine_id, Number(entered_minor)),
  );
}

/** What its records would have been entered as; the order remembers no times of coins. */
function orderEntries(order: Order, machineId: string, enteredMinor: number): AccountEntry[] {
  const { orderId, currency, parking, updatedAtMs, paidAtMs, closedAtMs } = order;
  const at = { machineId, currency, atMs: paidAtMs ?? updatedAtMs };
  const endedAt = { ...at, atMs: closedAtMs ?? updatedAtMs };
  const insertedMinor = order.cashMinor - enteredMinor;
  const payouts = order.payouts.flatMap(({ payoutId, state, paidMinor, owedMinor }) => {
    const body = { kind: 'payoutSettled' as const, orderId, payoutId, paidMinor, owedMinor };
    return state === 'settled' ? (cashEntry(body, { ...endedAt, journalId: '', seq: 0 }) ?? []) : [];
  });
  const coins = [...(insertedMinor > 0 ? [orderCashEntry(orderId, insertedMinor, at)] : []), ...payouts];
  if (!isPaid(order)) return coins;
  const backs = [
    ...order.refunds.map(({ refundId: id, amountMinor, intendedAtMs: atMs }) => ({ id, amountMinor, atMs })),
    ...order.payouts
      .filter(({ purpose }) => purpose === 'refund')
      .map(({ payoutId: id, amountMinor }) => ({ id, amountMinor, atMs: endedAt.atMs })),
  ];
  const { lotId = '', stay } = parking?.state === 'granted' ? parking : {};
  return [
    ...coins,
    saleEntry(order, machineId),
    ...backs.map((back) => saleReturnedEntry(order, machineId, back)),
    ...(stay
      ? [parkingGrantedEntry({ orderId, machineId, lotId, feeMinor: stay.feeMinor, currency, atMs: at.atMs })]
      : []),
  ];
}
