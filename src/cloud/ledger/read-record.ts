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

const clocks: ReadonlySet<unknown> = new Set(recordSchema.shape.clock.options);
const idPattern = /^[\x21-\x7e]+$/;
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
  const record = sound(value);
  if (!record) return poisoned(misfit(value));
  if (record.seq !== seq) return poisoned(`says it is record ${record.seq} at place ${seq}`);
  const { body } = record;
  for (const field of idFields) {
    const id: unknown = (body as Record<string, unknown>)[field];
    if (typeof id === 'string' && !idPattern.test(id)) return poisoned(`has an odd ${field}`);
  }
  return { ok: true, record };
}

/** As `recordSchema` has it, whose head is looked at by hand: that takes a third of the time. */
function sound(value: unknown): JournalRecord | undefined {
  const { seq, at, clock, body } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const fits = isWhole(seq, 1) && isWhole(at, 0) && clocks.has(clock) && !Array.isArray(value);
  const parsed = fits ? recordBodySchema.safeParse(body) : undefined;
  if (!parsed?.success) return undefined;
  return {
    seq: seq as number,
    atMs: at as number,
    clock: clock as JournalRecord['clock'],
    body: parsed.data,
  };
}

function isWhole(value: unknown, min: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= min;
}

function misfit(value: unknown): string {
  const issues = recordSchema.safeParse(value).error?.issues.slice(0, 5) ?? [];
  return `does not fit the schema: ${issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`;
}
