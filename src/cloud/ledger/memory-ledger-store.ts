/**
 * A ledger store in memory, for simulation. Behaves as the SQL store does: one piece of work at a time per
 * machine, all changes or none. Hooks let a simulation fail a commit before or after it took effect;
 * `snapshot` and `restore` stand for a backup that is put back.
 */
import { Fault } from '../../domain/fault.ts';
import type { Order } from '../../domain/order.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { HeldBackRecord } from '../database/held-back-rows.ts';
import type {
  IntendedRefund,
  JournalCursor,
  LedgerAlarm,
  LedgerChanges,
  LedgerRecord,
  LedgerStore,
  LedgerTransaction,
  SetAside,
} from './ledger-ports.ts';

interface StoredJournal {
  cursor: JournalCursor;
  records: LedgerRecord[];
}

interface State {
  machines: Map<string, MachineAddress>;
  journals: Map<string, StoredJournal>;
  orders: Map<string, { machineId: string; order: Order }>;
  setAside: { machineId: string; journalId: string; record: SetAside }[];
  refunds: Map<string, IntendedRefund & { machineId: string }>;
  alarms: { machineId: string; alarm: LedgerAlarm }[];
  heldBack: { machineId: string; record: HeldBackRecord }[];
}

/** May throw or wait; a throw before the commit undoes it, one after the commit only hides it. */
export interface MemoryLedgerHooks {
  beforeCommit?: (machine: MachineAddress) => void | Promise<void>;
  afterCommit?: (machine: MachineAddress) => void | Promise<void>;
}

