/** The cloud's own copy of a machine's journal, read out of its database once the product has ended. */
import { openDatabase } from '../../src/cloud/database/open-database.ts';
import type { Product } from './product.ts';

/** The records of one journal in their order. */
export async function readCloudRecords(
  product: Product,
  journalId: string,
): Promise<{ seq: number; hash: string }[]> {
  const database = await openDatabase(product.database);
  try {
    return await database.db
      .selectFrom('journal_records')
      .select(['seq', 'hash'])
      .where('journal_id', '=', journalId)
      .orderBy('seq')
      .execute();
  } finally {
    await database.close();
  }
}
