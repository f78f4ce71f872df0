/**
 * The whole demo as its own process tree in a folder of the test's, as a newcomer starts it: with nothing outside
 * it, so that two of them share nothing. And `kioskctl` against it.
 */
import { type ChildProcess, execFile, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type DemoFile, parseDemoFile } from '../../src/technician/demo-file.ts';
import { nothingOutside } from './engines.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Ends the demo with the test, also when the test is killed for taking too long. */
const tether = new URL('../../src/demo/tether.ts', import.meta.url).href;

/** The object of the ready line. */
export interface DemoReady {
  readonly kiosk: string;
  readonly second: string;
  readonly simulators: string;
  readonly cloud: string;
  readonly console: string;
  readonly mqtt: string;
  readonly token: string;
  readonly data: string;
}

export interface CommandResult {
  readonly code: number;
  readonly text: string;
  readonly errors: string;
  /** The one JSON value of a command with `--json`. */
  // biome-ignore lint/suspicious/noExplicitAny: tests match it against the shape they expect
  readonly json: any;
}

/** A demo process that may or may not become ready. */
export class DemoProcess {
  readonly #process: ChildProcess;
  readonly exited: Promise<number | null>;
  #errors = '';

  constructor(data: string, more: readonly string[] = []) {
    const ports = ['--kiosk-port', '0', '--cloud-port', '0', '--mqtt-port', '0'];
    const args = [
      '--import',
      tether,
      'src/start-demo.ts',
      '--data',
      data,
      '--speed',
      '20',
      ...ports,
      ...more,
    ];
    const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'ipc'];
    const env = { ...process.env, ...nothingOutside };
    this.#process = spawn(process.execPath, args, { cwd: root, stdio, env });
    this.#process.stderr?.on('data', (bytes) => {
      this.#errors += bytes;
    });
    this.exited = once(this.#process, 'exit').then(([code]) => code as number | null);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** What it wrote to standard error so far. */
  get errors(): string {
    return this.#errors;
  }

  /** Resolves with the ready line, rejects if the demo ends before it. */
  async ready(): Promise<DemoReady> {
    const found = new Promise<DemoReady>((resolve) => {
      if (!this.#process.stdout) return;
      createInterface({ input: this.#process.stdout }).on('line', (line) => {
        if (line.startsWith('ready ')) resolve(JSON.parse(line.slice(6)));
      });
    });
    const ended = this.exited.then((code) => {
      throw new Error(`the demo ended with ${code}: ${this.#errors}`);
    });
    ended.catch(() => undefined);
    return Promise.race([found, ended]);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Ends it in order; resolves with its exit code. */
  stop(): Promise<number | null> {
    this.signal('SIGTERM');
    return this.exited;
  }
}

/** What the demo remembers now. */
export function demoFileOf(data: string): DemoFile {
  return parseDemoFile(readFileSync(join(data, 'demo.json'), 'utf8'));
}

/** Runs one `kioskctl` command with `--json`. */
export function kioskctl(data: string, ...args: string[]): Promise<CommandResult> {
  return run(data, [...args, '--json']);
}

/** Runs one `kioskctl` command as a person would. */
export function kioskctlText(data: string, ...args: string[]): Promise<CommandResult> {
  return run(data, args);
}

function run(data: string, args: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const command = ['src/kioskctl.ts', '--data', data, ...args];
    execFile(process.execPath, command, { cwd: root, maxBuffer: 16 * 1024 * 1024 }, (error, text, errors) => {
      const code = error ? Number(error.code ?? 1) : 0;
      resolve({ code, text, errors, json: args.includes('--json') && text ? JSON.parse(text) : undefined });
    });
  });
}

/** Whether a process runs; one that has ended and waits to be noticed by its parent does not. */
export function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Asks again until the answer satisfies; the test's own time-out ends it otherwise. */
export async function until<T>(ask: () => Promise<T> | T, satisfies: (answer: T) => boolean): Promise<T> {
  while (true) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
