/**
 * Ends of charges that the gateway does not know, because the database was put back to an older state, and
 * that the machines' journals still tell. Written in the transaction that applies the records. What a machine
 * was told to be paid is paid; what it was told not to be paid may not stay paid or under way here.
 */
import { sql } from 'kysely';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Currency } from '../../domain/money.ts';
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
 * undefined where it keeps its own. A reversed one is looked for at the platform, and if it took money after
 * all, because its request came once more, that is given back.
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
  const rows = await tx
    .selectFrom('charges')
    .select(['charge_id', 'machine_id', 'state'])
    .where('merchant_id', '=', merchantId)
    .where('charge_id', 'in', ids)
    .execute();
  const known = new Map(rows.map((row) => [row.charge_id, row]));
  // Nearly always none: the machine heard of the end from the gateway.
  const lines: NewLine[] = [];
  for (const charge of charges) {
    const row = known.get(charge.chargeId);
    const foreign = row !== undefined && row.machine_id !== machineId;
    const state = foreign ? undefined : learnedState(row?.state, charge.outcome);
    if (state === undefined) continue;
    await write(tx, { merchantId, machineId }, charge, state, atMs);
    const { orderId, chargeId: refId, reason, platformTradeNo } = charge;
    lines.push({
      ...{ merchantId, machineId, orderId, about: 'charge', refId, state },
      ...(reason === undefined ? {} : { reason }),
      ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
    });
  }
  await appendLines(tx, lines, atMs);
}

/** A row that somebody drives now changes its version, so that their save finds its lease lost. */
async function write(
  tx: CloudTransaction,
  { merchantId, machineId }: { readonly merchantId: string; readonly machineId: string },
  charge: LearnedCharge,
  state: LearnedCharge['outcome'],
  atMs: number,
): Promise<void> {
  const ended = {
    state,
    reason: charge.reason ?? null,
    platform_trade_no: charge.platformTradeNo ?? null,
    // A reversal may have found no trade yet: the gateway looks once more.
    due_at_ms: state === 'reversed' ? atMs : null,
    queries: 0,
    updated_at_ms: atMs,
    lease_until_ms: 0,
  };
  await tx
    .insertInto('charges')
    .values({
      ...{ merchant_id: merchantId, machine_id: machineId, order_id: charge.orderId },
      ...{ charge_id: charge.chargeId, platform: charge.platform, amount_minor: charge.amountMinor },
      ...{ currency: charge.currency, content_hash: null, submitted_at_ms: charge.intendedAtMs },
      ...{ cancels: 0, came_late: false, created_at_ms: charge.intendedAtMs, version: 0, lease_holder: '' },
      ...ended,
    })
    .onConflict((conflict) =>
      conflict.columns(['merchant_id', 'charge_id']).doUpdateSet({
        ...ended,
        ...{ platform: charge.platform, amount_minor: charge.amountMinor, currency: charge.currency },
        version: sql<number>`charges.version + 1`,
      }),
    )
    .execute();
}
