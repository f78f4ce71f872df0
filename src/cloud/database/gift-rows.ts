/**
 * Gifts as rows. A row changes only under its lock and only as `decideGift` says; its facts, the refund it asks
 * for and what the books need to know are written in the same transaction.
 */
import type { Selectable } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { decideGift, type GiftInput } from '../../domain/gift-machine.ts';
import { giftRefundId } from '../../domain/gift-refund-id.ts';
import { type GiftFact, type GiftRefund, type GiftState, isWaiting } from '../../domain/gift-state.ts';
import { postGift } from './gift-postings.ts';
import { pendingRefund } from './pending-refund.ts';
import type { CloudTables, CloudTransaction } from './schema.ts';

export type GiftRow = Selectable<CloudTables['gifts']>;

export interface GiftKey {
  readonly merchantId: string;
  readonly giftId: string;
}

/** How long a redemption can be undone as if it had not been; then what was not needed goes back. */
export const settleAfterMs = 600_000;
/** How long the cloud waits for a machine whose lease is over before the gift is anybody's. */
export const leaseGraceMs = 14 * 24 * 3600_000;
/** A gift that nobody pays is forgotten after so long. */
export const payWithinMs = 3600_000;

/** When the gift is to be looked at next; null when nothing happens to it by itself. */
export function dueAtMs(
  state: GiftState,
  times: { createdAtMs: number; expiresAtMs: number },
): number | null {
  const { name, offer, lease, taken } = state;
  switch (name) {
    case 'created':
      return times.createdAtMs + payWithinMs;
    case 'open':
      if (offer) return offer.untilMs;
      return state.ending ? times.createdAtMs : times.expiresAtMs;
    case 'leased':
      return Math.min(offer?.untilMs ?? Number.MAX_SAFE_INTEGER, (lease?.untilMs ?? 0) + leaseGraceMs);
    case 'accepted':
      return (taken?.atMs ?? 0) + settleAfterMs;
    case 'declined':
      return times.expiresAtMs;
    default:
      return null;
  }
}

async function holdGift(tx: CloudTransaction, { merchantId, giftId }: GiftKey): Promise<GiftRow> {
  const row = await tx
    .selectFrom('gifts')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('gift_id', '=', giftId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', 'find a gift');
  return row;
}

export interface ChangedGift {
  readonly row: GiftRow;
  readonly state: GiftState;
  readonly changed: boolean;
  readonly facts: readonly GiftFact[];
  readonly refused: FaultCode | undefined;
  /** A refund was written down: the gateway is to be woken. */
  readonly refunds: boolean;
}

export interface GiftChange extends GiftKey {
  readonly input: GiftInput;
  readonly atMs: number;
}

/** Puts `input` to the gift and writes down what follows; throws `NOT_FOUND`. */
export async function changeGift(tx: CloudTransaction, change: GiftChange): Promise<ChangedGift> {
  const { merchantId, giftId, input, atMs } = change;
  const row = await holdGift(tx, change);
  const refundId = giftRefundId(giftId, row.state);
  const { state, facts, refund, refused } = decideGift(row.state, input, refundId);
  const changed = state !== row.state;
  const told = { row, state, changed, facts, refused, refunds: refund !== undefined };
  if (!changed) return told;
  const times = { createdAtMs: Number(row.created_at_ms), expiresAtMs: Number(row.expires_at_ms) };
  await tx
    .updateTable('gifts')
    .set({ name: state.name, state: JSON.stringify(state), due_at_ms: dueAtMs(state, times) })
    .where('merchant_id', '=', merchantId)
    .where('gift_id', '=', giftId)
    .execute();
  if (refund) await intendRefund(tx, row, state, refund, atMs);
  await addFacts(tx, change, facts, atMs);
  await postGift(tx, row, state, facts, atMs);
  if (!isWaiting(state) && state.name !== 'created' && state.name !== 'accepted') {
    // What identifies the recipient is of no use any more.
    await tx
      .deleteFrom('gift_features')
      .where('merchant_id', '=', merchantId)
      .where('gift_id', '=', giftId)
      .execute();
  }
  return told;
}

/**
 * Undoes `amountMinor` of a redemption that was given back at `onMs`. What was due to be settled by then is settled
 * first, whenever that is told, so that a gift never opens again after its rest went to the giver.
 */
export async function untakeGift(
  tx: CloudTransaction,
  { merchantId, giftId, chargeId, amountMinor }: GiftKey & { chargeId: string; amountMinor: number },
  onMs: number,
  atMs: number,
): Promise<void> {
  const { state } = await holdGift(tx, { merchantId, giftId });
  if (state.taken?.chargeId === chargeId && state.taken.atMs + settleAfterMs <= onMs) {
    await changeGift(tx, { merchantId, giftId, input: { kind: 'settleDue' }, atMs });
  }
  await changeGift(tx, { merchantId, giftId, input: { kind: 'untaken', chargeId, amountMinor }, atMs });
}

async function addFacts(
  tx: CloudTransaction,
  { merchantId, giftId }: GiftKey,
  facts: readonly GiftFact[],
  atMs: number,
): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => ({
    ...{ merchant_id: merchantId, gift_id: giftId, at_ms: atMs, fact: JSON.stringify(fact) },
  }));
  await tx.insertInto('gift_events').values(rows).execute();
}

/** The gateway works from this table, as for the refunds of machines. */
async function intendRefund(
  tx: CloudTransaction,
  row: GiftRow,
  { paymentChargeId }: GiftState,
  { refundId, amountMinor }: GiftRefund,
  atMs: number,
): Promise<void> {
  const order = await tx
    .selectFrom('pre_orders')
    .select('client_id')
    .where('order_id', '=', row.order_id ?? '')
    .executeTakeFirst();
  if (!order || paymentChargeId === undefined || row.order_id === null) {
    throw new Fault('INTERNAL_DEFECT', 'give back what no charge took');
  }
  const refund = {
    ...{ refundId, merchantId: row.merchant_id, machineId: order.client_id, orderId: row.order_id },
    ...{ chargeId: paymentChargeId, amountMinor, currency: row.currency, reason: 'GIFT_RETURNED' as const },
  };
  await tx.insertInto('refunds').values(pendingRefund(refund, atMs)).execute();
}
