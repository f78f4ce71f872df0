/** What a platform says of its statement of a day, and how a file behind an address is fetched. */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';

export type StatementAnswer =
  | {
      readonly kind: 'file';
      /** Of the plain statement, in hex, where the platform says it. */
      readonly sha1?: string;
      /** Throws `PAY_PLATFORM_DOWN`. */
      readonly download: () => AsyncIterable<Uint8Array>;
    }
  /** Not made yet, or none because nothing was sold: platforms do not say which. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: FaultCode };

/** How long a statement may take; the address is good for seconds or minutes only. */
export const downloadMs = 300_000;

/** The bytes behind an address that a platform named in a genuine answer; no redirect is followed. */
export async function* downloadFile(url: string, clock: Clock): AsyncGenerator<Uint8Array> {
  const call = new AbortController();
  const cancel = clock.after(downloadMs, () => call.abort());
  try {
    const response = await fetch(url, { redirect: 'error', signal: call.signal });
    if (response.status !== 200 || !response.body) {
      throw new Error(`HTTP ${response.status}`);
    }
    yield* response.body;
  } catch (cause) {
    throw new Fault('PAY_PLATFORM_DOWN', 'fetch a statement', { cause });
  } finally {
    cancel();
  }
}
