/** Sends what the shopper did to the machine. */
import { type FaultCode, faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import type { Tap } from '../../view.ts';

const answerWithinMs = 4000;

/** What became of a tap: taken, refused with a reason, or no answer at all. */
export type TapAnswer =
  | { readonly taken: true }
  | { readonly refused: FaultCode }
  | { readonly silent: true };

export async function sendTap(tap: Tap): Promise<TapAnswer> {
  let response: Response;
  try {
    response = await fetch('/tap', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(tap),
      signal: AbortSignal.timeout(answerWithinMs),
    });
  } catch {
    return { silent: true };
  }
  if (response.ok) return { taken: true };
  const answer: unknown = await response.json().catch(() => undefined);
  return { refused: codeIn(answer) };
}

function codeIn(answer: unknown): FaultCode {
  const code = (answer as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && code in faultCatalogue ? (code as FaultCode) : 'INTERNAL_DEFECT';
}
