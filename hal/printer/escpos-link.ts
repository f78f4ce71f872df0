/**
 * The conversation with one ESC/POS printer below the level of documents: its status, read back and
 * pushed, and markers (`GS r 1`) whose answer tells that everything before them was processed. Answers
 * bear no name, so questions are asked one at a time and markers are answered in the order they were sent.
 */

import { Fault } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import { OneByOne } from '../../src/platform/one-by-one.ts';
import type { ChannelOpener } from '../byte-channel.ts';
import { ByteLine } from '../byte-line.ts';
import type { DriverContext } from '../device.ts';
import { EventSource } from '../event-source.ts';
import {
  commands,
  type EscposStatus,
  type PrinterAnswer,
  PrinterAnswers,
  type StatusQuestion,
  statusOfAnswers,
  statusQuestions,
  wellStatus,
} from './escpos-codec.ts';
import { openPrinterChannel } from './printer-channel.ts';

export interface EscposLinkEvents {
  opened: [];
  closed: [reason: string];
  statusChanged: [status: EscposStatus];
}

export interface EscposLinkOptions {
  readonly address: string;
  readonly baudRate: number;
  /** How the line is opened; by default by what the address leads to. */
  readonly open?: ChannelOpener;
  /** How long the printer may take to answer a status question. */
  readonly answerWithinMs: number;
  /** How long it may take to take up work again after a cut-off command. */
  readonly settleWithinMs: number;
}

/** A silence after the first answer that means: no older answer is outstanding. */
const quietMs = 300;

const statusParts = Object.keys(wellStatus) as (keyof EscposStatus)[];

/** Owns the line; `escpos-printer.ts` owns the documents. */
export class EscposLink extends EventSource<EscposLinkEvents> {
  readonly #line: ByteLine;
  readonly #context: DriverContext;
  readonly #options: EscposLinkOptions;
  readonly #answers = new PrinterAnswers();
  #status: EscposStatus = { ...wellStatus, online: false };
  #question: { resolve(byte: number): void; reject(fault: Fault): void } | undefined;
  readonly #asking = new OneByOne();
  #processedCount = 0;
  #pushCount = 0;
  #onProcessed: (() => void) | undefined;
  /** False while the printer may still owe answers or hold parts of a document from before. */
  #settled = false;
  #settling = false;

