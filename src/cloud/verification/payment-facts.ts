/**
 * What the cloud's books say of one payment at one moment, as check data. The same question is asked of a
 * payment that wants to begin and of one in the past, so that a dry run cannot differ from the truth.
 */
import { sql } from 'kysely';
import type { CheckData } from '../../domain/verification-data.ts';
import type { CloudDatabase } from '../database/schema.ts';

export interface PaymentAsked {
  readonly merchantId: string;
  readonly machineId: string;
  readonly orderId: string;
  /** The payment's own charge, which does not count against itself. */
  readonly chargeId: string;
  readonly platform: string;
  readonly atMs: number;
  /** When the site's day began. */
  readonly dayFromMs: number;
}

const hourMs = 3600_000;

interface Sums {
  readonly merchant: number | string;
  readonly machine: number | string;
  readonly platform: number | string;
  readonly order_paid: number | string;
  readonly order_open: number | string;
  readonly failed: number | string;
}

/** Sums of the day by code; what is not final counts as paid, because it may be. */
export async function chargeFacts(db: CloudDatabase, asked: PaymentAsked): Promise<CheckData> {
  const { merchantId, machineId, orderId, chargeId, platform, atMs, dayFromMs } = asked;
  const hourFromMs = atMs - hourMs;
  const open = sql`state in ('created', 'submitted', 'userPaying', 'unknown', 'reversing')`;
  const today = sql`created_at_ms >= ${dayFromMs}::bigint and (state = 'paid' or ${open})`;
  const { rows } = await sql<Sums>`
    select
      coalesce(sum(amount_minor) filter (where ${today}), 0)::bigint as merchant,
      coalesce(sum(amount_minor) filter (where ${today} and machine_id = ${machineId}), 0)::bigint as machine,
      coalesce(sum(amount_minor) filter (where ${today} and platform = ${platform}), 0)::bigint as platform,
      count(*) filter (where order_id = ${orderId} and state = 'paid') as order_paid,
      count(*) filter (where order_id = ${orderId} and ${open}) as order_open,
      count(*) filter (
        where machine_id = ${machineId} and created_at_ms >= ${hourFromMs}::bigint
          and state in ('failed', 'reversed') and coalesce(reason, '') <> 'PAY_NOT_VERIFIED'
      ) as failed
    from charges
    where merchant_id = ${merchantId} and charge_id <> ${chargeId}
      and created_at_ms >= ${Math.min(dayFromMs, hourFromMs)}::bigint
      and created_at_ms <= ${atMs}::bigint`.execute(db);
  const [sums] = rows;
  return {
    'cloud.merchantPaidTodayMinor': Number(sums?.merchant ?? 0),
    'cloud.machinePaidTodayMinor': Number(sums?.machine ?? 0),
    'cloud.platformPaidTodayMinor': Number(sums?.platform ?? 0),
    'cloud.orderPaid': Number(sums?.order_paid ?? 0) > 0,
    'cloud.openCharges': Number(sums?.order_open ?? 0),
    'cloud.machineFailedLastHour': Number(sums?.failed ?? 0),
  };
}

/** What a stored-value card paid since the day began. */
export async function cardFacts(
  db: CloudDatabase,
  { merchantId, chargeId, atMs, dayFromMs }: PaymentAsked,
  cardHash: string,
): Promise<CheckData> {
  const row = await db
    .selectFrom('stored_value_trades')
    .select((eb) => [
      eb.fn.countAll<number>().as('payments'),
      eb.fn.coalesce(eb.fn.sum<number>('amount_minor'), eb.lit(0)).as('paid'),
    ])
    .where('merchant_id', '=', merchantId)
    .where('card_hash', '=', cardHash)
    .where('charge_id', '!=', chargeId)
    .where('state', '=', 'paid')
    .where('at_ms', '>=', dayFromMs)
    .where('at_ms', '<=', atMs)
    .executeTakeFirstOrThrow();
  return {
    'account.paidTodayMinor': Number(row.paid),
    'account.paymentsToday': Number(row.payments),
  };
}

/** The hour and the day of the week at the site. */
export function timeFacts({ weekday, minuteOfDay }: { weekday: number; minuteOfDay: number }): CheckData {
  return { hour: Math.floor(minuteOfDay / 60), weekday };
}
