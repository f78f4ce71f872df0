/**
 * PGlite in a worker thread, in the shape that Kysely's PGlite dialect expects. Transactions exclude every
 * other query; Kysely hands out its one connection to one user at a time, so nothing can slip between.
 */
import { Worker } from 'node:worker_threads';
import type { PGlite, PGliteTransaction } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import type { PgliteFiles, PgliteReply, PgliteRequest } from './pglite-worker.ts';

interface Waiting {
  readonly resolve: (reply: PgliteReply) => void;
  readonly reject: (error: Error) => void;
}

/** A query that the engine refused; `code` is the SQLSTATE. */
export class QueryError extends Error {
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.name = 'QueryError';
    this.code = code;
  }
}

/** Owns the worker; `close` ends it and every query under way. */
export class PgliteThread implements PGlite {
  closed = false;
  ready = false;
  readonly waitReady: Promise<void>;
  #worker: Worker;
  #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #ended: Fault | undefined;

  constructor(dataDir?: string, beginAs?: string) {
    this.#worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), {
      workerData: { dataDir, beginAs } satisfies PgliteFiles,
    });
    this.waitReady = this.#expect(0).then(() => {
      this.ready = true;
    });
    // Whoever waits hears of it; the thread of a database that does not open must not live on.
    this.waitReady.catch(() => this.#worker.terminate());
    this.#worker.on('message', (reply: PgliteReply) => this.#settle(reply));
    this.#worker.on('error', (cause) => this.#fail(cause));
    this.#worker.on('exit', (code) => this.#fail(new Error(`database thread ended with ${code}`)));
  }

  async query<T>(
    sql: string,
    parameters?: unknown[],
  ): Promise<{ rows: T[]; affectedRows?: number; fields: [] }> {
    const reply = await this.#ask({ id: 0, sql, parameters: parameters ?? [] });
    return {
      rows: (reply.rows ?? []) as T[],
      ...(reply.affectedRows === undefined ? {} : { affectedRows: reply.affectedRows }),
      fields: [],
    };
  }

  /** Kysely waits for the callback to begin, so a failed BEGIN is told by the first query inside. */
  async transaction<T>(callback: (tx: PGliteTransaction) => Promise<T>): Promise<T> {
    let refused: unknown;
    await this.query('begin').catch((error: unknown) => {
      refused = error;
    });
    const tx: PGliteTransaction = {
      query: (sql, parameters) =>
        refused === undefined ? this.query(sql, parameters) : Promise.reject(refused),
      rollback: async () => {
        await this.query('rollback');
      },
    };
    let result: T;
    try {
      result = await callback(tx);
    } catch (error) {
      if (refused === undefined) await this.query('rollback');
      throw error;
    }
    if (refused !== undefined) throw refused;
    await this.query('commit');
    return result;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (this.#ended) return;
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    await this.#ask({ id: 0 }).catch(() => this.#worker.terminate());
    await ended;
  }

  #ask(request: PgliteRequest): Promise<PgliteReply> {
    if (this.#ended) return Promise.reject(this.#ended);
    this.#lastId += 1;
    const id = this.#lastId;
    const reply = this.#expect(id);
    this.#worker.postMessage({ ...request, id });
    return reply;
  }

  #expect(id: number): Promise<PgliteReply> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #settle(reply: PgliteReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.error === undefined) waiting?.resolve(reply);
    else waiting?.reject(new QueryError(reply.error.message, reply.error.code));
  }

  #fail(cause: Error): void {
    const fault = new Fault('DATABASE_UNAVAILABLE', 'use the embedded database', { cause });
    this.#ended ??= fault;
    for (const waiting of this.#waiting.values()) waiting.reject(fault);
    this.#waiting.clear();
  }
}
