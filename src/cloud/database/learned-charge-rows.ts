/**
 * Ends of charges that the gateway does not know, because the database was put back to an older state, and
 * that the machines' journals still tell. Written in the transaction that applies the records. What a machine
 * was told to be paid is paid; what it was told not to be paid may not stay paid or under way here.
 */
import { sql } from 'kysely';
import { chargeEntry } from '../../domain/account-payments.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Currency } from '../../domain/money.ts';
import { postEntries } from './posting-rows.ts';
import type { CloudTransaction } from './schema.ts';
import { appendLines, type NewLine } from './transaction-log-rows.ts';

export interface LearnedCharge {
  readonly chargeId: string;
  readonly orderId: string;
  readonly platform: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly outcome: 'paid' | 'failed' | 'reversed';
  readonly reason?: FaultCode;
  readonly platformTradeNo?: string;
  readonly intendedAtMs: number;
}

/**
 * The state that a charge in state `known` (none: not known) takes from the end that the machine was told;
 * undefined where it keeps its own. One that ended without money is looked for at the platform, and if it took
 * money after all, because its request came once more or its refusal was untrue, that is given back.
 */
export function learnedState(
  known: string | undefined,
  outcome: LearnedCharge['outcome'],
): LearnedCharge['outcome'] | undefined {
  if (known === undefined) return outcome;
  if (outcome === 'paid') return known === 'paid' ? undefined : 'paid';
  return known === 'failed' || known === 'reversed' ? undefined : 'reversed';
}

export async function learnCharges(
  tx: CloudTransaction,
  owner: { readonly merchantId: string; readonly machineId: string },
  charges: readonly LearnedCharge[],
  atMs: number,
): Promise<void> {
  if (charges.length === 0) return;
  const { merchantId, machineId } = owner;
  const ids = charges.map((charge) => charge.chargeId);
  // One look into the index for each, whatever the planner takes the table for: many at once it would rather
  // find by reading all of it.
  const { rows } = await sql<{ charge_id: string; machine_id: string; state: string }>`
    select c.* from unnest(${ids}::text[]) as asked (charge_id)
    cross join lateral (
      select charge_id, machine_id, state from charges
      where merchant_id = ${merchantId} and charge_id = asked.charge_id limit 1
    ) as c`.execute(tx);
  const known = new Map(rows.map((row) => [row.charge_id, row]));
  // Nearly always none: the machine heard of the end from the gateway. After a loss, all.
  const learned = new Map<string, Learned>();
  const lines: NewLine[] = [];
  for (const charge of charges) {
    const row = known.get(charge.chargeId);
    const foreign = row !== undefined && row.machine_id !== machineId;
    const before = learned.get(charge.chargeId)?.state ?? row?.state;
    const state = foreign ? undefined : learnedState(before, charge.outcome);
    if (state === undefined) continue;
    learned.set(charge.chargeId, { charge, state });
    const { orderId, chargeId: refId, reason, platformTradeNo } = charge;
    lines.push({
      ...{ merchantId, machineId, orderId, about: 'charge', refId, state },
      ...(reason === undefined ? {} : { reason }),
      ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
    });
  }
  await write(tx, owner, [...learned.values()], atMs);
  await postLearned(tx, owner, [...learned.values()], known, atMs);
  await appendLines(tx, lines, atMs);
}

/** What is paid here after all is in the books as such; what is not paid after all goes out of them again. */
async function postLearned(
  tx: CloudTransaction,
  { merchantId, machineId }: { readonly merchantId: string; readonly machineId: string },
  learned: readonly Learned[],
  known: ReadonlyMap<string, { readonly state: string }>,
  atMs: number,
): Promise<void> {
  const entries = learned.flatMap(({ charge, state }) => {
    const undone = state === 'reversed' && known.get(charge.chargeId)?.state === 'paid';
    if (state !== 'paid' && !undone) return [];
    const { platform: channel, intendedAtMs } = charge;
    const kind = undone ? ('chargeUndone' as const) : ('charge' as const);
    return [chargeEntry(kind, { ...charge, machineId, channel, atMs: undone ? atMs : intendedAtMs })];
  });
  await postEntries(tx, merchantId, entries, atMs);
}

interface Learned {
  readonly charge: LearnedCharge;
  readonly state: LearnedCharge['outcome'];
}

/**
 * All in one statement. A row that somebody drives now changes its version, so that their save finds its
 * lease lost. A reversal may have found no trade yet, and a refusal need not be true where nobody signed it: what
 * ended without money is looked for once more.
 */
async function write(
  tx: CloudTransaction,
  { merchantId, machineId }: { readonly merchantId: string; readonly machineId: string },
  learned: readonly Learned[],
  atMs: number,
): Promise<void> {
  if (learned.length === 0) return;
  const column = <T>(of: (one: Learned) => T) => learned.map(of);
  await sql`
    insert into charges
      (merchant_id, machine_id, queries, cancels, came_late, updated_at_ms, version, lease_holder,
       lease_until_ms, charge_id, order_id, platform, amount_minor, currency, state, reason,
       platform_trade_no, submitted_at_ms, created_at_ms, due_at_ms)
    select ${merchantId}, ${machineId}, 0, 0, false, ${atMs}::bigint, 0, '', 0, c.*
    from unnest(
      ${column(({ charge }) => charge.chargeId)}::text[],
      ${column(({ charge }) => charge.orderId)}::text[],
      ${column(({ charge }) => charge.platform)}::text[],
      ${column(({ charge }) => charge.amountMinor)}::bigint[],
      ${column(({ charge }) => charge.currency)}::text[],
      ${column(({ state }) => state)}::text[],
      ${column(({ charge }) => charge.reason ?? null)}::text[],
      ${column(({ charge }) => charge.platformTradeNo ?? null)}::text[],
      ${column(({ charge }) => charge.intendedAtMs)}::bigint[],
      ${column(({ charge }) => charge.intendedAtMs)}::bigint[],
      ${column(({ state }) => (state === 'paid' ? null : atMs))}::bigint[]
    ) as c
    on conflict (merchant_id, charge_id) do update set
      state = excluded.state, reason = excluded.reason, platform_trade_no = excluded.platform_trade_no,
      due_at_ms = excluded.due_at_ms, queries = 0, updated_at_ms = excluded.updated_at_ms,
      lease_until_ms = 0, platform = excluded.platform, amount_minor = excluded.amount_minor,
      currency = excluded.currency, version = charges.version + 1`.execute(tx);
}
