/**
 * Opens a batch as it came from a machine and does all the work on it that needs no database: unpacking,
 * hashing and reading its records. The ledger decides later, in its transaction, what to make of it.
 */
import { hash } from 'node:crypto';
import type { ChainLink } from '../../domain/chain-lines.ts';
import { type JournalBatch, journalBatchSchema, parseMessage } from '../../wire/messages.ts';
import { hashAt, hashBefore, isPacked, textAt, unpackLines } from '../../wire/packed-batch.ts';
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
  if (isPacked(payload)) return openPacked(payload);
  const batch = parseMessage(journalBatchSchema, payload, 'a journal batch');
  let before = batch.previousHash;
  const records = batch.records.map(({ text, hash: claimed }, index) => {
    const digest = recordHash(before, text);
    before = claimed;
    return { text, hash: claimed, digest, read: readRecord(text, batch.firstSeq + index) };
  });
  return { ...batch, records };
}

/** What a record's hash is made of stands in the bytes as it is, so it is hashed there. */
function openPacked(payload: Uint8Array): OpenedBatch {
  const { journalId, firstSeq, bytes, links } = unpackLines(payload);
  const records = links.map((link, index) => new PackedRecord(bytes, link, firstSeq + index));
  const page = { firstSeq, lastSeq: firstSeq + records.length - 1, packed: payload };
  return { journalId, firstSeq, previousHash: hashBefore(bytes, links), records, pages: [page] };
}

/** Its text is seldom asked for again once it has been read, and is not kept meanwhile. */
class PackedRecord implements OpenedRecord {
  readonly hash: string;
  readonly digest: string;
  readonly read: ReadRecord;
  readonly #bytes: Buffer;
  readonly #link: ChainLink;

  constructor(bytes: Buffer, link: ChainLink, seq: number) {
    this.#bytes = bytes;
    this.#link = link;
    this.digest = hash('sha256', bytes.subarray(link.from, link.textEnd));
    const claimed = hashAt(bytes, link);
    this.hash = claimed === this.digest ? this.digest : claimed;
    this.read = readRecord(this.text, seq);
  }

  get text(): string {
    return textAt(this.#bytes, this.#link);
  }
}
