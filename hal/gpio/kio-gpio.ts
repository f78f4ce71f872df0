/**
 * Whatever speaks KIO/1 (see `board-codec.ts`), on any line. The sign of life that the line asks for also
 * keeps the board's watchdog quiet; outputs that were on when the line was lost are driven again. A command
 * whose answer did not come may have been obeyed: callers ask the counters.
 */
import { Fault } from '../../src/domain/fault.ts';
import { AskingLine } from '../asking-line.ts';
import type { ChannelOpener } from '../byte-channel.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import {
  type BoardRequest,
  boardLineLengthMax,
  boardWatchdogMs,
  countOf,
  decodeEvent,
  encodeRequest,
  epochOf,
} from './board-codec.ts';
import type { EdgeCount, Gpio, GpioAbilities, GpioEvents } from './gpio.ts';

export interface KioGpioOptions {
  readonly address: string;
  readonly baudRate: number;
  readonly answerWithinMs: number;
  /** Must stay well under the board's watchdog of 5 s. */
  readonly heartbeatMs: number;
  /** How the address is opened, where it is neither TCP nor a serial line. */
  readonly open?: ChannelOpener;
}

export abstract class KioGpio extends DeviceDriver<GpioEvents> implements Gpio {
  readonly kind = 'gpio';
  abstract readonly abilities: GpioAbilities;
  readonly #options: KioGpioOptions;
  readonly #line: AskingLine;
  readonly #driven = new Set<string>();
  #epoch: string | undefined;
  #greetedAtMs = 0;

  constructor(deviceId: string, options: KioGpioOptions, context: DriverContext) {
    super(deviceId, context, 'GPIO_OFFLINE');
    this.#options = options;
    const faults = { offline: 'GPIO_OFFLINE', refused: 'GPIO_REFUSED' } as const;
    this.#line = new AskingLine({ ...options, ...faults, lineLengthMax: boardLineLengthMax }, context);
    this.#line.on('greeted', (values) => this.#greeted(epochOf(values)));
    this.#line.on('closed', (reason) => this.#tellOffline(reason));
    this.#line.on('told', (words) => this.#told(words));
  }

  start(): Promise<void> {
    return this.#line.start();
  }

  async stop(): Promise<void> {
    this.#line.stop();
    this.#driven.clear();
  }

  async set(line: string, on: boolean): Promise<void> {
    await this.#ask({ verb: 'set', line, on });
    if (on) this.#driven.add(line);
    else this.#driven.delete(line);
  }

  async pulse(line: string, durationMs: number): Promise<void> {
    await this.#ask({ verb: 'pulse', line, durationMs });
  }

  async runUntil(line: string, input: string, targetCount: number, limitMs: number): Promise<void> {
    await this.#ask({ verb: 'until', line, input, targetCount, limitMs });
  }

  async read(line: string): Promise<boolean> {
    const [level] = await this.#ask({ verb: 'read', line });
    return level === '1';
  }

  async count(line: string): Promise<EdgeCount> {
    const count = countOf(await this.#ask({ verb: 'count', line }));
    if (!count) throw new Fault('GPIO_REFUSED', 'read a counter of the board', { facts: { line } });
    return count;
  }

  #ask(request: BoardRequest): Promise<readonly string[]> {
    return this.#line.ask(encodeRequest(request));
  }

  #told(words: readonly string[]): void {
    const event = decodeEvent(words);
    if (!event) this.context.log.warn('line from the board not understood');
    else if (event.event === 'hello') this.#greeted(event.epoch);
    else if (this.#epoch !== undefined) {
      this.raise('edge', event.line, { epoch: this.#epoch, count: event.count });
    }
  }

  #greeted(epoch: string | undefined): void {
    if (epoch === undefined) {
      this.#tellOffline('speaks another protocol');
      return;
    }
    const nowMs = this.context.clock.monotonicMs();
    // After such a silence, as when this process was held up, the watchdog has released the outputs.
    const released = nowMs - this.#greetedAtMs > boardWatchdogMs - this.#options.heartbeatMs;
    const begins = released || this.#epoch !== epoch || this.health().state !== 'ready';
    if (this.#epoch !== undefined && this.#epoch !== epoch) {
      this.context.log.warn('the board lost its counters', { before: this.#epoch, now: epoch });
    }
    this.#greetedAtMs = nowMs;
    this.#epoch = epoch;
    if (!begins) return;
    for (const line of this.#driven) {
      this.#ask({ verb: 'set', line, on: true }).catch((error: Fault) =>
        this.context.log.warn('output could not be driven again', { line, cause: error.message }),
      );
    }
    this.setHealth({ state: 'ready', detail: this.#options.address });
  }

  #tellOffline(reason: string): void {
    const detail = `${this.#options.address}: ${reason}`;
    this.setHealth({ state: 'unavailable', fault: 'GPIO_OFFLINE', detail });
  }
}
