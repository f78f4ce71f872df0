/**
 * The ledger at the broker: hands the batches of the shards this process holds to the ledger, one commit
 * at a time for each machine, and publishes its acknowledgements. Batches that wait and follow one another
 * are one commit. Nothing is kept here: whatever is dropped, the machine sends again.
 */
import { faultChain, faultCodeOf } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import { type JournalAck, packedInFlightMax } from '../../wire/messages.ts';
import { downTopic, type MachineAddress, parseUpTopic, shardFilterChange } from '../../wire/topics.ts';
import { joinBatches } from './join-batches.ts';
import type { Ledger } from './ledger.ts';
import { type OpenedBatch, openBatch } from './open-batch.ts';

export interface LedgerFlowPorts {
  readonly link: Link;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a machine says of its journal in its state; older machines leave the second out. */
export interface JournalSaid {
  readonly journalId: string;
  readonly acknowledgedSeq?: number | undefined;
}

export interface LedgerFlow {
  start(): void;
  /** Undoes `start` and waits for the batches under way. */
  stop(): Promise<void>;
  /** A machine said how far it takes its journal for committed: it is asked for what is not. */
  compare(machine: MachineAddress, said: JournalSaid): void;
  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: ReadonlySet<number>): void;
}

/** A machine has at most `packedInFlightMax` under way; more are a resend that overtook itself. */
const waitingMax = 2 * packedInFlightMax;
/** Batches of one machine that wait opened: as many as a commit takes. The others stay as small as they came. */
const openedMax = 8;
/** The batches behind a lost one each find the same gap: the machine is asked once. */
const askAgainAfterMs = 1000;

/** What waits for a machine: a batch, or other work about it. */
type Waiting = Arrived | { readonly work: () => Promise<void> };

interface Arrived {
  readonly payload: Uint8Array;
  batch?: OpenedBatch;
}

interface MachineQueue {
  readonly machine: MachineAddress;
  readonly waiting: Waiting[];
  opening: boolean;
  /** Resolves when nothing waits any more. */
  working: Promise<void> | undefined;
  asked: { readonly place: string; readonly atMs: number } | undefined;
}

export function createLedgerFlow(ports: LedgerFlowPorts): LedgerFlow {
  return new BrokerLedgerFlow(ports);
}

class BrokerLedgerFlow implements LedgerFlow {
  #ports: LedgerFlowPorts;
  #shards: ReadonlySet<number> = new Set();
  #queues = new Map<string, MachineQueue>();
  #databaseDown = false;
  #onMessage = (topic: string, payload: Uint8Array) => this.#receive(topic, payload);

  constructor(ports: LedgerFlowPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#ports.link.on('message', this.#onMessage);
  }

  async stop(): Promise<void> {
    this.holdShards(new Set());
    this.#ports.link.off('message', this.#onMessage);
    await Promise.all([...this.#queues.values()].map((queue) => queue.working));
  }

  holdShards(shards: ReadonlySet<number>): void {
    const { added, removed } = shardFilterChange('journal', this.#shards, shards);
    this.#shards = new Set(shards);
    for (const filter of removed) this.#ports.link.unsubscribe(filter);
    for (const filter of added) this.#ports.link.subscribe(filter);
  }

  compare(machine: MachineAddress, { journalId, acknowledgedSeq }: JournalSaid): void {
    if (acknowledgedSeq === undefined || !this.#shards.has(machine.shard)) return;
    const work = async () => {
      const ack = await this.#ports.ledger.compare(machine, { journalId, acknowledgedSeq });
      if (ack) await this.#answer(machine, ack);
    };
    this.#enqueue(machine, { work });
  }

  #receive(topic: string, payload: Uint8Array): void {
    if (!topic.endsWith('/up/journal')) return;
    let machine: MachineAddress;
    try {
      machine = parseUpTopic(topic).machine;
    } catch (error) {
      this.#ports.log.warn('a journal batch was dropped', { topic, fault: faultChain(error) });
      return;
    }
    if (this.#shards.has(machine.shard)) this.#enqueue(machine, { payload });
  }

  /** What concerns a machine is done in the order in which its messages came. */
  #enqueue(machine: MachineAddress, one: Waiting): void {
    const key = machine.machineId;
    const fresh = { machine, waiting: [], opening: false, working: undefined, asked: undefined };
    const queue: MachineQueue = this.#queues.get(key) ?? fresh;
    if (queue.waiting.length >= waitingMax) return;
    this.#queues.set(key, queue);
    queue.waiting.push(one);
    queue.working ??= this.#work(queue);
    this.#openAhead(queue);
  }

  /**
   * Opens what the next commit will take while the database is at work on this one, a batch in a turn of the
   * event loop, so that the database's answers are not kept waiting.
   */
  #openAhead(queue: MachineQueue): void {
    if (queue.opening) return;
    const next = queue.waiting.slice(0, openedMax).find((one) => 'payload' in one && !one.batch);
    if (!next || !('payload' in next)) return;
    queue.opening = true;
    this.#ports.clock.after(0, () => {
      queue.opening = false;
      const place = queue.waiting.indexOf(next);
      if (place >= 0 && !this.#open(queue.machine, next)) queue.waiting.splice(place, 1);
      this.#openAhead(queue);
    });
  }

  #open(machine: MachineAddress, arrived: Arrived): OpenedBatch | undefined {
    try {
      arrived.batch ??= openBatch(arrived.payload);
    } catch (error) {
      const { machineId } = machine;
      this.#ports.log.warn('a journal batch was dropped', { machine: machineId, fault: faultChain(error) });
    }
    return arrived.batch;
  }

