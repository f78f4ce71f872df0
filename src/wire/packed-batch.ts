/**
 * A long batch of journal records as one compressed payload, in place of the JSON of `journalBatchSchema`:
 * zstd over a line of JSON that says where the batch begins, and behind it the records as chain lines. The
 * texts travel as they were hashed, and the cloud stores the payload as it came.
 */
import { isUtf8 } from 'node:buffer';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { z } from 'zod';
import { type ChainLink, chainLinks } from '../domain/chain-lines.ts';
import { Fault } from '../domain/fault.ts';
import { batchRecordsMax, type JournalBatch, journalBatchSchema, payloadBytesMax } from './messages.ts';

/** RFC 8878, 3.1.1: how every frame begins; no JSON does. */
const frameMagic = [0x28, 0xb5, 0x2f, 0xfd] as const;
const lineFeed = 10;
/** A text of the greatest length, all of it in letters that take three bytes. */
const recordBytesMax = 3_000_000;
/** Each further level costs a small machine more time than it saves bytes. */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const headSchema = journalBatchSchema.pick({ journalId: true, firstSeq: true });

/** What stands before the lines of a batch. */
export type BatchHead = z.infer<typeof headSchema>;

/** `lines` as `chain-lines.ts` has them. */
export function packBatch({ journalId, firstSeq }: BatchHead, lines: Uint8Array): Uint8Array {
  const head = Buffer.from(`${JSON.stringify({ journalId, firstSeq })}\n`);
  return zstdCompressSync(Buffer.concat([head, lines]), compression);
}

export function isPacked(payload: Uint8Array): boolean {
  return frameMagic.every((byte, index) => payload[index] === byte);
}

/** A batch as its bytes, where each record stands in them looked up and its length checked. */
export interface UnpackedLines extends BatchHead {
  readonly bytes: Buffer;
  /** At least one. */
  readonly links: readonly ChainLink[];
}

/** The batch as `journalBatchSchema` has it; throws as `unpackLines`. */
export function unpackBatch(payload: Uint8Array): JournalBatch {
  const { journalId, firstSeq, bytes, links } = unpackLines(payload);
  const records = links.map((link) => ({ text: textAt(bytes, link), hash: hashAt(bytes, link) }));
  return { journalId, firstSeq, previousHash: hashBefore(bytes, links), records };
}

export function textAt(bytes: Buffer, { textFrom, textEnd }: ChainLink): string {
  return bytes.toString('utf8', textFrom, textEnd);
}

export function hashAt(bytes: Buffer, { hashFrom, hashEnd }: ChainLink): string {
  return bytes.toString('latin1', hashFrom, hashEnd);
}

/** The hash before the first record. */
export function hashBefore(bytes: Buffer, [first]: readonly ChainLink[]): string {
  return first ? bytes.toString('latin1', first.from, first.textFrom - 1) : '';
}

/** Throws `INPUT_TOO_LARGE` or `INPUT_MALFORMED`, never anything else. */
export function unpackLines(payload: Uint8Array): UnpackedLines {
  if (payload.byteLength > payloadBytesMax) {
    throw new Fault('INPUT_TOO_LARGE', 'unpack a batch', { facts: { bytes: payload.byteLength } });
  }
  const bytes = decompressed(payload);
  const headEnd = bytes.indexOf(lineFeed);
  if (headEnd < 0 || !isUtf8(bytes)) throw malformed('is no text with a head');
  const { journalId, firstSeq } = headOf(bytes.toString('utf8', 0, headEnd));
  const links = chainLinks(bytes, headEnd + 1);
  if (!links || links.length === 0) throw malformed('holds no records');
  if (links.length > batchRecordsMax) throw malformed('holds too many records');
  for (const { textFrom, textEnd } of links) {
    const length = textEnd - textFrom;
    if (length < 2 || length > recordBytesMax) throw malformed('holds a record of an odd length');
  }
  return { journalId, firstSeq, bytes, links };
}

function decompressed(payload: Uint8Array): Buffer {
  try {
    return zstdDecompressSync(payload, { maxOutputLength: payloadBytesMax });
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'unpack a batch', { cause });
  }
}

function headOf(line: string): BatchHead {
  try {
    return headSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'read the head of a batch', { cause });
  }
}

function malformed(reason: string): Fault {
  return new Fault('INPUT_MALFORMED', 'unpack a batch', { facts: { reason } });
}
