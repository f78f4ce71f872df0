/**
 * Pre-orders as rows. A row changes only under its lock and only as `decidePreOrder` says; the message about
 * the change and the refund it asks for are written in the same transaction.
 */
import type { Selectable } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import type { PaymentMessage } from '../../domain/payment-message.ts';
import { paymentWords } from '../../look/payment-words.ts';
import type { PreOrderLine, PreOrderStateName } from '../../wire/client-schemas.ts';
import type { ShownCode } from '../../wire/messages.ts';
import { pendingRefund } from '../database/pending-refund.ts';
import type { CloudDatabase, CloudTables, CloudTransaction } from '../database/schema.ts';
import { addMessage } from './client-messages.ts';
import {
  decidePreOrder,
  type PreOrderInput,
  type PreOrderNews,
  type PreOrderState,
} from './pre-order-machine.ts';

export interface HeldPreOrder {
  readonly orderId: string;
  readonly merchantId: string;
  readonly clientId: string;
  readonly reference: string;
  readonly lines: readonly PreOrderLine[];
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly state: PreOrderState;
  /** What the payer scans while a charge is under way that shows a code. */
  readonly shownCode?: ShownCode;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

function heldOf(row: Selectable<CloudTables['pre_orders']>): HeldPreOrder {
  return {
    orderId: row.order_id,
    merchantId: row.merchant_id,
    clientId: row.client_id,
    reference: row.reference,
    lines: row.lines,
    amountMinor: Number(row.amount_minor),
    currency: row.currency as Currency,
    state: {
      name: row.state as PreOrderStateName,
      charges: row.charges,
      cancelWanted: row.cancel_wanted,
      ...(row.charge_id === null ? {} : { chargeId: row.charge_id }),
      ...(row.platform === null ? {} : { platform: row.platform }),
    },
    createdAtMs: Number(row.created_at_ms),
    expiresAtMs: Number(row.expires_at_ms),
  };
}

export async function addPreOrder(tx: CloudTransaction, order: HeldPreOrder): Promise<void> {
  const { state } = order;
  await tx
    .insertInto('pre_orders')
    .values({
      order_id: order.orderId,
      merchant_id: order.merchantId,
      client_id: order.clientId,
      reference: order.reference,
      lines: JSON.stringify(order.lines),
      amount_minor: order.amountMinor,
      currency: order.currency,
      state: state.name,
      charge_id: null,
      platform: null,
      charges: state.charges,
      cancel_wanted: state.cancelWanted,
      created_at_ms: order.createdAtMs,
      expires_at_ms: order.expiresAtMs,
      changed_at_ms: order.createdAtMs,
    })
    .execute();
}

export async function findPreOrder(db: CloudDatabase, orderId: string): Promise<HeldPreOrder | undefined> {
  const row = await db
    .selectFrom('pre_orders')
    .leftJoin('charges', (join) =>
      join
        .onRef('charges.merchant_id', '=', 'pre_orders.merchant_id')
        .onRef('charges.charge_id', '=', 'pre_orders.charge_id'),
    )
    .selectAll('pre_orders')
    .select('charges.shown_code')
    .where('pre_orders.order_id', '=', orderId)
    .executeTakeFirst();
  if (!row) return undefined;
  const held = heldOf(row);
  const { shown_code: shownCode } = row;
  return shownCode !== null && held.state.name === 'paying' ? { ...held, shownCode } : held;
}

export interface PreOrderChange {
  readonly orderId: string;
  readonly input: PreOrderInput;
  readonly atMs: number;
  /** The number of the refund, if the change asks for one. */
  readonly refundId: string;
}

/** Holds the row to the end of the transaction; throws `NOT_FOUND`. */
export async function holdPreOrder(tx: CloudTransaction, orderId: string): Promise<HeldPreOrder> {
  const row = await tx
    .selectFrom('pre_orders')
    .selectAll()
    .where('order_id', '=', orderId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', 'find an order');
  return heldOf(row);
}

/** Puts `input` to the order and writes down what follows; answers the order after it, and whether it changed. */
export async function changePreOrder(
  tx: CloudTransaction,
  { orderId, input, atMs, refundId }: PreOrderChange,
): Promise<{ readonly order: HeldPreOrder; readonly changed: boolean; readonly refunds: boolean }> {
  const before = await holdPreOrder(tx, orderId);
  const { state, news, refund } = decidePreOrder(before.state, input);
  if (state === before.state) return { order: before, changed: false, refunds: false };
  const order = { ...before, state };
  await tx
    .updateTable('pre_orders')
    .set({
      state: state.name,
      charge_id: state.chargeId ?? null,
      platform: state.platform ?? null,
      charges: state.charges,
      cancel_wanted: state.cancelWanted,
      changed_at_ms: atMs,
    })
    .where('order_id', '=', orderId)
    .execute();
  if (refund) await intendRefund(tx, order, refundId, atMs);
  if (news) {
    const { merchantId, clientId, reference } = order;
    const message = await messageOf(tx, before, order, news, atMs);
    await addMessage(tx, { merchantId, clientId, reference, message });
  }
  return { order, changed: true, refunds: refund === true };
}

/** The charge that the news is of is the one before the change: a failed one is not the order's any more. */
async function messageOf(
  tx: CloudTransaction,
  before: HeldPreOrder,
  after: HeldPreOrder,
  { kind, reason, results }: PreOrderNews,
  atMs: number,
): Promise<PaymentMessage> {
  const { chargeId, platform } = before.state.chargeId === undefined ? after.state : before.state;
  const charge =
    chargeId === undefined
      ? undefined
      : await tx
          .selectFrom('charges')
          .select('platform_trade_no')
          .where('merchant_id', '=', after.merchantId)
          .where('charge_id', '=', chargeId)
          .executeTakeFirst();
  const tradeNo = charge?.platform_trade_no ?? undefined;
  return {
    ...{ kind, orderId: after.orderId, amountMinor: after.amountMinor, currency: after.currency },
    ...(chargeId === undefined ? {} : { chargeId }),
    ...(platform === undefined ? {} : { platform }),
    ...(tradeNo === undefined ? {} : { platformTradeNo: tradeNo }),
    ...(reason === undefined ? {} : { reason }),
    ...(results === undefined ? {} : { results: [...results] }),
    ...paymentWords(kind, reason),
    atMs,
  };
}

async function intendRefund(
  tx: CloudTransaction,
  order: HeldPreOrder,
  refundId: string,
  atMs: number,
): Promise<void> {
  const { chargeId } = order.state;
  if (chargeId === undefined) throw new Fault('INTERNAL_DEFECT', 'give back what no charge took');
  const { merchantId, clientId: machineId, orderId, amountMinor, currency } = order;
  const of = { refundId, merchantId, machineId, orderId, chargeId };
  const refund = { ...of, amountMinor, currency, reason: 'ORDER_CANCELLED' as const };
  await tx.insertInto('refunds').values(pendingRefund(refund, atMs)).execute();
}
