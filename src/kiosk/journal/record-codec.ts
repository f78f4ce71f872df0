/**
 * Records ↔ the text that is stored, hashed and sent. The text is written once and never rebuilt: the
 * cloud checks the same bytes.
 */
import { hash } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';
import { type JournalRecord, type RecordBody, recordBodySchema } from '../../domain/record.ts';
import type { SealedFields } from './sealed-fields.ts';
import type { StoredRecord } from './store.ts';

/** A record's text may not be longer; a basket of 200 lines with discounts stays far below. */
export const recordTextMax = 1_000_000;

const qualities: readonly unknown[] = ['synchronised', 'holdover', 'unsynchronised'];

export interface RecordHead {
  readonly seq: number;
  readonly atMs: number;
  readonly clock: JournalRecord['clock'];
}

/** Hex SHA-256 over the previous hash, a line feed and the text. */
export function chainHash(previousHash: string, text: string): string {
  return hash('sha256', `${previousHash}\n${text}`);
}

/** The record to store; throws `INPUT_TOO_LARGE` for a body over the limit. */
export function encodeRecord(
  head: RecordHead,
  body: RecordBody,
  previousHash: string,
  sealed?: SealedFields,
): StoredRecord {
  const text = JSON.stringify({ seq: head.seq, at: head.atMs, clock: head.clock, body, sealed });
  if (text.length > recordTextMax) {
    throw new Fault('INPUT_TOO_LARGE', `write a ${body.kind} record`, { facts: { length: text.length } });
  }
  return { seq: head.seq, text, hash: chainHash(previousHash, text) };
}

/** Reads a stored record back; throws `RECORD_POISONED` if its body does not fit the schema. */
export function decodeRecord(stored: StoredRecord): JournalRecord {
  try {
    const { seq, at, clock, body } = JSON.parse(stored.text);
    if (seq !== stored.seq || !Number.isSafeInteger(at) || at < 0 || !qualities.includes(clock)) {
      throw new Error('not the head of this record');
    }
    return { seq, atMs: at, clock, body: recordBodySchema.parse(body) };
  } catch (cause) {
    throw new Fault('RECORD_POISONED', `read record ${stored.seq}`, { cause });
  }
}
