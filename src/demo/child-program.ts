/**
 * One program of the product in a process of its own. It is ready when it prints its ready line, one JSON
 * object with `"ready":true`, on standard output; what it writes to standard error goes to its log file.
 * It is in a process group of its own, so that Ctrl-C reaches only the demo, which ends all in order.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Fault } from '../domain/fault.ts';
import type { Clock } from '../platform/clock.ts';

/** What to run. */
export interface ProgramPlan {
  readonly name: string;
  /** Path from the root of the project. */
  readonly script: string;
  readonly args: readonly string[];
  /** Added to the demo's own environment; for secrets, which arguments would show to everyone. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ChildProgramOptions {
  readonly plan: ProgramPlan;
  readonly logFolder: string;
  readonly clock: Clock;
  readonly readyWithinMs: number;
}

/** The ready line's object. */
export type Ready = Readonly<Record<string, unknown>>;

const root = fileURLToPath(new URL('../../', import.meta.url));
const tether = new URL('./tether.ts', import.meta.url).href;
const logBytesMax = 10 * 1024 * 1024;
const lineCharactersMax = 16_384;

/** Runs once, from its construction to its end. */
export class ChildProgram {
  readonly plan: ProgramPlan;
  readonly #options: ChildProgramOptions;
  readonly #process: ChildProcess;
  /** Resolves when the process is gone. */
  readonly ended: Promise<ProgramEnd>;

  /** Starts it. */
  constructor(options: ChildProgramOptions) {
    this.#options = options;
    this.plan = options.plan;
    const { script, args, env, name } = options.plan;
    const log = openLogFile(join(options.logFolder, `${name}.log`));
    this.#process = spawn(process.execPath, ['--import', tether, script, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', log, 'ipc'],
      detached: true,
    });
    closeSync(log);
    this.ended = new Promise((resolve) => {
      this.#process.once('exit', (code, signal) => resolve({ code, signal }));
      // Only a program that could not be started at all ends so.
      this.#process.once('error', () => resolve({ code: null, signal: null }));
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The ready line; throws `PROGRAM_NOT_READY` if the program ends first or takes too long. */
  async ready(): Promise<Ready> {
    const { clock, readyWithinMs, logFolder } = this.#options;
    const { name } = this.plan;
    const failed = (why: string) =>
      new Fault('PROGRAM_NOT_READY', `start ${name}: ${why}`, {
        facts: { log: join(logFolder, `${name}.log`) },
      });
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => {
      cancel = clock.after(readyWithinMs, () => reject(failed(`no ready line within ${readyWithinMs} ms`)));
    });
    const gone = this.ended.then(({ code, signal }) => {
      throw failed(`it ended with ${signal ?? code}`);
    });
    try {
      return await Promise.race([this.#readyLine(), late, gone]);
    } finally {
      cancel();
      gone.catch(() => undefined);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Asks the program to end, and ends it after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.signal('SIGTERM');
    const cancel = this.#options.clock.after(graceMs, () => this.signal('SIGKILL'));
    await this.ended;
    cancel();
  }

  #readyLine(): Promise<Ready> {
    const { stdout } = this.#process;
    return new Promise((resolve) => {
      if (!stdout) return;
      const lines = createInterface({ input: stdout });
      lines.on('line', (line) => {
        const ready = readyOf(line);
        if (!ready) return;
        resolve(ready);
        lines.close();
        stdout.resume();
      });
    });
  }
}

function readyOf(line: string): Ready | undefined {
  if (!line.startsWith('{"ready":true') || line.length > lineCharactersMax) return undefined;
  return JSON.parse(line);
}

/** Opens a log to append to; one that has grown large makes room, one generation is kept. */
function openLogFile(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logBytesMax) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}
