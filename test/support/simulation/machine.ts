/**
 * One machine: its hardware, its disk, its clock, its cable to the broker, and the process that runs on it
 * now. The process is the production `Kiosk`; it can be killed, or the whole machine can lose its power, at
 * any event, and a new process opens the same disk.
 */
import { faultChain } from '../../../src/domain/fault.ts';
import type { Product } from '../../../src/domain/product.ts';
import type { RecordBody } from '../../../src/domain/record.ts';
import { MemoryCatalogueStore } from '../../../src/kiosk/catalogue/memory-catalogue-store.ts';
import { SimulatedStore } from '../../../src/kiosk/journal/simulated-store.ts';
import { Kiosk } from '../../../src/kiosk/kiosk.ts';
import type { TextFile } from '../../../src/platform/atomic-file.ts';
import { silentLog } from '../../../src/platform/log.ts';
import { type Random, seededRandom } from '../../../src/platform/random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { type MachineAddress, shardOf } from '../../../src/wire/topics.ts';
import { DurableWatch } from './durable-watch.ts';
import { Life } from './life.ts';
import { Machinery } from './mechanics/machinery.ts';
import { Cable } from './network/cable.ts';
import { plantInLink } from './network/plant-in-link.ts';
import { SimulatedLink } from './network/simulated-link.ts';
import { Outside } from './outside.ts';
import { randomOf } from './plan/random-of.ts';
import type { MachinePlan } from './plan/story-plan.ts';
import { Tripwires } from './tripwires.ts';
import type { World } from './world.ts';

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

interface Process {
  readonly kiosk: Kiosk;
  readonly life: Life;
  readonly link: SimulatedLink;
  readonly clock: VirtualClock;
}

export class Machine {
  readonly address: MachineAddress;
  readonly machinery: Machinery;
  readonly disk: SimulatedStore;
  readonly cable: Cable;
  readonly outside = new Outside();
  readonly tripwires: Tripwires;
  readonly #world: World;
  readonly #random: Random;
  readonly #durable: DurableWatch;
  #process: Process | undefined;
  #boot = 1;
  #bundleText: string | undefined;
  #giftsText: string | undefined;
  readonly #catalogues = new Map<string, readonly Product[]>();
  #clockOffMs = 0;
  #clockRate = 1;

