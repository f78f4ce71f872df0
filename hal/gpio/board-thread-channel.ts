/**
 * The way to the thread that makes a board of this computer's own lines: bytes of KIO/1 in both directions.
 * The thread sleeps in a system call, so each message is followed by a write to a file that wakes it.
 */
import { closeSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { ByteChannelHooks, ChannelOpener } from '../byte-channel.ts';
import type { NamedLine } from './kernel-lines.ts';

export interface BoardThreadSettings {
  readonly lines: readonly NamedLine[];
}

/** What the thread says: it has the lines and is woken by a file, bytes of the board, or why it ends. */
export type BoardThreadMessage =
  | { readonly opened: number }
  | { readonly bytes: Uint8Array }
  | { readonly closed: string };

/** The thread keeps a few lines and words; V8 would give it the heap of a whole program. */
const resourceLimits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 };
const wakeUp = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);

/** One thread at a time; the next is started when the one before has let go of its lines. */
export class BoardThreads {
  readonly #settings: BoardThreadSettings;
  #ended: Promise<void> = Promise.resolve();

  constructor(lines: readonly NamedLine[]) {
    this.#settings = { lines };
  }

  /** Resolves when no thread is left: every output is off and every line let go. */
  ended(): Promise<void> {
    return this.#ended;
  }

  /** Opens the lines in a new thread; rejects with a plain error that says which is not to be had. */
  readonly open: ChannelOpener = async (_address, _framing, _clock, hooks) => {
    await this.#ended;
    const worker = new Worker(new URL('./line-board-thread.ts', import.meta.url), {
      workerData: this.#settings,
      resourceLimits,
      execArgv: [],
      // The lines are files that the kernel opened, not Node.
      trackUnmanagedFds: false,
    });
    let wakeFile: number | undefined;
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        // Closed here and not in the thread, so that we never write to a file of somebody else.
        if (wakeFile !== undefined) closeSync(wakeFile);
        wakeFile = undefined;
        resolve();
      });
    });
    wakeFile = await wakeFileOf(worker, hooks);
    const send = (message: Uint8Array | 'stop') => {
      if (wakeFile === undefined) throw new Error('the thread has ended');
      worker.postMessage(message);
      writeSync(wakeFile, wakeUp);
    };
    return {
      write: async (bytes) => send(bytes),
      close: () => {
        if (wakeFile !== undefined) send('stop');
      },
    };
  };
}

/** Resolves when the thread has its lines; from then on what it says goes to `hooks`. */
function wakeFileOf(worker: Worker, hooks: ByteChannelHooks): Promise<number> {
  return new Promise((resolve, reject) => {
    let state: 'opening' | 'open' | 'ended' = 'opening';
    const end = (reason: string) => {
      if (state === 'open') hooks.closed(reason);
      else reject(new Error(reason));
      state = 'ended';
    };
    worker.on('message', (message: BoardThreadMessage) => {
      if ('bytes' in message) hooks.data(message.bytes);
      else if ('closed' in message) end(message.closed);
      else {
        state = 'open';
        resolve(message.opened);
      }
    });
    worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => end('the thread ended'));
  });
}
