/**
 * The cloud: ledger, gateway and feed as in production, over stores in memory that outlive their process,
 * and a payment platform in memory. The process can die at any event, also between a commit and its
 * acknowledgement, and another one goes on with the stores.
 */
import { createFeed } from '../../../src/cloud/feed/feed.ts';
import { MemoryTransactionLog } from '../../../src/cloud/feed/memory-transaction-log.ts';
import { TableSource } from '../../../src/cloud/feed/table-source.ts';
import { createGateway } from '../../../src/cloud/gateway/gateway.ts';
import { MemoryChargeStore } from '../../../src/cloud/gateway/memory-charge-store.ts';
import { SimulatedPlatform } from '../../../src/cloud/gateway/simulated-platform.ts';
import { createLedger } from '../../../src/cloud/ledger/ledger.ts';
import { createLedgerFlow } from '../../../src/cloud/ledger/ledger-flow.ts';
import { MemoryLedgerStore } from '../../../src/cloud/ledger/memory-ledger-store.ts';
import { faultChain } from '../../../src/domain/fault.ts';
import { sleep } from '../../../src/platform/clock.ts';
import type { Random } from '../../../src/platform/random.ts';
import { type Timeline, VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { downTopic, type MachineAddress } from '../../../src/wire/topics.ts';
import type { Chronicle } from './chronicle.ts';
import { Life, type Passage, through } from './life.ts';
import { fork } from './machine.ts';
import { Cable } from './network/cable.ts';
import type { SimulatedBroker } from './network/simulated-broker.ts';
import { SimulatedLink } from './network/simulated-link.ts';
import type { Outside } from './outside.ts';
import { desiredMessage, smallShop } from './small-shop.ts';
import type { Tripwires } from './tripwires.ts';
import { WatchedPlatform } from './watched-platform.ts';

export interface CloudOptions {
  readonly machine: MachineAddress;
  readonly timeline: Timeline;
  readonly chronicle: Chronicle;
  readonly outside: Outside;
  readonly broker: SimulatedBroker;
  readonly random: Random;
  readonly tripwires: Tripwires;
  readonly originMs: number;
  readonly acknowledgeBeforeCommit: boolean;
}

/** How badly the platform behaves now. */
export interface PlatformWeather {
  latencyMsMax: number;
  lostRequestRate: number;
  lostAnswerRate: number;
  latePayRate: number;
  latePayMs: number;
}

export const fairWeather: PlatformWeather = {
  latencyMsMax: 400,
  lostRequestRate: 0,
  lostAnswerRate: 0,
  latePayRate: 0,
  latePayMs: 30_000,
};

/** A commit is quick as a rule, but a database may stop for a moment. */
const commitMsMax = 100;

export class Cloud {
  readonly ledgerStore = new MemoryLedgerStore();
  readonly chargeStore = new MemoryChargeStore();
  readonly weather: PlatformWeather = { ...fairWeather };
  readonly platform: SimulatedPlatform;
  readonly cable: Cable;
  readonly #options: CloudOptions;
  readonly #transactions = new MemoryTransactionLog(() => this.chargeStore.log());
  readonly #watchedPlatform: WatchedPlatform;
  readonly #worldClock: VirtualClock;
  #bundleVersion = 0;
  #process: { readonly life: Life; readonly link: SimulatedLink } | undefined;

  constructor(options: CloudOptions) {
    this.#options = options;
    const { timeline, random, originMs, chronicle, outside, machine } = options;
    this.#worldClock = new VirtualClock(timeline, originMs);
    this.cable = new Cable(timeline, fork(random));
    this.platform = new SimulatedPlatform({
      clock: this.#worldClock,
      random: fork(random),
      slowMs: 8000,
      get latencyMsMax() {
        return weather.latencyMsMax;
      },
      get lostRequestRate() {
        return weather.lostRequestRate;
      },
      get lostAnswerRate() {
        return weather.lostAnswerRate;
      },
      get latePayRate() {
        return weather.latePayRate;
      },
      get latePayMs() {
        return weather.latePayMs;
      },
    });
    const { weather } = this;
    this.#watchedPlatform = new WatchedPlatform({
      platform: this.platform,
      charges: () => this.chargeStore.charges(),
      outside,
      chronicle,
    });
    this.ledgerStore.addMachine(machine);
  }

  /** Whether a process runs. */
  get running(): boolean {
    return this.#process !== undefined;
  }

  /** Publishes the next version of the shop. */
  publishBundle(): void {
    const { broker, machine, chronicle } = this.#options;
    this.#bundleVersion += 1;
    chronicle.tell('cloud', `publishes bundle ${this.#bundleVersion}`);
    const bundle = smallShop(machine, this.#bundleVersion);
    broker.publish(downTopic(machine, 'desired'), desiredMessage(bundle), true);
  }

  start(): void {
    if (this.#process) return;
    const { timeline, random, originMs, chronicle, broker } = this.#options;
    const life = new Life();
    const clock = new VirtualClock(timeline, originMs);
    life.onEnd(() => clock.stop());
    const link = new SimulatedLink({ clientId: 'cloud', broker, cable: this.cable, clock, life });
    this.#process = { life, link };
    chronicle.tell('cloud', 'starts');
    this.#run(life, clock, link, fork(random)).catch((error: unknown) => {
      if (!life.over) this.#options.outside.violations.push(`the cloud does not start: ${faultChain(error)}`);
    });
  }

  /** The process ends without warning. */
  kill(): void {
    const process = this.#process;
    if (!process) return;
    this.#process = undefined;
    this.#options.chronicle.tell('cloud', 'is killed');
    process.life.end();
    this.ledgerStore.crash();
    process.link.abandon(false);
  }

  async #run(life: Life, clock: VirtualClock, link: SimulatedLink, random: Random): Promise<void> {
    const { machine, chronicle, tripwires, acknowledgeBeforeCommit } = this.#options;
    const log = chronicle.logOf('cloud');
    const pause = () => sleep(clock, random.fraction() * 3);
    const passage = (name: string): Passage => ({
      life,
      pause,
      passing: (method) => tripwires.pass(`${name}.${method}`),
    });
    const { hooks } = this.ledgerStore;
    hooks.beforeCommit = async () => {
      tripwires.pass('ledger.beforeCommit');
      await sleep(clock, random.fraction() ** 4 * commitMsMax);
    };
    hooks.afterCommit = async () => {
      // One transaction in production: the ledger's commit makes the refunds known to the gateway.
      for (const refund of this.ledgerStore.refunds()) this.#hand(refund);
      tripwires.pass('ledger.afterCommit');
      await pause();
    };
    const ledger = createLedger({
      ...{ store: this.ledgerStore, clock, log },
      mistakes: { acknowledgeBeforeCommit },
    });
    const ledgerFlow = createLedgerFlow({ link, ledger, clock, log });
    const platform = through(this.#watchedPlatform, passage('platform'));
    const gateway = createGateway({
      store: through(this.chargeStore, passage('charges')),
      accounts: {
        platformOf: (_merchantId, name) => (name === 'alipay' ? platform : undefined),
        stop: async () => undefined,
      },
      ...{ clock, random, log, link },
      limits: { drivenMax: 100, sweepMs: 3000, leaseMs: 30_000 },
      hashKey: new Uint8Array(16),
      belongs: async (merchantId, machineId) =>
        merchantId === machine.merchantId && machineId === machine.machineId,
    });
    const transactions = through(this.#transactions, { life });
    const source = new TableSource(transactions, clock);
    const limits = { pollMs: 2000 };
    const feed = createFeed({ transactions, source, link, clock, random, log, limits });
    gateway.on('transactionLogged', () => feed.wake());
    ledger.on('refundIntended', () => gateway.wakeRefunds());
    ledgerFlow.start();
    ledgerFlow.holdShards(new Set([machine.shard]));
    gateway.holdShards([machine.shard]);
    await link.start();
    await gateway.start();
    await feed.start();
  }

  #hand(refund: ReturnType<MemoryLedgerStore['refunds']>[number]): void {
    const { refundId, machineId, orderId, chargeId, amountMinor, currency, reason, intendedAtMs } = refund;
    this.chargeStore.addRefund({
      ...{ merchantId: this.#options.machine.merchantId, machineId, orderId, chargeId, refundId },
      ...{ amountMinor, currency, reason, createdAtMs: intendedAtMs, version: 0 },
      state: { name: 'pending', tries: 0, dueAtMs: 0 },
    });
  }
}
