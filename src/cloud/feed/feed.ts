/**
 * Follows the transaction log and pushes each result to its machine at once. At least once and in the log's
 * order for each payment: the place in the log moves only after the broker took the messages. One process
 * pushes at a time; the others stand by and take over when its lease ends.
 */
import { faultChain } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import type { Random } from '../../platform/random.ts';
import { downTopic, shardOf } from '../../wire/topics.ts';
import { type LoggedTransaction, resultOf } from '../database/logged-transaction.ts';
import type { FeedLease, LineSource, TransactionLog } from './feed-ports.ts';
import { Waiting } from './waiting.ts';

export interface FeedPorts {
  readonly transactions: TransactionLog;
  readonly source: LineSource;
  readonly link: Link;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** The cursor's name; feeds of one name share the work. */
  readonly name?: string;
  readonly limits?: Partial<FeedLimits>;
}

export interface FeedLimits {
  /** How long the right to push lasts without being renewed. */
  readonly leaseMs: number;
  /** How often the log is looked at even if nobody woke the feed. */
  readonly pollMs: number;
  /** Pause before trying again when the broker or the database does not answer. */
  readonly retryMs: number;
}

export const feedLimits: FeedLimits = { leaseMs: 5000, pollMs: 500, retryMs: 250 };

export interface Feed {
  start(): Promise<void>;
  /** Undoes `start`; what was not pushed is pushed by the next feed. */
  stop(): Promise<void>;
  /** Something was committed to the transaction log: read it now. */
  wake(): void;
}

const resultExpiryS = 300;

class LogFeed implements Feed {
  #ports: FeedPorts;
  #limits: FeedLimits;
  #name: string;
  #holder: string;
  #heldUntilMs = 0;
  #waiting = new Waiting();
  #running: Promise<void> | undefined;
  #onOnline = () => this.#waiting.wake();

  constructor(ports: FeedPorts) {
    this.#ports = ports;
    this.#limits = { ...feedLimits, ...ports.limits };
    this.#name = ports.name ?? 'results';
    this.#holder = Buffer.from(ports.random.bytes(12)).toString('hex');
  }

  async start(): Promise<void> {
    await this.#ports.source.start();
    this.#ports.link.on('online', this.#onOnline);
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#waiting.stop();
    this.#ports.link.off('online', this.#onOnline);
    await this.#ports.source.stop();
    await this.#running;
    this.#running = undefined;
  }

  wake(): void {
    this.#ports.source.wake();
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#ports;
    let leading = false;
    while (!this.#waiting.stopped()) {
      try {
        leading = await this.#lead(leading);
      } catch (error) {
        leading = false;
        this.#heldUntilMs = 0;
        if (this.#waiting.stopped()) break;
        log.warn('feed pauses', { fault: faultChain(error) });
        await this.#waiting.pause(clock, this.#limits.retryMs);
      }
    }
    await this.#giveUp().catch((error: unknown) =>
      log.warn('feed kept its lease', { fault: faultChain(error) }),
    );
  }

  /**
   * One round: holds the lease, pushes what is next. Answers whether this process still leads. Without a
   * connection it lets the lease run out, so that a process that has one can push.
   */
  async #lead(wasLeading: boolean): Promise<boolean> {
    const { transactions, source, clock, link } = this.#ports;
    if (!link.online()) {
      await this.#waiting.pause(clock, this.#limits.pollMs);
      return false;
    }
    if (!(await this.#hold())) {
      await this.#waiting.pause(clock, this.#limits.leaseMs / 2);
      return false;
    }
    if (!wasLeading) await source.begin();
    const lines = await source.next(this.#limits.pollMs);
    const last = lines.at(-1);
    if (!last) return true;
    await this.#waiting.unlessStopped(this.#push(lines));
    if (this.#waiting.stopped()) return false;
    const lease = this.#lease();
    if (!(await transactions.movePlace(this.#name, last.logId, lease))) return false;
    this.#heldUntilMs = lease.untilMs;
    await source.pushed(lines);
    return true;
  }

  /** Pushes in the log's order for each payment, and many payments side by side. */
  async #push(lines: readonly LoggedTransaction[]): Promise<void> {
    const byPayment = Map.groupBy(lines, (line) => `${line.merchantId} ${line.refId}`);
    const pushes = [...byPayment.values()].map(async (ofPayment) => {
      for (const line of ofPayment) await this.#tell(line);
    });
    for (const push of await Promise.allSettled(pushes)) {
      if (push.status === 'rejected') throw push.reason;
    }
  }

  async #tell(line: LoggedTransaction): Promise<void> {
    const { link, clock } = this.#ports;
    const { merchantId, machineId } = line;
    const topic = downTopic({ merchantId, machineId, shard: shardOf(machineId) }, 'result');
    await link.publish(topic, JSON.stringify(resultOf(line, clock.now())), { expiryS: resultExpiryS });
  }

  /** Takes the lease, or renews it when half of it is over. */
  async #hold(): Promise<boolean> {
    const { transactions, clock } = this.#ports;
    if (this.#heldUntilMs - clock.now() > this.#limits.leaseMs / 2) return true;
    const lease = this.#lease();
    const held = await transactions.takeLease(this.#name, lease, clock.now());
    this.#heldUntilMs = held ? lease.untilMs : 0;
    return held;
  }

  async #giveUp(): Promise<void> {
    const { transactions, clock } = this.#ports;
    await transactions.takeLease(this.#name, { holder: this.#holder, untilMs: 0 }, clock.now());
  }

  #lease(): FeedLease {
    return { holder: this.#holder, untilMs: this.#ports.clock.now() + this.#limits.leaseMs };
  }
}

export function createFeed(ports: FeedPorts): Feed {
  return new LogFeed(ports);
}
