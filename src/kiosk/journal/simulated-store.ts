/**
 * A store in memory that behaves as a disk does, for simulation: what was appended is first unsynced; a
 * power cut keeps a random prefix of the unsynced batches and may leave the last one torn, which `open`
 * drops whole. It can be full, read-only or slow. With `noFsync` an append resolves before it is synced.
 */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { type Clock, sleep } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';
import { genesisHash, type Store, type StoredRecord, type StoreOpening } from './store.ts';

export interface SimulatedStoreFaults {
  /** Every write fails with this code while it is set. */
  writeFault?: FaultCode;
  /** The deliberate mistake: resolve before the data is safe. */
  noFsync: boolean;
  /** Longest time one write takes, milliseconds. */
  writeMsMax: number;
}

export class SimulatedStore implements Store {
  readonly faults: SimulatedStoreFaults = { noFsync: false, writeMsMax: 4 };
  #clock: Clock;
  #random: Random;
  #journalId: string | undefined;
  #durable: StoredRecord[] = [];
  /** Batches handed over but not yet on the disk. */
  #unsynced: StoredRecord[][] = [];
  #acknowledgedSeq = 0;
  #firstPreviousHash = genesisHash;
  #compactedSeq = 0;
  #keys = new Map<string, Uint8Array>();
  /** Rises with every power cut, so that writes begun before it never complete after it. */
  #life = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The power goes: of what is not synced, a random number of whole batches survives. */
  cutPower(): void {
    this.#life += 1;
    const kept = Math.floor(this.#random.fraction() * (this.#unsynced.length + 1));
    for (const batch of this.#unsynced.slice(0, kept)) this.#durable.push(...batch);
    this.#unsynced = [];
    this.#writing = Promise.resolve();
  }

  async open(newJournalId: string): Promise<StoreOpening> {
    // Calls are served in their order: what is being written is written or has failed before.
    await this.#writing;
    this.#journalId ??= newJournalId;
    const all = this.#all();
    const last = all.at(-1);
    return {
      journalId: this.#journalId,
      lastSeq: last?.seq ?? this.#compactedSeq,
      lastHash: last?.hash ?? this.#firstPreviousHash,
      firstSeq: all[0]?.seq ?? this.#compactedSeq + 1,
      firstPreviousHash: this.#firstPreviousHash,
      acknowledgedSeq: this.#acknowledgedSeq,
    };
  }

  async append(records: readonly StoredRecord[]): Promise<void> {
    this.#refuseIfFaulty('append to');
    const batch = [...records];
    this.#unsynced.push(batch);
    const life = this.#life;
    const synced = this.#writing.then(() => this.#sync(batch, life));
    this.#writing = synced.catch(() => undefined);
    if (!this.faults.noFsync) await synced;
  }

  async #sync(batch: StoredRecord[], life: number): Promise<void> {
    const slowness = this.faults.noFsync ? 2000 : this.faults.writeMsMax;
    await sleep(this.#clock, 1 + this.#random.fraction() * slowness);
    if (this.#life !== life) return new Promise(() => undefined);
    this.#unsynced = this.#unsynced.filter((other) => other !== batch);
    this.#refuseIfFaulty('append to');
    const expected = (this.#durable.at(-1)?.seq ?? this.#compactedSeq) + 1;
    if (batch[0] && batch[0].seq !== expected) {
      throw new Fault('JOURNAL_UNAVAILABLE', 'append to the journal', {
        facts: { expected, found: batch[0].seq },
      });
    }
    this.#durable.push(...batch);
  }

  async read(fromSeq: number, limit: number): Promise<StoredRecord[]> {
    const all = this.#all();
    const from = Math.max(0, fromSeq - (all[0]?.seq ?? 1));
    return all.slice(from, from + limit);
  }

  async acknowledge(seq: number): Promise<void> {
    this.#refuseIfFaulty('acknowledge in');
    this.#acknowledgedSeq = seq;
  }

  async compact(beforeSeq: number): Promise<void> {
    this.#refuseIfFaulty('compact');
    const last = this.#durable.filter((r) => r.seq < beforeSeq).at(-1);
    if (!last) return;
    this.#compactedSeq = last.seq;
    this.#firstPreviousHash = last.hash;
    this.#durable = this.#durable.filter((r) => r.seq >= beforeSeq);
  }

  async key(personId: string): Promise<Uint8Array | undefined> {
    return this.#keys.get(personId);
  }

  async saveKey(personId: string, key: Uint8Array): Promise<void> {
    this.#refuseIfFaulty('save a key in');
    this.#keys.set(personId, key);
  }

  async destroyKey(personId: string): Promise<void> {
    this.#refuseIfFaulty('destroy a key in');
    this.#keys.delete(personId);
  }

  async probe(): Promise<void> {
    this.#refuseIfFaulty('probe');
  }

  async close(): Promise<void> {
    await this.#writing;
  }

  /** What a process that reads its own file sees: also what is not synced yet. */
  #all(): StoredRecord[] {
    return this.faults.noFsync ? [...this.#durable, ...this.#unsynced.flat()] : this.#durable;
  }

  #refuseIfFaulty(attempted: string): void {
    if (this.faults.writeFault) throw new Fault(this.faults.writeFault, `${attempted} the journal`);
  }
}