  constructor(options: EscposLinkOptions, context: DriverContext) {
    super();
    this.#options = options;
    this.#context = context;
    this.#line = new ByteLine({ open: openPrinterChannel, ...options, offline: 'PRINTER_OFFLINE' }, context);
    this.#line.on('opened', () => this.#opened());
    this.#line.on('closed', (reason) => this.#closed(reason));
    this.#line.on('data', (bytes) => {
      for (const answer of this.#answers.feed(bytes)) this.#take(answer);
    });
  }

  get status(): EscposStatus {
    return this.#status;
  }

  get isOpen(): boolean {
    return this.#line.isOpen;
  }

  /** Whether the printer is known to process commands and to owe no answer. */
  get isSettled(): boolean {
    return this.#settled;
  }

  /** Whether zeros are on their way that complete a command: a question would wait behind them. */
  get isSettling(): boolean {
    return this.#settling;
  }

  start(): Promise<void> {
    return this.#line.start();
  }

  stop(): void {
    this.#line.stop();
  }

  reopen(reason: string): void {
    this.#line.reopen(reason);
  }

  /**
   * Asks all four questions; rejects with `PRINTER_OFFLINE` if one is not answered in time. What the printer
   * pushed meanwhile is newer than the first answers and stands.
   */
  async readStatus(): Promise<EscposStatus> {
    const bytes: number[] = [];
    const pushesBefore = this.#pushCount;
    for (const n of statusQuestions) bytes.push(await this.#ask(n));
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    if (this.#pushCount === pushesBefore) this.#setStatus(statusOfAnswers([a, b, c, d]));
    return this.#status;
  }

  /**
   * Sends a document that ends in a marker. `processed` resolves when the marker was answered; it stays
   * open for ever if the printer stops, so the caller races it.
   */
  send(document: Uint8Array): { written: Promise<void>; processed: Promise<void> } {
    this.#settled = false;
    const processed = new Promise<void>((resolve) => {
      this.#onProcessed = () => {
        this.#settled = true;
        resolve();
      };
    });
    return { written: this.#line.write(document), processed };
  }

  /**
   * Gives up a document: what the line holds of it is dropped, and the printer throws away what it has not
   * printed. Resolves when the printer has answered a question behind the command, so that paper put in a
   * moment later prints none of the rest, or when it takes nothing more because it has stopped with a full
   * buffer: then the command reaches it before anything else does.
   */
  async abandon(): Promise<void> {
    this.#onProcessed = undefined;
    if (!this.#line.isOpen) return;
    const { answerWithinMs } = this.#options;
    const dropped = this.#line.discard();
    try {
      if (await this.#tookWithin(commands.clearBuffers, answerWithinMs)) await this.readStatus();
      else if (!dropped) this.#line.reopen('takes nothing more');
    } catch (error) {
      this.#context.log.warn('printer does not confirm that it cleared its buffer', { cause: String(error) });
    }
  }

  /** Asks a printer that stopped at a jam to try again; it forgets what it had. */
  async recover(): Promise<void> {
    this.#settled = false;
    await this.#tookWithin(commands.recover, this.#options.answerWithinMs);
  }

  /**
   * Makes sure that the printer processes commands and owes no answer: sends a marker, and where none
   * comes back completes a cut-off command with NULs. Rejects with `PRINTER_OFFLINE` after its limit.
   */
  async settle(): Promise<void> {
    if (this.#settled) return;
    this.#settling = true;
    try {
      await this.#settle();
    } finally {
      this.#settling = false;
    }
  }

  async #settle(): Promise<void> {
    const { clock } = this.#context;
    const { answerWithinMs, settleWithinMs } = this.#options;
    const untilMs = clock.monotonicMs() + settleWithinMs;
    for (let round = 0; clock.monotonicMs() < untilMs; round += 1) {
      const before = this.#processedCount;
      // A picture may lack a few thousand bytes or, rarely, as many as its two length bytes can say.
      const flushing = new Uint8Array([0, 8_192][round] ?? 65_536);
      const bytes = Buffer.concat([flushing, commands.askProcessed]);
      // A slow line may need most of the time for this alone.
      if (!(await this.#tookWithin(bytes, untilMs - clock.monotonicMs()))) break;
      if (!(await this.#answersAfter(before, answerWithinMs))) continue;
      for (let seen = before; seen !== this.#processedCount; ) {
        seen = this.#processedCount;
        await this.#answersAfter(seen, quietMs);
      }
      await this.#line.write(commands.pushStatus);
      this.#settled = true;
      return;
    }
    throw this.#offline('bring the printer to process commands');
  }

  /** Whether the line took `bytes` in time; if not they still wait in it. */
  async #tookWithin(bytes: Uint8Array, withinMs: number): Promise<boolean> {
    let cancel: Cancel | undefined;
    const late = new Promise<false>((resolve) => {
      cancel = this.#context.clock.after(withinMs, () => resolve(false));
    });
    const written = this.#line.write(bytes).then(() => true as const);
    // Who no longer waits for it learns of a line that closed by its event.
    written.catch(() => undefined);
    try {
      return await Promise.race([written, late]);
    } finally {
      cancel?.();
    }
  }

  /** Whether a marker is answered after the first `before` answers, within `withinMs`. */
  async #answersAfter(before: number, withinMs: number): Promise<boolean> {
    let cancel: Cancel | undefined;
    const arrived = new Promise<void>((resolve) => {
      this.#onProcessed = resolve;
      cancel = this.#context.clock.after(withinMs, resolve);
    });
    if (this.#processedCount === before) await arrived;
    cancel?.();
    this.#onProcessed = undefined;
    if (!this.#line.isOpen) throw this.#offline('wait for the printer');
    return this.#processedCount > before;
  }

  /** One question at a time, because answers do not say which question they belong to. */
  #ask(n: StatusQuestion): Promise<number> {
    return this.#asking.run(async () => {
      const answered = new Promise<number>((resolve, reject) => {
        this.#question = { resolve, reject };
      });
      const cancel = this.#context.clock.after(this.#options.answerWithinMs, () =>
        this.#question?.reject(this.#offline('read the status of the printer')),
      );
      try {
        const [byte] = await Promise.all([answered, this.#line.write(commands.askStatus(n))]);
        return byte;
      } finally {
        cancel();
        this.#question = undefined;
      }
    });
  }

  #take(answer: PrinterAnswer): void {
    if (answer.kind === 'realTime') this.#question?.resolve(answer.byte);
    else if (answer.kind === 'pushed') {
      this.#pushCount += 1;
      this.#setStatus(answer.status);
    } else if (answer.kind === 'processed') {
      this.#processedCount += 1;
      this.#onProcessed?.();
    }
  }

  #opened(): void {
    this.#settled = false;
    this.#answers.reset();
    this.raise('opened');
  }

  #closed(reason: string): void {
    this.#settled = false;
    this.#question?.reject(this.#offline('read the status of the printer'));
    this.#onProcessed = undefined;
    this.#setStatus({ ...this.#status, online: false });
    this.raise('closed', reason);
  }

  #setStatus(status: EscposStatus): void {
    const before = this.#status;
    const same = statusParts.every((part) => before[part] === status[part]);
    if (same) return;
    this.#status = status;
    this.raise('statusChanged', status);
  }

  #offline(attempted: string): Fault {
    return new Fault('PRINTER_OFFLINE', attempted, { facts: { address: this.#options.address } });
  }
}
