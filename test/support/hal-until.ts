/** Waiting for a condition: looks again and again, and fails only when it never comes true. */
import { setTimeout as sleep } from 'node:timers/promises';

type Falsy = false | 0 | '' | null | undefined;

/** The lab's guest emulates its processor. */
const giveUpAfterMs = process.env.KIOSKD_LAB === '1' ? 120_000 : 20_000;

/** Resolves with the first value of `look` that is truthy. */
export async function until<T>(look: () => T | Promise<T>): Promise<Exclude<T, Falsy>> {
  const endMs = Date.now() + giveUpAfterMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen as Exclude<T, Falsy>;
    if (Date.now() > endMs) throw new Error(`never came true: ${look}`);
    await sleep(10);
  }
}
