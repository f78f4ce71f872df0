/**
 * Takes the machines' journals in: every record once, in order, with its hash verified, and acknowledged
 * only after the commit. What cannot be applied is set aside with an alarm and the rest goes on. Pure
 * logic over a `LedgerStore`, so that a simulation runs it in memory.
 */
import { EventEmitter } from 'node:events';
import { Fault, faultChain } from '../../domain/fault.ts';
import type { Order } from '../../domain/order.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { JournalAck } from '../../wire/messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import { GapWatch } from './gap-watch.ts';
import { genesisHash } from './journal-chain.ts';
import type {
  IntendedRefund,
  JournalCursor,
  LedgerAlarm,
  LedgerStore,
  LedgerTransaction,
  SetAside,
} from './ledger-ports.ts';
import type { OpenedBatch, Page } from './open-batch.ts';
import { type Placement, placeBatch } from './place-batch.ts';
import {
  type Condemned,
  orderIdsOf,
  type Projection,
  projectRecords,
  readAccepted,
} from './project-records.ts';

export interface LedgerEvents {
  /** Committed: the orders as they stand now, and how many records were set aside. */
  recordsApplied: [
    applied: {
      machine: MachineAddress;
      orders: readonly Order[];
      records: number;
      setAside: number;
      /** Records of goods that were not sold because of their date. */
      heldBack: number;
    },
  ];
  refundIntended: [refund: { machine: MachineAddress; refund: IntendedRefund }];
}

/** Deliberate defects that proofs plant to see themselves fail; never set in production. */
export interface LedgerMistakes {
  readonly acknowledgeBeforeCommit?: boolean;
}

export interface LedgerParts {
  readonly store: LedgerStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly mistakes?: LedgerMistakes;
}

export interface Ledger {
  /**
   * Applies a batch and answers what to tell the machine. Throws `TOPIC_FORBIDDEN` if the machine is not
   * the topic's merchant's, `INPUT_MALFORMED`, and `DATABASE_UNAVAILABLE`, after which the machine
   * sends again.
   */
  take(machine: MachineAddress, batch: OpenedBatch): Promise<JournalAck>;
  /**
   * What to tell a machine that takes everything up to `acknowledgedSeq` of its journal for committed:
   * nothing, unless fewer records are here, because the database was put back to an older state. Throws
   * as `take`.
   */
  compare(
    machine: MachineAddress,
    said: { readonly journalId: string; readonly acknowledgedSeq: number },
  ): Promise<JournalAck | undefined>;
  on<E extends keyof LedgerEvents>(event: E, listener: (...args: LedgerEvents[E]) => void): void;
  off<E extends keyof LedgerEvents>(event: E, listener: (...args: LedgerEvents[E]) => void): void;
}

export function createLedger(parts: LedgerParts): Ledger {
  return new JournalLedger(parts);
}

/** A value that no column takes (SQLSTATE class 22): sending it again cannot help, other records can go on. */
function isUnstorable(error: unknown): boolean {
  return error instanceof Fault && String(error.facts.sqlState).startsWith('22');
}

interface Taken {
  readonly ack: JournalAck;
  readonly projection: Projection;
}

class JournalLedger extends EventEmitter<LedgerEvents> implements Ledger {
  #store: LedgerStore;
  #clock: Clock;
  #log: Log;
  #mistakes: LedgerMistakes;
  #gapWatch = new GapWatch();

  constructor({ store, clock, log, mistakes }: LedgerParts) {
    super();
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#mistakes = mistakes ?? {};
  }

