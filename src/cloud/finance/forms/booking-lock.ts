/** Of all processes one at a time books takings or makes their sums. */
import { sql } from 'kysely';
import type { CloudTransaction } from '../../database/schema.ts';

/** Any 64-bit number, the same in every process. */
const lockKey = 0x7461_6b69_6e67;

/** Holds until the transaction ends; false where another one books. */
export async function mayBook(tx: CloudTransaction): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${lockKey}::bigint) as mine`.execute(tx);
  return rows[0]?.mine ?? false;
}
