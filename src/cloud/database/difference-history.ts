/** What was done about a difference, line by line; nothing of it ever changes. */
import { sql } from 'kysely';
import type { CloudTransaction } from './schema.ts';

export interface HistoryLine {
  readonly actor: string;
  readonly action: string;
  readonly note: string;
  readonly amountMinor?: number | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

export async function addHistory(
  tx: CloudTransaction,
  differenceId: string,
  { actor, action, note, amountMinor, facts }: HistoryLine,
  atMs: number,
): Promise<number> {
  const { n } = await tx
    .insertInto('difference_history')
    .values(({ selectFrom, fn, lit }) => ({
      difference_id: differenceId,
      n: selectFrom('difference_history')
        .select(fn.coalesce(sql<number>`max(n) + 1`, lit(1)).as('n'))
        .where('difference_id', '=', differenceId),
      ...{ at_ms: atMs, actor, action, note, amount_minor: amountMinor ?? null },
      facts: JSON.stringify(facts ?? {}),
    }))
    .returning('n')
    .executeTakeFirstOrThrow();
  return Number(n);
}
