/**
 * The machines as the cloud sees them: who is there, what is wrong with them, and that each sells from the
 * newest bundle. Follows the retained `state` of the shards this process holds. What is not known is said
 * to be unknown: while the broker is out of reach nobody is called online.
 */
import { EventEmitter } from 'node:events';
import type { Bundle } from '../../domain/bundle.ts';
import { Fault, faultChain, faultCodeOf } from '../../domain/fault.ts';
import type { GiftPolicy } from '../../domain/gift.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import { type MachineState, machineStateSchema, parseMessage } from '../../wire/messages.ts';
import { type MachineAddress, parseUpTopic, shardFilterChange } from '../../wire/topics.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { BundlePublisher, type BundlePublisherPorts, type Published } from './bundle-publisher.ts';
import { CatalogueSender } from './catalogue-sender.ts';
import { forgetPresence, noteHeard, settleSilent, takeState } from './presence-rows.ts';

export interface FleetPorts {
  readonly db: CloudDatabase;
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  /** Where receipts are shown, without a slash at the end. */
  readonly receiptUrlBase: () => string;
  /** How the merchant's accounts take money. */
  readonly paymentWays: BundlePublisherPorts['paymentWays'];
  /** The key under which the merchant's machines hash what members show, base64. */
  readonly memberKey: (merchantId: string) => string;
  /** The keys about a merchant's stored-value cards; undefined where it has none. */
  readonly cardKeys: (merchantId: string) => Bundle['cards'];
  /** The public key by which a merchant's coupons are signed. */
  readonly couponKey: (merchantId: string) => string;
  /** What a merchant's machines need for gifts; absent where nobody takes any. */
  readonly giftPolicy?: (merchantId: string) => GiftPolicy | undefined;
}

export interface FleetEvents {
  machineChanged: [change: { merchantId: string; machineId: string; alarms: boolean }];
  /** A machine is there and said how it is. */
  machineSpoke: [machine: MachineAddress, state: MachineState];
}

export interface Fleet {
  start(): void;
  stop(): Promise<void>;
  /** Follows the machines of exactly these shards from now on. */
  holdShards(shards: ReadonlySet<number>): void;
  /** A message of the machine arrived on another channel. */
  heard(machine: MachineAddress): void;
  /** Throws `NOT_FOUND` if the merchant has no such machine, `INPUT_TOO_LARGE`. */
  publish(merchantId: string, machineId: string): Promise<Published>;
  publishAll(merchantId: string): Promise<Published[]>;
  on<E extends keyof FleetEvents>(event: E, listener: (...args: FleetEvents[E]) => void): void;
}

/** Machines repeat their state every 30 s; two misses and a bit are silence. */
const silentAfterMs = 75_000;
const sweepMs = 5000;
/** Retained states arrive within this time of a subscription. */
const retainedWithinMs = 10_000;
/** Signs of life on other channels are written down at most this often. */
const heardEveryMs = 5000;
/** A bundle is not sent again within this time: the machine may be unpacking it. */
const catchUpEveryMs = 10_000;

export function createFleet(ports: FleetPorts): Fleet {
  return new BrokerFleet(ports);
}

class BrokerFleet extends EventEmitter<FleetEvents> implements Fleet {
  #ports: FleetPorts;
  #publisher: BundlePublisher;
  #sender: CatalogueSender;
  #shards: ReadonlySet<number> = new Set();
  /** Everything that changes presence, one after the other. */
  #tail: Promise<void> = Promise.resolve();
  #heardAtMs = new Map<string, number>();
  #sentAtMs = new Map<string, number>();
  /** Since when retained states have had time to arrive, by the clock that does not jump. */
  #seeingSinceMs = 0;
  #cancel: Cancel | undefined;
  #stopped = true;
  #onMessage = (topic: string, payload: Uint8Array) => this.#receive(topic, payload);
  #onOnline = () => this.#beginToSee();
  #onOffline = () => this.#forget(this.#shards);

  constructor(ports: FleetPorts) {
    super();
    this.#ports = ports;
    this.#publisher = new BundlePublisher(ports);
    this.#sender = new CatalogueSender(ports);
  }

  start(): void {
    this.#stopped = false;
    this.#ports.link.on('message', this.#onMessage);
    this.#ports.link.on('online', this.#onOnline);
    this.#ports.link.on('offline', this.#onOffline);
    this.#sender.start();
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.holdShards(new Set());
    this.#stopped = true;
    this.#cancel?.();
    this.#ports.link.off('message', this.#onMessage);
    this.#ports.link.off('online', this.#onOnline);
    this.#ports.link.off('offline', this.#onOffline);
    await this.#sender.stop();
    await this.#tail;
  }

