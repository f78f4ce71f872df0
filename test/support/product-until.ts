/** Waiting for a condition of the product: looks again and again, and says what never came true. */
import { setTimeout as sleep } from 'node:timers/promises';

type Falsy = false | 0 | '' | null | undefined;

const giveUpAfterMs = 30_000;
const lookEveryMs = 25;

/** Resolves with the first value of `look` that is truthy; what is not reachable yet is looked at again. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<Exclude<T, Falsy>> {
  const endMs = performance.now() + giveUpAfterMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen as Exclude<T, Falsy>;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > endMs) throw new Error(`never came true: ${what}`, { cause: last });
    await sleep(lookEveryMs);
  }
}
