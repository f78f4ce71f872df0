/**
 * A store in memory that behaves as a disk does, for simulation: what was appended is first unsynced; a
 * power cut keeps a random prefix of the unsynced batches and may leave the one behind them torn, which
 * `open` drops whole. It can be full, read-only or slow, and a bit of a stored record can flip. Deliberate
 * mistakes: with `noFsync` an append resolves before it is synced, with `keepTorn` torn batches stay.
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
  /** The deliberate mistake: what is left of a torn batch counts as stored. */
  keepTorn: boolean;
  /** Longest time one write takes, milliseconds. */
  writeMsMax: number;
}

export class SimulatedStore implements Store {
  readonly faults: SimulatedStoreFaults = { noFsync: false, keepTorn: false, writeMsMax: 4 };
  #clock: Clock;
  #random: Random;
  #journalId: string | undefined;
  #durable: StoredRecord[] = [];
  /** Batches handed over but not yet on the disk. */
  #unsynced: StoredRecord[][] = [];
  /** The beginning of a batch that was being written when the power went, its last record cut short. */
  #torn: StoredRecord[] = [];
  /** A record as it was before one of its bits flipped. */
  #sound: StoredRecord | undefined;
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

  /**
   * The power goes: of what is not synced, a random number of whole batches survives, and perhaps a part
   * of the one after them. None survives behind one that failed: it would have been refused in its turn.
   */
  cutPower(): void {
    this.#life += 1;
    const waiting = this.#expectedSeq() === this.#unsynced[0]?.[0]?.seq ? this.#unsynced : [];
    const kept = Math.floor(this.#random.fraction() * (waiting.length + 1));
    for (const batch of waiting.slice(0, kept)) this.#durable.push(...batch);
    const torn = waiting[kept] ?? [];
    const whole = Math.floor(this.#random.fraction() * torn.length);
    const cut = torn.slice(whole, whole + 1).map((record) => ({
      ...record,
      text: record.text.slice(0, Math.floor(this.#random.fraction() * record.text.length)),
    }));
    this.#torn = [...torn.slice(0, whole), ...cut];
    this.#unsynced = [];
    this.#writing = Promise.resolve();
  }

  /** A bit of a stored record flips; answers of which. Nothing is stored, or one has flipped: undefined. */
  flipBit(): number | undefined {
    const { length } = this.#durable;
    if (length === 0 || this.#sound) return undefined;
    const at = Math.floor(this.#random.fraction() * length);
    const record = this.#durable[at] as StoredRecord;
    this.#sound = record;
    const bit = 1 << Math.floor(this.#random.fraction() * 7);
    const place = Math.floor(this.#random.fraction() * record.text.length);
    const flipped = String.fromCharCode(record.text.charCodeAt(place) ^ bit);
    const text = record.text.slice(0, place) + flipped + record.text.slice(place + 1);
    this.#durable[at] = { ...record, text };
    return record.seq;
  }

  /** The flipped bit is as it was. */
  mendBit(): void {
    const { seq } = this.#sound ?? {};
    const at = this.#durable.findIndex((record) => record.seq === seq);
    if (this.#sound && at >= 0) this.#durable[at] = this.#sound;
    this.#sound = undefined;
  }

  /** What is on the disk, for those who judge from outside. */
  get stored(): readonly StoredRecord[] {
    return this.#durable;
  }

  /** The place of a record that differs from what was stored. */
  get flippedSeq(): number | undefined {
    return this.#sound?.seq;
  }

  async open(newJournalId: string): Promise<StoreOpening> {
    // Calls are served in their order: what is being written is written or has failed before.
    await this.#writing;
    if (this.faults.keepTorn) this.#durable.push(...this.#torn);
    this.#torn = [];
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
    const expected = this.#expectedSeq();
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

  async lines(fromSeq: number, limit: number, bytesMax: number, previousHash: string): Promise<Uint8Array> {
    const lines = [previousHash];
    let bytes = 0;
    for (const { text, hash } of await this.read(fromSeq, limit)) {
      bytes += Buffer.byteLength(text);
      if (lines.length > 1 && bytes > bytesMax) break;
      lines.push(text, hash);
    }
    return lines.length === 1 ? new Uint8Array(0) : Buffer.from(lines.join('\n'));
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

  /** The number of the record that continues what is stored. */
  #expectedSeq(): number {
    return (this.#durable.at(-1)?.seq ?? this.#compactedSeq) + 1;
  }

  /** What a process that reads its own file sees: also what is not synced yet. */
  #all(): StoredRecord[] {
    return this.faults.noFsync ? [...this.#durable, ...this.#unsynced.flat()] : this.#durable;
  }

  #refuseIfFaulty(attempted: string): void {
    if (this.faults.writeFault) throw new Fault(this.faults.writeFault, `${attempted} the journal`);
  }
}
