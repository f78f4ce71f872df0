/**
 * Cards with a balance, kept in the cloud's own database. A card's code is never stored: a row is found by
 * the code's HMAC and shown by its first two and last four digits.
 */
import { createHmac } from 'node:crypto';
import { Fault } from '../../../domain/fault.ts';
import type { Currency } from '../../../domain/money.ts';
import { storedValueCode, storedValueFormat } from '../../../domain/payment-code.ts';
import { postEntries } from '../../database/posting-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../../database/schema.ts';

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
export function openStoredValueCard(
  db: CloudDatabase,
  hashKey: Uint8Array,
  card: StoredValueCard,
): Promise<boolean> {
  const open = (tx: CloudTransaction) => openIn(tx, hashKey, card);
  return db.isTransaction ? open(db as CloudTransaction) : db.transaction().execute(open);
}

async function openIn(tx: CloudTransaction, hashKey: Uint8Array, card: StoredValueCard): Promise<boolean> {
  const { merchantId, code, balanceMinor, currency, openedAtMs } = card;
  if (!storedValueCode.test(code)) throw new Fault('INPUT_MALFORMED', 'open a stored-value card');
  const hash = cardHash(hashKey, merchantId, code);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('stored_value_accounts')
    .values({
      merchant_id: merchantId,
      card_hash: hash,
      card_masked: `${code.slice(0, 2)}…${code.slice(-4)}`,
      balance_minor: balanceMinor,
      currency,
      opened_at_ms: openedAtMs,
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'card_hash']).doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return false;
  const source = { kind: 'cardOpened' as const, id: hash };
  const postings = [
    { account: 'counter' as const, amountMinor: balanceMinor },
    { account: 'storedValueHeld' as const, channel: storedValueFormat.platform, amountMinor: -balanceMinor },
  ];
  await postEntries(tx, merchantId, [{ source, atMs: openedAtMs, currency, postings }], openedAtMs);
  return true;
}
