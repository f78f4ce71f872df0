/**
 * Reads the text of one journal record. What does not parse, has another place than it claims, or holds
 * an id that no database column can take, is a poison record: the caller sets it aside.
 */
import { z } from 'zod';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { type JournalRecord, recordBodySchema } from '../../domain/record.ts';

const recordSchema = z.object({
  seq: z.number().int().min(1),
  at: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  clock: z.enum(['synchronised', 'holdover', 'unsynchronised']),
  body: recordBodySchema,
});

export type ReadRecord =
  | { readonly ok: true; readonly record: JournalRecord }
  | { readonly ok: false; readonly fault: FaultCode; readonly reason: string };

const idFields = ['orderId', 'chargeId', 'refundId', 'deliveryId', 'payoutId', 'receiptId'] as const;

function poisoned(reason: string): ReadRecord {
  return { ok: false, fault: 'RECORD_POISONED', reason: reason.slice(0, 500) };
}

/** The record at place `seq`, or why it cannot be read. */
export function readRecord(text: string, seq: number): ReadRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return poisoned(`is no JSON: ${(error as Error).message}`);
  }
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, 5);
    return poisoned(
      `does not fit the schema: ${issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`,
    );
  }
  if (parsed.data.seq !== seq) return poisoned(`says it is record ${parsed.data.seq} at place ${seq}`);
  const { body } = parsed.data;
  for (const field of idFields) {
    const id: unknown = (body as Record<string, unknown>)[field];
    if (typeof id === 'string' && !/^[\x21-\x7e]+$/.test(id)) return poisoned(`has an odd ${field}`);
  }
  return { ok: true, record: { seq, atMs: parsed.data.at, clock: parsed.data.clock, body } };
}
