/**
 * What goes wrong in a story: a handful of troubles chosen by the seed, at times or at places of its choice,
 * and the healing of all of them at the end.
 */
import type { FaultCode } from '../../../src/domain/fault.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { Timeline } from '../../../src/platform/virtual-clock.ts';
import type { Chronicle } from './chronicle.ts';
import { type Cloud, fairWeather } from './cloud.ts';
import type { Machine } from './machine.ts';
import type { Cable } from './network/cable.ts';
import type { Tripwires } from './tripwires.ts';

export interface TroubleOptions {
  readonly machine: Machine;
  readonly cloud: Cloud;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly chronicle: Chronicle;
  readonly tripwires: Tripwires;
  /** Troubles begin before this. */
  readonly untilMs: number;
}

/** Where the machine may be struck: what its process does just before. */
const machinePlaces = ['append', 'append', 'append', 'appended', 'appended', 'pulse', 'run', 'make', 'count'];
/** Where the cloud may be struck. */
const cloudPlaces = [
  'ledger.beforeCommit',
  'ledger.beforeCommit',
  'ledger.afterCommit',
  'ledger.afterCommit',
  'charges.openCharge',
  'charges.saveCharge',
  'charges.saveRefund',
  'platform.pay',
  'platform.refund',
];

export class Troubles {
  readonly #options: TroubleOptions;
  #healed = false;

  constructor(options: TroubleOptions) {
    this.#options = options;
  }

  /** Plans what will go wrong. */
  plan(): void {
    const { random, timeline, untilMs } = this.#options;
    const count = Math.floor(random.fraction() * 9);
    for (let i = 0; i < count; i += 1) {
      const trouble = this.#pick(this.#all);
      timeline.after(random.fraction() * untilMs, () => {
        if (!this.#healed) trouble();
      });
    }
  }

  /** Everything works again, for good. */
  heal(): void {
    this.#healed = true;
    const { machine, cloud, tripwires, chronicle, random, timeline } = this.#options;
    chronicle.tell('world', 'all is well again');
    tripwires.clear();
    delete machine.disk.faults.writeFault;
    machine.disk.faults.writeMsMax = 4;
    machine.cable.set('up');
    cloud.cable.set('up');
    Object.assign(cloud.weather, fairWeather);
    const { machinery } = machine;
    machinery.board.plug(true);
    machinery.coffee.plug(true);
    machinery.coffee.jammed = false;
    machinery.shelf.jammed = false;
    machinery.coins.hopperCoins = 1000;
    machinery.printer.set('ok');
    machinery.plugScanner(true);
    machine.start();
    cloud.start();
    // One more restart of the cloud, as of a new release, while the last records arrive.
    if (this.#chance(0.3)) {
      tripwires.set('ledger.beforeCommit', 1 + Math.floor(random.fraction() * 4), 6, () => {
        cloud.kill();
        timeline.after(1000, () => cloud.start());
      });
    }
  }

  /** Every trouble there is; those listed twice come twice as often. */
  readonly #all: readonly (() => void)[] = [
    () => this.#cutMachineSomewhere(),
    () => this.#cutMachineSomewhere(),
    () => this.#cutMachineSomewhere(),
    () => this.#cutMachine(),
    () => void this.#options.machine.restart(),
    () => this.#diskFault(),
    () => this.#slowDisk(),
    () => this.#cutCable('machine', this.#options.machine.cable),
    () => this.#cutCable('machine', this.#options.machine.cable),
    () => this.#cutCable('cloud', this.#options.cloud.cable),
    () => this.#cutCableAtPayment(),
    () => this.#killCloudSomewhere(),
    () => this.#killCloudSomewhere(),
    () => this.#killCloud(),
    () => this.#badWeather(),
    () => this.#badWeather(),
    () => this.#setClock(),
    () => this.#mechanicsFail(),
    () => this.#mechanicsFail(),
    () => this.#options.cloud.publishBundle(),
  ];

  #cutMachineSomewhere(): void {
    const { random, tripwires, chronicle } = this.#options;
    const place = this.#pick(machinePlaces);
    chronicle.tell('world', `waits for the machine to ${place}`);
    tripwires.set(place, 1 + Math.floor(random.fraction() ** 2 * 12), 8, () => this.#cutMachine());
  }