  constructor(world: World, { machineId, merchantId, seed }: MachinePlan) {
    this.#world = world;
    this.#random = randomOf(seed, 'processes');
    this.address = { merchantId, machineId, shard: shardOf(machineId) };
    const { timeline, chronicle, plant } = world;
    const { outside } = this;
    this.tripwires = new Tripwires(timeline);
    const machinery = { timeline, chronicle, outside, name: machineId };
    this.machinery = new Machinery({ ...machinery, random: randomOf(seed, 'mechanics') });
    this.disk = new SimulatedStore(new VirtualClock(timeline, 0), randomOf(seed, 'disk'));
    this.disk.faults.noFsync = plant === 'noFsync';
    this.disk.faults.keepTorn = plant === 'tornWrites';
    this.cable = new Cable(timeline, randomOf(seed, 'cable'));
    this.#durable = new DurableWatch({
      ...{ store: this.disk, violations: outside.violations, tripwires: this.tripwires },
      committedSeq: () => world.committedSeq.get(machineId) ?? 0,
    });
  }

  /** The process that runs now; undefined while the machine is dark. */
  get kiosk(): Kiosk | undefined {
    return this.#process?.kiosk;
  }

  tell(what: string): void {
    this.#world.chronicle.tell(this.address.machineId, what);
  }

  /** Sets the wall clock by `byMs`, as a technician or a time service does. */
  setClock(byMs: number): void {
    this.#clockOffMs += byMs;
    this.#process?.clock.jump(byMs);
  }

  /** From now on the wall clock runs at `rate` times the true speed. */
  driftClock(rate: number): void {
    this.#clockRate = rate;
    this.#process?.clock.drift(rate);
  }

  start(): void {
    if (this.#process) return;
    const { timeline, originMs, broker, plant } = this.#world;
    const { machineId } = this.address;
    const life = new Life();
    const clock = new VirtualClock(timeline, originMs + this.#clockOffMs);
    clock.drift(this.#clockRate);
    const log = mortalLog(this.#world.chronicle.logOf(machineId), life);
    const hal = this.machinery.openHal({
      ...{ clock, log, life },
      random: fork(this.#random),
      passing: (request) => this.tripwires.pass(request.split(' ')[0] ?? ''),
    });
    let link: SimulatedLink | undefined;
    const forgetful = this.#random.fraction() < 0.2 ? this.#random.fraction() : 1;
    const kiosk = new Kiosk({
      machine: this.address,
      version: '1.0.0',
      bootId: `boot-${this.#boot}`,
      clock,
      confirmClock: () => clock.confirm(),
      random: fork(this.#random),
      log,
      store: this.#durable.openedBy(life, forgetful),
      bundleFile: this.#bundleFile(life),
      giftFile: this.#giftFile(life),
      catalogues: new MemoryCatalogueStore(this.#catalogues, () => !life.over),
      hal,
      openLink: (will) => {
        const hasty = plant === 'cursorBeforeAck';
        link = new SimulatedLink({
          clientId: machineId,
          broker,
          cable: this.cable,
          clock,
          life,
          will,
          hasty,
        });
        plantInLink(link, plant);
        return link;
      },
      mistakes: {
        actBeforeIntent: plant === 'actBeforeIntent',
        newChargeIdOnRetry: plant === 'newChargeIdOnRetry',
      },
    });
    if (!link) throw new Error('the machine opened no link');
    this.#process = { kiosk, life, link, clock };
    life.onEnd(() => clock.stop());
    this.tell(`starts (boot ${this.#boot})`);
    kiosk.journal.on('appended', (records) => {
      const kinds = records.map(({ body }) => body.kind).filter((kind) => kind !== 'deviceHealthChanged');
      if (!life.over && kinds.length > 0) this.tell(`records ${kinds.join(', ')}`);
    });
    kiosk.start().catch((error: unknown) => {
      if (!life.over) this.outside.violations.push(`the machine does not start: ${faultChain(error)}`);
    });
  }

  /** The process is asked to end, as by a new release, and killed if it does not; then the next one starts. */
  async restart(): Promise<void> {
    const process = this.#process;
    if (!process) return;
    const { timeline } = this.#world;
    this.tell('is asked to end');
    const end = (how: string) => {
      if (this.#process !== process) return;
      this.tell(how);
      this.cut({ wholeMachine: false, losesCounters: false, clockOffMs: 0 });
      timeline.after(800, () => this.start());
    };
    timeline.after(graceMs, () => end('did not end in time'));
    try {
      await process.kiosk.stop();
    } catch (error) {
      this.outside.violations.push(`the machine does not stop: ${faultChain(error)}`);
    }
    end('has ended');
  }

  /** The process ends without warning. */
  cut({ wholeMachine, losesCounters, clockOffMs }: PowerCut): void {
    const process = this.#process;
    const { timeline, originMs } = this.#world;
    if (!process) return;
    this.#process = undefined;
    this.tell(wholeMachine ? 'loses its power' : 'is killed');
    this.#clockOffMs = process.clock.now() - originMs - timeline.nowMs() + clockOffMs;
    process.life.end();
    process.link.abandon(wholeMachine);
    this.disk.cutPower();
    if (!wholeMachine) return;
    this.#boot += 1;
    // A coin that nobody had counted yet would be gone without a trace: nothing could be proved of it.
    const { coins, countersLostAtMs } = this.outside;
    const fellMinor = coins.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const loses = losesCounters && this.#coinsOnRecordMinor() === fellMinor;
    if (loses) countersLostAtMs.push(timeline.nowMs());
    this.machinery.board.cutPower(loses);
    this.machinery.coffee.cutPower(losesCounters);
  }

  /** Not a number while nobody can tell: a record is damaged. */
  #coinsOnRecordMinor(): number {
    if (this.disk.flippedSeq !== undefined) return Number.NaN;
    const bodies = this.disk.stored.map(({ text }) => JSON.parse(text).body as RecordBody);
    return bodies.reduce((sum, body) => sum + (body.kind === 'cashInserted' ? body.amountMinor : 0), 0);
  }

  /** A bit of a stored record flips, if there is one. */
  damageDisk(): void {
    const seq = this.disk.flipBit();
    if (seq !== undefined) this.tell(`has a flipped bit on its disk, in record ${seq}`);
  }

  /** A technician puts a sound copy back and starts a machine that stands still because of the damage. */
  mendDisk(): void {
    if (this.disk.flippedSeq === undefined) return;
    const process = this.#process;
    const standsStill = process?.kiosk.outOfService()?.startsWith('JOURNAL_') ?? false;
    if (process && this.#durable.sawDamage(process.life) && !standsStill) {
      this.outside.violations.push('a machine sells from a damaged journal');
    }
    this.tell('has a sound disk again');
    this.disk.mendBit();
    if (!standsStill) return;
    this.cut({ wholeMachine: false, losesCounters: false, clockOffMs: 0 });
    this.start();
  }

  #bundleFile(life: Life): TextFile {
    return {
      load: async () => this.#bundleText,
      save: async (text) => {
        if (!life.over) this.#bundleText = text;
      },
    };
  }

  #giftFile(life: Life): TextFile {
    return {
      load: async () => this.#giftsText,
      save: async (text) => {
        if (!life.over) this.#giftsText = text;
      },
    };
  }
}

/** A source of its own, so that what one part draws changes nothing for another. */
export function fork(random: Random): Random {
  return seededRandom(Math.floor(random.fraction() * 2 ** 32));
}

/** The log of a process that says nothing once it is dead. */
function mortalLog(log: typeof silentLog, life: Life): typeof silentLog {
  return {
    ...silentLog,
    warn: (message, fields) => (life.over ? undefined : log.warn(message, fields)),
    error: (message, fields) => (life.over ? undefined : log.error(message, fields)),
    with: () => mortalLog(log, life),
  };
}
