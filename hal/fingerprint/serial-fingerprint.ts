/**
 * A fingerprint reader of the R503 family on a serial line or TCP. It is asked for an image again and
 * again while a finger is waited for, and only then; what it saw stays inside it. Its ring of light, where
 * it has one, shines for the same time.
 */

import { Fault, type FaultCode } from '../../src/domain/fault.ts';
import { OneByOne } from '../../src/platform/one-by-one.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import { pause } from '../pause.ts';
import type { FingerMatch, Fingerprint, FingerprintEvents } from './fingerprint.ts';
import type { Answer, Confirmation, Light, Question } from './r503-codec.ts';
import { R503Link, type R503LinkOptions } from './r503-link.ts';

export interface SerialFingerprintOptions extends R503LinkOptions {
  /** Touches of one enrolment: 2 for AS608 and R30x, up to 6 for R503. */
  readonly touches: number;
  /** Whether the sensor has a ring of light. */
  readonly light: boolean;
  readonly pollEveryMs: number;
}

/** How long a finger that was read is watched for being lifted. */
const liftWithinMs = 15_000;

interface Operation {
  readonly endMs: number;
  cancelled: boolean;
}

export class SerialFingerprint extends DeviceDriver<FingerprintEvents> implements Fingerprint {
  readonly kind = 'fingerprint';
  readonly touches: number;
  readonly #options: SerialFingerprintOptions;
  readonly #link: R503Link;
  readonly #oneByOne = new OneByOne();
  #operation: Operation | undefined;
  #pages = 0;
  #fingerDown = false;

