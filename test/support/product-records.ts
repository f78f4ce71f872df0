/** The cloud's own copy of a machine's journal, read out of its database once the product has ended. */
import { openDatabase } from '../../src/cloud/database/open-database.ts';
import { unpackBatch } from '../../src/wire/packed-batch.ts';
import type { Product } from './product.ts';

/** The records of one journal in their order. */
export async function readCloudRecords(
  product: Product,
  journalId: string,
): Promise<{ seq: number; hash: string }[]> {
  const database = await openDatabase(product.database);
  try {
    const { db } = database;
    const single = await db
      .selectFrom('journal_records')
      .select(['seq', 'hash'])
      .where('journal_id', '=', journalId)
      .execute();
    const pages = await db
      .selectFrom('journal_pages')
      .select('packed')
      .where('journal_id', '=', journalId)
      .execute();
    const paged = pages.flatMap(({ packed }) => {
      const { firstSeq, records } = unpackBatch(packed);
      return records.map(({ hash }, at) => ({ seq: firstSeq + at, hash }));
    });
    return [...single, ...paged].sort((a, b) => a.seq - b.seq);
  } finally {
    await database.close();
  }
}
