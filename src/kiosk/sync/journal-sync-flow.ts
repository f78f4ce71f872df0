/**
 * The journal is the queue: publishes records from the cloud's cursor on, a window of batches ahead of its
 * acknowledgements, and goes back wherever the cloud asks. Only the cloud's own acknowledgement after its
 * commit moves the cursor; what the broker took counts for nothing.
 */
import { faultCodeOf } from '../../domain/fault.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import {
  batchesInFlightMax,
  batchRecordsMax,
  type JournalAck,
  type JournalBatch,
  packedInFlightMax,
} from '../../wire/messages.ts';
import { packBatch } from '../../wire/packed-batch.ts';
import type { Journal } from '../journal/journal.ts';

export interface JournalSyncPorts {
  readonly journal: Journal;
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  readonly topic: string;
}

/** Without an acknowledgement for this long everything after the cursor is sent again. */
const ackTimeoutMs = 5000;
/**
 * Few records wait until the last batch is this old: those of one sale travel in a few messages, each with
 * one commit in the cloud, instead of one by one.
 */
const gatherMs = 100;
/** Characters of record text in one batch, to stay far below the message limit. */
const batchTextMax = 2_000_000;
/** From so many waiting records on a batch travels packed, to a cloud that takes it. */
const packedRecordsMin = 16;

/** What the cloud is known to take; until it has answered it gets one plain batch. */
type Dialect = 'unknown' | 'plain' | 'packed';

const windowBatches: Readonly<Record<Dialect, number>> = {
  unknown: 1,
  plain: batchesInFlightMax,
  packed: packedInFlightMax,
};

interface NextBatch {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly payload: string | Uint8Array;
}

export class JournalSyncFlow {
  #ports: JournalSyncPorts;
  /** The next record to publish. */
  #nextSeq = 1;
  /** The hash of the record before `#nextSeq`, when known. */
  #previousHash: string | undefined;
  #dialect: Dialect = 'unknown';
  #sending = false;
  /** Somebody asked to send while a window was being sent. */
  #asked = false;
  #cancelTimeout: Cancel | undefined;
  #cancelGather: Cancel | undefined;
  #lastBatchAtMs = Number.NEGATIVE_INFINITY;
  #stopped = true;

  constructor(ports: JournalSyncPorts) {
    this.#ports = ports;
    ports.journal.on('appended', () => this.#send());
    ports.link.on('online', () => this.#beginAgain());
  }

  start(): void {
    this.#stopped = false;
    this.#beginAgain();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimeout?.();
    this.#cancelGather?.();
    this.#cancelGather = undefined;
  }

  /**
   * The cloud's word: committed up to `seq`, or send again from `resendFrom`. It is followed at once; a disk
   * that cannot keep the cursor now only causes records to be sent again.
   */
  async take(ack: JournalAck): Promise<void> {
    const { journal } = this.#ports;
    if (ack.journalId !== journal.journalId) return;
    this.#dialect = ack.takesPacked ? 'packed' : 'plain';
    const kept = [journal.acknowledge(ack.seq)];
    if (ack.resendFrom === undefined) {
      this.#watch();
      this.#send();
    } else {
      // A cloud that was put back to an older state has not committed what it once acknowledged.
      kept.push(journal.askedAgain(ack.resendFrom - 1));
      this.#rewind(ack.resendFrom);
    }
    await Promise.all(kept);
  }

  /** Another cloud than the last may be listening now. */
  #beginAgain(): void {
    this.#dialect = 'unknown';
    this.#rewind(this.#ports.journal.acknowledgedSeq + 1);
  }

  #rewind(seq: number): void {
    this.#nextSeq = Math.max(this.#ports.journal.firstSeq, seq);
    this.#previousHash = undefined;
    this.#watch();
    this.#send();
  }

  /** Starts the wait for an acknowledgement anew, if one is awaited. */
  #watch(): void {
    this.#cancelTimeout?.();
    const { journal, clock } = this.#ports;
    if (this.#stopped || this.#nextSeq <= journal.acknowledgedSeq + 1) return;
    this.#cancelTimeout = clock.after(ackTimeoutMs, () => this.#beginAgain());
  }

