/**
 * Questions and answers with a device that speaks in lines: `<id> <question>` is answered once by
 * `<id> ok <value> …` or `<id> no <reason>`; a line that begins with `!` the device tells by itself. Asks
 * `hello` again and again as a sign of life and opens the line anew when an answer stays away. A question
 * without an answer may or may not have been obeyed.
 */
import { Fault, type FaultCode } from '../src/domain/fault.ts';
import type { Cancel } from '../src/platform/clock.ts';
import { ByteLine } from './byte-line.ts';
import type { DriverContext } from './device.ts';
import { EventSource } from './event-source.ts';
import { TextLines } from './text-lines.ts';

export interface AskingLineOptions {
  readonly address: string;
  readonly baudRate: number;
  readonly answerWithinMs: number;
  readonly heartbeatMs: number;
  /** Characters in one line, without its end. */
  readonly lineLengthMax: number;
  /** The faults for no answer and for the answer `no`. */
  readonly offline: FaultCode;
  readonly refused: FaultCode;
}

export interface AskingLineEvents {
  /** `hello` was answered, for the first time or again. */
  greeted: [values: readonly string[]];
  closed: [reason: string];
  /** The device told something by itself: the words after `!`. */
  told: [words: readonly string[]];
}

interface Pending {
  resolve(values: readonly string[]): void;
  reject(fault: Fault): void;
  cancel: Cancel;
}

/** More questions than this at once means that the caller does not wait for answers. */
const pendingMax = 64;
const idPattern = /^[0-9a-z]{1,8}$/;
const encoder = new TextEncoder();

/** A question as the device's side reads it, or undefined if there is nobody to answer. */
export function splitQuestion(line: string): { id: string; words: string[] } | undefined {
  const [id = '', ...words] = line.split(' ');
  return idPattern.test(id) ? { id, words } : undefined;
}

export class AskingLine extends EventSource<AskingLineEvents> {
  readonly #options: AskingLineOptions;
  readonly #context: DriverContext;
  readonly #line: ByteLine;
  readonly #lines: TextLines;
  readonly #pending = new Map<string, Pending>();
  #lastId = 0;
  #cancelHeartbeat: Cancel | undefined;

  constructor(options: AskingLineOptions, context: DriverContext) {
    super();
    this.#options = options;
    this.#context = context;
    this.#lines = new TextLines(options.lineLengthMax);
    this.#line = new ByteLine(options, context);
    this.#line.on('opened', () => {
      this.#lines.reset();
      // Ends a line that an earlier process may have left half-written.
      this.#line.write(Uint8Array.of(0x0a)).catch(() => undefined);
      this.#greet();
    });
    this.#line.on('closed', (reason) => this.#closed(reason));
    this.#line.on('data', (bytes) => {
      for (const read of this.#lines.feed(bytes)) {
        if ('line' in read) this.#take(read.line);
        else context.log.warn('noise on the line dropped', { reason: read.malformed });
      }
    });
  }

  async start(): Promise<void> {
    // Answers to a process before this one must not be taken for answers to us.
    this.#lastId = Math.floor(this.#context.clock.now()) % 1_000_000_000;
    await this.#line.start();
  }

  /** Ends the line; questions without an answer are rejected. */
  stop(): void {
    this.#line.stop();
    this.#closed('stopped');
  }

  /** The values of the answer; rejects with the refused fault for `no`, with the offline fault for none. */
  ask(question: string): Promise<readonly string[]> {
    const attempted = `ask the device: ${question}`;
    if (this.#pending.size >= pendingMax) {
      return Promise.reject(this.#offline(attempted, 'too many questions at once'));
    }
    this.#lastId = (this.#lastId + 1) % 36 ** 6;
    const id = this.#lastId.toString(36);
    return new Promise((resolve, reject) => {
      const cancel = this.#context.clock.after(this.#options.answerWithinMs, () => {
        this.#pending.delete(id);
        reject(this.#offline(attempted, 'no answer'));
        this.#line.reopen('no answer');
      });
      this.#pending.set(id, { resolve, reject, cancel });
      this.#line.write(encoder.encode(`${id} ${question}\n`)).catch((error: Fault) => {
        cancel();
        this.#pending.delete(id);
        reject(error);
      });
    });
  }

  #greet(): void {
    this.ask('hello')
      .then(
        (values) => this.raise('greeted', values),
        (error: Fault) => this.#context.log.warn('the device does not greet', { cause: error.message }),
      )
      .then(() => {
        if (!this.#line.isOpen) return;
        this.#cancelHeartbeat?.();
        this.#cancelHeartbeat = this.#context.clock.after(this.#options.heartbeatMs, () => this.#greet());
      });
  }

  #take(line: string): void {
    const [first = '', verb = '', ...words] = line.split(' ');
    if (first === '!') {
      this.raise('told', [verb, ...words]);
      return;
    }
    const pending = this.#pending.get(first);
    if (!pending || (verb !== 'ok' && verb !== 'no')) {
      this.#context.log.debug('line from the device belongs to no question');
      return;
    }
    this.#pending.delete(first);
    pending.cancel();
    if (verb === 'ok') pending.resolve(words);
    else {
      const facts = { address: this.#options.address, reason: words.join(' ') };
      pending.reject(new Fault(this.#options.refused, 'ask the device', { facts }));
    }
  }

  #closed(reason: string): void {
    this.#cancelHeartbeat?.();
    for (const pending of this.#pending.values()) {
      pending.cancel();
      pending.reject(this.#offline('wait for an answer', reason));
    }
    this.#pending.clear();
    this.raise('closed', reason);
  }

  #offline(attempted: string, reason: string): Fault {
    return new Fault(this.#options.offline, attempted, {
      facts: { address: this.#options.address, reason },
    });
  }
}
