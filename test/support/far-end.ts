/**
 * The far end of a pseudo-terminal, held by the test itself: nothing stands between it and the driver's end,
 * so a far end that is not read fills the cable, and what it says arrives all the same.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, constants, readSync, writeSync } from 'node:fs';
import koffi from 'koffi';
import type { Test } from 'tap';

const libc = koffi.load('libc.so.6');
const openTerminal = libc.func('int posix_openpt(int flags)');
const grant = libc.func('int grantpt(int file)');
const unlock = libc.func('int unlockpt(int file)');
const nameOf = libc.func('const char *ptsname(int file)');

export class FarEnd {
  /** The path that the driver opens. */
  readonly path: string;
  heard = Buffer.alloc(0);
  /** It reads no further than this. */
  stopAt = Number.POSITIVE_INFINITY;
  #file: number | undefined;

  constructor(t: Test) {
    const { O_RDWR, O_NOCTTY, O_NONBLOCK } = constants;
    const file: number = openTerminal(O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (file < 0 || grant(file) < 0 || unlock(file) < 0) throw new Error('no pseudo-terminal to be had');
    this.#file = file;
    this.path = nameOf(file);
    const raw = spawnSync('stty', ['-F', this.path, 'raw', '-echo']);
    if (raw.status !== 0) throw new Error(`stty: ${raw.stderr}`);
    t.teardown(() => this.pull());
  }

  /** Pulls the cable. */
  pull(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  say(bytes: Uint8Array): void {
    if (this.#file !== undefined) writeSync(this.#file, bytes);
  }

  /** Takes what there is, up to where it stops. */
  take(): void {
    const block = Buffer.alloc(1024);
    try {
      while (this.#file !== undefined && this.heard.length < this.stopAt) {
        const count = readSync(this.#file, block);
        this.heard = Buffer.concat([this.heard, block.subarray(0, count)]);
      }
    } catch (error) {
      // EIO: nobody has the driver's end open.
      if (!['EAGAIN', 'EIO'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}
