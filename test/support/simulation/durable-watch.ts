/**
 * The journal's store as one process reaches it. Notes what an append said was durable, and looks at every
 * opening whether it is still there.
 */
import type { SimulatedStore } from '../../../src/kiosk/journal/simulated-store.ts';
import type { Store, StoredRecord } from '../../../src/kiosk/journal/store.ts';
import { type Life, never } from './life.ts';
import type { Tripwires } from './tripwires.ts';

/** What was promised to last, over all processes. */
export class DurableWatch {
  readonly store: SimulatedStore;
  #violations: string[];
  #tripwires: Tripwires;
  #committedSeq: () => number;
  #promised = new Map<number, string>();
  /** The process that found a damaged journal when it opened it, or read it while it was damaged. */
  #sawDamage: Life | undefined;

  /** `committedSeq`: the highest record that the cloud ever committed. */
  constructor(parts: {
    store: SimulatedStore;
    violations: string[];
    tripwires: Tripwires;
    committedSeq: () => number;
  }) {
    this.store = parts.store;
    this.#violations = parts.violations;
    this.#tripwires = parts.tripwires;
    this.#committedSeq = parts.committedSeq;
  }

  /** Whether the process of `life` has opened the journal while one of its bits was flipped. */
  sawDamage(life: Life): boolean {
    return this.#sawDamage === life;
  }

  /** The store for one process, which may remember only a part of what the cloud has acknowledged. */
  openedBy(life: Life, acknowledgedPart: number): Store {
    const { store } = this;
    const alive = async <T>(work: () => Promise<T>): Promise<T> => {
      if (life.over) return never();
      try {
        return await work();
      } finally {
        if (life.over) await never();
      }
    };
    return {
      open: (newJournalId) =>
        alive(async () => {
          const opening = await store.open(newJournalId);
          if (store.flippedSeq !== undefined) this.#sawDamage = life;
          await this.look();
          return { ...opening, acknowledgedSeq: Math.floor(opening.acknowledgedSeq * acknowledgedPart) };
        }),
      append: (records) => alive(() => this.#append(records)),
      read: (fromSeq, limit) => alive(() => store.read(fromSeq, limit)),
      lines: (...asked) => alive(() => store.lines(...asked)),
      acknowledge: (seq) => alive(() => this.#acknowledge(seq)),
      compact: (beforeSeq) => alive(() => store.compact(beforeSeq)),
      key: (personId) => alive(() => store.key(personId)),
      saveKey: (personId, key) => alive(() => store.saveKey(personId, key)),
      destroyKey: (personId) => alive(() => store.destroyKey(personId)),
      probe: () => alive(() => store.probe()),
      close: () => alive(() => store.close()),
    };
  }

  /** Everything that was ever promised must be in the store. */
  async look(): Promise<void> {
    const kept = await this.store.read(1, Number.MAX_SAFE_INTEGER);
    const hashes = new Map(kept.map((record) => [record.seq, record.hash]));
    for (const [seq, hash] of this.#promised) {
      if (hashes.get(seq) === hash) continue;
      this.#violations.push(`a durable record is gone from the journal: ${seq}`);
      this.#promised.delete(seq);
    }
  }

  async #acknowledge(seq: number): Promise<void> {
    const committed = this.#committedSeq();
    if (seq > committed) {
      this.#violations.push(`the machine's cursor is ahead of the cloud: at ${seq}, committed ${committed}`);
    }
    await this.store.acknowledge(seq);
  }

  async #append(records: readonly StoredRecord[]): Promise<void> {
    this.#tripwires.pass('append');
    await this.store.append(records);
    for (const { seq, hash } of records) this.#promised.set(seq, hash);
    this.#tripwires.pass('appended');
  }
}
