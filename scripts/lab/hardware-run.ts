/**
 * Runs test files in the guest, one after the other, each by plain `node`, and counts the tests of their
 * outermost level. In the lab every device is there, so a skipped test counts as failed.
 */
import type { Guest } from './guest.ts';

const testWithinMs = 900_000;

/** Counts over all files. */
export class HardwareRun {
  passed = 0;
  failed = 0;
  readonly #guest: Guest;

  constructor(guest: Guest) {
    this.#guest = guest;
  }

  /** Runs one file, whose path is from the project's root. */
  async test(file: string): Promise<void> {
    console.log(`=== ${file}`);
    const begunMs = performance.now();
    let tests = 0;
    let bad = 0;
    const onLine = (line: string) => {
      console.log(line);
      const [, not, rest = ''] = /^(not )?ok \d+(.*)$/.exec(line) ?? [];
      if (!/^(not )?ok \d+/.test(line)) return;
      tests += 1;
      if (not !== undefined || / # SKIP/i.test(rest)) bad += 1;
    };
    const shell = `exec node_modules/.bin/node ${file}`;
    const code = await this.#guest
      .run(shell, { withinMs: testWithinMs, onLine })
      .then((end) => end.code)
      .catch((error: unknown) => {
        console.log(String(error).split('\n')[0]);
        return undefined;
      });
    if (bad === 0 && (code !== 0 || tests === 0)) bad = 1;
    this.passed += Math.max(0, tests - bad);
    this.failed += bad;
    const tookS = Math.round((performance.now() - begunMs) / 1000);
    console.log(`--- ${file}: ${bad === 0 ? 'passed' : 'FAILED'}, ${tests} tests in ${tookS} s`);
  }
}
