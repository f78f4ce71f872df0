/**
 * The payments of a merchant that are not final, oldest first: charges and reversals, those that ended without
 * money and are looked for in vain, and refunds that are not given back; each with what was last tried and
 * what a person may decide about it.
 */
import { sql } from 'kysely';
import { type FaultCode, faultCatalogue } from '../../domain/fault-catalogue.ts';
import type { OpenPayment, PaymentAction, SettledEnd } from '../../wire/rest.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { ChargeState, ChargeStateName } from './charge-machine.ts';
import { type ChargeWish, takesWish } from './charge-wishes.ts';

/** States of a charge in which nobody knows yet how it ends. */
export const openChargeStates: readonly ChargeStateName[] = [
  ...(['created', 'submitted', 'userPaying', 'unknown', 'reversing'] as const),
];

export interface OpenPaymentsPage {
  readonly limit: number;
  /** The last one of the page before. */
  readonly after?: readonly [sinceMs: number, id: string] | undefined;
  readonly kiosk?: string | undefined;
}

interface Row {
  readonly about: 'charge' | 'refund';
  readonly id: string;
  readonly charge_id: string;
  readonly order_id: string;
  readonly machine_id: string;
  readonly platform: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly since_ms: string;
  readonly due_at_ms: string | null;
  readonly reversal_wished: boolean;
  readonly what: string | null;
  readonly answer: string | null;
  readonly tried_reason: string | null;
  readonly tries: number | null;
  readonly at_ms: string | null;
}

/** One row more than the page holds says that there is a next one. */
export async function findOpenPayments(
  db: CloudDatabase,
  merchantId: string,
  { limit, after, kiosk }: OpenPaymentsPage,
): Promise<OpenPayment[]> {
  const ofKiosk = kiosk === undefined ? sql`` : sql`and machine_id = ${kiosk}`;
  const later = after ? sql`and (since_ms, id) > (${after[0]}::bigint, ${after[1]}::text)` : sql``;
  const { rows } = await sql<Row>`
    select open.*, a.what, a.answer, a.reason as tried_reason, a.tries, a.at_ms
    from (
      select 'charge' as about, merchant_id, charge_id as id, charge_id, order_id, machine_id, platform,
        amount_minor, currency, state, reason, created_at_ms as since_ms, due_at_ms, reversal_wished
      from charges
      where merchant_id = ${merchantId}
        and (state in ('created', 'submitted', 'userPaying', 'unknown', 'reversing') or due_at_ms is not null)
      union all
      select 'refund', r.merchant_id, r.refund_id, r.charge_id, r.order_id, r.machine_id, c.platform,
        r.amount_minor, r.currency, r.state, coalesce(r.fault, r.reason), r.intended_at_ms, r.due_at_ms, false
      from refunds r
      left join charges c on c.merchant_id = r.merchant_id and c.charge_id = r.charge_id
      where r.merchant_id = ${merchantId} and r.state <> 'refunded'
    ) as open
    left join payment_attempts a on a.merchant_id = open.merchant_id and a.ref_id = open.id
    where (
      open.about = 'refund'
      or open.state in ('created', 'submitted', 'userPaying', 'unknown', 'reversing')
      or a.answer in ('unknown', 'again', 'userPaying', 'refused')
    ) ${ofKiosk} ${later}
    order by since_ms, id limit ${limit + 1}`.execute(db);
  return rows.map(openPayment);
}

/** How many payments have been open since before `beforeMs`. */
export async function countOpenPayments(
  db: CloudDatabase,
  merchantId: string,
  beforeMs: number,
): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select (
      select count(*) from charges
      where merchant_id = ${merchantId} and created_at_ms < ${beforeMs}
        and state in ('created', 'submitted', 'userPaying', 'unknown', 'reversing')
    ) + (
      select count(*) from refunds
      where merchant_id = ${merchantId} and intended_at_ms < ${beforeMs} and state <> 'refunded'
    ) as count`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

const numberOrNull = (value: string | null) => (value === null ? null : Number(value));

/** A code that this program does not know is a defect of the catalogue. */
function knownFault(code: string | null): FaultCode | null {
  if (code === null) return null;
  return Object.hasOwn(faultCatalogue, code) ? (code as FaultCode) : 'INTERNAL_DEFECT';
}

function openPayment(row: Row): OpenPayment {
  const state = { name: row.state, ...(row.reversal_wished ? { reversalWished: true } : {}) } as ChargeState;
  const isCharge = row.about === 'charge';
  const { what, answer, at_ms } = row;
  const tried = what !== null && answer !== null && at_ms !== null;
  return {
    ...{ about: row.about, id: row.id, kind: kindOf(row), chargeId: row.charge_id, orderId: row.order_id },
    ...{ kiosk: row.machine_id, platform: row.platform, amountMinor: numberOrNull(row.amount_minor) },
    currency: row.currency as OpenPayment['currency'],
    ...{ state: row.state, reason: knownFault(row.reason), sinceMs: Number(row.since_ms) },
    nextAtMs: numberOrNull(row.due_at_ms),
    tried: tried
      ? {
          what: what as NonNullable<OpenPayment['tried']>['what'],
          ...{ answer, reason: knownFault(row.tried_reason), times: row.tries ?? 1, atMs: Number(at_ms) },
        }
      : null,
    actions: isCharge ? chargeActions(state, row.due_at_ms !== null) : refundActions(row.state),
    ends: isCharge ? chargeEnds(state) : ['refunded'],
  };
}

function kindOf({ about, state }: Row): OpenPayment['kind'] {
  if (about === 'refund') return 'refund';
  return state === 'reversing' || state === 'reversed' || state === 'failed' ? 'reversal' : 'charge';
}

function chargeActions(state: ChargeState, isDriven: boolean): PaymentAction[] {
  const reverse: PaymentAction[] = takesWish(state, 'reverse') ? ['reverse'] : [];
  const settle: PaymentAction[] = chargeEnds(state).length > 0 ? ['settle'] : [];
  return [...(isDriven ? (['ask'] as const) : []), ...reverse, ...settle];
}

function chargeEnds(state: ChargeState): SettledEnd[] {
  const ends: ChargeWish[] = ['paid', 'notPaid'];
  return ends.filter((end) => takesWish(state, end)) as SettledEnd[];
}

function refundActions(state: string): PaymentAction[] {
  return state === 'failed' ? ['refund', 'settle'] : ['ask', 'settle'];
}
