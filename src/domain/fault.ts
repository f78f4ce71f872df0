/**
 * The one error class of the product. Whoever detects something wrong throws or returns a Fault with a
 * code from the catalogue in `fault-catalogue.ts`; whoever stands at an edge logs the chain once and
 * shows the shopper's or the technician's text of that code.
 */
import { type FaultCode, faultCatalogue } from './fault-catalogue.ts';

export type { FaultCode } from './fault-catalogue.ts';

/** An error with a catalogued code, what was being attempted, and whether trying again can help. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly retryable: boolean;
  /** Facts for the technician: units in the names, never personal data or a payment code. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: FaultCode,
    attempted: string,
    options: { cause?: unknown; facts?: Record<string, string | number | boolean> } = {},
  ) {
    super(`${code}: ${attempted}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryable = faultCatalogue[code].retryable;
    this.facts = options.facts ?? {};
  }
}

/** The catalogued code of any thrown value; what is no Fault is the defect `INTERNAL_DEFECT`. */
export function faultCodeOf(error: unknown): FaultCode {
  return error instanceof Fault ? error.code : 'INTERNAL_DEFECT';
}

/** The messages of an error and all its causes, innermost last, for one log line at the edge. */
export function faultChain(error: unknown): string {
  const parts: string[] = [];
  for (
    let at: unknown = error;
    at !== undefined && parts.length < 8;
    at = (at as { cause?: unknown }).cause
  ) {
    parts.push(at instanceof Error ? at.message : String(at));
    if (!(at instanceof Error)) break;
  }
  return parts.join(' <- ');
}