  async #work(queue: MachineQueue): Promise<void> {
    const { machine, waiting } = queue;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        if ('work' in next) {
          await next.work();
          continue;
        }
        const first = this.#open(machine, next);
        if (!first) continue;
        const taken = this.#take(machine, this.#joined(first, waiting), queue);
        this.#openAhead(queue);
        await taken;
      } catch (error) {
        this.#refused(machine, error);
      }
    }
    queue.working = undefined;
    if (!queue.asked) this.#queues.delete(machine.machineId);
  }

  /** `first` and the opened batches behind it that continue it, which leave the queue. */
  #joined(first: OpenedBatch, waiting: Waiting[]): OpenedBatch {
    const behind: OpenedBatch[] = [];
    for (const one of waiting) {
      if ('work' in one || !one.batch) break;
      behind.push(one.batch);
    }
    const { batch, count } = joinBatches(first, behind);
    waiting.splice(0, count);
    return batch;
  }

  async #take(machine: MachineAddress, batch: OpenedBatch, queue: MachineQueue): Promise<void> {
    const ack = await this.#ports.ledger.take(machine, batch);
    if (this.#databaseDown) this.#ports.log.info('the ledger goes on', {});
    this.#databaseDown = false;
    if (!this.#askedJustNow(queue, ack, batch)) await this.#answer(machine, ack);
  }

  async #answer(machine: MachineAddress, ack: JournalAck): Promise<void> {
    try {
      await this.#ports.link.publish(downTopic(machine, 'ack'), JSON.stringify(ack));
    } catch (error) {
      this.#ports.log.debug('an acknowledgement was not sent', { reason: faultCodeOf(error) });
    }
  }

  #askedJustNow(queue: MachineQueue, ack: JournalAck, batch: OpenedBatch): boolean {
    const gap = ack.resendFrom !== undefined && ack.resendFrom < batch.firstSeq;
    if (!gap) {
      queue.asked = undefined;
      return false;
    }
    const place = `${ack.journalId}/${ack.resendFrom}`;
    const nowMs = this.#ports.clock.monotonicMs();
    if (queue.asked?.place === place && nowMs - queue.asked.atMs < askAgainAfterMs) return true;
    queue.asked = { place, atMs: nowMs };
    return false;
  }

  /** The machine is not answered and sends again; a database that is down is told once. */
  #refused(machine: MachineAddress, error: unknown): void {
    const code = faultCodeOf(error);
    if (code === 'DATABASE_UNAVAILABLE') {
      if (!this.#databaseDown) this.#ports.log.error('the ledger waits', { fault: faultChain(error) });
      this.#databaseDown = true;
      return;
    }
    const level = code === 'INTERNAL_DEFECT' ? 'error' : 'warn';
    this.#ports.log[level]('a journal batch was refused', {
      machine: machine.machineId,
      fault: faultChain(error),
    });
  }
}
