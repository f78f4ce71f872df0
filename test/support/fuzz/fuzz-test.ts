/** Fuzzing as a test: a thousand inputs for each boundary, the seed in the title; `KIOSKD_FUZZ_SEED` sets it. */
import t from 'tap';
import type { Boundary } from './boundary.ts';
import { fuzz, leftOpenMax } from './fuzz-run.ts';

const inputs = 1_000;
const seed = Number(process.env.KIOSKD_FUZZ_SEED ?? 1);

export function fuzzTest(boundaries: readonly Boundary[]): void {
  t.setTimeout(240_000);
  for (const boundary of boundaries) {
    t.test(`${boundary.name} takes or refuses whatever comes, seed ${seed}`, async (t) => {
      const { failure, accepted, refused, leftOpen } = await fuzz(boundary, seed, inputs);
      if (failure) {
        t.comment(`input ${failure.index}, base64: ${Buffer.from(failure.shrunk).toString('base64')}`);
        t.comment(failure.error);
      }
      t.equal(failure?.error, undefined);
      t.ok(accepted + refused.size > 0, 'something was taken');
      t.ok(leftOpen <= leftOpenMax, `${leftOpen} more files are open than before`);
    });
  }
}
