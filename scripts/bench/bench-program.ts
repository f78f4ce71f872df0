/** A program of the product or of the bench in a process of its own, which talks in lines of JSON. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export class BenchProgram {
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #lines: Interface;
  readonly #gone: Promise<never>;

  /** Starts it; `script` is a path from the root of the project. */
  constructor(script: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.#name = script;
    this.#process = spawn(process.execPath, [...benchNodeFlags, script, ...args], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#process.stdout as NodeJS.ReadableStream });
    this.#gone = once(this.#process, 'exit').then(([code, signal]) => {
      throw new Error(`${this.#name} ended with ${signal ?? code}`);
    });
    this.#gone.catch(() => undefined);
  }

  /** The next line it prints, read as JSON. */
  async answer<T>(): Promise<T> {
    const line = once(this.#lines, 'line').then(([text]) => JSON.parse(String(text)) as T);
    return Promise.race([line, this.#gone]);
  }

  say(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await exited;
  }
}

/** Further flags of Node for what is measured, such as `--cpu-prof`, by the environment. */
export const benchNodeFlags = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter((flag) => flag !== '');