  holdShards(shards: ReadonlySet<number>): void {
    const { link } = this.#ports;
    const { added, removed } = shardFilterChange('state', this.#shards, shards);
    const fresh = new Set([...shards].filter((shard) => !this.#shards.has(shard)));
    this.#shards = new Set(shards);
    this.#sender.holdShards(shards);
    for (const filter of removed) link.unsubscribe(filter);
    if (fresh.size > 0) this.#beginToSee();
    // Until the retained states arrive nothing is known of these machines.
    this.#forget(fresh);
    for (const filter of added) link.subscribe(filter);
  }

  heard({ merchantId, machineId }: MachineAddress): void {
    const nowMs = this.#ports.clock.now();
    if (nowMs - (this.#heardAtMs.get(machineId) ?? 0) < heardEveryMs) return;
    this.#heardAtMs.set(machineId, nowMs);
    this.#then('note a sign of life', async () => {
      await noteHeard(this.#ports.db, machineId, nowMs);
      this.#changed({ merchantId, machineId });
    });
  }

  publish(merchantId: string, machineId: string): Promise<Published> {
    this.#sentAtMs.set(machineId, this.#ports.clock.monotonicMs());
    return this.#publisher.publish(merchantId, machineId).then((published) => {
      this.#changed({ merchantId, machineId });
      return published;
    });
  }

  async publishAll(merchantId: string): Promise<Published[]> {
    const published = await this.#publisher.publishAll(merchantId);
    for (const { machineId } of published) this.#changed({ merchantId, machineId });
    return published;
  }

  #receive(topic: string, payload: Uint8Array): void {
    if (!topic.endsWith('/up/state')) return;
    this.#then('take the state of a machine', async () => {
      const { machine } = parseUpTopic(topic);
      if (!this.#shards.has(machine.shard)) return;
      await this.#take(machine, parseMessage(machineStateSchema, payload, 'the state of a machine'));
    });
  }

  async #take(machine: MachineAddress, state: MachineState): Promise<void> {
    const { db, clock } = this.#ports;
    const outcome = await takeState(db, machine, state, clock.now());
    if (!outcome.taken) {
      if (outcome.why === 'old') return;
      throw new Fault('TOPIC_FORBIDDEN', 'take the state of a machine', {
        facts: { machine: machine.machineId, merchant: machine.merchantId },
      });
    }
    this.#changed(machine, outcome.alarmsChanged);
    if (!state.online) return;
    this.emit('machineSpoke', machine, state);
    await this.#catchUp(machine, state.bundleVersion);
  }

  async #catchUp(machine: MachineAddress, version: number): Promise<void> {
    const nowMs = this.#ports.clock.monotonicMs();
    const sentAtMs = this.#sentAtMs.get(machine.machineId);
    if (sentAtMs !== undefined && nowMs - sentAtMs < catchUpEveryMs) return;
    this.#sentAtMs.set(machine.machineId, nowMs);
    await this.#publisher.catchUp(machine, version);
  }

  #beginToSee(): void {
    this.#seeingSinceMs = this.#ports.clock.monotonicMs();
  }

  #forget(shards: ReadonlySet<number>): void {
    this.#then('forget who is online', async () => {
      for (const machine of await forgetPresence(this.#ports.db, shards)) this.#changed(machine);
    });
  }

  #changed({ merchantId, machineId }: { merchantId: string; machineId: string }, alarms = false): void {
    this.emit('machineChanged', { merchantId, machineId, alarms });
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#cancel = this.#ports.clock.after(sweepMs, () => {
      this.#then('look for silent machines', () => this.#sweep());
      this.#schedule();
    });
  }

  /** While the broker is out of reach, silence says nothing. */
  async #sweep(): Promise<void> {
    const { db, clock, link } = this.#ports;
    if (!link.online() || clock.monotonicMs() - this.#seeingSinceMs < retainedWithinMs) return;
    const nowMs = clock.now();
    const silent = await settleSilent(db, this.#shards, nowMs - silentAfterMs, nowMs);
    for (const machine of silent) this.#changed(machine, true);
  }

  /** The edge: what fails is told, and the next message or sweep sees to it. */
  #then(what: string, work: () => Promise<void>): void {
    this.#tail = this.#tail.then(work).catch((error: unknown) => {
      const level = faultCodeOf(error) === 'INTERNAL_DEFECT' ? 'error' : 'warn';
      this.#ports.log[level]('fleet', { attempted: what, fault: faultChain(error) });
    });
  }
}
