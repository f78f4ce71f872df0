/**
 * One process of the cloud: ledger, gateway and feed as in production, over the stores that all processes
 * share. It can die at any event, also between a commit and its acknowledgement.
 */
import { createFeed } from '../../../../src/cloud/feed/feed.ts';
import { TableSource } from '../../../../src/cloud/feed/table-source.ts';
import { createGateway, type Gateway } from '../../../../src/cloud/gateway/gateway.ts';
import type { PaymentPlatform } from '../../../../src/cloud/gateway/payment-platform.ts';
import { createLedger, type Ledger } from '../../../../src/cloud/ledger/ledger.ts';
import { createLedgerFlow, type LedgerFlow } from '../../../../src/cloud/ledger/ledger-flow.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import { sleep } from '../../../../src/platform/clock.ts';
import type { Random } from '../../../../src/platform/random.ts';
import { VirtualClock } from '../../../../src/platform/virtual-clock.ts';
import { machineStateSchema, parseMessage } from '../../../../src/wire/messages.ts';
import { type MachineAddress, parseUpTopic, shardFilter } from '../../../../src/wire/topics.ts';
import { Life, type Passage, through } from '../life.ts';
import { fork } from '../machine.ts';
import type { Cable } from '../network/cable.ts';
import { SimulatedLink } from '../network/simulated-link.ts';
import { randomOf } from '../plan/random-of.ts';
import { giftKeys } from '../small-shop.ts';
import type { Tripwires } from '../tripwires.ts';
import type { World } from '../world.ts';
import type { CloudStores } from './cloud-stores.ts';
import { GiftCounter } from './gift-counter.ts';
import { processLedgerStore } from './process-ledger-store.ts';

export interface CloudProcessOptions {
  readonly name: string;
  readonly world: World;
  readonly stores: CloudStores;
  readonly platforms: ReadonlyMap<string, PaymentPlatform>;
  readonly machines: readonly MachineAddress[];
  readonly cable: Cable;
  readonly random: Random;
  readonly tripwires: Tripwires;
  /** Whether anything follows the transaction log. */
  readonly feed: { readonly down: boolean };
  /** How far its wall clock is off. */
  readonly clockOffMs: number;
}

export class CloudProcess {
  readonly clock: VirtualClock;
  readonly #options: CloudProcessOptions;
  readonly #life = new Life();
  readonly #link: SimulatedLink;
  readonly #ledgerFlow: LedgerFlow;
  readonly #gateway: Gateway;
  readonly #shards = new Set<number>();
  /** Absent in a story without gifts. */
  readonly #gifts: GiftCounter | undefined;

  constructor(options: CloudProcessOptions) {
    this.#options = options;
    const { world, cable, name, clockOffMs, random, stores, tripwires } = options;
    const life = this.#life;
    const { timeline, broker, plant } = world;
    const clock = new VirtualClock(timeline, world.originMs + clockOffMs);
    this.clock = clock;
    life.onEnd(() => clock.stop());
    this.#link = new SimulatedLink({ clientId: name, broker, cable, clock, life });
    const link = this.#link;
    const log = world.chronicle.logOf(name);
    const ledger = createLedger({
      store: processLedgerStore({ world, stores, life, tripwires, random: fork(random) }),
      ...{ clock, log },
      mistakes: { acknowledgeBeforeCommit: plant === 'acknowledgeBeforeCommit' },
    });
    const asking = plant === 'neverAskAgain' ? neverAsking(ledger) : ledger;
    this.#ledgerFlow = createLedgerFlow({ link, ledger: asking, clock, log });
    this.#gateway = this.#createGateway(fork(random));
    const { gifts: shelf } = stores;
    if (shelf.gifts.length > 0) {
      const gifts = randomOf(world.plan.seed, `gifts of ${name} at ${timeline.nowMs()}`);
      this.#gifts = new GiftCounter({ shelf, keys: giftKeys, clock, random: gifts, link });
    }
    ledger.on('refundIntended', () => this.#gateway.wakeRefunds());
    link.on('message', (topic, payload) => this.#hear(topic, payload));
  }

  async start(): Promise<void> {
    const { stores, random, world, name, feed: state, tripwires } = this.#options;
    const passing = (method: string) => {
      tripwires.pass(`feed.${method}`);
      if (state.down) throw new Fault('DATABASE_UNAVAILABLE', 'follow the transaction log');
    };
    const transactions = through(stores.transactions, { life: this.#life, passing });
    const { clock } = this;
    const log = world.chronicle.logOf(name);
    const feed = createFeed({
      ...{ transactions, clock, log, link: this.#link, random: fork(random) },
      source: new TableSource(transactions, clock),
      limits: { pollMs: 5000 },
    });
    this.#gateway.on('transactionLogged', () => feed.wake());
    this.#ledgerFlow.start();
    this.#gifts?.start();
    await this.#link.start();
    await this.#gateway.start();
    await feed.start();
  }

  /** Begins or ceases to listen to the machines of a shard. */
  hold(shard: number, holds: boolean): void {
    if (this.#life.over || this.#shards.has(shard) === holds) return;
    if (holds) this.#shards.add(shard);
    else this.#shards.delete(shard);
    const channels = this.#gifts ? (['state', 'gift'] as const) : (['state'] as const);
    for (const channel of channels) {
      if (holds) this.#link.subscribe(shardFilter(shard, channel));
      else this.#link.unsubscribe(shardFilter(shard, channel));
    }
    this.#ledgerFlow.holdShards(new Set(this.#shards));
    this.#gateway.holdShards(this.#shards);
  }

  /** The process ends without warning. */
  kill(): void {
    this.#life.end();
    this.#link.abandon(false);
  }

  #createGateway(random: Random): Gateway {
    const { world, stores, platforms, machines, tripwires, name } = this.#options;
    const { clock } = this;
    const pause = () => sleep(clock, random.fraction() * 3);
    const passage = (of: string): Passage => ({
      life: this.#life,
      pause,
      passing: (method) => tripwires.pass(`${of}.${method}`),
    });
    const reached = new Map([...platforms].map(([of, p]) => [of, through(p, passage('platform'))]));
    return createGateway({
      store: through(stores.charges, passage('charges')),
      accounts: { platformOf: (_merchantId, of) => reached.get(of), stop: async () => undefined },
      ...{ clock, link: this.#link, log: world.chronicle.logOf(name), random: fork(random) },
      limits: { drivenMax: 100, sweepMs: 6000, leaseMs: 30_000 },
      hashKey: new Uint8Array(16),
      belongs: async (merchantId, machineId) =>
        machines.some((m) => m.machineId === machineId && m.merchantId === merchantId),
    });
  }

  /** What the fleet does in production: the ledger learns what a machine takes for committed. */
  #hear(topic: string, payload: Uint8Array): void {
    if (topic.endsWith('/up/gift')) void this.#gifts?.hear(topic, payload);
    if (!topic.endsWith('/up/state')) return;
    const state = parseMessage(machineStateSchema, payload, 'the state of a machine');
    if (state.online) this.#ledgerFlow.compare(parseUpTopic(topic).machine, state);
  }
}

/** The planted mistake: a ledger that acknowledges and never asks for anything again. */
function neverAsking(ledger: Ledger): Ledger {
  return {
    take: async (machine, batch) => {
      const { resendFrom: _asked, ...ack } = await ledger.take(machine, batch);
      return ack;
    },
    compare: async () => undefined,
    on: (event, listener) => ledger.on(event, listener),
    off: (event, listener) => ledger.off(event, listener),
  };
}
