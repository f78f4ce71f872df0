/**
 * One effect for one key: the answer is kept with what it did, in one transaction. The same key with the same
 * body has the same answer, also while the first is still at work; with another body it is refused. What was
 * refused leaves nothing behind.
 */
import { Fault } from '../../domain/fault.ts';
import { answerKeptMs } from '../../wire/client-schemas.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';

export interface OnceKey {
  readonly clientId: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly atMs: number;
}

/** `fresh` says that it was this call that acted. */
export async function answerOnce<T>(
  db: CloudDatabase,
  { clientId, key, bodyHash, atMs }: OnceKey,
  act: (tx: CloudTransaction) => Promise<T>,
): Promise<{ readonly answer: T; readonly fresh: boolean }> {
  return db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('client_answers')
      .where('client_id', '=', clientId)
      .where('request_key', '=', key)
      .where('at_ms', '<', atMs - answerKeptMs)
      .execute();
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('client_answers')
      .values({ client_id: clientId, request_key: key, body_hash: bodyHash, answer: null, at_ms: atMs })
      .onConflict((conflict) => conflict.columns(['client_id', 'request_key']).doNothing())
      .executeTakeFirst();
    if (!numInsertedOrUpdatedRows)
      return { answer: await kept<T>(tx, clientId, key, bodyHash), fresh: false };
    const answer = await act(tx);
    await tx
      .updateTable('client_answers')
      .set({ answer: JSON.stringify(answer) })
      .where('client_id', '=', clientId)
      .where('request_key', '=', key)
      .execute();
    return { answer, fresh: true };
  });
}

async function kept<T>(tx: CloudTransaction, clientId: string, key: string, bodyHash: string): Promise<T> {
  const row = await tx
    .selectFrom('client_answers')
    .select(['body_hash', 'answer'])
    .where('client_id', '=', clientId)
    .where('request_key', '=', key)
    .executeTakeFirst();
  if (row && row.body_hash !== bodyHash) throw new Fault('REQUEST_KEY_REUSED', 'take a request');
  if (!row || row.answer === null) throw new Fault('RATE_LIMITED', 'answer a request that is under way');
  return row.answer as T;
}
