/**
 * The code reader in a thread of its own (`zxing-thread.ts`): started by the first picture, ended when no
 * picture came for a while or when one takes too long, and started anew by the next. Its memory goes with it.
 */
import { Worker } from 'node:worker_threads';
import { Fault } from '../../src/domain/fault.ts';
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import type { CodeReader, PictureFindings } from './code-reader.ts';
import type { ThreadAnswer } from './zxing-thread.ts';

export interface ThreadedCodeReaderOptions {
  readonly clock: Clock;
  /** The thread ends when it was not asked for so long. */
  readonly idleMs?: number;
  /** A picture that takes longer is given up and its thread with it. */
  readonly readWithinMs?: number;
}

const idleMsDefault = 15_000;
const readWithinMsDefault = 8_000;
/** Pictures that wait; whoever asks faster is refused. */
const waitingMax = 8;
/** Its own heap; the pictures lie beside it, in the memory of the WebAssembly module. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };

interface Asked {
  readonly picture: Uint8Array;
  resolve(findings: PictureFindings): void;
  reject(fault: Fault): void;
}

export class ThreadedCodeReader implements CodeReader {
  readonly #clock: Clock;
  readonly #idleMs: number;
  readonly #readWithinMs: number;
  #thread: Worker | undefined;
  #waiting: Asked[] = [];
  #reading: Asked | undefined;
  #cancelTimer: Cancel | undefined;
  #ending: Promise<unknown> = Promise.resolve();

  constructor({ clock, idleMs, readWithinMs }: ThreadedCodeReaderOptions) {
    this.#clock = clock;
    this.#idleMs = idleMs ?? idleMsDefault;
    this.#readWithinMs = readWithinMs ?? readWithinMsDefault;
  }

  /** Whether there is a thread now. */
  get isRunning(): boolean {
    return this.#thread !== undefined;
  }

  read(picture: Uint8Array): Promise<PictureFindings> {
    if (this.#waiting.length >= waitingMax)
      return Promise.reject(new Fault('RATE_LIMITED', 'read the codes of a picture'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ picture, resolve, reject });
      this.#next();
    });
  }

  async stop(): Promise<void> {
    const asked = [...(this.#reading ? [this.#reading] : []), ...this.#waiting];
    this.#waiting = [];
    this.#end();
    for (const one of asked) one.reject(new Fault('PICTURE_READER_ENDED', 'read the codes of a picture'));
    await this.#ending;
  }

  #next(): void {
    if (this.#reading) return;
    this.#cancelTimer?.();
    const asked = this.#waiting.shift();
    if (!asked) {
      if (this.#thread) this.#cancelTimer = this.#clock.after(this.#idleMs, () => this.#end());
      return;
    }
    this.#reading = asked;
    this.#thread ??= this.#start();
    this.#thread.postMessage(asked.picture);
    this.#cancelTimer = this.#clock.after(this.#readWithinMs, () => {
      this.#end();
      asked.reject(new Fault('PICTURE_SLOW', 'read the codes of a picture'));
      this.#next();
    });
  }

  #start(): Worker {
    const thread = new Worker(new URL('./zxing-thread.ts', import.meta.url), { resourceLimits });
    thread.on('message', (answer: ThreadAnswer) => {
      if (this.#thread === thread) this.#settle(answer);
    });
    thread.on('error', (cause) => this.#lose(thread, cause));
    thread.on('exit', () => this.#lose(thread, new Error('the thread ended')));
    // A thread that waits for pictures keeps no program alive.
    thread.unref();
    return thread;
  }

  #settle(answer: ThreadAnswer): void {
    const asked = this.#reading;
    this.#reading = undefined;
    if ('fault' in answer) {
      const { fault, reason } = answer;
      asked?.reject(new Fault(fault, 'read the codes of a picture', { facts: { reason } }));
    } else asked?.resolve(answer.findings);
    this.#next();
  }

  /** The thread went by itself: a decoder that ran out of memory takes only its thread with it. */
  #lose(thread: Worker, cause: unknown): void {
    if (this.#thread !== thread) return;
    const asked = this.#reading;
    this.#end();
    asked?.reject(new Fault('PICTURE_READER_ENDED', 'read the codes of a picture', { cause }));
    this.#next();
  }

  #end(): void {
    this.#cancelTimer?.();
    const thread = this.#thread;
    this.#thread = undefined;
    this.#reading = undefined;
    if (thread) this.#ending = thread.terminate();
  }
}
