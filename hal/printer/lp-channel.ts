/**
 * The way to a printer behind a character device of the kernel such as `/dev/usb/lp0`. Opened for reading
 * and writing without blocking: a printer that is out of paper takes nothing more, the bytes wait here and
 * neither the event loop nor the end of the process waits for them. Node cannot be told when such a device
 * is ready, so it is looked at again and again: often while something moves, seldom otherwise.
 */
import { close, constants, fstatSync, open, readSync, statSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import type { ByteChannel, ByteChannelHooks } from '../byte-channel.ts';

const openFile = promisify(open);

/** The kernel's driver takes blocks of 8 KiB (usblp.c); smaller ones leave room for urgent bytes. */
const blockBytesMax = 4096;
const lookMinMs = 2;
const lookMaxMs = 100;
/** After something moved the device is looked at often for this long: answers come at once or not soon. */
const livelyMs = 500;
/** Reads in one look; a device that always has more must not keep the loop to itself. */
const readsPerLook = 16;

/** A device that cannot be read does not tell that it was unplugged; its node is gone then. */
const nodeEveryMs = 1_000;

/** The device takes or has nothing now; out of paper it says so by ENOSPC. */
const laterCodes = new Set(['EAGAIN', 'EWOULDBLOCK', 'ENOSPC', 'EINTR']);

interface Waiting {
  readonly bytes: Uint8Array;
  at: number;
  done(): void;
  failed(error: Error): void;
}

/** Opens the device node at `path`; rejects if it is absent or in use. */
export async function openLpChannel(
  path: string,
  clock: Clock,
  hooks: ByteChannelHooks,
): Promise<ByteChannel> {
  const file = await openFile(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  return new LpChannel(file, path, clock, hooks);
}

class LpChannel implements ByteChannel {
  readonly #file: number;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #hooks: ByteChannelHooks;
  readonly #queue: Waiting[] = [];
  readonly #block = Buffer.alloc(blockBytesMax);
  #open = true;
  /** False for a printer on an interface that only takes (USB printer class 1.1, protocol 1). */
  #reads = true;
  #cancelLook: Cancel | undefined;
  #waitMs = lookMinMs;
  #movedAtMs: number;
  #nodeSeenAtMs: number;

  constructor(file: number, path: string, clock: Clock, hooks: ByteChannelHooks) {
    this.#file = file;
    this.#path = path;
    this.#nodeSeenAtMs = clock.monotonicMs();
    this.#clock = clock;
    this.#hooks = hooks;
    this.#movedAtMs = clock.monotonicMs();
    this.#lookLater();
  }

  write(bytes: Uint8Array): Promise<void> {
    if (!this.#open) return Promise.reject(new Error('the device is closed'));
    return new Promise((done, failed) => {
      this.#queue.push({ bytes, at: 0, done, failed });
      this.#look();
    });
  }

  discard(): void {
    for (const { failed } of this.#queue.splice(0)) failed(new Error('given up'));
  }

  close(): void {
    this.#end('closed by us');
  }

  #look(): void {
    this.#cancelLook?.();
    try {
      const took = this.#writeSome();
      const gave = this.#readSome();
      this.#seeNode();
      if (took || gave) this.#movedAtMs = this.#clock.monotonicMs();
      this.#waitMs = took || gave ? lookMinMs : Math.min(lookMaxMs, this.#waitMs * 2);
    } catch (error) {
      this.#end((error as NodeJS.ErrnoException).code ?? String(error));
    }
    if (this.#open) this.#lookLater();
  }

  /** Throws ENOENT where the node has gone; ends where another device has taken its name. */
  #seeNode(): void {
    const nowMs = this.#clock.monotonicMs();
    if (!this.#open || nowMs - this.#nodeSeenAtMs < nodeEveryMs) return;
    this.#nodeSeenAtMs = nowMs;
    if (statSync(this.#path).rdev !== fstatSync(this.#file).rdev) this.#end('another device');
  }

  #lookLater(): void {
    // A reader may have written meanwhile, which looks and waits as well.
    this.#cancelLook?.();
    const lively = this.#clock.monotonicMs() - this.#movedAtMs < livelyMs;
    const waitMs = lively ? Math.min(this.#waitMs, 10) : this.#waitMs;
    this.#cancelLook = this.#clock.after(waitMs, () => this.#look());
  }

  /** Whether the device took anything. */
  #writeSome(): boolean {
    let took = false;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const count = Math.min(blockBytesMax, next.bytes.length - next.at);
      const written = count === 0 ? 0 : this.#now(() => writeSync(this.#file, next.bytes, next.at, count));
      if (written === undefined) return took;
      took ||= written > 0;
      next.at += written;
      if (next.at < next.bytes.length) continue;
      this.#queue.shift();
      next.done();
    }
    return took;
  }

  /** Whether the device gave anything. A reader may close this channel from within `data`. */
  #readSome(): boolean {
    let gave = false;
    for (let n = 0; n < readsPerLook && this.#open && this.#reads; n += 1) {
      const count = this.#now(() => readSync(this.#file, this.#block));
      if (!count) return gave;
      gave = true;
      this.#hooks.data(Uint8Array.from(this.#block.subarray(0, count)));
    }
    return gave;
  }

  /** What `call` returns, or undefined if the device asks to come again later. */
  #now(call: () => number): number | undefined {
    try {
      return call();
    } catch (error) {
      const { code = '', syscall } = error as NodeJS.ErrnoException;
      if (code === 'EINVAL' && syscall === 'read') this.#reads = false;
      else if (!laterCodes.has(code)) throw error;
      return undefined;
    }
  }

  #end(reason: string): void {
    if (!this.#open) return;
    this.#open = false;
    this.#cancelLook?.();
    // The kernel frees the node's number only when it is closed, also after the device has gone.
    close(this.#file, () => undefined);
    for (const { failed } of this.#queue.splice(0)) failed(new Error(reason));
    this.#hooks.closed(reason);
  }
}
