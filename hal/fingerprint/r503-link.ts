/**
 * Questions and answers with an R503. One question is on the way at a time. An answer that is torn, damaged
 * or absent brings both sides back into step (see `r503-codec.ts`) and the question is asked again: each
 * of them has the same effect twice as once. After the last try the line is opened anew.
 */

import { Fault, type FaultCode } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import { OneByOne } from '../../src/platform/one-by-one.ts';
import { ByteLine } from '../byte-line.ts';
import type { DriverContext } from '../device.ts';
import { EventSource } from '../event-source.ts';
import {
  type Answer,
  decodeAnswer,
  encodeQuestion,
  type PacketRead,
  pagesOf,
  type Question,
  R503Packets,
} from './r503-codec.ts';

export interface R503LinkOptions {
  readonly address: string;
  readonly baudRate: number;
  readonly password: number;
  readonly answerWithinMs: number;
  readonly heartbeatMs: number;
}

export interface R503LinkEvents {
  /** The sensor answered for the first time, or again after `lost`. */
  found: [pages: number];
  lost: [fault: FaultCode, reason: string];
}

interface Pending {
  readonly ask: Question['ask'];
  /** Waits for its own answer and lets all others pass. */
  readonly passesOthers: boolean;
  resolve(answer: Answer): void;
  reject(fault: Fault): void;
}

const triesMax = 3;

export class R503Link extends EventSource<R503LinkEvents> {
  readonly #options: R503LinkOptions;
  readonly #context: DriverContext;
  readonly #line: ByteLine;
  readonly #packets = new R503Packets();
  readonly #oneByOne = new OneByOne();
  #pending: Pending | undefined;
  #found = false;
  #cancelHeartbeat: Cancel | undefined;

  constructor(options: R503LinkOptions, context: DriverContext) {
    super();
    this.#options = options;
    this.#context = context;
    // Two stop bits are what the manual asks for; the sensor reads one as well.
    this.#line = new ByteLine({ ...options, stopBits: 2, offline: 'FINGERPRINT_OFFLINE' }, context);
    this.#line.on('opened', () => {
      this.#packets.reset();
      this.#greet();
    });
    this.#line.on('closed', (reason) => this.#closed(reason));
    this.#line.on('data', (bytes) => {
      for (const read of this.#packets.feed(bytes)) this.#take(read);
    });
  }

  start(): Promise<void> {
    return this.#line.start();
  }

  /** Ends the line; the question without an answer is rejected. */
  stop(): void {
    this.#line.stop();
    this.#closed('stopped');
  }

  /** The answer, in turn; rejects when there is none or none that can be read. */
  ask(question: Question): Promise<Answer> {
    return this.#oneByOne.run(() => this.#askInTurn(question));
  }

  async #askInTurn(question: Question): Promise<Answer> {
    let fault = this.#fault('FINGERPRINT_OFFLINE', question.ask, 'closed');
    for (let attempt = 0; attempt < triesMax && this.#line.isOpen; attempt += 1) {
      try {
        if (attempt > 0) await this.#exchange({ ask: 'systemParameters' }, true);
        const answer = await this.#exchange(question, false);
        if (answer.confirmation !== 'damaged') return answer;
        fault = this.#fault('FINGERPRINT_PACKET_MALFORMED', question.ask, 'not understood');
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        fault = error;
      }
      this.#context.log.warn('no sensible answer from the sensor', { fault: fault.code, ask: question.ask });
    }
    this.#line.reopen('no sensible answer');
    throw fault;
  }

  /** One try. Every packet begun before is forgotten first. */
  async #exchange(question: Question, passesOthers: boolean): Promise<Answer> {
    const { ask } = question;
    this.#packets.reset();
    const answered = new Promise<Answer>((resolve, reject) => {
      const cancel = this.#context.clock.after(this.#options.answerWithinMs, () => {
        const torn = this.#packets.heldBytes > 0;
        const code = torn ? 'FINGERPRINT_PACKET_MALFORMED' : 'FINGERPRINT_OFFLINE';
        settle(() => reject(this.#fault(code, ask, torn ? 'torn answer' : 'no answer')));
      });
      const settle = (how: () => void) => {
        cancel();
        this.#pending = undefined;
        how();
      };
      this.#pending = {
        ask,
        passesOthers,
        resolve: (answer) => settle(() => resolve(answer)),
        reject: (fault) => settle(() => reject(fault)),
      };
    });
    await Promise.all([
      answered,
      this.#line.write(encodeQuestion(question)).catch((error: Fault) => this.#pending?.reject(error)),
    ]);
    return answered;
  }

  #take(read: PacketRead): void {
    const pending = this.#pending;
    if ('dropped' in read) {
      // Noise is expected around power-up; a packet begun and broken was most likely the answer.
      if (read.dropped === 'noise' || !pending || pending.passesOthers) return;
      pending.reject(this.#fault('FINGERPRINT_PACKET_MALFORMED', pending.ask, read.dropped));
      return;
    }
    if (!pending) return;
    const answer = decodeAnswer(pending.ask, read.packet);
    const own = answer && (!pending.passesOthers || answer.confirmation === 'ok');
    if (own) pending.resolve(answer);
    else if (!pending.passesOthers) {
      pending.reject(this.#fault('FINGERPRINT_PACKET_MALFORMED', pending.ask, 'not its answer'));
    }
  }

  /** Asks for the sign of life, again and again while the line is open. */
  #greet(): void {
    this.#cancelHeartbeat?.();
    this.#askWhoItIs()
      .catch((error: Fault) => this.#lose(error.code, String(error.facts.reason ?? error.message)))
      .then(() => {
        this.#cancelHeartbeat?.();
        if (!this.#line.isOpen) return;
        this.#cancelHeartbeat = this.#context.clock.after(this.#options.heartbeatMs, () => this.#greet());
      });
  }

  async #askWhoItIs(): Promise<void> {
    if (!this.#found) {
      const { confirmation } = await this.ask({ ask: 'verifyPassword', password: this.#options.password });
      if (confirmation !== 'ok') throw this.#fault('FINGERPRINT_REFUSED', 'verifyPassword', confirmation);
    }
    const parameters = await this.ask({ ask: 'systemParameters' });
    if (parameters.confirmation !== 'ok') {
      throw this.#fault('FINGERPRINT_REFUSED', 'systemParameters', parameters.confirmation);
    }
    if (this.#found) return;
    this.#found = true;
    this.raise('found', pagesOf(parameters));
  }

  #closed(reason: string): void {
    this.#cancelHeartbeat?.();
    this.#pending?.reject(this.#fault('FINGERPRINT_OFFLINE', this.#pending.ask, reason));
    this.#lose('FINGERPRINT_OFFLINE', reason);
  }

  #lose(fault: FaultCode, reason: string): void {
    this.#found = false;
    this.raise('lost', fault, reason);
  }

  #fault(code: FaultCode, ask: string, reason: string): Fault {
    return new Fault(code, `ask the fingerprint reader: ${ask}`, {
      facts: { address: this.#options.address, reason },
    });
  }
}
