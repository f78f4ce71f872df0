/**
 * The forms of planned days: every payment of ours is also an order as a machine would have told it. What the forms of
 * a month come to must be the same whatever they are asked by, and be what the ledger took; a channel's receivable
 * must be its form and the differences that were closed, less its fees.
 */
import { sql } from 'kysely';
import { accountBalance } from '../../../src/cloud/database/posting-rows.ts';
import type { CloudDatabase } from '../../../src/cloud/database/schema.ts';
import { readDifferenceForm } from '../../../src/cloud/finance/forms/difference-form.ts';
import { readForm } from '../../../src/cloud/finance/forms/read-form.ts';
import { bookMarked } from '../../../src/cloud/finance/forms/takings-follower.ts';
import type { PricedLine } from '../../../src/domain/basket.ts';
import type { Order } from '../../../src/domain/order.ts';
import { silentLog } from '../../../src/platform/log.ts';
import type { FormGroup } from '../../../src/wire/rest-forms.ts';
import { addMachineRow } from '../cloud-database.ts';
import { bookChannels, type OursPayment } from './day-maker.ts';

const batch = 500;
const groupings: readonly (readonly FormGroup[])[] = [
  ...(['site', 'channel', 'product', 'hour', 'machine', 'day', 'month'] as const).map((group) => [group]),
  ['product', 'channel'],
  ['product', 'hour'],
  ['product', 'machine'],
];

/** Keeps a day's orders; a payment taken twice is two charges of one order. */
export async function keepOrders(
  db: CloudDatabase,
  merchantId: string,
  ours: readonly OursPayment[],
): Promise<void> {
  const orders = new Map<string, OursPayment[]>();
  for (const one of ours) orders.set(one.orderId, [...(orders.get(one.orderId) ?? []), one]);
  const kept = [...orders.values()];
  await addMachines(db, merchantId, new Set(ours.map(({ machineId }) => machineId)));
  for (let at = 0; at < kept.length; at += batch) {
    const rows = kept.slice(at, at + batch).map((payments) => orderRow(merchantId, payments));
    await db.insertInto('orders').values(rows).execute();
  }
}

/** Machines of all books in one database are the same. */
async function addMachines(db: CloudDatabase, merchantId: string, ids: ReadonlySet<string>): Promise<void> {
  const known = await db.selectFrom('machines').select('machine_id').execute();
  const there = new Set(known.map(({ machine_id: id }) => id));
  for (const id of ids) if (!there.has(id)) await addMachineRow(db, merchantId, id);
}

function orderRow(merchantId: string, payments: readonly OursPayment[]) {
  const [first] = payments;
  if (!first) throw new Error('an order without payments');
  const order = orderOf(first, payments);
  return {
    ...{ order_id: order.orderId, merchant_id: merchantId, machine_id: first.machineId, search: '' },
    ...{ state: order.state, currency: 'CNY', due_minor: order.totals.dueMinor, page_ids: null },
    ...{ opened_at_ms: first.atMs, updated_at_ms: first.atMs, submitted_at_ms: first.atMs },
    ...{ paid_at_ms: order.paidAtMs ?? null, closed_at_ms: first.atMs, body: JSON.stringify(order) },
  };
}

function orderOf(first: OursPayment, payments: readonly OursPayment[]): Order {
  const { orderId, atMs } = first;
  const dueMinor = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const name = { zh: '货', en: 'Goods' };
  const line: PricedLine = {
    ...{ lineId: 'lin_1', productId: `product-${dueMinor % 9}`, name, category: 'snacks', quantity: 1 },
    ...{ unitPriceMinor: dueMinor, delivery: { how: 'none' }, regularMinor: dueMinor },
    ...{ discountMinor: 0, dueMinor, discounts: [] },
  };
  const times = { intendedAtMs: atMs, expiresAtMs: atMs + 60_000, settledAtMs: atMs };
  const charges = payments.map(({ chargeId, channel: platform, amountMinor, state }) => ({
    ...{ chargeId, platform, codeMasked: '', amountMinor, state, ...times },
  }));
  const isPaid = payments.every(({ state }) => state === 'paid');
  return {
    ...{ orderId, state: isPaid ? 'paymentFinished' : 'selecting', currency: 'CNY', language: 'zh' },
    ...{ submitted: true, lines: [line], openedAtMs: atMs, updatedAtMs: atMs, cashMinor: 0, changeMinor: 0 },
    ...{ charges, totals: { pieces: 1, regularMinor: dueMinor, discountMinor: 0, dueMinor } },
    ...{ deliveries: [], refunds: [], payouts: [], closedAtMs: atMs },
    ...(isPaid ? { paidAtMs: atMs } : {}),
  };
}

/** What does not agree, after every difference was closed; empty where all does. */
export async function unlikeForms(db: CloudDatabase, merchantId: string): Promise<string[]> {
  while ((await bookMarked(db, silentLog)) > 0);
  const taken = await sql<{ month: string; minor: number }>`
    select left(day, 7) as month, -sum(amount_minor) as minor from account_postings
    where merchant_id = ${merchantId} and account = 'orders' group by 1 order by 1`.execute(db);
  const unlike: string[] = [];
  for (const { month, minor } of taken.rows) {
    const period = { merchantId, currency: 'CNY', from: `${month}-01`, to: `${month}-31` };
    const whole = (await readForm(db, { ...period, by: ['day'], fromRows: true })).total;
    if (whole.netMinor !== Number(minor)) {
      unlike.push(`${month}: the forms have ${whole.netMinor}, the ledger ${minor}`);
    }
    for (const by of groupings) {
      const { total } = await readForm(db, { ...period, by });
      const sums = [total.regularMinor, total.actualMinor, total.refundedMinor, total.netMinor];
      const wanted = [whole.regularMinor, whole.actualMinor, whole.refundedMinor, whole.netMinor];
      if (sums.join() !== wanted.join()) unlike.push(`${month} by ${by}: ${sums} is not ${wanted}`);
    }
  }
  return [...unlike, ...(await unlikeReceivables(db, merchantId))];
}

async function unlikeReceivables(db: CloudDatabase, merchantId: string): Promise<string[]> {
  const always = { merchantId, from: '2026-01-01', to: '2026-12-31' };
  const unlike: string[] = [];
  for (const channel of bookChannels) {
    const { total } = await readForm(db, { ...always, currency: 'CNY', by: ['day'], channel });
    const closed = await Promise.all(
      ['CNY', 'USD'].map((currency) => readDifferenceForm(db, { ...always, currency, channel })),
    );
    // A fee that differed is a fee once it is booked.
    const others = closed.flat().filter(({ category }) => category !== 'feeMismatch');
    const closedMinor = others.reduce((sum, row) => sum + row.closedDeltaMinor, 0);
    const feesMinor = await accountBalance(db, merchantId, 'fees', channel);
    const balance = await accountBalance(db, merchantId, 'receivable', channel);
    if (balance === total.netMinor + closedMinor - feesMinor) continue;
    const parts = `${total.netMinor} of the forms, ${closedMinor} closed, less ${feesMinor} of fees`;
    unlike.push(`${channel}: ${balance} is not ${parts}`);
  }
  return unlike;
}
