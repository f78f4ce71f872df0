/**
 * The journal's store on one SQLite file, in a thread of its own (`sqlite-store-worker.ts`). This side
 * numbers the questions and turns answers into results or faults.
 */
import { Worker } from 'node:worker_threads';
import { Fault } from '../../domain/fault.ts';
import type { SqliteStoreSettings, StoreAnswer, StoreQuestion, StoreRequest } from './sqlite-store-worker.ts';
import type { Store, StoredRecord, StoreOpening } from './store.ts';

interface Pending {
  readonly call: string;
  resolve(result: unknown): void;
  reject(fault: Fault): void;
}

/** 4 KiB pages: at most 4 GiB, years of orders. */
const defaultPageCountMax = 1_000_000;

export class SqliteStore implements Store {
  #settings: SqliteStoreSettings;
  #worker: Worker | undefined;
  #pending = new Map<number, Pending>();
  #lastId = 0;
  /** Asked in this turn of the event loop, to be handed over together. */
  #asked: StoreQuestion[] = [];

  constructor(settings: { file: string; pageCountMax?: number; noFsync?: boolean }) {
    this.#settings = {
      file: settings.file,
      pageCountMax: settings.pageCountMax ?? defaultPageCountMax,
      noFsync: settings.noFsync ?? false,
    };
  }

  async open(newJournalId: string): Promise<StoreOpening> {
    if (!this.#worker) this.#startWorker();
    return (await this.#ask({ call: 'open', newJournalId })) as StoreOpening;
  }

  async append(records: readonly StoredRecord[]): Promise<void> {
    await this.#ask({ call: 'append', records });
  }

  async read(fromSeq: number, limit: number): Promise<StoredRecord[]> {
    return (await this.#ask({ call: 'read', fromSeq, limit })) as StoredRecord[];
  }

  async lines(fromSeq: number, limit: number, bytesMax: number, previousHash: string): Promise<Uint8Array> {
    return (await this.#ask({ call: 'lines', fromSeq, limit, bytesMax, previousHash })) as Uint8Array;
  }

  async acknowledge(seq: number): Promise<void> {
    await this.#ask({ call: 'acknowledge', seq });
  }

  async compact(beforeSeq: number): Promise<void> {
    await this.#ask({ call: 'compact', beforeSeq });
  }

  async key(personId: string): Promise<Uint8Array | undefined> {
    return (await this.#ask({ call: 'key', personId })) as Uint8Array | undefined;
  }

  async saveKey(personId: string, key: Uint8Array): Promise<void> {
    await this.#ask({ call: 'saveKey', personId, key });
  }

  async destroyKey(personId: string): Promise<void> {
    await this.#ask({ call: 'destroyKey', personId });
  }

  async probe(): Promise<void> {
    await this.#ask({ call: 'probe' });
  }

  /** Resolves when the thread has answered: it lives, and what it was asked before is done. */
  async ping(): Promise<void> {
    await this.#ask({ call: 'ping' });
  }

  /** Lets the thread give back memory, for some tenths of a second in which it answers nobody. */
  async rest(): Promise<void> {
    await this.#ask({ call: 'rest' });
  }

  async close(): Promise<void> {
    if (!this.#worker) return;
    await this.#ask({ call: 'close' });
    const worker = this.#worker;
    this.#worker = undefined;
    await worker.terminate();
  }

  #startWorker(): void {
    const worker = new Worker(new URL('./sqlite-store-worker.ts', import.meta.url), {
      workerData: this.#settings,
    });
    this.#worker = worker;
    worker.on('message', (answers: StoreAnswer[]) => {
      for (const answer of answers) this.#settle(answer);
    });
    worker.on('error', (cause) => this.#lose(worker, cause));
    worker.on('exit', () => this.#lose(worker, new Error('the journal thread ended')));
  }

  #settle(answer: StoreAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if ('fault' in answer) {
      pending?.reject(
        new Fault(answer.fault, `${pending.call} the journal`, { facts: { reason: answer.reason } }),
      );
    } else {
      pending?.resolve(answer.result);
    }
  }

  /** The thread is gone: whoever waits is told, and the next `open` starts another. */
  #lose(worker: Worker, cause: unknown): void {
    if (this.#worker === worker) this.#worker = undefined;
    for (const [id, pending] of this.#pending) {
      this.#pending.delete(id);
      pending.reject(new Fault('JOURNAL_UNAVAILABLE', `${pending.call} the journal`, { cause }));
    }
  }

  #ask(request: StoreRequest): Promise<unknown> {
    const worker = this.#worker;
    if (!worker) return Promise.reject(new Fault('JOURNAL_UNAVAILABLE', `${request.call} the journal`));
    this.#lastId += 1;
    const id = this.#lastId;
    // One message for all that one answer set going: they make one commit, and waking the thread is dear.
    if (this.#asked.push({ id, request }) === 1) process.nextTick(() => this.#handOver(worker));
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { call: request.call, resolve, reject });
    });
  }

  #handOver(worker: Worker): void {
    const asked = this.#asked;
    this.#asked = [];
    worker.postMessage(asked);
  }
}
