/**
 * The machine: its hardware, its disk, its cable to the broker, and the process that runs on it now. The
 * process is the production `Kiosk`; it can be killed, or the whole machine can lose its power, at any
 * event, and a new process opens the same disk.
 */

import { faultChain } from '../../../src/domain/fault.ts';
import { SimulatedStore } from '../../../src/kiosk/journal/simulated-store.ts';
import { Kiosk } from '../../../src/kiosk/kiosk.ts';
import type { KioskPorts } from '../../../src/kiosk/kiosk-ports.ts';
import type { TextFile } from '../../../src/platform/atomic-file.ts';
import { silentLog } from '../../../src/platform/log.ts';
import { type Random, seededRandom } from '../../../src/platform/random.ts';
import { type Timeline, VirtualClock } from '../../../src/platform/virtual-clock.ts';
import type { MachineAddress } from '../../../src/wire/topics.ts';
import type { Chronicle } from './chronicle.ts';
import { DurableWatch } from './durable-watch.ts';
import { Life } from './life.ts';
import { Machinery } from './mechanics/machinery.ts';
import { Cable } from './network/cable.ts';
import type { SimulatedBroker } from './network/simulated-broker.ts';
import { SimulatedLink } from './network/simulated-link.ts';
import type { Outside } from './outside.ts';
import type { Tripwires } from './tripwires.ts';

export interface MachineOptions {
  readonly address: MachineAddress;
  readonly timeline: Timeline;
  readonly chronicle: Chronicle;
  readonly outside: Outside;
  readonly broker: SimulatedBroker;
  readonly random: Random;
  readonly tripwires: Tripwires;
  /** Wall time at the beginning of the story. */
  readonly originMs: number;
  readonly mistakes: NonNullable<KioskPorts['mistakes']>;
  readonly noFsync: boolean;
}

/** How an end of the process comes. */
export interface PowerCut {
  /** The whole machine goes dark, not only the process. */
  readonly wholeMachine: boolean;
  /** The board and the coffee machine forget their counters. */
  readonly losesCounters: boolean;
  /** How far the clock is off after the next start, milliseconds; 0 keeps it. */
  readonly clockOffMs: number;
}

/** After this long a process that was asked to end is killed. */
const graceMs = 10_000;

/** The board forgets no coin that fell within this time. */
const uncountedMs = 120_000;

interface Process {
  readonly kiosk: Kiosk;
  readonly life: Life;
  readonly link: SimulatedLink;
  readonly clock: VirtualClock;
}

export class Machine {
  readonly machinery: Machinery;
  readonly disk: SimulatedStore;
  readonly cable: Cable;
  readonly #options: MachineOptions;
  readonly #durable: DurableWatch;
  #process: Process | undefined;
  #boot = 1;
  #bundleText: string | undefined;
  #clockOffMs = 0;

  constructor(options: MachineOptions) {
    this.#options = options;
    const { timeline, random, chronicle, outside, tripwires } = options;
    this.machinery = new Machinery({ timeline, random: fork(random), chronicle, outside });
    this.disk = new SimulatedStore(new VirtualClock(timeline, 0), fork(random));
    this.disk.faults.noFsync = options.noFsync;
    this.cable = new Cable(timeline, fork(random));
    this.#durable = new DurableWatch(this.disk, outside, tripwires);
  }

  /** The process that runs now; undefined while the machine is dark. */
  get kiosk(): Kiosk | undefined {
    return this.#process?.kiosk;
  }

  /** Sets the wall clock by `byMs`, as a technician or a time service does. */
  setClock(byMs: number): void {
    this.#clockOffMs += byMs;
    this.#process?.clock.jump(byMs);
  }

