/**
 * Sends machines the parts of their catalogue that they ask for. What a machine asks too fast is dropped;
 * it asks again.
 */
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import { type Fetch, fetchSchema, type Part, parseMessage } from '../../wire/messages.ts';
import { downTopic, type MachineAddress, parseUpTopic, shardFilterChange } from '../../wire/topics.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { catalogueParts } from './catalogue-packer.ts';

export interface CatalogueSenderPorts {
  readonly db: CloudDatabase;
  readonly link: Link;
  readonly log: Log;
}

/** A machine asks for the next parts when it has the last ones, before the broker has confirmed those. */
const waitingMax = 2;

export class CatalogueSender {
  #ports: CatalogueSenderPorts;
  #shards: ReadonlySet<number> = new Set();
  /** Questions of each machine that are not answered yet. */
  #waiting = new Map<string, number>();
  /** The newest answer of each machine, which the next one follows. */
  #tails = new Map<string, Promise<void>>();
  #onMessage = (topic: string, payload: Uint8Array) => {
    if (topic.endsWith('/up/fetch')) this.#receive(topic, payload);
  };

  constructor(ports: CatalogueSenderPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#ports.link.on('message', this.#onMessage);
  }

  async stop(): Promise<void> {
    this.#ports.link.off('message', this.#onMessage);
    await Promise.all(this.#tails.values());
  }

  /** Answers the machines of exactly these shards from now on. */
  holdShards(shards: ReadonlySet<number>): void {
    const { added, removed } = shardFilterChange('fetch', this.#shards, shards);
    this.#shards = new Set(shards);
    for (const filter of removed) this.#ports.link.unsubscribe(filter);
    for (const filter of added) this.#ports.link.subscribe(filter);
  }

  #receive(topic: string, payload: Uint8Array): void {
    try {
      const { machine } = parseUpTopic(topic);
      const asked = parseMessage(fetchSchema, payload, 'a question for a catalogue');
      if (this.#shards.has(machine.shard)) this.#queue(machine, asked);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#ports.log.warn('a question for a catalogue was dropped', { code: error.code });
    }
  }

  #queue(machine: MachineAddress, asked: Fetch): void {
    const { machineId } = machine;
    const waiting = this.#waiting.get(machineId) ?? 0;
    if (waiting >= waitingMax) return;
    this.#waiting.set(machineId, waiting + 1);
    const tail: Promise<void> = (this.#tails.get(machineId) ?? Promise.resolve())
      .then(() => this.#send(machine, asked))
      .catch((error: unknown) => {
        this.#ports.log.info('a catalogue was not sent', { machine: machineId, code: faultCodeOf(error) });
      })
      .then(() => this.#answered(machineId, tail));
    this.#tails.set(machineId, tail);
  }

  #answered(machineId: string, tail: Promise<void>): void {
    this.#waiting.set(machineId, (this.#waiting.get(machineId) ?? 1) - 1);
    if (this.#tails.get(machineId) !== tail) return;
    this.#tails.delete(machineId);
    this.#waiting.delete(machineId);
  }

  async #send(machine: MachineAddress, asked: Fetch): Promise<void> {
    const { db, link } = this.#ports;
    const { sha256 } = asked;
    for (const { part, body } of await catalogueParts(db, machine.merchantId, asked)) {
      await link.publish(downTopic(machine, 'part'), JSON.stringify({ sha256, part, body } satisfies Part));
    }
  }
}
