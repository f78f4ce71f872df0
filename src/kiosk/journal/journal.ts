/**
 * The append-only record of a machine. `append` resolves when the records are durable; their sequence
 * numbers and hashes follow the order of the calls. When a batch cannot be written, it and every batch
 * after it fail, the journal says so with its fault and takes nothing until `recover` has read it afresh.
 * Readers never see a record that is not durable.
 */
import { hash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { chainLinks } from '../../domain/chain-lines.ts';
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { JournalRecord, RecordBody } from '../../domain/record.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MakeId, Random } from '../../platform/random.ts';
import { chainHash, decodeRecord, encodeRecord } from './record-codec.ts';
import { openFields, type SealedFields, sealFields, sealKeyBytes } from './sealed-fields.ts';
import type { Store, StoredRecord } from './store.ts';

export interface JournalEvents {
  /** Durable now, in order. */
  appended: [records: readonly JournalRecord[]];
  faultChanged: [fault: FaultCode | undefined];
}

export interface JournalPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
}

/** Personal fields to seal into the first record of an append. */
export interface Personal {
  readonly personId: string;
  readonly fields: Readonly<Record<string, string>>;
}

const replayBatch = 1000;
const ascii = new TextDecoder('latin1');

/** Records for sending, as chain lines. */
export interface ChainStretch {
  readonly lines: Uint8Array;
  readonly lastSeq: number;
  readonly lastHash: string;
}

export class Journal extends EventEmitter<JournalEvents> {
  #ports: JournalPorts;
  #journalId = '';
  /** Of the last record given to the store. */
  #lastSeq = 0;
  #lastHash = '';
  #durableSeq = 0;
  #firstSeq = 1;
  #firstPreviousHash = '';
  #acknowledgedSeq = 0;
  #fault: FaultCode | undefined;
  #setAside: number[] = [];
  /** Between the end of an `open` and the beginning of the next one. */
  #isOpen = false;
  /** Rises with every `open`: the replay tells of records that were on their way before it. */
  #openings = 0;

  constructor(ports: JournalPorts) {
    super();
    this.#ports = ports;
  }

  get journalId(): string {
    return this.#journalId;
  }

  /** The highest durable sequence. */
  get lastSeq(): number {
    return this.#durableSeq;
  }

  /** The oldest record still kept. */
  get firstSeq(): number {
    return this.#firstSeq;
  }

  get acknowledgedSeq(): number {
    return this.#acknowledgedSeq;
  }

  /** Why nothing can be recorded, if nothing can. */
  get fault(): FaultCode | undefined {
    return this.#fault;
  }

  /** Sequence numbers of records that could not be read and were set aside. */
  get setAside(): readonly number[] {
    return this.#setAside;
  }

  /**
   * Opens the store and hands every kept record to `replay`, in order. A record whose body cannot be read
   * is set aside and the rest goes on; a broken chain is `JOURNAL_CHAIN_BROKEN` and opens nothing. Until
   * it resolves nothing is taken, and what was on its way is told by the replay alone.
   */
  async open(replay: (record: JournalRecord) => void): Promise<void> {
    this.#isOpen = false;
    this.#openings += 1;
    try {
      const opening = await this.#ports.store.open(this.#ports.makeId('jnl'));
      this.#journalId = opening.journalId;
      this.#firstSeq = opening.firstSeq;
      this.#firstPreviousHash = opening.firstPreviousHash;
      this.#acknowledgedSeq = Math.min(opening.acknowledgedSeq, opening.lastSeq);
      this.#setAside = [];
      await this.#replay(opening.firstPreviousHash, opening.firstSeq, replay);
      this.#lastSeq = opening.lastSeq;
      this.#lastHash = opening.lastHash;
      this.#durableSeq = opening.lastSeq;
      this.#isOpen = true;
      this.#setFault(undefined);
    } catch (error) {
      this.#setFault(faultCodeOf(error));
      throw error;
    }
  }

