/**
 * Pictures from a program that writes MJPEG to its standard output. The program runs between `open` and
 * `close` only. Of several ways to run it the next one is tried when one ended without a byte: a camera
 * that has no MJPEG of its own is encoded then.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import { findProgram, lastWords, programEnvironment } from '../program.ts';
import type { FrameSource, FrameSourceHooks } from './frame-source.ts';

export interface PipeSourceOptions {
  readonly name: string;
  /** The name of a program of the system, or a path. */
  readonly program: string;
  /** The arguments of each way to run it, the best first. */
  readonly ways: readonly (readonly string[])[];
  /** The device that must be there, where the program is given one. */
  readonly devicePath?: string;
  /** How the program tells what cameras there are without turning one on, and what it says then. */
  readonly listing?: { readonly args: readonly string[]; readonly present: RegExp };
}

/** How long a program may take to end when it is asked to. */
const endWithinMs = 2_000;
const writtenMax = 400;
const listWithinMs = 30_000;
const listingMax = 16 * 1024;

export class PipeSource implements FrameSource {
  readonly name: string;
  readonly #options: PipeSourceOptions;
  readonly #clock: Clock;
  #way = 0;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  /** Whether the camera has to be listed before it counts as there: at first, and after it failed. */
  #doubtful = true;

  constructor(options: PipeSourceOptions, clock: Clock) {
    this.name = options.name;
    this.#options = options;
    this.#clock = clock;
  }

  async probe(): Promise<void> {
    const { devicePath, program, listing } = this.#options;
    const path = await findProgram(program);
    if (devicePath !== undefined) {
      await access(devicePath, constants.R_OK | constants.W_OK).catch((error: NodeJS.ErrnoException) => {
        this.#doubtful = true;
        throw new Error(error.code === 'ENOENT' ? `no ${devicePath}` : `${devicePath}: ${error.code}`);
      });
    }
    if (!listing || !this.#doubtful) return;
    const listed = await outputOf(path, listing.args, this.#clock);
    if (!listing.present.test(listed)) throw new Error(`${program} lists no such camera${lastWords(listed)}`);
    this.#doubtful = false;
  }

  open(hooks: FrameSourceHooks): void {
    const { program, ways } = this.#options;
    const child = spawn(program, ways[this.#way] ?? [], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: programEnvironment,
    });
    let written = '';
    let spoke = false;
    this.#child = child;
    child.stdout.on('data', (bytes: Uint8Array) => {
      spoke = true;
      hooks.data(bytes);
    });
    child.stderr.on('data', (bytes: Uint8Array) => {
      written = (written + Buffer.from(bytes).toString('latin1')).slice(-writtenMax);
    });
    this.#ended = new Promise((resolve) => {
      const end = (reason: string) => {
        resolve();
        if (this.#child !== child) return;
        this.#child = undefined;
        this.#doubtful = true;
        if (!spoke) this.#way = (this.#way + 1) % ways.length;
        hooks.closed(reason);
      };
      child.once('error', (error) => end(error.message));
      child.once('close', (code, signal) =>
        end(`${program} ended with ${signal ?? code}${lastWords(written)}`),
      );
    });
  }

  async close(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return;
    // Nobody reads any more: a program that is in the middle of writing must not wait for us.
    child.stdout?.destroy();
    child.kill('SIGTERM');
    const force: Cancel = this.#clock.after(endWithinMs, () => child.kill('SIGKILL'));
    await this.#ended;
    force();
  }
}

/** Everything that a program says; what it ends with tells nothing, as ffmpeg lists and fails. */
function outputOf(path: string, args: readonly string[], clock: Clock): Promise<string> {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'], env: programEnvironment });
  let said = '';
  const take = (bytes: Uint8Array) => {
    if (said.length < listingMax) said += Buffer.from(bytes).toString('latin1');
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const limit = clock.after(listWithinMs, () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      limit();
      resolve(said);
    });
  });
}
