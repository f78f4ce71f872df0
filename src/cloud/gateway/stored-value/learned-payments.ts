/**
 * Payments by card that this database has lost, taken from their cards again when a machine's journal tells
 * of them. The trade's number says from which card, in a form that only the key can read and that is another
 * one for every trade, so that nobody can tell from a journal which purchases belong together.
 */
import { createHmac } from 'node:crypto';
import { storedValueFormat } from '../../../domain/payment-code.ts';
import type { LearnedCharge } from '../../database/learned-charge-rows.ts';
import type { CloudTransaction } from '../../database/schema.ts';

/** So much of a card's hash tells one card from another. */
const referenceBytes = 8;
const numberPattern = /^SV-([0-9a-f]{16})-/;

function masked(hashKey: Uint8Array, chargeId: string, reference: Buffer): Buffer {
  const mask = createHmac('sha256', hashKey).update(`trade ${chargeId}`).digest();
  return Buffer.from(reference.map((byte, index) => byte ^ (mask[index] ?? 0)));
}

/** The number of the trade that took a charge from the card of that hash. */
export function tradeNumber(hashKey: Uint8Array, chargeId: string, cardHash: string): string {
  const reference = Buffer.from(cardHash, 'hex').subarray(0, referenceBytes);
  return `SV-${masked(hashKey, chargeId, reference).toString('hex')}-${chargeId}`;
}

/** The beginning of the card's hash, or undefined for a number of another kind. */
export function cardOfTrade(hashKey: Uint8Array, chargeId: string, number: string): string | undefined {
  const reference = numberPattern.exec(number)?.[1];
  if (reference === undefined) return undefined;
  return masked(hashKey, chargeId, Buffer.from(reference, 'hex')).toString('hex');
}

/** A balance may fall below nothing here: the card was spent twice, once before the loss and once after it. */
export async function learnStoredValuePayments(
  hashKey: Uint8Array,
  tx: CloudTransaction,
  { merchantId }: { readonly merchantId: string },
  charges: readonly LearnedCharge[],
  atMs: number,
): Promise<void> {
  for (const { platform, outcome, chargeId, amountMinor, platformTradeNo } of charges) {
    if (platform !== storedValueFormat.platform || outcome !== 'paid') continue;
    const reference = cardOfTrade(hashKey, chargeId, platformTradeNo ?? '');
    if (reference === undefined) continue;
    const card = await tx
      .selectFrom('stored_value_accounts')
      .select('card_hash')
      .where('merchant_id', '=', merchantId)
      .where('card_hash', 'like', `${reference}%`)
      .forUpdate()
      .executeTakeFirst();
    if (!card) continue;
    const trade = {
      ...{ card_hash: card.card_hash, amount_minor: amountMinor, refunded_minor: 0 },
      ...{ state: 'paid', at_ms: atMs },
    };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('stored_value_trades')
      .values({ merchant_id: merchantId, charge_id: chargeId, ...trade })
      // A number that was closed because it was not known any more.
      .onConflict((conflict) =>
        conflict
          .columns(['merchant_id', 'charge_id'])
          .doUpdateSet(trade)
          .where('stored_value_trades.card_hash', 'is', null),
      )
      .executeTakeFirst();
    if (!numInsertedOrUpdatedRows) continue;
    await tx
      .updateTable('stored_value_accounts')
      .set((eb) => ({ balance_minor: eb('balance_minor', '-', amountMinor) }))
      .where('merchant_id', '=', merchantId)
      .where('card_hash', '=', card.card_hash)
      .execute();
  }
}