  /** Makes `bodies` durable, together and in order, before it resolves. Rejects with a journal fault. */
  async append(bodies: readonly RecordBody[], personal?: Personal): Promise<JournalRecord[]> {
    const sealed = personal && (await this.#seal(personal));
    if (this.#fault) throw new Fault(this.#fault, 'append to the journal');
    if (!this.#isOpen) throw new Fault('JOURNAL_UNAVAILABLE', 'append to a journal that is not open');
    const opening = this.#openings;
    const heads: JournalRecord[] = [];
    const stored: StoredRecord[] = [];
    for (const [index, body] of bodies.entries()) {
      const head = {
        seq: this.#lastSeq + 1,
        atMs: this.#ports.clock.now(),
        clock: this.#ports.clock.quality(),
      };
      const record = encodeRecord(head, body, this.#lastHash, index === 0 ? sealed : undefined);
      this.#lastSeq = record.seq;
      this.#lastHash = record.hash;
      heads.push({ ...head, body });
      stored.push(record);
    }
    try {
      await this.#ports.store.append(stored);
    } catch (error) {
      if (opening === this.#openings) this.#setFault(faultCodeOf(error));
      throw error;
    }
    if (opening !== this.#openings) return heads;
    this.#durableSeq = Math.max(this.#durableSeq, this.#seqOf(stored));
    this.emit('appended', heads);
    return heads;
  }

  /** Stored records from `fromSeq` on; never beyond what is durable. */
  async read(fromSeq: number, limit: number): Promise<StoredRecord[]> {
    const records = await this.#ports.store.read(fromSeq, limit);
    return records.filter((r) => r.seq <= this.#durableSeq);
  }

  /**
   * As `read`, for sending: the records must continue `previousHash`. A record that the disk has changed is
   * never sent, and nothing is sold from a journal that holds one.
   */
  async readChain(fromSeq: number, limit: number, previousHash: string): Promise<StoredRecord[]> {
    const records = await this.read(fromSeq, limit);
    let hash = previousHash;
    for (const [index, record] of records.entries()) {
      const seq = fromSeq + index;
      if (record.seq !== seq || chainHash(hash, record.text) !== record.hash) this.#breakChain(seq);
      hash = record.hash;
    }
    return records;
  }

  /**
   * As `readChain`, as chain lines behind `previousHash` and of about `bytesMax` at most; undefined when there
   * is no such record.
   */
  async readLines(
    fromSeq: number,
    limit: number,
    bytesMax: number,
    previousHash: string,
  ): Promise<ChainStretch | undefined> {
    const durable = Math.min(limit, this.#durableSeq - fromSeq + 1);
    if (durable <= 0) return undefined;
    const lines = await this.#ports.store.lines(fromSeq, durable, bytesMax, previousHash);
    if (lines.length === 0) return undefined;
    const links = chainLinks(lines) ?? [];
    let lastHash = '';
    for (const [index, { from, textEnd, hashFrom, hashEnd }] of links.entries()) {
      lastHash = hash('sha256', lines.subarray(from, textEnd));
      if (ascii.decode(lines.subarray(hashFrom, hashEnd)) !== lastHash) this.#breakChain(fromSeq + index);
    }
    if (lastHash === '') this.#breakChain(fromSeq);
    return { lines, lastSeq: fromSeq + links.length - 1, lastHash };
  }

  #breakChain(seq: number): never {
    this.#setFault('JOURNAL_CHAIN_BROKEN');
    throw new Fault('JOURNAL_CHAIN_BROKEN', `read record ${seq} for sending`, { facts: { seq } });
  }

  /** The hash of the record before `seq`. */
  async hashBefore(seq: number): Promise<string> {
    if (seq <= this.#firstSeq) return this.#firstPreviousHash;
    const [previous] = await this.#ports.store.read(seq - 1, 1);
    if (!previous) throw new Fault('JOURNAL_UNAVAILABLE', `read record ${seq - 1}`);
    return previous.hash;
  }

  /** The cloud has committed everything up to `seq`. A lower number than before changes nothing. */
  async acknowledge(seq: number): Promise<void> {
    if (seq <= this.#acknowledgedSeq || seq > this.#durableSeq) return;
    this.#acknowledgedSeq = seq;
    await this.#ports.store.acknowledge(seq);
  }

  /** The cloud asks for the records after `seq` again: it lost them, so they count as not acknowledged. */
  async askedAgain(seq: number): Promise<void> {
    if (seq >= this.#acknowledgedSeq) return;
    this.#acknowledgedSeq = Math.max(0, seq);
    await this.#ports.store.acknowledge(this.#acknowledgedSeq);
  }

  /** Forgets acknowledged records so that at most `keep` of them stay, for a cloud that asks again. */
  async compact(keep: number, openSeq: number): Promise<void> {
    const before = Math.min(this.#acknowledgedSeq - keep, openSeq);
    if (before <= this.#firstSeq) return;
    const hash = await this.hashBefore(before);
    await this.#ports.store.compact(before);
    this.#firstSeq = before;
    this.#firstPreviousHash = hash;
  }

  /** The personal fields of a stored record, or undefined when their key was destroyed. */
  async personalFields(stored: StoredRecord): Promise<Record<string, string> | undefined> {
    const sealed: SealedFields | undefined = JSON.parse(stored.text).sealed;
    const key = sealed && (await this.#ports.store.key(sealed.personId));
    return sealed && key ? openFields(sealed, key) : undefined;
  }

  /** Destroys a person's key; what it sealed stays in the chain and can never be read again. */
  async forget(personId: string): Promise<void> {
    await this.#ports.store.destroyKey(personId);
  }

  /** Resolves when a durable write works again; rejects with the fault that stands in the way. */
  async probe(): Promise<void> {
    await this.#ports.store.probe();
  }

  async close(): Promise<void> {
    await this.#ports.store.close();
  }

  #seqOf(stored: readonly StoredRecord[]): number {
    return stored.at(-1)?.seq ?? 0;
  }

  async #replay(
    previousHash: string,
    firstSeq: number,
    replay: (record: JournalRecord) => void,
  ): Promise<void> {
    let hash = previousHash;
    let next = firstSeq;
    for (;;) {
      const batch = await this.#ports.store.read(next, replayBatch);
      if (batch.length === 0) return;
      for (const stored of batch) {
        if (stored.seq !== next || chainHash(hash, stored.text) !== stored.hash) {
          throw new Fault('JOURNAL_CHAIN_BROKEN', `replay record ${next}`, { facts: { seq: next } });
        }
        hash = stored.hash;
        next += 1;
        this.#replayOne(stored, replay);
      }
    }
  }

  #replayOne(stored: StoredRecord, replay: (record: JournalRecord) => void): void {
    try {
      replay(decodeRecord(stored));
    } catch (error) {
      if (faultCodeOf(error) !== 'RECORD_POISONED') throw error;
      this.#setAside.push(stored.seq);
    }
  }

  async #seal(personal: Personal): Promise<SealedFields> {
    const { store, random } = this.#ports;
    let key = await store.key(personal.personId);
    if (!key) {
      key = random.bytes(sealKeyBytes);
      await store.saveKey(personal.personId, key);
    }
    return sealFields(personal.personId, key, personal.fields, random);
  }

  #setFault(fault: FaultCode | undefined): void {
    if (this.#fault === fault) return;
    this.#fault = fault;
    this.emit('faultChanged', fault);
  }
}
