/**
 * Shares the shards among the cloud's processes: each holds leases in a table, renews them, and takes over
 * what another let expire. A lease says who listens; it does not guard the books, which the row lock of
 * the ledger's store does, so a process with a slow clock can do no harm.
 */
import { EventEmitter } from 'node:events';
import { faultChain } from '../../domain/fault.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { shardCount } from '../../wire/topics.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';

export interface ShardLeaseEvents {
  /** From now on this process listens to exactly these. */
  changed: [held: ReadonlySet<number>];
}

export interface ShardLeases {
  /** Takes its share at once; throws if the database does not answer. */
  start(): Promise<void>;
  /** Gives everything back, so that others need not wait for the expiry. */
  stop(): Promise<void>;
  held(): ReadonlySet<number>;
  /** The number of a held lease, which rises with every change of holder. */
  fence(shard: number): number | undefined;
  on<E extends keyof ShardLeaseEvents>(event: E, listener: (...args: ShardLeaseEvents[E]) => void): void;
}

export interface ShardLeasePorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process; no two may share one. */
  readonly holder: string;
  readonly ttlMs?: number;
  readonly renewMs?: number;
}

const ttlDefaultMs = 10_000;
const renewDefaultMs = 3000;
/** A busy computer must still come to renew them. */
const ttlMsMin = 4000;

/** How long leases last in a cloud whose pauses are divided by `factor`. */
export function hurriedLeases(factor: number): { readonly ttlMs: number; readonly renewMs: number } {
  const ttlMs = Math.max(ttlMsMin, Math.round(ttlDefaultMs / factor));
  return { ttlMs, renewMs: Math.round((ttlMs * renewDefaultMs) / ttlDefaultMs) };
}

export function createShardLeases(ports: ShardLeasePorts): ShardLeases {
  return new TableLeases(ports);
}

class TableLeases extends EventEmitter<ShardLeaseEvents> implements ShardLeases {
  #ports: ShardLeasePorts;
  #ttlMs: number;
  #renewMs: number;
  #fences = new Map<number, number>();
  /** By the clock that does not jump: when the leases end unless renewed. */
  #heldUntilMs = 0;
  #cancel: Cancel | undefined;
  #renewing: Promise<void> = Promise.resolve();
  #stopped = true;

  constructor(ports: ShardLeasePorts) {
    super();
    this.#ports = ports;
    this.#ttlMs = ports.ttlMs ?? ttlDefaultMs;
    this.#renewMs = ports.renewMs ?? renewDefaultMs;
  }

  held(): ReadonlySet<number> {
    return new Set(this.#fences.keys());
  }

  fence(shard: number): number | undefined {
    return this.#fences.get(shard);
  }

  async start(): Promise<void> {
    this.#stopped = false;
    const rows = Array.from({ length: shardCount }, (_, shard) => ({
      shard,
      holder: null,
      fence: 0,
      expires_at_ms: 0,
    }));
    await this.#ports.db
      .insertInto('shard_leases')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await this.#renew();
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#renewing;
    const { db, holder } = this.#ports;
    this.#take(new Map());
    await db.transaction().execute(async (tx) => {
      await tx
        .updateTable('shard_leases')
        .set({ holder: null, expires_at_ms: 0 })
        .where('holder', '=', holder)
        .execute();
      await tx.deleteFrom('lease_holders').where('holder', '=', holder).execute();
    });
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#cancel = this.#ports.clock.after(this.#renewMs, () => {
      this.#renewing = this.#renew().catch((error: unknown) => this.#notRenewed(error));
      void this.#renewing.then(() => this.#schedule());
    });
  }

  async #renew(): Promise<void> {
    const { db, clock } = this.#ports;
    const beganMs = clock.monotonicMs();
    const mine = await db.transaction().execute((tx) => this.#share(tx, clock.now()));
    if (this.#stopped) return;
    this.#heldUntilMs = beganMs + this.#ttlMs;
    this.#take(mine);
  }

  /** Without the database the leases run out, and then others may listen. */
  #notRenewed(error: unknown): void {
    this.#ports.log.warn('shard leases were not renewed', { fault: faultChain(error) });
    if (this.#ports.clock.monotonicMs() >= this.#heldUntilMs) this.#take(new Map());
  }

  /** Locks all leases, so that processes share one after the other. */
  async #share(tx: CloudTransaction, nowMs: number): Promise<Map<number, number>> {
    const { holder } = this.#ports;
    const expires_at_ms = nowMs + this.#ttlMs;
    const rows = await tx.selectFrom('shard_leases').selectAll().orderBy('shard').forUpdate().execute();
    await tx.deleteFrom('lease_holders').where('expires_at_ms', '<=', nowMs).execute();
    await tx
      .insertInto('lease_holders')
      .values({ holder, expires_at_ms })
      .onConflict((conflict) => conflict.column('holder').doUpdateSet({ expires_at_ms }))
      .execute();
    const holders = await tx.selectFrom('lease_holders').select('holder').execute();
    const share = Math.ceil(shardCount / holders.length);
    const mine = rows.filter((row) => row.holder === holder);
    const kept = mine.slice(0, share);
    const spare = mine.slice(share);
    const free = rows.filter((row) => row.holder !== holder && (!row.holder || row.expires_at_ms <= nowMs));
    const taken = free.slice(0, share - kept.length).map((row) => ({ ...row, fence: row.fence + 1 }));
    for (const row of spare) await this.#write(tx, row.shard, row.fence, null, 0);
    for (const row of [...kept, ...taken]) await this.#write(tx, row.shard, row.fence, holder, expires_at_ms);
    return new Map([...kept, ...taken].map((row) => [row.shard, row.fence]));
  }

  async #write(
    tx: CloudTransaction,
    shard: number,
    fence: number,
    holder: string | null,
    expires_at_ms: number,
  ): Promise<void> {
    await tx
      .updateTable('shard_leases')
      .set({ holder, fence, expires_at_ms })
      .where('shard', '=', shard)
      .execute();
  }

  #take(fences: Map<number, number>): void {
    const before = this.held();
    this.#fences = fences;
    const now = this.held();
    if (now.size === before.size && [...now].every((shard) => before.has(shard))) return;
    this.#ports.log.info('shards changed hands', { holder: this.#ports.holder, shards: now.size });
    this.emit('changed', now);
  }
}