  constructor(deviceId: string, options: SerialFingerprintOptions, context: DriverContext) {
    super(deviceId, context, 'FINGERPRINT_OFFLINE');
    this.#options = options;
    this.touches = options.touches;
    this.#link = new R503Link(options, this.context);
    this.#link.on('found', (pages) => {
      this.#pages = pages;
      this.setHealth({ state: 'ready', detail: `${options.address}, room for ${pages} fingers` });
    });
    this.#link.on('lost', (fault, reason) => {
      this.#lifted();
      this.setHealth({ state: 'unavailable', fault, detail: `${options.address}: ${reason}` });
    });
  }

  start(): Promise<void> {
    return this.#link.start();
  }

  async stop(): Promise<void> {
    this.cancel();
    this.#link.stop();
    await this.#oneByOne.ended();
  }

  cancel(): void {
    if (this.#operation) this.#operation.cancelled = true;
  }

  enrol(page: number, withinMs: number): Promise<void> {
    return this.#operate(withinMs, async (operation) => {
      this.#checkPage(page, 'enrol a finger');
      for (let touch = 1; touch <= this.touches; ) {
        await this.#finger(operation);
        if (!(await this.#features(touch))) continue;
        this.raise('touchTaken', touch, this.touches);
        touch += 1;
      }
      const joined = await this.#ask({ ask: 'joinFeatures' }, ['ok', 'featuresDiffer']);
      if (joined.confirmation === 'featuresDiffer') {
        await this.#shine('refused');
        throw this.#fault('FINGERPRINT_MISMATCH', 'enrol a finger', 'the touches differ');
      }
      await this.#ask({ ask: 'store', page }, ['ok']);
      await this.#shine('accepted');
    });
  }

  identify(withinMs: number): Promise<FingerMatch | undefined> {
    return this.#operate(withinMs, async (operation) => {
      do await this.#finger(operation);
      while (!(await this.#features(1)));
      const found = await this.#ask({ ask: 'search', pages: this.#pages }, ['ok', 'noMatch']);
      const [page = 0, score = 0] = found.words;
      const matched = found.confirmation === 'ok';
      await this.#shine(matched ? 'accepted' : 'refused');
      return matched ? { page, score } : undefined;
    });
  }

  async erase(page: number): Promise<void> {
    await this.#oneByOne.run(async () => {
      this.#checkPage(page, 'erase a page');
      await this.#ask({ ask: 'erase', page }, ['ok']);
    });
  }

  async eraseAll(): Promise<void> {
    await this.#oneByOne.run(() => this.#ask({ ask: 'eraseAll' }, ['ok']));
  }

  count(): Promise<number> {
    return this.#oneByOne.run(async () => (await this.#ask({ ask: 'count' }, ['ok'])).words[0] ?? 0);
  }

  /** Work that waits for a finger: lit while it lasts, dark after it however it ends. */
  #operate<T>(withinMs: number, work: (operation: Operation) => Promise<T>): Promise<T> {
    return this.#oneByOne.run(async () => {
      const operation = { endMs: this.context.clock.monotonicMs() + withinMs, cancelled: false };
      this.#operation = operation;
      try {
        await this.#shine('waiting');
        return await work(operation);
      } finally {
        this.#operation = undefined;
        await this.#shine('off').catch((error: Fault) =>
          this.context.log.debug('the ring of light stays on', { cause: error.message }),
        );
        this.#watchLift(this.context.clock.monotonicMs() + liftWithinMs);
      }
    });
  }

  /** Resolves when a finger was placed anew and an image of it is in the sensor. */
  async #finger(operation: Operation): Promise<void> {
    for (;;) {
      if (operation.cancelled || this.context.clock.monotonicMs() > operation.endMs) {
        throw this.#fault('FINGERPRINT_NO_FINGER', 'wait for a finger', 'none came');
      }
      const wasDown = this.#fingerDown;
      const seen = await this.#look();
      if (!wasDown && seen === 'ok') return;
      if (!wasDown && seen === 'poorImage') this.raise('touchUnreadable');
      await pause(this.context.clock, this.#options.pollEveryMs);
    }
  }

  /** One image; keeps account of whether a finger lies on the sensor. */
  async #look(): Promise<Confirmation> {
    const { confirmation } = await this.#ask({ ask: 'takeImage' }, ['ok', 'noFinger', 'poorImage']);
    if (confirmation === 'noFinger') this.#lifted();
    else if (!this.#fingerDown) {
      this.#fingerDown = true;
      this.raise('fingerPlaced');
    }
    return confirmation;
  }

  #lifted(): void {
    if (!this.#fingerDown) return;
    this.#fingerDown = false;
    this.raise('fingerLifted');
  }

  /** After an operation: looks until the finger is gone, unless the next operation looks itself. */
  #watchLift(endMs: number): void {
    if (!this.#fingerDown || this.#operation) return;
    if (this.context.clock.monotonicMs() > endMs) {
      this.#lifted();
      return;
    }
    this.context.clock.after(this.#options.pollEveryMs, () => {
      if (!this.#fingerDown || this.#operation) return;
      this.#look().then(
        () => this.#watchLift(endMs),
        (error: Fault) => {
          this.context.log.debug('the finger is watched no longer', { cause: error.message });
          this.#lifted();
        },
      );
    });
  }

  /** Whether the image gave features; tells the touch unreadable if it did not. */
  async #features(buffer: number): Promise<boolean> {
    const { confirmation } = await this.#ask({ ask: 'extractFeatures', buffer }, ['ok', 'poorImage']);
    if (confirmation === 'poorImage') this.raise('touchUnreadable');
    return confirmation === 'ok';
  }

  async #shine(light: Light): Promise<void> {
    if (this.#options.light) await this.#ask({ ask: 'shine', light }, ['ok', 'failed']);
  }

  async #ask(question: Question, expected: readonly Confirmation[]): Promise<Answer> {
    const attempted = `ask the fingerprint reader: ${question.ask}`;
    if (this.health().state === 'unavailable') {
      throw this.#fault(this.health().fault ?? 'FINGERPRINT_OFFLINE', attempted, 'not ready');
    }
    const answer = await this.#link.ask(question);
    if (expected.includes(answer.confirmation)) return answer;
    const { confirmation, code } = answer;
    throw this.#fault('FINGERPRINT_REFUSED', attempted, `${confirmation}, code ${code}`);
  }

  #checkPage(page: number, attempted: string): void {
    if (this.health().state === 'unavailable') return;
    if (Number.isInteger(page) && page >= 0 && page < this.#pages) return;
    throw this.#fault('FINGERPRINT_REFUSED', attempted, `no page ${page}`);
  }

  #fault(code: FaultCode, attempted: string, reason: string): Fault {
    return new Fault(code, attempted, { facts: { address: this.#options.address, reason } });
  }
}
