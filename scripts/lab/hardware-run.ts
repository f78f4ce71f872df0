/**
 * Runs test files in guests, each by plain `node`, and counts the tests of their outermost level. In the lab
 * every device is there, so a skipped test counts as failed. A file that failed may have left devices as no
 * other test expects them: the next one gets a fresh guest. A file that ends before its first test told nothing
 * of any driver: now and then the emulated processor ends a program as it starts, so it begins again, once.
 */
import type { Guest } from './guest.ts';

/** Starts a guest with its devices. */
export type StartGuest = () => Promise<Guest>;

/** Far more than any file takes: the guest emulates its processor, and the host may be busy. */
const testWithinMs = 900_000;

/** Counts over all files. */
export class HardwareRun {
  passed = 0;
  failed = 0;
  readonly #start: StartGuest;
  readonly #files: string[];
  readonly #begunAgain = new Set<string>();

  /** `files` are paths from the project's root, in the order in which they are begun. */
  constructor(start: StartGuest, files: readonly string[]) {
    this.#start = start;
    this.#files = [...files];
  }

  /** Works the files off in one guest after the other, until none is left. */
  async lane(): Promise<void> {
    let guest: Guest | undefined;
    try {
      for (let file = this.#files.shift(); file !== undefined; file = this.#files.shift()) {
        guest ??= await this.#start();
        if (await this.#test(guest, file)) continue;
        console.log(
          `the end of the guest's console, all of it is in ${guest.consoleFile}:\n${guest.console()}`,
        );
        await guest.stop({ keepConsole: true });
        guest = undefined;
      }
    } finally {
      await guest?.stop();
    }
  }

  /** Whether everything in the file is well; its lines are told together when it is over. */
  async #test(guest: Guest, file: string): Promise<boolean> {
    console.log(`lab: ${file} begins`);
    const begunMs = performance.now();
    const before = guest.processorSeconds();
    const lines: string[] = [];
    const shell = `exec node_modules/.bin/node ${file}`;
    const code = await guest
      .run(shell, { withinMs: testWithinMs, onLine: (line) => lines.push(line) })
      .then((end) => end.code)
      .catch((error: unknown) => void lines.push(String(error).split('\n')[0] ?? ''));
    const results = lines.filter((line) => /^(not )?ok \d/.test(line));
    const passed = results.filter((line) => line.startsWith('ok') && !line.includes('# SKIP')).length;
    const lacking = results.length - passed;
    if (results.length === 0 && !this.#begunAgain.has(file)) {
      this.#begunAgain.add(file);
      this.#files.push(file);
      console.log(`lab: ${file} ended with ${code} before its first test, and begins again in a new guest`);
      return false;
    }
    const failed = lacking === 0 && (code !== 0 || passed === 0) ? 1 : lacking;
    this.passed += passed;
    this.failed += failed;
    const tookS = Math.round((performance.now() - begunMs) / 1000);
    const takenS = Math.round(guest.processorSeconds() - before);
    const end = failed === 0 ? 'passed' : 'FAILED';
    console.log([`=== ${file}`, ...lines].join('\n'));
    console.log(
      `--- ${file}: ${end}, ${passed} of ${results.length} tests, ${tookS} s, ${takenS} s of processor`,
    );
    return failed === 0;
  }
}