  #send(): void {
    this.#asked = true;
    if (this.#sending || this.#stopped || !this.#ports.link.online()) return;
    this.#sending = true;
    this.#asked = false;
    this.#sendWindow()
      .catch((error: unknown) => this.#notHandedOver(error))
      .finally(() => {
        this.#sending = false;
        this.#watch();
        // A record or a rewind may have come while the last batch was being read.
        if (this.#asked) this.#send();
      });
  }

  /** The timeout or the next connection starts again from the cursor. */
  #notHandedOver(error: unknown): void {
    this.#ports.log.debug('a journal batch was not handed over', { code: faultCodeOf(error) });
  }

  async #sendWindow(): Promise<void> {
    const { link, topic } = this.#ports;
    while (!this.#stopped && link.online() && this.#isWindowOpen()) {
      if (this.#gathers()) return;
      const batch = await this.#nextBatch();
      if (!batch) return;
      // The cursor may have been set back while the batch was being read.
      if (batch.firstSeq !== this.#nextSeq) continue;
      this.#nextSeq = batch.lastSeq + 1;
      this.#previousHash = batch.lastHash;
      this.#lastBatchAtMs = this.#ports.clock.monotonicMs();
      // Not awaited: a long round trip must not leave the window unused. What gets lost is sent again.
      link.publish(topic, batch.payload).catch((error: unknown) => this.#notHandedOver(error));
      if (this.#cancelTimeout === undefined) this.#watch();
    }
  }

  #isWindowOpen(): boolean {
    const underway = this.#nextSeq - this.#ports.journal.acknowledgedSeq;
    return underway <= batchRecordsMax * windowBatches[this.#dialect];
  }

  /** Whether what there is to send waits for more. */
  #gathers(): boolean {
    const { journal, clock } = this.#ports;
    const records = journal.lastSeq - this.#nextSeq + 1;
    const waitMs = this.#lastBatchAtMs + gatherMs - clock.monotonicMs();
    if (records <= 0 || records >= batchRecordsMax || waitMs <= 0) return false;
    this.#cancelGather ??= clock.after(waitMs, () => {
      this.#cancelGather = undefined;
      this.#send();
    });
    return true;
  }

  async #nextBatch(): Promise<NextBatch | undefined> {
    const { journal } = this.#ports;
    const firstSeq = this.#nextSeq;
    const waiting = journal.lastSeq - firstSeq + 1;
    if (waiting <= 0) return undefined;
    const previousHash = this.#previousHash ?? (await journal.hashBefore(firstSeq));
    const packed = this.#dialect === 'packed' && waiting >= packedRecordsMin;
    return packed ? this.#packedBatch(firstSeq, previousHash) : this.#plainBatch(firstSeq, previousHash);
  }

  async #packedBatch(firstSeq: number, previousHash: string): Promise<NextBatch | undefined> {
    const { journal } = this.#ports;
    const stretch = await journal.readLines(firstSeq, batchRecordsMax, batchTextMax, previousHash);
    if (!stretch) return undefined;
    const { lines, lastSeq, lastHash } = stretch;
    return {
      firstSeq,
      lastSeq,
      lastHash,
      payload: packBatch({ journalId: journal.journalId, firstSeq }, lines),
    };
  }

  async #plainBatch(firstSeq: number, previousHash: string): Promise<NextBatch | undefined> {
    const { journal } = this.#ports;
    const found = await journal.readChain(firstSeq, batchRecordsMax, previousHash);
    const records: { text: string; hash: string }[] = [];
    let length = 0;
    for (const { text, hash } of found) {
      length += text.length;
      if (records.length > 0 && length > batchTextMax) break;
      records.push({ text, hash });
    }
    const last = records.at(-1);
    if (!last) return undefined;
    const message: JournalBatch = { journalId: journal.journalId, firstSeq, previousHash, records };
    const lastSeq = firstSeq + records.length - 1;
    return { firstSeq, lastSeq, lastHash: last.hash, payload: JSON.stringify(message) };
  }
}
