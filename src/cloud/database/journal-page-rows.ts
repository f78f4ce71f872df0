/** Pages of a machine's journal: packed batches, stored as they came. Who wants their records unpacks them. */
import type { Selectable } from 'kysely';
import { unpackBatch } from '../../wire/packed-batch.ts';
import type { CloudDatabase, CloudTables, CloudTransaction } from './schema.ts';

/** A record as it stands in a page. */
export interface PageRecord {
  readonly seq: number;
  readonly text: string;
  readonly hash: string;
}

export interface NewPage {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly packed: Uint8Array;
}

interface Owner {
  readonly merchantId: string;
  readonly machineId: string;
}

/** Answers their numbers, in the same order. */
export async function insertPages(
  tx: CloudTransaction,
  { merchantId, machineId }: Owner,
  journalId: string,
  pages: readonly NewPage[],
  atMs: number,
): Promise<number[]> {
  if (pages.length === 0) return [];
  const rows = pages.map(({ firstSeq, lastSeq, packed }) => ({
    ...{ machine_id: machineId, journal_id: journalId, merchant_id: merchantId },
    ...{ first_seq: firstSeq, last_seq: lastSeq, packed: Buffer.from(packed), applied_at_ms: atMs },
  }));
  const added = await tx
    .insertInto('journal_pages')
    .values(rows)
    .returning(['page_id', 'first_seq'])
    .execute();
  const ids = new Map(added.map((row) => [row.first_seq, row.page_id]));
  return pages.map(({ firstSeq }) => ids.get(firstSeq) as number);
}

/** The records in pages of one journal, `from` to `to` included, in their order. */
export async function readPageRecords(
  db: CloudDatabase,
  machineId: string,
  journalId: string,
  from: number,
  to: number,
): Promise<PageRecord[]> {
  const rows = await db
    .selectFrom('journal_pages')
    .select('packed')
    .where('machine_id', '=', machineId)
    .where('journal_id', '=', journalId)
    .where('first_seq', '<=', to)
    .where('last_seq', '>=', from)
    .orderBy('first_seq')
    .execute();
  return rows.flatMap(recordsOf).filter(({ seq }) => seq >= from && seq <= to);
}

/** The records in these pages of one merchant's machine. */
export async function readPages(
  db: CloudDatabase,
  { merchantId, machineId }: Owner,
  pageIds: readonly number[],
): Promise<PageRecord[]> {
  if (pageIds.length === 0) return [];
  const rows = await db
    .selectFrom('journal_pages')
    .select('packed')
    .where('merchant_id', '=', merchantId)
    .where('machine_id', '=', machineId)
    .where('page_id', 'in', pageIds)
    .orderBy('page_id')
    .execute();
  return rows.flatMap(recordsOf);
}

function recordsOf({ packed }: Pick<Selectable<CloudTables['journal_pages']>, 'packed'>): PageRecord[] {
  const { firstSeq, records } = unpackBatch(packed);
  return records.map(({ text, hash }, index) => ({ seq: firstSeq + index, text, hash }));
}
