/** Posts what the records of one batch mean for the books, in the transaction that applies them. */
import type { AccountEntry } from '../../domain/account.ts';
import { parkingGrantedEntry } from '../../domain/account-payments.ts';
import { cashEntry, saleEntry, saleReturnedEntry } from '../../domain/account-sales.ts';
import { isPaid, type Order } from '../../domain/order.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import { postEntries } from '../database/posting-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { LedgerChanges, LedgerRecord } from './ledger-ports.ts';
import { readRecord } from './read-record.ts';

export async function postRecords(
  tx: CloudTransaction,
  { merchantId, machineId }: MachineAddress,
  changes: LedgerChanges,
): Promise<void> {
  const orders = new Map(changes.orders.map((order) => [order.orderId, order]));
  const { journalId } = changes.cursor;
  const entries = changes.records.flatMap((record) =>
    entriesOf(record, orders.get(record.orderId ?? ''), machineId, journalId),
  );
  for (const { refundId: id, orderId, amountMinor, intendedAtMs: atMs } of changes.refunds) {
    const order = orders.get(orderId);
    if (order && isPaid(order)) entries.push(saleReturnedEntry(order, machineId, { id, amountMinor, atMs }));
  }
  await postEntries(tx, merchantId, entries, changes.atMs);
}

function entriesOf(
  record: LedgerRecord,
  order: Order | undefined,
  machineId: string,
  journalId: string,
): AccountEntry[] {
  switch (record.kind) {
    case 'orderPaid':
      return order && isPaid(order) ? [saleEntry(order, machineId)] : [];
    case 'cashSaleReported':
      return order ? [saleEntry(order, machineId), ...cashOf(record, order, machineId, journalId)] : [];
    case 'parkingGranted':
      return order ? parkingOf(order, machineId, record.atMs) : [];
    case 'cashInserted':
    case 'payoutSettled':
      return cashOf(record, order, machineId, journalId);
    case 'payoutIntended':
      return cashReturned(record, order, machineId);
    default:
      return [];
  }
}

function cashOf(
  { text, seq, atMs }: LedgerRecord,
  order: Order | undefined,
  machineId: string,
  journalId: string,
): AccountEntry[] {
  const read = readRecord(text, seq);
  if (!read.ok) return [];
  const currency = order?.currency ?? 'CNY';
  const entry = cashEntry(read.record.body, { machineId, journalId, seq, atMs, currency });
  return entry ? [entry] : [];
}

/** Coins that go back for goods that were not handed over. */
function cashReturned(
  { text, seq, atMs }: LedgerRecord,
  order: Order | undefined,
  machineId: string,
): AccountEntry[] {
  if (!order || !isPaid(order)) return [];
  const read = readRecord(text, seq);
  if (!read.ok || read.record.body.kind !== 'payoutIntended') return [];
  const { payoutId: id, purpose, amountMinor } = read.record.body;
  return purpose === 'refund' ? [saleReturnedEntry(order, machineId, { id, amountMinor, atMs })] : [];
}

function parkingOf(order: Order, machineId: string, atMs: number): AccountEntry[] {
  const { parking, orderId, currency } = order;
  if (!parking?.stay) return [];
  const { lotId, stay } = parking;
  return [parkingGrantedEntry({ orderId, machineId, lotId, feeMinor: stay.feeMinor, currency, atMs })];
}