export class MemoryLedgerStore implements LedgerStore {
  readonly hooks: MemoryLedgerHooks = {};
  /** The deliberate mistake: work for one machine is not done one after the other. */
  readonly mistakes = { unlocked: false };
  #state: State = {
    machines: new Map(),
    journals: new Map(),
    orders: new Map(),
    setAside: [],
    refunds: new Map(),
    alarms: [],
    heldBack: [],
  };
  #queues = new Map<string, Promise<unknown>>();
  /** Rises when the process dies or a backup is put back: work begun before does not commit. */
  #life = 0;

  addMachine(machine: MachineAddress): void {
    this.#state.machines.set(machine.machineId, machine);
  }

  transact<T>(machine: MachineAddress, work: (tx: LedgerTransaction) => Promise<T>): Promise<T> {
    const queued = this.mistakes.unlocked ? undefined : this.#queues.get(machine.machineId);
    const before = queued ?? Promise.resolve();
    const mine = before.then(() => this.#run(machine, work));
    this.#queues.set(
      machine.machineId,
      mine.catch(() => undefined),
    );
    return mine;
  }

  /** The process dies: work that has not committed never will. */
  crash(): void {
    this.#life += 1;
    this.#queues.clear();
  }

  /** A backup of everything committed. */
  snapshot(): unknown {
    return structuredClone(this.#state);
  }

  /** Puts a backup back; whatever was committed since is gone. */
  restore(snapshot: unknown): void {
    this.crash();
    this.#state = structuredClone(snapshot) as State;
  }

  orders(): ReadonlyMap<string, Order> {
    return new Map([...this.#state.orders].map(([id, { order }]) => [id, order]));
  }

  /** The orders that one machine opened. */
  ordersOf(machineId: string): ReadonlyMap<string, Order> {
    const own = [...this.#state.orders].filter(([, held]) => held.machineId === machineId);
    return new Map(own.map(([id, { order }]) => [id, order]));
  }

  records(machineId: string, journalId: string): readonly LedgerRecord[] {
    return this.#state.journals.get(`${machineId}/${journalId}`)?.records ?? [];
  }

  setAside(machineId: string): readonly SetAside[] {
    return this.#state.setAside.filter((s) => s.machineId === machineId).map((s) => s.record);
  }

  refunds(): readonly (IntendedRefund & { readonly machineId: string })[] {
    return [...this.#state.refunds.values()];
  }

  heldBack(machineId: string): readonly HeldBackRecord[] {
    return this.#state.heldBack.filter((h) => h.machineId === machineId).map((h) => h.record);
  }

  alarms(machineId: string): readonly LedgerAlarm[] {
    return this.#state.alarms.filter((a) => a.machineId === machineId).map((a) => a.alarm);
  }

  async #run<T>(machine: MachineAddress, work: (tx: LedgerTransaction) => Promise<T>): Promise<T> {
    const life = this.#life;
    let changes: LedgerChanges | undefined;
    const result = await work(
      this.#transaction(machine, (saved) => {
        changes = saved;
      }),
    );
    await this.hooks.beforeCommit?.(machine);
    if (life !== this.#life) throw new Fault('DATABASE_UNAVAILABLE', 'commit after a crash');
    if (changes) this.#commit(machine.machineId, changes);
    await this.hooks.afterCommit?.(machine);
    if (life !== this.#life) throw new Fault('DATABASE_UNAVAILABLE', 'answer after a crash');
    return result;
  }

  #transaction(machine: MachineAddress, keep: (changes: LedgerChanges) => void): LedgerTransaction {
    const { machineId } = machine;
    const state = this.#state;
    return {
      owner: state.machines.get(machineId),
      cursor: async (journalId) => state.journals.get(`${machineId}/${journalId}`)?.cursor,
      hashes: async (journalId, from, to) => {
        const found = new Map<number, string[]>();
        const add = (seq: number, hash: string) => found.set(seq, [...(found.get(seq) ?? []), hash]);
        const records = state.journals.get(`${machineId}/${journalId}`)?.records ?? [];
        for (const { seq, hash } of records.slice(from - 1, to)) add(seq, hash);
        for (const aside of state.setAside) {
          const { seq, hash } = aside.record;
          const here = aside.machineId === machineId && aside.journalId === journalId;
          if (here && seq >= from && seq <= to) add(seq, hash);
        }
        return found;
      },
      orders: async (orderIds) => {
        const found = new Map<string, { machineId: string; order: Order }>();
        for (const id of orderIds) {
          const held = state.orders.get(id);
          if (held) found.set(id, held);
        }
        return found;
      },
      save: async (changes) => keep(changes),
    };
  }

  #commit(machineId: string, changes: LedgerChanges): void {
    const { cursor } = changes;
    const prefix = `${machineId}/`;
    if (cursor.current) {
      for (const [key, journal] of this.#state.journals) {
        if (key.startsWith(prefix)) journal.cursor = { ...journal.cursor, current: false };
      }
    }
    const key = `${prefix}${cursor.journalId}`;
    const records = this.#state.journals.get(key)?.records ?? [];
    records.push(...changes.records);
    this.#state.journals.set(key, { cursor, records });
    for (const order of changes.orders) this.#state.orders.set(order.orderId, { machineId, order });
    for (const record of changes.setAside) {
      this.#state.setAside.push({ machineId, journalId: cursor.journalId, record });
    }
    for (const refund of changes.refunds) {
      if (!this.#state.refunds.has(refund.refundId)) {
        this.#state.refunds.set(refund.refundId, { ...refund, machineId });
      }
    }
    for (const record of changes.heldBack) this.#state.heldBack.push({ machineId, record });
    for (const alarm of changes.raised) this.#raise(machineId, alarm);
    if (changes.gapClosed) {
      this.#state.alarms = this.#state.alarms.filter(
        (held) => held.machineId !== machineId || held.alarm.kind !== 'gap',
      );
    }
  }

  #raise(machineId: string, alarm: LedgerAlarm): void {
    const open = this.#state.alarms.some(
      (held) =>
        held.machineId === machineId &&
        held.alarm.kind === alarm.kind &&
        held.alarm.subject === alarm.subject,
    );
    if (!open) this.#state.alarms.push({ machineId, alarm });
  }
}
