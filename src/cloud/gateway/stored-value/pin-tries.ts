/**
 * How often a PIN may be guessed. A try is counted, durably, before the PIN is looked at, so that many at once
 * are many; the right PIN takes the count back. After `pinTriesMax` wrong ones in a row the card is locked
 * until a person unlocks it, and from the third on each has to wait.
 */
import { pinTriesMax } from '../../../domain/card-secret.ts';
import type { CloudDatabase } from '../../database/schema.ts';

/** How long the next try waits after so many wrong ones. */
const waitsMs = [0, 0, 0, 5000, 30_000];

export interface CardOf {
  readonly merchantId: string;
  readonly cardHash: string;
}

export type PinTry =
  | { readonly kind: 'mayTry'; readonly pinHash: string; readonly triesLeft: number; readonly waitMs: number }
  | { readonly kind: 'tooSoon'; readonly triesLeft: number; readonly waitMs: number }
  | { readonly kind: 'locked' }
  | { readonly kind: 'noPin' };

/** Counts one more try; the answer says what holds if it is wrong. `hurry` divides the waits. */
export async function countTry(
  db: CloudDatabase,
  { merchantId, cardHash }: CardOf,
  nowMs: number,
  hurry = 1,
): Promise<PinTry> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('stored_value_accounts')
      .select(['pin_hash', 'pin_tries', 'pin_next_at_ms', 'locked_at_ms'])
      .where('merchant_id', '=', merchantId)
      .where('card_hash', '=', cardHash)
      .forUpdate()
      .executeTakeFirst();
    if (!row || row.pin_hash === null) return { kind: 'noPin' };
    if (row.locked_at_ms !== null) return { kind: 'locked' };
    const before = row.pin_tries;
    const earliestMs = Number(row.pin_next_at_ms);
    if (nowMs < earliestMs) {
      return { kind: 'tooSoon', triesLeft: pinTriesMax - before, waitMs: earliestMs - nowMs };
    }
    const tries = before + 1;
    const waitMs = Math.round((waitsMs[Math.min(tries, waitsMs.length - 1)] ?? 0) / hurry);
    await tx
      .updateTable('stored_value_accounts')
      .set({
        pin_tries: tries,
        pin_next_at_ms: nowMs + waitMs,
        ...(tries >= pinTriesMax ? { locked_at_ms: nowMs } : {}),
      })
      .where('merchant_id', '=', merchantId)
      .where('card_hash', '=', cardHash)
      .execute();
    return { kind: 'mayTry', pinHash: row.pin_hash, triesLeft: pinTriesMax - tries, waitMs };
  });
}

/** The try that was counted last was right. */
export async function forgiveTries(db: CloudDatabase, { merchantId, cardHash }: CardOf): Promise<void> {
  await db
    .updateTable('stored_value_accounts')
    .set({ pin_tries: 0, pin_next_at_ms: 0, locked_at_ms: null })
    .where('merchant_id', '=', merchantId)
    .where('card_hash', '=', cardHash)
    .execute();
}

/** Whether this box or verdict is looked at for the first time; one that was seen counts for nothing. */
export async function isFirstSight(
  db: CloudDatabase,
  merchantId: string,
  proofHash: string,
  nowMs: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('card_proofs_seen')
    .values({ merchant_id: merchantId, proof_hash: proofHash, at_ms: nowMs })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'proof_hash']).doNothing())
    .executeTakeFirst();
  return Boolean(numInsertedOrUpdatedRows);
}
