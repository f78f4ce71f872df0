/** Entries of the Redis projection, read strictly: what does not fit is left to the table. */
import { z } from 'zod';
import { type FaultCode, faultCatalogue } from '../../domain/fault-catalogue.ts';
import { verificationOutcomeSchema } from '../../domain/verification-outcome.ts';
import { shownCodeSchema } from '../../wire/messages.ts';
import type { LoggedTransaction } from '../database/logged-transaction.ts';

export interface StreamEntry {
  readonly line: LoggedTransaction;
  /** The number of the line before this one in the table. */
  readonly previous: number;
}

/** A refused payment has a result for every rule, in both languages. */
const lineCharsMax = 64_000;
const short = z.string().max(64);
const lineSchema = z.object({
  logId: z.number().int().min(1),
  merchantId: short,
  machineId: short,
  orderId: short,
  about: z.enum(['charge', 'refund']),
  refId: short,
  state: short,
  reason: z.custom<FaultCode>((code) => typeof code === 'string' && code in faultCatalogue).optional(),
  platformTradeNo: short.optional(),
  verification: verificationOutcomeSchema.optional(),
  shownCode: shownCodeSchema.optional(),
  atMs: z.number().int(),
});
const entrySchema = z.object({
  id: z.string().max(64),
  message: z.object({ line: z.string().max(lineCharsMax), previous: z.string().regex(/^\d{1,16}$/) }),
});

/** `undefined` for an entry that this program did not write so. */
export function parseEntry(entry: unknown): StreamEntry | undefined {
  const read = entrySchema.safeParse(entry);
  if (!read.success) return undefined;
  let text: unknown;
  try {
    text = JSON.parse(read.data.message.line);
  } catch {
    return undefined;
  }
  const line = lineSchema.safeParse(text);
  if (!line.success || `${line.data.logId}-0` !== read.data.id) return undefined;
  return { line: line.data as LoggedTransaction, previous: Number(read.data.message.previous) };
}
