/**
 * Where the cloud hears machines: takes the messages of the shards this process holds, refuses those of machines
 * that are not the topic's merchant's, and hands the others, read by their schema, to who listens. What goes wrong
 * with one message is told and touches no other one.
 */
import type { z } from 'zod';
import { Fault, faultChain, faultCodeOf } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import { parseMessage } from '../../wire/messages.ts';
import {
  type DownChannel,
  downTopic,
  type MachineAddress,
  parseUpTopic,
  shardFilterChange,
  shardOf,
  type UpChannel,
} from '../../wire/topics.ts';

export interface MachineDeskPorts {
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether a machine of that name belongs to the merchant. */
  readonly belongs: (merchantId: string, machineId: string) => Promise<boolean>;
}

/** What is said on a channel. */
export interface Heard<S extends z.ZodType> {
  readonly schema: S;
  /** Names one message in faults, such as `a question about parking`. */
  readonly what: string;
}

/** Takes one message; throws what is to be told in the log. */
export type Take<M> = (machine: MachineAddress, message: M) => Promise<void>;

const topicCharactersMax = 120;

export class MachineDesk {
  #ports: MachineDeskPorts;
  #failed: string;
  #takers = new Map<string, (machine: MachineAddress, payload: Uint8Array) => Promise<void>>();
  #shards: ReadonlySet<number> = new Set();
  #working = new Set<Promise<void>>();
  #stopped = true;
  #onMessage = (topic: string, payload: Uint8Array) => this.#hear(topic, payload);

  /** `failed`: what the log says when a message was not taken or other work of the desk failed. */
  constructor({ link, clock, log, belongs }: MachineDeskPorts, failed: string) {
    this.#ports = { link, clock, log, belongs };
    this.#failed = failed;
  }

  /** Messages on this channel go to `take`. To be said before shards are held. */
  listen<S extends z.ZodType>(channel: UpChannel, { schema, what }: Heard<S>, take: Take<z.infer<S>>): void {
    this.#takers.set(channel, async (machine, payload) => {
      const { merchantId, machineId, shard } = machine;
      if (shard !== shardOf(machineId) || !(await this.#ports.belongs(merchantId, machineId))) {
        throw new Fault('TOPIC_FORBIDDEN', `take ${what}`, { facts: { merchantId, machineId } });
      }
      await take(machine, parseMessage(schema, payload, what));
    });
  }

  start(): void {
    this.#stopped = false;
    this.#ports.link.on('message', this.#onMessage);
  }

  /** Undoes `start`; ends when all that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.holdShards([]);
    this.#ports.link.off('message', this.#onMessage);
    // What ends may have begun something else that is to end.
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  /** True from `stop` to the next `start`. */
  stopped(): boolean {
    return this.#stopped;
  }

  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void {
    const { link } = this.#ports;
    const wanted = new Set(shards);
    for (const channel of this.#takers.keys()) {
      const { added, removed } = shardFilterChange(channel as UpChannel, this.#shards, wanted);
      for (const filter of removed) link.unsubscribe(filter);
      for (const filter of added) link.subscribe(filter);
    }
    this.#shards = wanted;
  }

  /** Work of the desk that nobody else waits for: its error is told, and `stop` waits for it. */
  keep(work: Promise<void>, doing: string): void {
    const kept = work.catch((error: unknown) => {
      this.#ports.log[levelOf(error)](this.#failed, { doing, fault: faultChain(error) });
    });
    this.#working.add(kept);
    void kept.finally(() => this.#working.delete(kept));
  }

  /** Says something to a machine, with the cloud's time; a broker that can drops it undelivered after `expiryS`. */
  async tell(machine: MachineAddress, channel: DownChannel, said: object, expiryS: number): Promise<void> {
    const { link, clock } = this.#ports;
    const payload = JSON.stringify({ ...said, cloudTimeMs: clock.now() });
    await link.publish(downTopic(machine, channel), payload, { expiryS });
  }

  #hear(topic: string, payload: Uint8Array): void {
    const take = this.#takers.get(/\/up\/([a-z]+)$/.exec(topic)?.[1] ?? '');
    if (!take || this.#stopped) return;
    const taken = async () => take(parseUpTopic(topic).machine, payload);
    this.keep(taken(), topic.slice(0, topicCharactersMax));
  }
}

function levelOf(error: unknown): 'info' | 'warn' | 'error' {
  const code = faultCodeOf(error);
  if (code === 'INTERNAL_DEFECT') return 'error';
  // Another process goes on with it.
  return code === 'LEASE_LOST' ? 'info' : 'warn';
}
