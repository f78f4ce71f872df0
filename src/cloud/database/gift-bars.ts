/**
 * Phones by which nothing may be given any more. A bar outlasts the person who was barred: it names a phone by
 * its keyed hash alone, with a date and a reason code, and is forgotten when it is over.
 */
import { giftBarMs } from '../../domain/gift-bar.ts';
import type { GiftReportReason } from '../../domain/gift-report-reason.ts';
import type { CloudDatabase } from './schema.ts';

export interface GiftBar {
  readonly merchantId: string;
  readonly phoneStored: string;
  readonly reason: GiftReportReason;
}

/** Answers whether it was laid now; one that stands stays as it is. */
export async function layGiftBar(db: CloudDatabase, bar: GiftBar, atMs: number): Promise<boolean> {
  await forgetOldGiftBars(db, atMs);
  const { numInsertedOrUpdatedRows: laid = 0n } = await db
    .insertInto('gift_bars')
    .values({
      ...{ merchant_id: bar.merchantId, phone_stored: bar.phoneStored, reason: bar.reason },
      ...{ at_ms: atMs, until_ms: atMs + giftBarMs },
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'phone_stored']).doNothing())
    .executeTakeFirstOrThrow();
  return laid > 0n;
}

/** Answers whether one was there. */
export async function liftGiftBar(
  db: CloudDatabase,
  { merchantId, phoneStored }: Pick<GiftBar, 'merchantId' | 'phoneStored'>,
): Promise<boolean> {
  const { numDeletedRows: lifted } = await db
    .deleteFrom('gift_bars')
    .where('merchant_id', '=', merchantId)
    .where('phone_stored', '=', phoneStored)
    .executeTakeFirstOrThrow();
  return lifted > 0n;
}

export async function isGiftBarred(
  db: CloudDatabase,
  { merchantId, phoneStored }: Pick<GiftBar, 'merchantId' | 'phoneStored'>,
  nowMs: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('gift_bars')
    .select('at_ms')
    .where('merchant_id', '=', merchantId)
    .where('phone_stored', '=', phoneStored)
    .where('until_ms', '>', nowMs)
    .executeTakeFirst();
  return row !== undefined;
}

export async function forgetOldGiftBars(db: CloudDatabase, nowMs: number): Promise<void> {
  await db.deleteFrom('gift_bars').where('until_ms', '<=', nowMs).execute();
}
