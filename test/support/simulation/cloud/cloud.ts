/**
 * The cloud as a whole: its database, its processes that share the machines' shards and hand them over, and
 * the payment platforms outside of it.
 */

import type { PlatformManners } from '../../../../src/cloud/gateway/payment-platform.ts';
import { SimulatedPlatform, type SimulatedTrade } from '../../../../src/cloud/gateway/simulated-platform.ts';
import { faultChain } from '../../../../src/domain/fault.ts';
import type { Random } from '../../../../src/platform/random.ts';
import { VirtualClock } from '../../../../src/platform/virtual-clock.ts';
import { downTopic, type MachineAddress } from '../../../../src/wire/topics.ts';
import { fork } from '../machine.ts';
import { Cable } from '../network/cable.ts';
import { randomOf } from '../plan/random-of.ts';
import type { CodeOutcome } from '../shopper-mind.ts';
import { desiredMessage, giftKeys } from '../small-shop.ts';
import { Tripwires } from '../tripwires.ts';
import type { World } from '../world.ts';
import { briskManners, briskWechatManners } from './brisk-manners.ts';
import { CloudProcess } from './cloud-process.ts';
import { type CloudBackup, CloudStores } from './cloud-stores.ts';
import { ShelfPlatform } from './shelf-platform.ts';
import { StepFaults } from './step-faults.ts';
import { WatchedPlatform } from './watched-platform.ts';
import { WechatWallet } from './wechat-wallet.ts';

/** How badly the platform behaves now. */
export interface PlatformWeather {
  latencyMsMax: number;
  lostRequestRate: number;
  lostAnswerRate: number;
  twiceRate: number;
  latePayRate: number;
  latePayMs: number;
}

export const fairWeather: PlatformWeather = {
  latencyMsMax: 400,
  lostRequestRate: 0,
  lostAnswerRate: 0,
  twiceRate: 0,
  latePayRate: 0,
  latePayMs: 30_000,
};

/** The place of one process: it has one connection, and another process after each death. */
interface Seat {
  readonly name: string;
  readonly cable: Cable;
  clockOffMs: number;
  process: CloudProcess | undefined;
}

/** So long after a death others take its shards over, and so long a handover takes. */
const takeOverMsMax = 12_000;
const handOverMsMax = 4000;
/** How often a shopper pays by WeChat rather than by Alipay. */
const wechatRate = 0.4;

export class Cloud {
  readonly stores: CloudStores;
  readonly weather: PlatformWeather = { ...fairWeather };
  readonly platform: SimulatedPlatform;
  readonly wechat: SimulatedPlatform;
  readonly steps: StepFaults;
  /** Nothing follows the transaction log now. */
  readonly feed = { down: false };
  readonly tripwires: Tripwires;
  readonly seats: readonly Seat[];
  readonly #world: World;
  readonly #machines: readonly MachineAddress[];
  readonly #random: Random;
  readonly #gifts: ShelfPlatform;
  readonly #platforms: ReadonlyMap<string, WatchedPlatform>;
  /** The seat that listens to each shard. */
  readonly #owners = new Map<number, Seat>();
  /** The database is to be lost once more when everything is at rest. */
  losesDatabaseAtRest = false;
  #timesAreKept = true;
  readonly #wallets: Random;
  #bundleVersion = 0;
  #backup: CloudBackup | undefined;