  start(): void {
    if (this.#process) return;
    const { address, timeline, chronicle, random, originMs, mistakes, broker, tripwires } = this.#options;
    const life = new Life();
    const clock = new VirtualClock(timeline, originMs + this.#clockOffMs);
    const log = mortalLog(chronicle, life);
    const hal = this.machinery.openHal({
      ...{ clock, log, life },
      random: fork(random),
      passing: (request) => tripwires.pass(request.split(' ')[0] ?? ''),
    });
    let link: SimulatedLink | undefined;
    const kiosk = new Kiosk({
      machine: address,
      version: '1.0.0',
      bootId: `boot-${this.#boot}`,
      clock,
      confirmClock: () => clock.confirm(),
      random: fork(random),
      log,
      store: this.#durable.openedBy(life, random.fraction() < 0.2 ? random.fraction() : 1),
      bundleFile: this.#bundleFile(life),
      hal,
      openLink: (will) => {
        const { machineId } = address;
        link = new SimulatedLink({ clientId: machineId, broker, cable: this.cable, clock, life, will });
        return link;
      },
      mistakes,
    });
    if (!link) throw new Error('the machine opened no link');
    this.#process = { kiosk, life, link, clock };
    life.onEnd(() => clock.stop());
    chronicle.tell('machine', `starts (boot ${this.#boot})`);
    kiosk.start().catch((error: unknown) => {
      if (!life.over)
        this.#options.outside.violations.push(`the machine does not start: ${faultChain(error)}`);
    });
  }

  /** The process is asked to end, as by a new release, and killed if it does not; then the next one starts. */
  async restart(): Promise<void> {
    const process = this.#process;
    if (!process) return;
    const { timeline, chronicle, outside } = this.#options;
    chronicle.tell('machine', 'is asked to end');
    const end = (how: string) => {
      if (this.#process !== process) return;
      chronicle.tell('machine', how);
      this.cut({ wholeMachine: false, losesCounters: false, clockOffMs: 0 });
      timeline.after(800, () => this.start());
    };
    timeline.after(graceMs, () => end('did not end in time'));
    try {
      await process.kiosk.stop();
    } catch (error) {
      outside.violations.push(`the machine does not stop: ${faultChain(error)}`);
    }
    end('has ended');
  }

  /** The process ends without warning. */
  cut({ wholeMachine, losesCounters, clockOffMs }: PowerCut): void {
    const process = this.#process;
    const { timeline } = this.#options;
    if (!process) return;
    this.#process = undefined;
    this.#options.chronicle.tell('machine', wholeMachine ? 'loses its power' : 'is killed');
    process.life.end();
    process.link.abandon(wholeMachine);
    this.disk.cutPower();
    this.#clockOffMs += clockOffMs;
    if (!wholeMachine) return;
    this.#boot += 1;
    // A coin that nobody had counted yet would be gone without a trace: nothing could be proved of it.
    const { coins, countersLostAtMs } = this.#options.outside;
    const coinsCounted = timeline.nowMs() - (coins.at(-1)?.atMs ?? 0) > uncountedMs || coins.length === 0;
    const loses = losesCounters && coinsCounted;
    if (loses) countersLostAtMs.push(timeline.nowMs());
    this.machinery.board.cutPower(loses);
    this.machinery.coffee.cutPower(losesCounters);
  }

  #bundleFile(life: Life): TextFile {
    return {
      load: async () => this.#bundleText,
      save: async (text) => {
        if (!life.over) this.#bundleText = text;
      },
    };
  }
}

/** A source of its own, so that what one part draws changes nothing for another. */
export function fork(random: Random): Random {
  return seededRandom(Math.floor(random.fraction() * 2 ** 32));
}

/** The log of a process that says nothing once it is dead. */
function mortalLog(chronicle: Chronicle, life: Life): typeof silentLog {
  const log = chronicle.logOf('machine');
  return {
    ...silentLog,
    warn: (message, fields) => (life.over ? undefined : log.warn(message, fields)),
    error: (message, fields) => (life.over ? undefined : log.error(message, fields)),
    with: () => mortalLog(chronicle, life),
  };
}