  #cutMachine(): void {
    const { machine, random, timeline } = this.#options;
    const wholeMachine = this.#chance(0.5);
    const losesClock = wholeMachine && this.#chance(0.3);
    machine.cut({
      wholeMachine,
      losesCounters: wholeMachine && this.#chance(0.3),
      clockOffMs: losesClock ? -random.fraction() * 400 * 24 * 3600_000 : 0,
    });
    const darkMs = wholeMachine ? 5000 + random.fraction() ** 2 * 300_000 : 500 + random.fraction() * 4000;
    timeline.after(darkMs, () => machine.start());
  }

  #diskFault(): void {
    const { machine, random, chronicle } = this.#options;
    const fault = this.#pick<FaultCode>(['JOURNAL_DISK_FULL', 'JOURNAL_READ_ONLY', 'JOURNAL_UNAVAILABLE']);
    chronicle.tell('world', `the disk refuses: ${fault}`);
    machine.disk.faults.writeFault = fault;
    this.#after(500 + random.fraction() ** 2 * 60_000, 'the disk works again', () => {
      delete machine.disk.faults.writeFault;
    });
  }

  #slowDisk(): void {
    const { machine, random, chronicle } = this.#options;
    chronicle.tell('world', 'the disk is slow');
    machine.disk.faults.writeMsMax = 100 + random.fraction() * 3000;
    this.#after(random.fraction() * 60_000, 'the disk is quick again', () => {
      machine.disk.faults.writeMsMax = 4;
    });
  }

  #cutCable(whose: string, cable: Cable, forMs?: number): void {
    const { random, chronicle } = this.#options;
    const state = this.#chance(0.5) ? 'refused' : 'stalled';
    chronicle.tell('network', `of the ${whose} is ${state}`);
    cable.set(state);
    this.#after(forMs ?? 200 + random.fraction() ** 2 * 300_000, `the network of the ${whose} is up`, () =>
      cable.set('up'),
    );
  }

  /** While the platform is being asked, so that the shopper may have to give up waiting. */
  #cutCableAtPayment(): void {
    const { machine, cloud, tripwires, chronicle, random } = this.#options;
    chronicle.tell('world', 'waits for a payment');
    const whose = this.#chance(0.5) ? 'machine' : 'cloud';
    const { cable } = whose === 'machine' ? machine : cloud;
    tripwires.set('platform.pay', 1, 1000, () =>
      this.#cutCable(whose, cable, 40_000 + random.fraction() * 120_000),
    );
  }

  #killCloudSomewhere(): void {
    const { random, tripwires, chronicle } = this.#options;
    const place = this.#pick(cloudPlaces);
    chronicle.tell('world', `waits for the cloud at ${place}`);
    const nth = 1 + Math.floor(random.fraction() ** 2 * (place.startsWith('ledger') ? 15 : 3));
    tripwires.set(place, nth, 6, () => this.#killCloud());
  }

  #killCloud(): void {
    const { cloud, random, timeline } = this.#options;
    cloud.kill();
    timeline.after(500 + random.fraction() ** 2 * 60_000, () => cloud.start());
  }

  #badWeather(): void {
    const { cloud, random, chronicle } = this.#options;
    chronicle.tell('world', 'the platform misbehaves');
    Object.assign(cloud.weather, {
      latencyMsMax: random.fraction() ** 2 * 20_000,
      lostRequestRate: this.#chance(0.5) ? random.fraction() : 0,
      lostAnswerRate: this.#chance(0.5) ? random.fraction() : 0,
      latePayRate: this.#chance(0.5) ? random.fraction() : 0,
      latePayMs: 30_000,
    });
    this.#after(random.fraction() * 120_000, 'the platform behaves again', () => {
      Object.assign(cloud.weather, fairWeather);
    });
  }

  #setClock(): void {
    const { machine, random, chronicle } = this.#options;
    const byMs = Math.round((random.fraction() - 0.5) * 2 * 10 ** (3 + random.fraction() * 6));
    chronicle.tell('world', `sets the machine's clock by ${byMs} ms`);
    machine.setClock(byMs);
  }

  #mechanicsFail(): void {
    const { machine, random, chronicle } = this.#options;
    const { machinery } = machine;
    const failures: readonly (readonly [string, () => void, () => void])[] = [
      ['the shelf jams', () => this.#jam(true), () => this.#jam(false)],
      ['the coffee machine jams', () => this.#jamCoffee(true), () => this.#jamCoffee(false)],
      ['the board is unplugged', () => machinery.board.plug(false), () => machinery.board.plug(true)],
      [
        'the coffee machine is unplugged',
        () => machinery.coffee.plug(false),
        () => machinery.coffee.plug(true),
      ],
      ['the hopper is empty', () => this.#fillHopper(0), () => this.#fillHopper(100)],
      ['the hopper is nearly empty', () => this.#fillHopper(2), () => this.#fillHopper(100)],
      ['paper is out', () => machinery.printer.set('paperOut'), () => machinery.printer.set('ok')],
      [
        "the printer's cover is open",
        () => machinery.printer.set('coverOpen'),
        () => machinery.printer.set('ok'),
      ],
      ['the printer is unplugged', () => machinery.printer.set('offline'), () => machinery.printer.set('ok')],
      ['the scanner is unplugged', () => machinery.plugScanner(false), () => machinery.plugScanner(true)],
    ];
    const [what, fail, mend] = this.#pick(failures);
    chronicle.tell('world', what);
    fail();
    this.#after(1000 + random.fraction() ** 2 * 120_000, `no longer: ${what}`, mend);
  }

  #jam(jammed: boolean): void {
    this.#options.machine.machinery.shelf.jammed = jammed;
  }

  #jamCoffee(jammed: boolean): void {
    this.#options.machine.machinery.coffee.jammed = jammed;
  }

  #fillHopper(coins: number): void {
    this.#options.machine.machinery.coins.hopperCoins = coins;
  }

  #after(delayMs: number, what: string, mend: () => void): void {
    const { timeline, chronicle } = this.#options;
    timeline.after(delayMs, () => {
      if (this.#healed) return;
      chronicle.tell('world', what);
      mend();
    });
  }

  #chance(rate: number): boolean {
    return this.#options.random.fraction() < rate;
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#options.random.fraction() * list.length)] as T;
  }
}
