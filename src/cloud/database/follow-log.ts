/**
 * Follows the transaction log for whoever changes other rows by it: what its lines change and its place in the log
 * move in one transaction, and one process follows at a time. So each line counts once, however often following
 * begins again.
 */
import type { CloudDatabase, CloudTransaction } from './schema.ts';

/** Lines that are taken in one transaction. */
export const followedLinesMax = 200;

export interface LogFollower<L extends { readonly log_id: number | string }> {
  /** The name of its place in the log. */
  readonly feed: string;
  /** The first `followedLinesMax` of its lines after `place`, up to `newest`. */
  readonly lines: (tx: CloudTransaction, place: number, newest: number) => Promise<readonly L[]>;
  readonly take: (tx: CloudTransaction, line: L) => Promise<void>;
}

/** Takes the next part of the log; answers whether there may be more. */
export async function followLog<L extends { readonly log_id: number | string }>(
  db: CloudDatabase,
  { feed, lines: linesOf, take }: LogFollower<L>,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { place, newest } = await holdPlace(tx, feed);
    if (newest <= place) return false;
    const lines = await linesOf(tx, place, newest);
    for (const line of lines) await take(tx, line);
    const full = lines.length === followedLinesMax;
    const to = full ? Number(lines.at(-1)?.log_id) : newest;
    await tx.updateTable('feed_cursors').set({ log_id: to }).where('feed', '=', feed).execute();
    return full;
  });
}

/** The place, held to the end of the transaction, and the end of the log. */
async function holdPlace(tx: CloudTransaction, feed: string): Promise<{ place: number; newest: number }> {
  const held = await tx
    .selectFrom('feed_cursors')
    .select('log_id')
    .where('feed', '=', feed)
    .forUpdate()
    .executeTakeFirst();
  const last = await tx
    .selectFrom('transaction_log')
    .select((eb) => eb.fn.max('log_id').as('newest'))
    .executeTakeFirst();
  return { place: Number(held?.log_id ?? 0), newest: Number(last?.newest ?? 0) };
}
