/** The board as the driver of one process reaches it: with a delay, or not at all while it is unplugged. */
import type { DriverContext } from '../../../../hal/device.ts';
import { DeviceDriver } from '../../../../hal/device-driver.ts';
import type { GpioEvents } from '../../../../hal/gpio/gpio.ts';
import type { EdgeCount, Gpio } from '../../../../hal/hal.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import { sleep } from '../../../../src/platform/clock.ts';
import type { Random } from '../../../../src/platform/random.ts';
import type { Life } from '../life.ts';
import type { VirtualBoard } from './virtual-board.ts';

/** After this long without an answer a request is given up. */
const answerWithinMs = 400;

export interface BoardGpioOptions {
  readonly board: VirtualBoard;
  readonly life: Life;
  readonly random: Random;
  /** Told before a request reaches the board. */
  readonly passing: (request: string) => void;
}

export class BoardGpio extends DeviceDriver<GpioEvents> implements Gpio {
  readonly kind = 'gpio';
  readonly abilities = { countsAlone: true, timesAlone: true };
  #options: BoardGpioOptions;
  #onEdge = (line: string, count: EdgeCount) => {
    if (!this.#options.life.over) this.raise('edge', line, count);
  };
  #onLink = () => this.#tellHealth();

  constructor(options: BoardGpioOptions, context: DriverContext) {
    super('board', context, 'GPIO_OFFLINE');
    this.#options = options;
  }

  async start(): Promise<void> {
    const { board } = this.#options;
    board.on('edge', this.#onEdge).on('linkChanged', this.#onLink);
    board.heard();
    this.#tellHealth();
  }

  async stop(): Promise<void> {
    const { board } = this.#options;
    board.off('edge', this.#onEdge).off('linkChanged', this.#onLink);
  }

  set(line: string, on: boolean): Promise<void> {
    return this.#order(`set ${line}`, () => this.#options.board.set(line, on));
  }

  pulse(line: string, durationMs: number): Promise<void> {
    return this.#order(`pulse ${line}`, () => this.#options.board.pulse(line, durationMs));
  }

  runUntil(line: string, input: string, targetCount: number, limitMs: number): Promise<void> {
    return this.#order(`run ${line}`, () => this.#options.board.pulse(line, limitMs, { input, targetCount }));
  }

  read(line: string): Promise<boolean> {
    return this.#ask(`read ${line}`, () => this.#options.board.isDriven(line));
  }

  count(line: string): Promise<EdgeCount> {
    return this.#ask(`count ${line}`, () => this.#options.board.count(line));
  }

  async #order(request: string, act: () => 'done' | 'busy'): Promise<void> {
    const outcome = await this.#ask(request, act);
    if (outcome === 'busy') throw new Fault('GPIO_REFUSED', request, { facts: { reason: 'busy' } });
  }

  /** The request, its effect, and the answer; each may be lost while the board is unplugged. */
  async #ask<T>(request: string, act: () => T): Promise<T> {
    const { board, random, passing } = this.#options;
    const { clock } = this.context;
    passing(request);
    await sleep(clock, 1 + random.fraction() * 2);
    if (!board.connected) {
      await sleep(clock, answerWithinMs);
      throw new Fault('GPIO_OFFLINE', request);
    }
    board.heard();
    const result = act();
    await sleep(clock, 1 + random.fraction() * 2);
    if (board.connected) return result;
    await sleep(clock, answerWithinMs);
    throw new Fault('GPIO_OFFLINE', request);
  }

  #tellHealth(): void {
    if (this.#options.life.over) return;
    if (this.#options.board.connected) this.setHealth({ state: 'ready' });
    else this.setHealth({ state: 'unavailable', fault: 'GPIO_OFFLINE' });
  }
}