  async take(machine: MachineAddress, batch: OpenedBatch): Promise<JournalAck> {
    if (!/^[\x21-\x7e]{1,40}$/.test(batch.journalId)) throw new Fault('INPUT_MALFORMED', 'read a journal id');
    if (this.#mistakes.acknowledgeBeforeCommit) return this.#takeCarelessly(machine, batch);
    try {
      return await this.#takeWhole(machine, batch);
    } catch (error) {
      if (!isUnstorable(error)) throw error;
      return this.#takeSingly(machine, batch);
    }
  }

  async compare(
    machine: MachineAddress,
    { journalId, acknowledgedSeq }: { journalId: string; acknowledgedSeq: number },
  ): Promise<JournalAck | undefined> {
    if (acknowledgedSeq === 0) return undefined;
    const seq = await this.#store.transact(machine, async (tx) => {
      requireOwner(tx, machine);
      return (await tx.cursor(journalId))?.seq ?? 0;
    });
    if (seq >= acknowledgedSeq) return undefined;
    this.#log.warn('records were lost here, the machine sends them again', {
      ...{ machine: machine.machineId, journal: journalId, committedSeq: seq, acknowledgedSeq },
    });
    return { journalId, seq, resendFrom: seq + 1, takesPacked: true, cloudTimeMs: this.#clock.now() };
  }

  async #takeWhole(machine: MachineAddress, batch: OpenedBatch, verdict?: Condemned): Promise<JournalAck> {
    const taken = await this.#store.transact(machine, (tx) => this.#apply(tx, machine, batch, verdict));
    this.#tell(machine, taken);
    return taken.ack;
  }

  /** Finds the record that the database cannot hold, sets it aside, and goes on. */
  async #takeSingly(machine: MachineAddress, batch: OpenedBatch): Promise<JournalAck> {
    let ack: JournalAck | undefined;
    let previousHash = batch.previousHash;
    for (const [index, record] of batch.records.entries()) {
      const single: OpenedBatch = {
        ...batch,
        pages: [],
        firstSeq: batch.firstSeq + index,
        previousHash,
        records: [record],
      };
      previousHash = record.hash;
      try {
        ack = await this.#takeWhole(machine, single);
      } catch (error) {
        if (!isUnstorable(error)) throw error;
        const reason = `cannot be stored: ${faultChain(error)}`.slice(0, 500);
        ack = await this.#takeWhole(machine, single, { fault: 'RECORD_POISONED', reason });
      }
      if (ack.resendFrom !== undefined) return ack;
    }
    if (!ack) throw new Fault('INPUT_MALFORMED', 'take a batch without records');
    return ack;
  }

  /** The planted mistake: the answer does not wait for the commit. */
  #takeCarelessly(machine: MachineAddress, batch: OpenedBatch): Promise<JournalAck> {
    return new Promise((resolve, reject) => {
      this.#store
        .transact(machine, async (tx) => {
          const taken = await this.#apply(tx, machine, batch);
          resolve(taken.ack);
          return taken;
        })
        .then((taken) => this.#tell(machine, taken), reject);
    });
  }

  async #apply(
    tx: LedgerTransaction,
    machine: MachineAddress,
    batch: OpenedBatch,
    verdict?: Condemned,
  ): Promise<Taken> {
    requireOwner(tx, machine);
    const atMs = this.#clock.now();
    const fresh: JournalCursor = { journalId: batch.journalId, current: false, seq: 0, hash: genesisHash };
    const cursor = (await tx.cursor(batch.journalId)) ?? fresh;
    const overlapEnd = Math.min(cursor.seq, batch.firstSeq + batch.records.length - 1);
    const known =
      overlapEnd < batch.firstSeq
        ? new Map<number, readonly string[]>()
        : await tx.hashes(batch.journalId, batch.firstSeq, overlapEnd);
    const placement = placeBatch(cursor, batch, known);
    const reads = placement.accepted.map((record) =>
      readAccepted({ ...record, condemned: record.condemned ?? verdict }),
    );
    const held = await tx.orders(orderIdsOf(reads));
    const projection = projectRecords(machine.machineId, reads, held, atMs);
    const setAside = [...placement.foreign, ...projection.setAside];
    const pages = wholePages(batch, cursor.seq, placement.cursor.seq, setAside);
    const gap = this.#gapWatch.see(machine.machineId, placement, atMs);
    const raised = [...setAside.map((record) => alarmOf(batch.journalId, record)), ...gap.raised];
    const arrived = placement.accepted.length > 0;
    if (arrived || raised.length > 0 || placement.cursor.broken !== cursor.broken) {
      const next = { ...placement.cursor, current: arrived || cursor.current };
      await tx.save({ ...projection, pages, setAside, cursor: next, raised, gapClosed: gap.closed, atMs });
    }
    return { ack: ackOf(placement, atMs), projection: { ...projection, setAside } };
  }

  #tell(machine: MachineAddress, { ack, projection }: Taken): void {
    const { orders, records, setAside, refunds, heldBack } = projection;
    if (ack.resendFrom !== undefined) {
      this.#log.info('asked a machine to send again', {
        machine: machine.machineId,
        journal: ack.journalId,
        committedSeq: ack.seq,
        resendFrom: ack.resendFrom,
      });
    }
    for (const { seq, fault, reason } of setAside) {
      this.#log.error('a record was set aside', { machine: machine.machineId, seq, fault, reason });
    }
    if (records.length > 0) {
      this.emit('recordsApplied', {
        ...{ machine, orders, records: records.length },
        ...{ setAside: setAside.length, heldBack: heldBack.length },
      });
    }
    for (const refund of refunds) this.emit('refundIntended', { machine, refund });
  }
}

/** Throws `TOPIC_FORBIDDEN` if the machine is not the topic's merchant's. */
function requireOwner({ owner }: LedgerTransaction, { machineId, merchantId, shard }: MachineAddress): void {
  if (owner?.merchantId === merchantId && owner.shard === shard) return;
  throw new Fault('TOPIC_FORBIDDEN', 'take a journal', {
    facts: { machine: machineId, merchant: merchantId },
  });
}

/** The pages whose records are all new and all applied. */
function wholePages(
  { pages }: OpenedBatch,
  beforeSeq: number,
  appliedSeq: number,
  setAside: readonly SetAside[],
): Page[] {
  const whole = ({ firstSeq, lastSeq }: Page) =>
    firstSeq > beforeSeq &&
    lastSeq <= appliedSeq &&
    !setAside.some(({ seq }) => seq >= firstSeq && seq <= lastSeq);
  return (pages ?? []).filter(whole);
}

function alarmOf(journalId: string, { seq, fault }: SetAside): LedgerAlarm {
  const kind = fault === 'JOURNAL_CHAIN_BROKEN' ? 'chainBroken' : 'poison';
  return { kind, subject: `${journalId}/${seq}`, fault };
}

function ackOf({ cursor, resendFrom }: Placement, cloudTimeMs: number): JournalAck {
  return {
    journalId: cursor.journalId,
    seq: cursor.seq,
    ...(resendFrom === undefined ? {} : { resendFrom }),
    takesPacked: true,
    cloudTimeMs,
  };
}
