/**
 * Opens a batch as it came from a machine and does all the work on it that needs no database: unpacking,
 * hashing and reading its records. The ledger decides later, in its transaction, what to make of it.
 */
import { type JournalBatch, journalBatchSchema, parseMessage } from '../../wire/messages.ts';
import { isPacked, unpackBatch } from '../../wire/packed-batch.ts';
import { recordHash } from './journal-chain.ts';
import { type ReadRecord, readRecord } from './read-record.ts';

export interface OpenedRecord {
  readonly text: string;
  readonly hash: string;
  /** What its hash must be if the one claimed before it in the batch is right. */
  readonly digest?: string;
  readonly read?: ReadRecord;
}

/** Records that came in one packed payload, which can be stored as it is. */
export interface Page {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly packed: Uint8Array;
}

/** A batch with as much done as is done; a plain one is one with nothing done. */
export interface OpenedBatch extends Omit<JournalBatch, 'records'> {
  readonly records: readonly OpenedRecord[];
  readonly pages?: readonly Page[];
}

/** Throws `INPUT_TOO_LARGE` or `INPUT_MALFORMED`, never anything else. */
export function openBatch(payload: Uint8Array): OpenedBatch {
  if (!isPacked(payload)) return withReads(parseMessage(journalBatchSchema, payload, 'a journal batch'));
  const batch = withReads(unpackBatch(payload));
  const { firstSeq } = batch;
  const lastSeq = firstSeq + batch.records.length - 1;
  return { ...batch, pages: [{ firstSeq, lastSeq, packed: payload }] };
}

function withReads(batch: JournalBatch): OpenedBatch {
  let before = batch.previousHash;
  const records = batch.records.map(({ text, hash }, index) => {
    const digest = recordHash(before, text);
    before = hash;
    return { text, hash, digest, read: readRecord(text, batch.firstSeq + index) };
  });
  return { ...batch, records };
}
