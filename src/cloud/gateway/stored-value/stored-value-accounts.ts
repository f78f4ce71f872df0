/**
 * Cards with a balance, kept in the cloud's own database. A card's code is never stored: a row is found by
 * the code's HMAC and shown by its first two and last four digits.
 */
import { createHmac } from 'node:crypto';
import { Fault } from '../../../domain/fault.ts';
import type { Currency } from '../../../domain/money.ts';
import { storedValueCode } from '../../../domain/payment-code.ts';
import type { CloudDatabase } from '../../database/schema.ts';

export function cardHash(hashKey: Uint8Array, merchantId: string, code: string): string {
  return createHmac('sha256', hashKey).update(`card ${merchantId} ${code}`).digest('hex');
}

export interface StoredValueCard {
  readonly merchantId: string;
  readonly code: string;
  readonly balanceMinor: number;
  readonly currency: Currency;
  readonly openedAtMs: number;
}

/** Opens an account for the card; `false` if one is open already, which keeps its balance. */
export async function openStoredValueCard(
  db: CloudDatabase,
  hashKey: Uint8Array,
  card: StoredValueCard,
): Promise<boolean> {
  const { merchantId, code, balanceMinor, currency, openedAtMs } = card;
  if (!storedValueCode.test(code)) throw new Fault('INPUT_MALFORMED', 'open a stored-value card');
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('stored_value_accounts')
    .values({
      merchant_id: merchantId,
      card_hash: cardHash(hashKey, merchantId, code),
      card_masked: `${code.slice(0, 2)}…${code.slice(-4)}`,
      balance_minor: balanceMinor,
      currency,
      opened_at_ms: openedAtMs,
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'card_hash']).doNothing())
    .executeTakeFirst();
  return Boolean(numInsertedOrUpdatedRows);
}
