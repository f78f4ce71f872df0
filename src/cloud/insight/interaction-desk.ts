/**
 * Takes interactions in: those of machines from the broker, of the shards this process holds, and those of
 * cashier pages. They wait in a bounded line; what does not fit is dropped and counted, because nothing depends
 * on them and nothing may suffer from them.
 */
import { Fault, faultChain } from '../../domain/fault.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import { type InteractionBatch, interactionBatchSchema } from '../../wire/interaction-messages.ts';
import { parseMessage } from '../../wire/messages.ts';
import { parseUpTopic, shardFilterChange, shardOf } from '../../wire/topics.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { forgetInteractions, type InteractionSource, keepInteractions } from './interaction-rows.ts';

export interface InteractionDeskPorts {
  readonly db: CloudDatabase;
  readonly link: Pick<Link, 'on' | 'off' | 'subscribe' | 'unsubscribe'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly belongs: (merchantId: string, machineId: string) => Promise<boolean>;
}

export interface InteractionDesk {
  start(): void;
  /** Undoes `start`; what waits is lost. */
  stop(): Promise<void>;
  holdShards(shards: Iterable<number>): void;
  /** A batch of a cashier page; its merchant is known. */
  take(source: InteractionSource, batch: InteractionBatch): void;
}

const waitingMax = 500;
const payloadBytesMax = 128 * 1024;
/** Batches that one source may send in a minute; a screen sends six. */
const batchesMax = 30;
const windowMs = 60_000;
const forgetEveryMs = 3_600_000;

interface Waiting {
  readonly source: InteractionSource;
  readonly batch: InteractionBatch;
  /** Whether it is to be looked at first whose machine it is. */
  readonly toBeChecked: boolean;
}

export function createInteractionDesk(ports: InteractionDeskPorts): InteractionDesk {
  return new LossyDesk(ports);
}

class LossyDesk implements InteractionDesk {
  readonly #ports: InteractionDeskPorts;
  readonly #onMessage = (topic: string, payload: Uint8Array) => this.#hear(topic, payload);
  #shards = new Set<number>();
  #waiting: Waiting[] = [];
  #lost = 0;
  #working: Promise<void> | undefined;
  #stopped = true;
  #cancelForget: Cancel | undefined;
  #cancelWindow: Cancel | undefined;
  #batches = new Map<string, number>();

  constructor(ports: InteractionDeskPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#stopped = false;
    this.#ports.link.on('message', this.#onMessage);
    this.#forget();
    this.#nextWindow();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelForget?.();
    this.#cancelWindow?.();
    this.holdShards([]);
    this.#ports.link.off('message', this.#onMessage);
    this.#waiting = [];
    await this.#working;
  }

  holdShards(shards: Iterable<number>): void {
    const wanted = new Set(shards);
    const { added, removed } = shardFilterChange('telemetry', this.#shards, wanted);
    for (const filter of removed) this.#ports.link.unsubscribe(filter);
    for (const filter of added) this.#ports.link.subscribe(filter);
    this.#shards = wanted;
  }

  take(source: InteractionSource, batch: InteractionBatch): void {
    this.#wait({ source, batch, toBeChecked: false });
  }

  #hear(topic: string, payload: Uint8Array): void {
    if (!topic.endsWith('/up/telemetry')) return;
    try {
      if (payload.byteLength > payloadBytesMax) throw new Fault('INPUT_TOO_LARGE', 'read interactions');
      const { machine } = parseUpTopic(topic);
      const { merchantId, machineId, shard } = machine;
      if (shard !== shardOf(machineId)) throw new Fault('TOPIC_FORBIDDEN', 'take interactions');
      const batch = parseMessage(interactionBatchSchema, payload, 'interactions');
      this.#wait({ source: { merchantId, source: machineId, face: 'kiosk' }, batch, toBeChecked: true });
    } catch (error) {
      this.#ports.log.warn('interactions were not taken', { topic, fault: faultChain(error) });
    }
  }

  #wait(waiting: Waiting): void {
    const { source } = waiting.source;
    const batches = (this.#batches.get(source) ?? 0) + 1;
    this.#batches.set(source, batches);
    if (this.#stopped || batches > batchesMax || this.#waiting.length >= waitingMax) {
      this.#lost += waiting.batch.interactions.length;
      return;
    }
    this.#waiting.push(waiting);
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async #work(): Promise<void> {
    for (;;) {
      const next = this.#waiting.shift();
      if (!next) return;
      try {
        await this.#keep(next);
      } catch (error) {
        this.#lost += next.batch.interactions.length;
        this.#ports.log.warn('interactions were lost', { fault: faultChain(error) });
      }
    }
  }

  async #keep({ source, batch, toBeChecked }: Waiting): Promise<void> {
    const { db, clock, belongs } = this.#ports;
    if (toBeChecked && !(await belongs(source.merchantId, source.source))) {
      throw new Fault('TOPIC_FORBIDDEN', 'take interactions');
    }
    const lost = this.#lost;
    this.#lost = 0;
    await keepInteractions(db, source, { ...batch, dropped: batch.dropped + lost }, clock.now());
  }

  #nextWindow(): void {
    this.#cancelWindow = this.#ports.clock.after(windowMs, () => {
      this.#batches.clear();
      this.#nextWindow();
    });
  }

  #forget(): void {
    const { db, clock, log } = this.#ports;
    forgetInteractions(db, clock.now()).catch((error: unknown) =>
      log.warn('old interactions are forgotten later', { fault: faultChain(error) }),
    );
    this.#cancelForget = clock.after(forgetEveryMs, () => this.#forget());
  }
}
