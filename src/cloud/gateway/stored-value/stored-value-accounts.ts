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

/** A card as people may see it. */
export interface MaskedCard {
  readonly masked: string;
  readonly balanceMinor: number;
  readonly currency: Currency;
  readonly openedAtMs: number;
}

/** Opens an account for the card; one that is open already keeps its balance, and `undefined` says so. */
export async function openStoredValueCard(
  db: CloudDatabase,
  hashKey: Uint8Array,
  card: StoredValueCard,
): Promise<MaskedCard | undefined> {
  const { merchantId, code, balanceMinor, currency, openedAtMs } = card;
  if (!storedValueCode.test(code)) throw new Fault('INPUT_MALFORMED', 'open a stored-value card');
  const masked = `${code.slice(0, 2)}…${code.slice(-4)}`;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('stored_value_accounts')
    .values({
      merchant_id: merchantId,
      card_hash: cardHash(hashKey, merchantId, code),
      card_masked: masked,
      balance_minor: balanceMinor,
      currency,
      opened_at_ms: openedAtMs,
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'card_hash']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows ? { masked, balanceMinor, currency, openedAtMs } : undefined;
}

/** The card and what is left on it; `undefined` if there is none. */
export async function findStoredValueCard(
  db: CloudDatabase,
  hashKey: Uint8Array,
  merchantId: string,
  code: string,
): Promise<MaskedCard | undefined> {
  const row = await db
    .selectFrom('stored_value_accounts')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('card_hash', '=', cardHash(hashKey, merchantId, code))
    .executeTakeFirst();
  return (
    row && {
      masked: row.card_masked,
      balanceMinor: Number(row.balance_minor),
      currency: row.currency as Currency,
      openedAtMs: Number(row.opened_at_ms),
    }
  );
}
