/**
 * The hardware of one machine, which outlives the processes that drive it, and the drivers that each process
 * opens on it. Shelf, doors and cash run on their production drivers over the simulated board.
 */

import { PulseCash } from '../../../../hal/cash/pulse-cash.ts';
import { DoorDispenser } from '../../../../hal/dispenser/door-dispenser.ts';
import { ShelfDispenser } from '../../../../hal/dispenser/shelf-dispenser.ts';
import type { Cash, DeliveryJob, Device, Dispenser, Hal } from '../../../../hal/hal.ts';
import type { Log } from '../../../../src/platform/log.ts';
import type { Random } from '../../../../src/platform/random.ts';
import type { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';
import type { Chronicle } from '../chronicle.ts';
import type { Life } from '../life.ts';
import type { Outside } from '../outside.ts';
import { coinMinor, doors, payoutCoinMinor, slots } from '../small-shop.ts';
import { BoardGpio } from './board-gpio.ts';
import { CoffeeDispenser } from './coffee-dispenser.ts';
import { CoinMechanism } from './coin-mechanism.ts';
import { ShelfAndDoors } from './shelf-and-doors.ts';
import { VirtualBoard } from './virtual-board.ts';
import { VirtualCoffeeMachine } from './virtual-coffee-machine.ts';
import { PrinterMechanism, VirtualPrinter } from './virtual-printer.ts';
import { VirtualScanner } from './virtual-scanner.ts';

export interface MachineryOptions {
  /** The machine's, in the time line. */
  readonly name: string;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly chronicle: Chronicle;
  readonly outside: Outside;
}

/** What a process brings along when it opens the devices. */
export interface HalProcess {
  readonly clock: VirtualClock;
  readonly log: Log;
  readonly life: Life;
  readonly random: Random;
  /** Told every request to a device before it arrives. */
  readonly passing: (request: string) => void;
}

export class Machinery {
  readonly board: VirtualBoard;
  readonly shelf: ShelfAndDoors;
  readonly coins: CoinMechanism;
  readonly coffee: VirtualCoffeeMachine;
  readonly printer = new PrinterMechanism();
  /** After how long the person before the machine opens a released door; nobody there, nobody opens. */
  opensAfterMs: () => number | undefined = () => undefined;
  #options: MachineryOptions;
  #scannerConnected = true;
  #scanner: VirtualScanner | undefined;
  /** The last job asked of each slot or door, and the last payout. */
  #lastDelivery = new Map<string, string>();
  #lastPayout: string | undefined;

  constructor(options: MachineryOptions) {
    this.#options = options;
    const { timeline, random } = options;
    this.board = new VirtualBoard(timeline);
    this.board.on('plugged', (connected) => options.outside.plugBoard(connected, timeline.nowMs()));
    this.shelf = new ShelfAndDoors({
      board: this.board,
      timeline,
      random,
      dropped: (how, name, proved) =>
        this.#dropped(how, name, this.#lastDelivery.get(`${how} ${name}`), proved),
      opensAfterMs: () => this.opensAfterMs(),
    });
    this.coins = new CoinMechanism({
      board: this.board,
      timeline,
      coinMinor,
      payoutCoinMinor,
      paidOut: (amountMinor) => this.#paidOut(amountMinor),
    });
    this.coffee = new VirtualCoffeeMachine({
      timeline,
      random,
      dropped: (job) => this.#dropped('recipe', 'latte', job, true),
    });
  }

  plugScanner(connected: boolean): void {
    this.#scannerConnected = connected;
    this.#scanner?.plug(connected);
  }

  /** Somebody holds a code before the scanner. */
  scan(text: string): boolean {
    return this.#scanner?.scan({ text }) ?? false;
  }

  /** Each process opens the devices anew. */
  openHal(process: HalProcess): Hal {
    const { clock, log, life, random, passing } = process;
    const context = { clock, log };
    const gpio = new BoardGpio({ board: this.board, life, random, passing }, context);
    const shelf = new ShelfDispenser(
      'shelf',
      { slots, pulseMs: 1200, dropWithinMs: 2500, emptySensors: false },
      gpio,
      context,
    );
    const door = new DoorDispenser('locker', { doors, releaseMs: 8000 }, gpio, context);
    const coffee = new CoffeeDispenser({ machine: this.coffee, life, random, passing }, context);
    const cash = new PulseCash('cash', { coinMinor, payoutCoinMinor }, gpio, context);
    const printer = new VirtualPrinter(this.printer, life, context);
    const scanner = new VirtualScanner(context);
    this.#scanner = scanner;
    const devices: readonly Device[] = [gpio, shelf, door, coffee, cash, printer, scanner];
    life.onEnd(() => {
      this.#scanner = undefined;
      this.board.removeAllListeners('edge').removeAllListeners('linkChanged').silent();
      this.coffee.removeAllListeners('linkChanged');
      this.printer.removeAllListeners('changed');
    });
    return {
      scanners: [scanner],
      dispensers: [this.#watched(shelf), this.#watched(door), coffee],
      printer,
      cash: this.#watchedCash(cash),
      gpio,
      devices,
      start: async () => {
        for (const device of devices) await device.start();
        scanner.plug(this.#scannerConnected);
      },
      stop: async () => {
        for (const device of [...devices].reverse()) await device.stop();
      },
    };
  }

  #dropped(
    how: 'slot' | 'door' | 'recipe',
    name: string,
    deliveryId: string | undefined,
    proved: boolean,
  ): void {
    const { outside, timeline, chronicle } = this.#options;
    outside.drops.push({ atMs: timeline.nowMs(), how, name, deliveryId, proved });
    const seen = proved ? '' : ', unseen by the sensor';
    chronicle.tell(this.#options.name, `lets ${how} ${name} out for ${deliveryId ?? 'nobody'}${seen}`);
  }

  #paidOut(amountMinor: number): void {
    const { outside, timeline, chronicle } = this.#options;
    outside.payouts.push({ atMs: timeline.nowMs(), amountMinor, payoutId: this.#lastPayout });
    chronicle.tell(this.#options.name, `pays ${amountMinor} out for ${this.#lastPayout ?? 'nobody'}`);
  }

  /** Notes which job was asked for, so that a drop can be put down to it. */
  #watched(dispenser: Dispenser): Dispenser {
    const note = ({ target, deliveryId }: DeliveryJob) => {
      const name = target.how === 'slot' ? target.slot : target.how === 'door' ? target.door : '';
      this.#lastDelivery.set(`${target.how} ${name}`, deliveryId);
    };
    const deliver: Dispenser['deliver'] = (job) => {
      note(job);
      const { outside, timeline } = this.#options;
      return dispenser.deliver(job).finally(() => outside.jobEndsMs.push(timeline.nowMs()));
    };
    return withMethod(dispenser, 'deliver', deliver);
  }

  #watchedCash(cash: Cash): Cash {
    const payOut: Cash['payOut'] = (job) => {
      this.#lastPayout = job.payoutId;
      return cash.payOut(job);
    };
    return withMethod(cash, 'payOut', payOut);
  }
}

/** `target` with one method replaced. */
function withMethod<T extends object, K extends keyof T & string>(target: T, name: K, method: T[K]): T {
  return new Proxy(target, {
    get(_target, key) {
      if (key === name) return method;
      const value = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