  constructor(world: World, machines: readonly MachineAddress[]) {
    this.#world = world;
    this.#machines = machines;
    this.stores = new CloudStores(world);
    const { timeline, plan } = world;
    this.#random = randomOf(plan.seed, 'cloud');
    this.tripwires = new Tripwires(timeline);
    this.seats = Array.from(
      { length: plan.cloudProcesses },
      (_, index): Seat => ({
        name: plan.cloudProcesses === 1 ? 'cloud' : `cloud ${index + 1}`,
        cable: new Cable(timeline, randomOf(plan.seed, `cloud cable ${index}`)),
        clockOffMs: 0,
        process: undefined,
      }),
    );
    const worldClock = new VirtualClock(timeline, world.originMs);
    this.#wallets = randomOf(plan.seed, 'wallets');
    this.steps = new StepFaults(worldClock, (forMs) => world.faults.add(timeline.nowMs(), forMs));
    this.platform = this.#createPlatform(worldClock, 'platform', '28');
    this.wechat = this.#createPlatform(worldClock, 'wechat', '13');
    const memory = {
      orders: new Map(),
      ended: new Set<string>(),
      book: () => this.#outsideBook(),
    };
    const { steps } = this;
    const watch = { world, memory, steps, charges: () => this.stores.charges.charges() };
    this.#gifts = new ShelfPlatform(this.stores.gifts, giftKeys, () => worldClock.now());
    this.#platforms = new Map([
      ['alipay', new WatchedPlatform({ ...watch, platform: this.platform })],
      ['wechat', new WatchedPlatform({ ...watch, platform: this.#wechatWallet(worldClock) })],
      ['stored-value', new WatchedPlatform({ ...watch, platform: this.stores.cards })],
      ['gift', new WatchedPlatform({ ...watch, platform: this.#gifts })],
    ]);
    for (const machine of machines) this.stores.ledger.addMachine(machine);
  }

  /** A code in the wallet of somebody at a machine of `merchantId`. */
  issueCode(outcome: CodeOutcome, merchantId: string): string {
    if (outcome === 'card') return this.stores.cards.pick(merchantId);
    return (this.#wallets.fraction() < wechatRate ? this.wechat : this.platform).issueCode(outcome);
  }

  /** The platforms' books: the outside truth. */
  book(): SimulatedTrade[] {
    return [...this.#outsideBook(), ...this.#gifts.book()];
  }

  /** Without gifts, beside which a shopper pays what they leave open. */
  #outsideBook(): SimulatedTrade[] {
    return [...this.platform.book(), ...this.wechat.book(), ...this.stores.cards.book()];
  }

  /** Publishes the next version of the shop to every machine. */
  publishBundle(): void {
    this.#bundleVersion += 1;
    this.#tell(`publishes bundle ${this.#bundleVersion}`);
    for (const machine of this.#machines) {
      const message = desiredMessage(machine, this.#bundleVersion, this.stores.gifts.gifts.length > 0);
      this.#world.broker.publish(downTopic(machine, 'desired'), message, true);
    }
  }

  /** Starts what does not run. */
  start(seat?: Seat): void {
    for (const each of seat ? [seat] : this.seats) this.#startOne(each);
  }

  /** The process at a seat ends without warning. */
  kill(seat: Seat): void {
    if (!seat.process) return;
    this.#world.chronicle.tell(seat.name, 'is killed');
    seat.process.kill();
    seat.process = undefined;
    this.#world.timeline.after(this.#random.fraction() * takeOverMsMax, () => this.#share());
  }

  /** Sets the clock of a seat's computer. */
  setClock(seat: Seat, byMs: number): void {
    this.#timesAreKept = false;
    seat.clockOffMs += byMs;
    seat.process?.clock.jump(byMs);
  }

  /** Another process takes some shards: for a moment both listen, or nobody does. */
  handOver(random: Random): void {
    for (const [shard, from] of this.#owners) {
      const to = this.seats.find((seat) => seat !== from && seat.process);
      if (!to || random.fraction() < 0.3) continue;
      this.#tell(`hands shard ${shard} from ${from.name} to ${to.name}`);
      this.#owners.set(shard, to);
      const { timeline } = this.#world;
      const settle = (seat: Seat) => seat.process?.hold(shard, this.#owners.get(shard) === seat);
      timeline.after(random.fraction() * handOverMsMax, () => settle(to));
      timeline.after(random.fraction() * handOverMsMax, () => settle(from));
    }
  }

  /** Keeps a copy of the whole database as it is now. */
  takeBackup(): void {
    this.#tell('takes a backup of its database');
    this.#backup = this.stores.backup();
  }

  /** The database is lost: all processes end, and the backup is put back. */
  restoreBackup(): void {
    if (!this.#backup) return;
    this.#timesAreKept = false;
    for (const seat of this.seats) this.kill(seat);
    this.#tell('has lost its database and puts the backup back');
    this.stores.restore(this.#backup);
  }

  #startOne(seat: Seat): void {
    if (seat.process) return;
    const { tripwires, stores } = this;
    const process = new CloudProcess({
      ...{ world: this.#world, stores, tripwires, platforms: this.#platforms, machines: this.#machines },
      feed: this.feed,
      ...{ name: seat.name, cable: seat.cable, clockOffMs: seat.clockOffMs, random: fork(this.#random) },
    });
    seat.process = process;
    this.#world.chronicle.tell(seat.name, 'starts');
    process.start().catch((error: unknown) => {
      if (seat.process !== process) return;
      this.#world.violations.push(`the cloud does not start: ${faultChain(error)}`);
    });
    for (const [shard, owner] of this.#owners) if (owner === seat) process.hold(shard, true);
    this.#share();
  }

  /** Shards whose process is gone, or that nobody had, go to one that runs. */
  #share(): void {
    const running = this.seats.filter((seat) => seat.process);
    for (const { shard } of this.#machines) {
      if (this.#owners.get(shard)?.process || running.length === 0) continue;
      const seat = running[Math.floor(this.#random.fraction() * running.length)] as Seat;
      this.#owners.set(shard, seat);
      seat.process?.hold(shard, true);
    }
  }

  #wechatWallet(clock: VirtualClock): WechatWallet {
    const { violations, plan, plant } = this.#world;
    const manners = this.#planted(briskWechatManners);
    return new WechatWallet({
      ...{ platform: this.wechat, clock, random: randomOf(plan.seed, 'wechat wallet') },
      manners: plant === 'reversesTooSoon' ? { ...manners, reverseNotBeforeMs: 4000 } : manners,
      timesAreKept: () => this.#timesAreKept,
      violated: (what) => violations.push(what),
      believed: plant === 'unsignedRefusalBelieved',
    });
  }

  #planted(manners: PlatformManners): PlatformManners {
    return this.#world.plant === 'lateSuccessIgnored' ? { ...manners, lateChecksMs: [] } : manners;
  }

  #createPlatform(clock: VirtualClock, name: string, codePrefix: string): SimulatedPlatform {
    const { weather } = this;
    return new SimulatedPlatform({
      ...{ clock, codePrefix, random: randomOf(this.#world.plan.seed, name) },
      slowMs: 8000,
      manners: this.#planted(briskManners),
      get latencyMsMax() {
        return weather.latencyMsMax;
      },
      get lostRequestRate() {
        return weather.lostRequestRate;
      },
      get lostAnswerRate() {
        return weather.lostAnswerRate;
      },
      get twiceRate() {
        return weather.twiceRate;
      },
      get latePayRate() {
        return weather.latePayRate;
      },
      get latePayMs() {
        return weather.latePayMs;
      },
    });
  }

  #tell(what: string): void {
    this.#world.chronicle.tell('cloud', what);
  }
}

export type CloudSeat = Cloud['seats'][number];
