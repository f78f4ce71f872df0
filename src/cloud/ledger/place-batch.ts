/**
 * Decides, purely, which records of a batch continue a journal. What is already applied is skipped, a gap
 * is asked for again, and a record whose hash does not fit is asked for again until the very same came
 * `brokenTriesMax` times; then it is condemned, and the chain goes on from the hash it claims.
 */
import { hashOrDigest, recordHash } from './journal-chain.ts';
import type { JournalCursor, SetAside } from './ledger-ports.ts';
import type { OpenedBatch, OpenedRecord } from './open-batch.ts';
import type { AcceptedRecord } from './project-records.ts';

/** So often must the same misfit come before it is taken for what the machine really has. */
export const brokenTriesMax = 3;

export interface Placement {
  readonly cursor: JournalCursor;
  readonly accepted: readonly AcceptedRecord[];
  /** Other content at a place that is committed already: kept, never applied. */
  readonly foreign: readonly SetAside[];
  readonly resendFrom: number | undefined;
  readonly gap: boolean;
}

type KnownHashes = ReadonlyMap<number, readonly string[]>;

/** `known` holds the hashes at the places where the batch overlaps what is applied. */
export function placeBatch(cursor: JournalCursor, sent: OpenedBatch, known: KnownHashes): Placement {
  const batch = {
    ...sent,
    records: sent.records.map((record) => {
      const hash = hashOrDigest(record.hash);
      return hash === record.hash ? record : { text: record.text, hash };
    }),
  };
  if (batch.firstSeq > cursor.seq + 1) {
    return { cursor, accepted: [], foreign: [], resendFrom: cursor.seq + 1, gap: true };
  }
  const overlap = placeOverlap(cursor, batch, known);
  if (overlap.resendFrom !== undefined) {
    return { cursor: overlap.cursor, accepted: [], foreign: [], resendFrom: overlap.resendFrom, gap: false };
  }
  const next = placeNew(overlap.cursor, batch);
  return { ...next, foreign: overlap.foreign, gap: false };
}

/** Counts one more arrival of the same misfit. */
function broken(cursor: JournalCursor, seq: number, hash: string): NonNullable<JournalCursor['broken']> {
  const before = cursor.broken;
  const same = before !== undefined && before.seq === seq && before.hash === hash;
  return { seq, hash, count: same ? before.count + 1 : 1 };
}

function placeOverlap(
  cursor: JournalCursor,
  batch: OpenedBatch,
  known: KnownHashes,
): { cursor: JournalCursor; foreign: SetAside[]; resendFrom: number | undefined } {
  const foreign: SetAside[] = [];
  for (const [index, record] of batch.records.entries()) {
    const { hash } = record;
    const seq = batch.firstSeq + index;
    if (seq > cursor.seq) break;
    if (known.get(seq)?.includes(hash)) continue;
    const reason = 'differs from the record that is committed at this place';
    foreign.push({ seq, hash, fault: 'JOURNAL_CHAIN_BROKEN', reason, text: record.text });
  }
  const [first] = foreign;
  if (!first) return { cursor, foreign, resendFrom: undefined };
  const misfit = broken(cursor, first.seq, first.hash);
  if (misfit.count < brokenTriesMax) {
    return { cursor: { ...cursor, broken: misfit }, foreign: [], resendFrom: first.seq };
  }
  return { cursor, foreign, resendFrom: undefined };
}

/** What the hash of `record` must be after `hash`; known already if that is what stands before it. */
function digestAfter(hash: string, claimed: string, record: OpenedRecord): string {
  const { digest } = record;
  return digest !== undefined && claimed === hash ? digest : recordHash(hash, record.text);
}

function placeNew(
  cursor: JournalCursor,
  batch: OpenedBatch,
): { cursor: JournalCursor; accepted: AcceptedRecord[]; resendFrom: number | undefined } {
  const accepted: AcceptedRecord[] = [];
  let { seq, hash } = cursor;
  const from = Math.max(0, cursor.seq + 1 - batch.firstSeq);
  for (const [index, record] of batch.records.slice(from).entries()) {
    const claimed = batch.records[from + index - 1]?.hash ?? batch.previousHash;
    const fits = digestAfter(hash, claimed, record) === record.hash;
    const misfit = fits ? undefined : broken(cursor, seq + 1, recordHash(record.hash, record.text));
    if (misfit && misfit.count < brokenTriesMax) {
      return { cursor: { ...cursor, seq, hash, broken: misfit }, accepted, resendFrom: seq + 1 };
    }
    const condemned = misfit && {
      fault: 'JOURNAL_CHAIN_BROKEN' as const,
      reason: 'does not carry the hash of the record before it',
    };
    seq += 1;
    hash = record.hash;
    accepted.push({ seq, record, condemned });
  }
  const { broken: before, ...rest } = cursor;
  const open = before !== undefined && before.seq > seq ? { broken: before } : {};
  return { cursor: { ...rest, ...open, seq, hash }, accepted, resendFrom: undefined };
}
