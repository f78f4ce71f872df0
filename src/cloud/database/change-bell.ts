/**
 * Tells every process of the cloud what was committed, so that each can show it live: by NOTIFY on
 * PostgreSQL, in the process itself always. A bell is no queue: what rings while a process is not
 * connected is not heard, and who shows live things reads them again after a silence.
 */
import { EventEmitter } from 'node:events';
import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { faultChain } from '../../domain/fault.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { CloudDatabase } from './schema.ts';

/** What changed for one merchant: a machine, and orders of it. */
export interface CloudChange {
  readonly merchantId: string;
  readonly machineId: string;
  readonly orderIds: readonly string[];
  /** Whether alarms may have been raised or closed. */
  readonly alarms: boolean;
  /** Whether something became of a payment that is not final. */
  readonly payments?: boolean;
}

export interface ChangeBell {
  start(): void;
  stop(): Promise<void>;
  ring(change: CloudChange): void;
  on(event: 'rung', listener: (change: CloudChange) => void): void;
}

export interface ChangeBellPorts {
  readonly db: CloudDatabase;
  /** Of the PostgreSQL behind `db`; undefined for PGlite, which only one process uses. */
  readonly url: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process. */
  readonly sender: string;
}

const channel = 'kioskd_changes';
const reconnectMs = 2000;
/** PostgreSQL carries at most 8000 bytes in one notification. */
const orderIdsMax = 100;

const noticeSchema = z.object({
  sender: z.string(),
  change: z.object({
    merchantId: z.string(),
    machineId: z.string(),
    orderIds: z.array(z.string()),
    alarms: z.boolean(),
    payments: z.boolean().default(false),
  }),
});

export function createChangeBell(ports: ChangeBellPorts): ChangeBell {
  return new DatabaseBell(ports);
}

class DatabaseBell extends EventEmitter<{ rung: [change: CloudChange] }> implements ChangeBell {
  #ports: ChangeBellPorts;
  #client: pg.Client | undefined;
  #cancel: Cancel | undefined;
  #stopped = true;

  constructor(ports: ChangeBellPorts) {
    super();
    this.#ports = ports;
  }

  start(): void {
    this.#stopped = false;
    void this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  ring(change: CloudChange): void {
    this.emit('rung', change);
    if (this.#ports.url === undefined || this.#stopped) return;
    const notice = { sender: this.#ports.sender, change: { ...change } };
    for (let from = 0; from === 0 || from < change.orderIds.length; from += orderIdsMax) {
      notice.change.orderIds = change.orderIds.slice(from, from + orderIdsMax);
      const sent = sql`select pg_notify(${channel}, ${JSON.stringify(notice)})`.execute(this.#ports.db);
      sent.catch((error: unknown) => this.#notHeard(error));
    }
  }

  async #listen(): Promise<void> {
    const { url } = this.#ports;
    if (url === undefined || this.#stopped) return;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    this.#client = client;
    client.on('notification', ({ payload }) => this.#hear(payload ?? ''));
    client.on('error', (error) => this.#notHeard(error));
    client.on('end', () => this.#again(client));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch (error) {
      this.#notHeard(error);
      await client.end().catch((ending: unknown) => this.#notHeard(ending));
      this.#again(client);
    }
  }

  #hear(payload: string): void {
    try {
      const { sender, change } = noticeSchema.parse(JSON.parse(payload));
      if (sender !== this.#ports.sender) this.emit('rung', change);
    } catch (error) {
      this.#ports.log.warn('an odd notification was dropped', { fault: faultChain(error) });
    }
  }

  #again(client: pg.Client): void {
    if (this.#stopped || this.#client !== client) return;
    this.#client = undefined;
    this.#cancel = this.#ports.clock.after(reconnectMs, () => void this.#listen());
  }

  #notHeard(error: unknown): void {
    if (!this.#stopped) this.#ports.log.debug('the change bell is silent', { fault: faultChain(error) });
  }
}
