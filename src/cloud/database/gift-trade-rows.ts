/** What gifts paid, by the number of the charge; a number is used once. */
import type { CloudTransaction } from './schema.ts';

interface TradeKey {
  readonly merchantId: string;
  readonly chargeId: string;
}

export interface NewTrade extends TradeKey {
  readonly giftId: string | null;
  readonly amountMinor: number;
  readonly state: 'paid' | 'closed';
  readonly atMs: number;
}

/** Whether the number was free. */
export async function insertTrade(tx: CloudTransaction, trade: NewTrade): Promise<boolean> {
  const { merchantId, chargeId, giftId, amountMinor, state, atMs } = trade;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('gift_trades')
    .values({
      ...{ merchant_id: merchantId, charge_id: chargeId, gift_id: giftId, amount_minor: amountMinor },
      ...{ state, at_ms: atMs },
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'charge_id']).doNothing())
    .executeTakeFirst();
  return Boolean(numInsertedOrUpdatedRows);
}

/**
 * What has happened where the network was down. Who asked about the charge before its records came was told that
 * it is closed; that number belongs to no gift and is taken over. Whether it was new.
 */
export async function learnTrade(tx: CloudTransaction, trade: NewTrade): Promise<boolean> {
  const { merchantId, chargeId, giftId, amountMinor, state, atMs } = trade;
  const row = { gift_id: giftId, amount_minor: amountMinor, state, at_ms: atMs };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('gift_trades')
    .values({ merchant_id: merchantId, charge_id: chargeId, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'charge_id'])
        .doUpdateSet(row)
        .where('gift_trades.gift_id', 'is', null),
    )
    .executeTakeFirst();
  return Boolean(numInsertedOrUpdatedRows);
}

/** Held to the end of the transaction. */
export function findTrade(tx: CloudTransaction, { merchantId, chargeId }: TradeKey) {
  return tx
    .selectFrom('gift_trades')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', chargeId)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether the refund is new: its number is used once. */
export async function insertTradeRefund(
  tx: CloudTransaction,
  refund: TradeKey & { readonly refundId: string; readonly amountMinor: number; readonly atMs: number },
): Promise<boolean> {
  const { merchantId, chargeId, refundId, amountMinor, atMs } = refund;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('gift_trade_refunds')
    .values({
      ...{ merchant_id: merchantId, refund_id: refundId, charge_id: chargeId },
      ...{ amount_minor: amountMinor, at_ms: atMs },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function undoTrade(
  tx: CloudTransaction,
  undone: TradeKey & { readonly amountMinor: number; readonly state: 'paid' | 'closed' },
): Promise<void> {
  const { merchantId, chargeId, amountMinor, state } = undone;
  await tx
    .updateTable('gift_trades')
    .set((eb) => ({ refunded_minor: eb('refunded_minor', '+', amountMinor), state }))
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', chargeId)
    .execute();
}
