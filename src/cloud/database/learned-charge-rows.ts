/**
 * Ends of charges that the gateway does not know, because the database was put back to an older state, and
 * that the machines' journals still tell. Written in the transaction that applies the records. What the
 * gateway knows as ended keeps its state, except that what a machine was told to be paid is paid.
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

/** Whether a charge in state `known` (none: not known) is to take the end that the machine was told. */
export function learns(known: string | undefined, outcome: LearnedCharge['outcome']): boolean {
  const ended = known === 'paid' || known === 'failed' || known === 'reversed';
  return outcome === 'paid' ? known !== 'paid' : !ended;
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
  const unknown = charges.filter(({ chargeId, outcome }) => {
    const row = known.get(chargeId);
    return (row === undefined || row.machine_id === machineId) && learns(row?.state, outcome);
  });
  for (const charge of unknown) await write(tx, merchantId, machineId, charge, atMs);
  const lines = unknown.map(
    ({ orderId, chargeId: refId, outcome: state, reason, platformTradeNo }): NewLine => ({
      ...{ merchantId, machineId, orderId, about: 'charge', refId, state },
      ...(reason === undefined ? {} : { reason }),
      ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
    }),
  );
  await appendLines(tx, lines, atMs);
}

/** A row that somebody drives now changes its version, so that their save finds its lease lost. */
async function write(
  tx: CloudTransaction,
  merchantId: string,
  machineId: string,
  charge: LearnedCharge,
  atMs: number,
): Promise<void> {
  const ended = {
    state: charge.outcome,
    reason: charge.reason ?? null,
    platform_trade_no: charge.platformTradeNo ?? null,
    // A reversal may have found no trade yet: the gateway looks once more.
    due_at_ms: charge.outcome === 'reversed' ? atMs : null,
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
