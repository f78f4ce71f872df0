/**
 * What edited rules would have done to the latest payments: how many of them each key would have refused, and
 * which. Nothing is changed. The machine's records are told from the books, which follow them.
 */
import { localTime, startOfDay } from '../../domain/local-time.ts';
import type { Order, OrderCharge } from '../../domain/order.ts';
import { verify } from '../../domain/verification.ts';
import type { CheckData } from '../../domain/verification-data.ts';
import type { KeyResult } from '../../domain/verification-outcome.ts';
import type { RuleBase } from '../../domain/verification-rule.ts';
import type { DryRun } from '../../wire/rest.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { VerificationDraft } from '../database/verification-rows.ts';
import { cardFacts, chargeFacts, type PaymentAsked, timeFacts } from './payment-facts.ts';

/** Orders that are named for one key. */
const ordersShownMax = 20;

interface PastPayment {
  readonly merchantId: string;
  readonly machineId: string;
  readonly timeZone: string;
  readonly order: Order;
  /** Absent where it was paid by cash, or cost nothing. */
  readonly charge: OrderCharge | undefined;
  readonly tender: 'code' | 'cash' | 'free';
  readonly atMs: number;
}

interface Tally {
  refused: number;
  unknown: number;
  readonly orders: string[];
}

/** Throws what a rule that does not compile throws; the draft is validated before. */
export async function dryRun(
  db: CloudDatabase,
  merchantId: string,
  draft: VerificationDraft,
  paymentsMax: number,
): Promise<DryRun> {
  const base: RuleBase = { version: 1, rules: [...draft.rules], values: [...draft.values] };
  const payments = await pastPayments(db, merchantId, paymentsMax);
  const tallies = new Map<string, Tally>(
    base.rules.map(({ key }) => [key, { refused: 0, unknown: 0, orders: [] }]),
  );
  let refused = 0;
  for (const payment of payments) {
    const results = await resultsOf(db, base, payment);
    for (const result of results) count(tallies.get(result.key), result, payment.order.orderId);
    if (results.some(({ passed }) => !passed)) refused += 1;
  }
  return {
    payments: payments.length,
    refused,
    fromMs: payments.at(-1)?.atMs ?? null,
    toMs: payments[0]?.atMs ?? null,
    keys: [...tallies].map(([key, tally]) => ({ key, ...tally })),
  };
}

function count(tally: Tally | undefined, { passed, unknown }: KeyResult, orderId: string): void {
  if (!tally) return;
  if (unknown) tally.unknown += 1;
  if (passed) return;
  tally.refused += 1;
  if (tally.orders.length < ordersShownMax && !tally.orders.includes(orderId)) tally.orders.push(orderId);
}

/** What took money, and free goods that were handed over; newest first. */
async function pastPayments(db: CloudDatabase, merchantId: string, max: number): Promise<PastPayment[]> {
  const rows = await db
    .selectFrom('orders')
    .innerJoin('machines', 'machines.machine_id', 'orders.machine_id')
    .select(['orders.body', 'orders.machine_id', 'machines.time_zone', 'orders.paid_at_ms'])
    .where('orders.merchant_id', '=', merchantId)
    .where('orders.paid_at_ms', 'is not', null)
    .orderBy('orders.paid_at_ms', 'desc')
    .limit(max)
    .execute();
  const payments = rows.flatMap(({ body: order, machine_id, time_zone, paid_at_ms }): PastPayment[] => {
    const common = { merchantId, machineId: machine_id, timeZone: time_zone, order };
    const charges = order.charges.filter(({ state }) => state === 'paid');
    const byCode = charges.map((charge) => ({
      ...{ ...common, charge, tender: 'code' as const, atMs: charge.intendedAtMs },
    }));
    if (byCode.length > 0) return byCode;
    const tender = order.cashMinor > 0 ? ('cash' as const) : ('free' as const);
    return [{ ...common, charge: undefined, tender, atMs: Number(paid_at_ms) }];
  });
  return payments.slice(0, max);
}

async function resultsOf(db: CloudDatabase, base: RuleBase, payment: PastPayment): Promise<KeyResult[]> {
  const data = { ...requestFacts(payment), ...(await machineFacts(db, payment)) };
  const atMachine = verify(base, 'machine', data).results;
  // Only what is paid by code passes the gateway.
  if (!payment.charge) return [...atMachine];
  return [...atMachine, ...verify(base, 'cloud', { ...data, ...(await cloudFacts(db, payment)) }).results];
}

function requestFacts({
  merchantId,
  machineId,
  timeZone,
  order,
  charge,
  tender,
  atMs,
}: PastPayment): CheckData {
  return {
    amountMinor: charge?.amountMinor ?? order.totals.dueMinor,
    currency: order.currency,
    tender,
    platform: charge?.platform ?? '',
    codeMasked: charge?.codeMasked ?? '',
    ...{ merchantId, machineId, orderId: order.orderId },
    pieces: order.totals.pieces,
    lines: order.lines.length,
    categories: [...new Set(order.lines.map(({ category }) => category))].sort(),
    ...timeFacts(localTime(atMs, timeZone)),
  };
}

async function machineFacts(
  db: CloudDatabase,
  { merchantId, machineId, timeZone, order, charge, atMs }: PastPayment,
): Promise<CheckData> {
  const row = await db
    .selectFrom('orders')
    .select((eb) => [
      eb.fn.countAll<number>().as('payments'),
      eb.fn.coalesce(eb.fn.sum<number>('due_minor'), eb.lit(0)).as('paid'),
    ])
    .where('merchant_id', '=', merchantId)
    .where('machine_id', '=', machineId)
    .where('paid_at_ms', '>=', startOfDay(atMs, timeZone))
    .where('paid_at_ms', '<', atMs)
    .where('order_id', '!=', order.orderId)
    .executeTakeFirstOrThrow();
  const before = order.charges.filter((one) => one !== charge && one.intendedAtMs < atMs);
  const ended = before.filter(({ settledAtMs }) => settledAtMs !== undefined && settledAtMs <= atMs);
  return {
    'machine.paymentsToday': Number(row.payments),
    'machine.paidTodayMinor': Number(row.paid),
    'machine.orderPaid': ended.some(({ state }) => state === 'paid'),
    'machine.openCharges': before.length - ended.length,
    'machine.failedCharges': ended.filter(({ state }) => state !== 'paid').length,
  };
}

async function cloudFacts(db: CloudDatabase, payment: PastPayment): Promise<CheckData> {
  const { merchantId, machineId, timeZone, order, charge, atMs } = payment;
  const asked: PaymentAsked = {
    ...{ merchantId, machineId, orderId: order.orderId, atMs, dayFromMs: startOfDay(atMs, timeZone) },
    chargeId: charge?.chargeId ?? '',
    platform: charge?.platform ?? '',
  };
  const card = await db
    .selectFrom('stored_value_trades')
    .select('card_hash')
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', asked.chargeId)
    .executeTakeFirst();
  const hash = card?.card_hash ?? undefined;
  return {
    ...(await chargeFacts(db, asked)),
    ...(hash === undefined ? {} : await cardFacts(db, asked, hash)),
  };
}
