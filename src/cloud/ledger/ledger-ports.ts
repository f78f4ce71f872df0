/**
 * What the ledger needs of a store. A store runs one piece of work at a time for a machine, whatever
 * process asks, and makes all of its changes durable together or none of them.
 */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Currency } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { HeldBackRecord } from '../database/held-back-rows.ts';
import type { LearnedCharge } from '../database/learned-charge-rows.ts';
import type { Page } from './open-batch.ts';

/** How far one journal of a machine is applied. */
export interface JournalCursor {
  readonly journalId: string;
  /** Whether the machine writes this journal now; others are its earlier ones. */
  readonly current: boolean;
  readonly seq: number;
  /** Hash of record `seq`; `genesisHash` before record 1. */
  readonly hash: string;
  /** A record whose hash did not fit, and how often the very same came. */
  readonly broken?: { readonly seq: number; readonly hash: string; readonly count: number };
}

/** One committed record. `fault` says why it was not applied; it still holds its place in the chain. */
export interface LedgerRecord {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  readonly orderId: string | undefined;
  readonly text: string;
  readonly hash: string;
  readonly fault: FaultCode | undefined;
}

/** A record kept for people to look at. */
export interface SetAside {
  readonly seq: number;
  readonly hash: string;
  readonly fault: FaultCode;
  readonly reason: string;
  readonly text: string;
}

export interface IntendedRefund {
  readonly refundId: string;
  readonly orderId: string;
  readonly chargeId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly reason: FaultCode;
  readonly intendedAtMs: number;
}

export interface LedgerAlarm {
  readonly kind: 'poison' | 'chainBroken' | 'gap';
  readonly subject: string;
  readonly fault: FaultCode;
}

/** Everything that one batch changes. */
export interface LedgerChanges {
  readonly cursor: JournalCursor;
  readonly records: readonly LedgerRecord[];
  /** Stretches of `records` that came packed and were applied whole: a store may keep them as they came. */
  readonly pages: readonly Page[];
  readonly orders: readonly Order[];
  readonly setAside: readonly SetAside[];
  readonly refunds: readonly IntendedRefund[];
  /** Ends of charges, for a gateway that lost them. */
  readonly charges: readonly LearnedCharge[];
  /** Goods that were not sold because of their date. */
  readonly heldBack: readonly HeldBackRecord[];
  readonly raised: readonly LedgerAlarm[];
  /** Nothing is missing any more: an open alarm about a gap of this machine is over. */
  readonly gapClosed: boolean;
  readonly atMs: number;
}

export interface LedgerTransaction {
  /** Whose machine it is; undefined if nobody registered it. */
  readonly owner: { readonly merchantId: string; readonly shard: number } | undefined;
  cursor(journalId: string): Promise<JournalCursor | undefined>;
  /** The hashes known at each place, of committed records and of those set aside, `from` to `to` included. */
  hashes(journalId: string, from: number, to: number): Promise<ReadonlyMap<number, readonly string[]>>;
  orders(
    orderIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly machineId: string; readonly order: Order }>>;
  /** Called at most once. */
  save(changes: LedgerChanges): Promise<void>;
}

export interface LedgerStore {
  /**
   * Runs `work` alone for this machine. What it saved is durable when the promise resolves; nothing is
   * changed when it rejects, except when the connection broke at the commit itself. Throws
   * `DATABASE_UNAVAILABLE`.
   */
  transact<T>(machine: MachineAddress, work: (tx: LedgerTransaction) => Promise<T>): Promise<T>;
}
