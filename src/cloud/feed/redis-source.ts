/**
 * Reads new lines from Redis Streams, where every process projects the transaction log after its commits, so
 * the one that pushes hears of all of them at once. The table is the truth: entries carry the log's number as
 * their id and the number before them, a gap or a silence is settled by reading the table, and Redis can be
 * emptied, restarted or away at any time.
 */
import { createClient } from 'redis';
import { faultChain } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { LoggedTransaction } from '../database/logged-transaction.ts';
import type { LineSource, TransactionLog } from './feed-ports.ts';
import { parseEntry, type StreamEntry } from './stream-entry.ts';
import { Waiting } from './waiting.ts';

export interface RedisSourceOptions {
  readonly url: string;
  readonly transactions: TransactionLog;
  readonly clock: Clock;
  readonly log: Log;
  /** The feed's cursor, and the consumer group. */
  readonly name?: string;
  /** The stream's key. */
  readonly stream?: string;
}

const linesMax = 500;
const connectTimeoutMs = 3000;
/** While Redis does not answer, the table is looked at so often. */
const withoutRedisMs = 250;
/** One consumer name for all processes: whoever pushes next finds what the last one left unacknowledged. */
const consumer = 'feed';

type Redis = ReturnType<typeof connection>;

function connection(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: (tries) => Math.min(100 * tries, 2000) },
  });
}

export class RedisSource implements LineSource {
  #options: RedisSourceOptions;
  #name: string;
  #stream: string;
  #place = 0;
  #waiting = new Waiting();
  #writer: Redis;
  #reader: Redis;
  #projecting: Promise<void> | undefined;
  #projectAgain = false;
  #leftOver = true;

  constructor(options: RedisSourceOptions) {
    this.#options = options;
    this.#name = options.name ?? 'results';
    this.#stream = options.stream ?? 'kioskd:transactions';
    this.#writer = connection(options.url);
    this.#reader = connection(options.url);
  }

  /** Begins to connect; without Redis lines come from the table. */
  async start(): Promise<void> {
    for (const redis of [this.#writer, this.#reader]) {
      redis.on('ready', () => this.#waiting.wake());
      redis.on('error', (error: Error) => this.#options.log.debug('redis', { why: error.message }));
      redis.connect().catch((error: unknown) => {
        if (!this.#waiting.stopped()) this.#options.log.warn('redis', { why: faultChain(error) });
      });
    }
  }

  async stop(): Promise<void> {
    this.#waiting.stop();
    await this.#projecting;
    for (const redis of [this.#writer, this.#reader]) redis.destroy();
  }

  wake(): void {
    this.#waiting.wake();
    void this.#project();
  }

  async begin(): Promise<void> {
    this.#place = await this.#options.transactions.place(this.#name);
    this.#leftOver = true;
  }

  async next(waitMs: number): Promise<readonly LoggedTransaction[]> {
    const { ids, entries } = await this.#read(waitMs);
    if (this.#waiting.stopped()) return [];
    const fresh = entries.filter((entry) => entry.line.logId > this.#place);
    const whole = fresh.every((entry, i) => entry.previous <= (fresh[i - 1]?.line.logId ?? this.#place));
    if (fresh.length > 0 && whole) return fresh.map((entry) => entry.line);
    if (ids.length > 0) await this.#acknowledge(ids);
    else void this.#project();
    return this.#options.transactions.after(this.#place, linesMax);
  }

  async pushed(lines: readonly LoggedTransaction[]): Promise<void> {
    this.#place = lines.at(-1)?.logId ?? this.#place;
    await this.#acknowledge(lines.map((line) => `${line.logId}-0`));
  }

  /** Entries of the group, those left unacknowledged first; none if Redis does not answer. */
  async #read(waitMs: number): Promise<{ ids: string[]; entries: StreamEntry[] }> {
    const none = { ids: [], entries: [] };
    if (!this.#reader.isReady) {
      await this.#pause(waitMs);
      return none;
    }
    const id = this.#leftOver ? '0' : '>';
    this.#leftOver = false;
    try {
      const reply = await this.#reader.xReadGroup(
        this.#name,
        consumer,
        { key: this.#stream, id },
        { COUNT: linesMax, BLOCK: Math.max(1, Math.round(waitMs)) },
      );
      const messages = (reply as { messages: { id: string }[] }[] | null)?.[0]?.messages ?? [];
      const entries = messages.map(parseEntry).filter((entry) => entry !== undefined);
      return { ids: messages.map((message) => message.id), entries };
    } catch (error) {
      if (!this.#waiting.stopped()) await this.#makeGroup(error, waitMs);
      return none;
    }
  }

  /** The group is gone when Redis was emptied; it begins again behind what was pushed. */
  async #makeGroup(cause: unknown, waitMs: number): Promise<void> {
    try {
      if (!(cause instanceof Error && cause.message.startsWith('NOGROUP'))) throw cause;
      await this.#writer.xGroupCreate(this.#stream, this.#name, `${this.#place}-0`, { MKSTREAM: true });
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('BUSYGROUP')) return;
      this.#options.log.debug('redis', { why: faultChain(error) });
      await this.#pause(waitMs);
    }
  }

  async #pause(waitMs: number): Promise<void> {
    await this.#waiting.pause(this.#options.clock, Math.min(waitMs, withoutRedisMs));
  }

  async #acknowledge(ids: string[]): Promise<void> {
    if (!this.#writer.isReady || ids.length === 0) return;
    try {
      await this.#writer.xAck(this.#stream, this.#name, ids);
      await this.#writer.xTrim(this.#stream, 'MINID', this.#place, { strategyModifier: '~' });
    } catch (error) {
      this.#options.log.debug('redis', { why: faultChain(error) });
    }
  }

  /** Adds what is missing in the stream; calls during a run make it run once more. */
  async #project(): Promise<void> {
    this.#projectAgain = true;
    this.#projecting ??= this.#projectUntilDone().finally(() => {
      this.#projecting = undefined;
    });
    await this.#projecting;
  }

  async #projectUntilDone(): Promise<void> {
    while (this.#projectAgain && !this.#waiting.stopped()) {
      this.#projectAgain = false;
      if (!this.#writer.isReady) return;
      try {
        await this.#addMissing();
      } catch (error) {
        this.#options.log.debug('redis', { why: faultChain(error) });
      }
    }
  }

  async #addMissing(): Promise<void> {
    const { transactions } = this.#options;
    const newest = await this.#writer.xRevRange(this.#stream, '+', '-', { COUNT: 1 });
    let previous = Number(newest?.[0]?.id.split('-')[0] ?? 0);
    if (previous > (await transactions.newest())) {
      // The stream belongs to another history of the table, from before a restore.
      await this.#writer.del(this.#stream);
      previous = 0;
    }
    if (previous === 0) previous = await transactions.place(this.#name);
    for (;;) {
      const lines = await transactions.after(previous, linesMax);
      for (const line of lines) {
        await this.#add(line, previous);
        previous = line.logId;
      }
      if (lines.length < linesMax || this.#waiting.stopped()) return;
    }
  }

  /** One at a time: an entry that follows a lost one would hide the hole from the next look. */
  async #add(line: LoggedTransaction, previous: number): Promise<void> {
    try {
      const fields = { line: JSON.stringify(line), previous: String(previous) };
      await this.#writer.xAdd(this.#stream, `${line.logId}-0`, fields);
    } catch (error) {
      // Another process was first.
      if (!(error as Error).message.includes('equal or smaller')) throw error;
    }
  }
}
