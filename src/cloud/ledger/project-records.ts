/**
 * Folds new records into orders. A record that cannot be folded is set aside and changes nothing; the
 * ones after it go on. An order belongs to the machine that opened it; a record of another machine about
 * it is poison.
 */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { evolveOrder, isOrderRecord, type Order } from '../../domain/order.ts';
import type { JournalRecord } from '../../domain/record.ts';
import type { HeldBackRecord } from '../database/held-back-rows.ts';
import type { LearnedCharge } from '../database/learned-charge-rows.ts';
import type { IntendedRefund, LedgerRecord, SetAside } from './ledger-ports.ts';
import type { OpenedRecord } from './open-batch.ts';
import { type ReadRecord, readRecord } from './read-record.ts';

/** Why a record is set aside without being read. */
export interface Condemned {
  readonly fault: FaultCode;
  readonly reason: string;
}

/** A record that is to be committed. */
export interface AcceptedRecord {
  readonly seq: number;
  readonly record: OpenedRecord;
  readonly condemned: Condemned | undefined;
}

export interface Projection {
  readonly records: readonly LedgerRecord[];
  readonly orders: readonly Order[];
  readonly setAside: readonly SetAside[];
  readonly refunds: readonly IntendedRefund[];
  readonly charges: readonly LearnedCharge[];
  readonly heldBack: readonly HeldBackRecord[];
}

export interface ReadAccepted {
  readonly accepted: AcceptedRecord;
  readonly read: ReadRecord;
}

export function readAccepted(accepted: AcceptedRecord): ReadAccepted {
  const { condemned, record, seq } = accepted;
  const read = condemned
    ? { ok: false as const, ...condemned }
    : (record.read ?? readRecord(record.text, seq));
  return { accepted, read };
}

/** The orders that the records are about. */
export function orderIdsOf(reads: readonly ReadAccepted[]): string[] {
  const ids = new Set<string>();
  for (const { read } of reads) {
    if (read.ok && isOrderRecord(read.record.body)) ids.add(read.record.body.orderId as string);
  }
  return [...ids];
}

type Held = ReadonlyMap<string, { readonly machineId: string; readonly order: Order }>;

/** Folds `reads` into the orders `held` for `machineId`. */
export function projectRecords(
  machineId: string,
  reads: readonly ReadAccepted[],
  held: Held,
  atMs: number,
): Projection {
  const records: LedgerRecord[] = [];
  const setAside: SetAside[] = [];
  const refunds: IntendedRefund[] = [];
  const charges: LearnedCharge[] = [];
  const heldBack: HeldBackRecord[] = [];
  const changed = new Map<string, Order>();
  for (const { accepted, read } of reads) {
    const { seq, record } = accepted;
    const verdict = read.ok ? fold(machineId, read.record, held, changed) : read;
    if (read.ok && verdict === undefined) {
      const { body } = read.record;
      const orderId = isOrderRecord(body) ? body.orderId : undefined;
      const { atMs: recordedAtMs } = read.record;
      records.push(
        ledgerRecord(record, { seq, atMs: recordedAtMs, kind: body.kind, orderId, fault: undefined }),
      );
      if (body.kind === 'refundIntended') refunds.push(refundOf(body, read.record.atMs));
      if (body.kind === 'chargeSettled') charges.push(...settledIn(changed.get(body.orderId), body.chargeId));
      if (body.kind === 'goodsHeldBack') {
        heldBack.push({ seq, atMs: recordedAtMs, orderId, goods: body.goods });
      }
      continue;
    }
    const { fault, reason } = verdict as Condemned;
    setAside.push({ seq, hash: record.hash, fault, reason, text: record.text });
    records.push(ledgerRecord(record, { seq, atMs, kind: 'setAside', orderId: undefined, fault }));
  }
  return { records, orders: [...changed.values()], setAside, refunds, charges, heldBack };
}

/** The text is fetched from where it lies only when somebody stores it. */
function ledgerRecord(record: OpenedRecord, facts: Omit<LedgerRecord, 'text' | 'hash'>): LedgerRecord {
  return {
    ...facts,
    hash: record.hash,
    get text() {
      return record.text;
    },
  };
}

/** Folds one record into `changed`; answers why it cannot be. */
function fold(
  machineId: string,
  record: JournalRecord,
  held: Held,
  changed: Map<string, Order>,
): Condemned | undefined {
  const { body, atMs } = record;
  if (!isOrderRecord(body)) return undefined;
  const orderId = body.orderId as string;
  const before = held.get(orderId);
  if (before && before.machineId !== machineId) {
    return { fault: 'RECORD_POISONED', reason: `order ${orderId} belongs to another machine` };
  }
  try {
    changed.set(orderId, evolveOrder(changed.get(orderId) ?? before?.order, body, atMs));
    return undefined;
  } catch (error) {
    const reason = `cannot be applied: ${(error as Error).message}`.slice(0, 500);
    return { fault: 'RECORD_POISONED', reason };
  }
}

/** The charge as the order holds it; none if the order never intended it. */
function settledIn(order: Order | undefined, chargeId: string): LearnedCharge[] {
  const charge = order?.charges.find((one) => one.chargeId === chargeId);
  if (!order || !charge || charge.state === 'intended') return [];
  const { platform, amountMinor, state: outcome, reason, platformTradeNo, intendedAtMs } = charge;
  return [
    {
      ...{ chargeId, orderId: order.orderId, platform, amountMinor, currency: order.currency },
      ...{ outcome, intendedAtMs },
      ...(reason === undefined ? {} : { reason }),
      ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
    },
  ];
}

function refundOf(
  body: Extract<JournalRecord['body'], { kind: 'refundIntended' }>,
  intendedAtMs: number,
): IntendedRefund {
  const { refundId, orderId, chargeId, amountMinor, currency, reason } = body;
  return { refundId, orderId, chargeId, amountMinor, currency, reason, intendedAtMs };
}
