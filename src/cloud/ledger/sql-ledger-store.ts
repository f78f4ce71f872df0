/**
 * The ledger store on PostgreSQL or PGlite. A row lock on the machine lets one process at a time apply
 * its journal, whoever holds the lease. A batch is a handful of statements however many records it has.
 */
import { sql } from 'kysely';
import type { Order } from '../../domain/order.ts';
import type { JournalRecord } from '../../domain/record.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import { clearAlarms, raiseAlarms } from '../database/alarm-rows.ts';
import { settleCoupons } from '../database/coupon-rows.ts';
import { recordHeldBack } from '../database/held-back-rows.ts';
import { insertPages, readPageRecords } from '../database/journal-page-rows.ts';
import { type LearnedCharge, learnCharges } from '../database/learned-charge-rows.ts';
import { intendParkings } from '../database/parking-rows.ts';
import { settlePoints } from '../database/points-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import { storableText } from '../database/storable-text.ts';
import { textArray } from '../database/text-array.ts';
import type {
  IntendedRefund,
  JournalCursor,
  LedgerChanges,
  LedgerRecord,
  LedgerStore,
  LedgerTransaction,
  SetAside,
} from './ledger-ports.ts';
import type { Page } from './open-batch.ts';
import { postRecords } from './post-records.ts';
import { readRecord } from './read-record.ts';

const searchCharsMax = 4000;

/** Told of ends of charges in the transaction that applies them. */
export type ChargeLearner = (
  tx: CloudTransaction,
  machine: MachineAddress,
  charges: readonly LearnedCharge[],
  atMs: number,
) => Promise<void>;

/** Told which leases a machine returned, in the transaction that applies the records. */
export type LeaseTaker = (
  tx: CloudTransaction,
  machine: MachineAddress,
  leaseIds: readonly string[],
  atMs: number,
) => Promise<void>;

/** Told the records of some kinds, in the transaction that applies them. */
export interface RecordTaker {
  readonly kinds: ReadonlySet<string>;
  take(
    tx: CloudTransaction,
    machine: MachineAddress,
    records: readonly JournalRecord[],
    atMs: number,
  ): Promise<void>;
}

const leaseKinds = new Set<string>(['leaseReturned']);

/** The leases that records of a batch give back. */
function returnedLeases(records: readonly LedgerRecord[]): string[] {
  return recordsOf(records, leaseKinds).flatMap(({ body }) =>
    body.kind === 'leaseReturned' ? [body.leaseId] : [],
  );
}

/** The records of some kinds; their text is read only then. */
function recordsOf(records: readonly LedgerRecord[], wanted: ReadonlySet<string>): JournalRecord[] {
  return records
    .filter(({ kind }) => wanted.has(kind))
    .flatMap(({ text, seq }) => {
      const read = readRecord(text, seq);
      return read.ok ? [read.record] : [];
    });
}

/** `learners`: who else, besides the table of charges, may have lost what machines still know. */
export function createSqlLedgerStore(
  db: CloudDatabase,
  learners: readonly ChargeLearner[] = [],
  takeLeasesBack?: LeaseTaker,
  takers: readonly RecordTaker[] = [],
): LedgerStore {
  const all = [learnCharges, ...learners];
  return {
    transact: (machine, work) =>
      db.transaction().execute(async (tx) => work(await begin(tx, machine, all, takeLeasesBack, takers))),
  };
}

async function begin(
  tx: CloudTransaction,
  machine: MachineAddress,
  learners: readonly ChargeLearner[],
  takeLeasesBack: LeaseTaker | undefined,
  takers: readonly RecordTaker[],
): Promise<LedgerTransaction> {
  // The lock comes before every other read, in a statement of its own: under "read committed" a
  // statement sees what was committed when it began, and this one may have waited for another process.
  const owner = await tx
    .selectFrom('machines')
    .select(['merchant_id', 'shard'])
    .where('machine_id', '=', machine.machineId)
    .forUpdate()
    .executeTakeFirst();
  const { machineId } = machine;
  return {
    owner: owner && { merchantId: owner.merchant_id, shard: owner.shard },
    cursor: (journalId) => readCursor(tx, machineId, journalId),
    hashes: (journalId, from, to) => readHashes(tx, machineId, journalId, from, to),
    orders: (orderIds) => readOrders(tx, orderIds),
    save: async (changes) => {
      await save(tx, machine, changes);
      for (const learn of learners) await learn(tx, machine, changes.charges, changes.atMs);
      for (const { kinds, take } of takers)
        await take(tx, machine, recordsOf(changes.records, kinds), changes.atMs);
      // After what was spent of them, which came before in the journal.
      await takeLeasesBack?.(tx, machine, returnedLeases(changes.records), changes.atMs);
    },
  };
}

async function readCursor(
  tx: CloudTransaction,
  machineId: string,
  journalId: string,
): Promise<JournalCursor | undefined> {
  const row = await tx
    .selectFrom('machine_journals')
    .selectAll()
    .where('machine_id', '=', machineId)
    .where('journal_id', '=', journalId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { broken_seq: seq, broken_hash: hash, broken_count: count } = row;
  return {
    journalId,
    current: row.current,
    seq: row.seq,
    hash: row.hash,
    ...(seq === null || hash === null ? {} : { broken: { seq, hash, count } }),
  };
}

async function readHashes(
  tx: CloudTransaction,
  machineId: string,
  journalId: string,
  from: number,
  to: number,
): Promise<Map<number, string[]>> {
  const of = (table: 'journal_records' | 'poisoned_records') =>
    tx
      .selectFrom(table)
      .select(['seq', 'hash'])
      .where('machine_id', '=', machineId)
      .where('journal_id', '=', journalId)
      .where('seq', '>=', from)
      .where('seq', '<=', to);
  const rows = await of('journal_records').unionAll(of('poisoned_records')).execute();
  const found = new Map<number, string[]>();
  const paged = await readPageRecords(tx, machineId, journalId, from, to);
  for (const { seq, hash } of [...rows, ...paged]) found.set(seq, [...(found.get(seq) ?? []), hash]);
  return found;
}

async function readOrders(
  tx: CloudTransaction,
  orderIds: readonly string[],
): Promise<Map<string, { machineId: string; order: Order }>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('orders')
    .select(['order_id', 'machine_id', 'body'])
    .where('order_id', '=', sql<string>`any(${orderIds}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.order_id, { machineId: row.machine_id, order: row.body }]));
}

async function save(tx: CloudTransaction, machine: MachineAddress, changes: LedgerChanges): Promise<void> {
  await saveCursor(tx, machine, changes);
  await insertRecords(tx, machine, changes);
  const { cursor, pages } = changes;
  const pageIds = await insertPages(tx, machine, cursor.journalId, pages, changes.atMs);
  await upsertOrders(tx, machine, changes, pageIds);
  await insertSetAside(tx, machine, changes);
  await insertRefunds(tx, machine, changes);
  await intendParkings(tx, machine, changes.orders, changes.atMs);
  await settleCoupons(tx, machine, changes.orders, changes.atMs);
  await settlePoints(tx, machine, changes.orders, changes.atMs);
  await postRecords(tx, machine, changes);
  await recordHeldBack(tx, machine, cursor.journalId, changes.heldBack, changes.atMs);
  const { machineId, merchantId } = machine;
  const raised = changes.raised.map((alarm) => ({
    ...alarm,
    machineId,
    merchantId,
    severity: 'critical' as const,
  }));
  await raiseAlarms(tx, raised, changes.atMs);
  if (changes.gapClosed) await clearAlarms(tx, machineId, 'gap', changes.atMs);
}

async function saveCursor(
  tx: CloudTransaction,
  machine: MachineAddress,
  { cursor, atMs }: LedgerChanges,
): Promise<void> {
  const changing = {
    current: cursor.current,
    seq: cursor.seq,
    hash: cursor.hash,
    broken_seq: cursor.broken?.seq ?? null,
    broken_hash: cursor.broken?.hash ?? null,
    broken_count: cursor.broken?.count ?? 0,
  };
  await tx
    .insertInto('machine_journals')
    .values({
      machine_id: machine.machineId,
      journal_id: cursor.journalId,
      merchant_id: machine.merchantId,
      started_at_ms: atMs,
      ...changing,
    })
    .onConflict((conflict) => conflict.columns(['machine_id', 'journal_id']).doUpdateSet(changing))
    .execute();
  if (!cursor.current) return;
  await tx
    .updateTable('machine_journals')
    .set({ current: false })
    .where('machine_id', '=', machine.machineId)
    .where('journal_id', '!=', cursor.journalId)
    .where('current', '=', true)
    .execute();
}

/** The place in `pages` of the one that holds record `seq`; -1 for a record that is a row of its own. */
function pageOf(pages: readonly Page[], seq: number): number {
  return pages.findIndex(({ firstSeq, lastSeq }) => seq >= firstSeq && seq <= lastSeq);
}

async function insertRecords(
  tx: CloudTransaction,
  { machineId, merchantId }: MachineAddress,
  { records: all, pages, cursor, atMs }: LedgerChanges,
): Promise<void> {
  const records = all.filter(({ seq }) => pageOf(pages, seq) < 0);
  if (records.length === 0) return;
  const column = <T>(of: (record: LedgerRecord) => T) => records.map(of);
  await sql`
    insert into journal_records
      (machine_id, journal_id, merchant_id, applied_at_ms, seq, at_ms, kind, order_id, text, hash, fault)
    select ${machineId}, ${cursor.journalId}, ${merchantId}, ${atMs}::bigint, r.*
    from unnest(
      ${column((r) => r.seq)}::bigint[],
      ${column((r) => r.atMs)}::bigint[],
      ${column((r) => r.kind)}::text[],
      ${column((r) => r.orderId ?? null)}::text[],
      ${textArray(column((r) => storableText(r.text)))}::text[],
      ${textArray(column((r) => r.hash))}::text[],
      ${column((r) => r.fault ?? null)}::text[]
    ) as r`.execute(tx);
}

function searchText(order: Order): string {
  const words = [order.orderId];
  for (const { name, productId } of order.lines) words.push(name.zh, name.en, productId);
  for (const { chargeId, platformTradeNo } of order.charges) words.push(chargeId, platformTradeNo ?? '');
  return storableText(words.join(' ').slice(0, searchCharsMax)).toLowerCase();
}

/** Of each order the numbers of the pages that hold records of it, as array literals. */
function pagesOfOrders({ records, pages }: LedgerChanges, pageIds: readonly number[]): Map<string, string> {
  const found = new Map<string, Set<number>>();
  for (const { seq, orderId } of records) {
    const id = pageIds[pageOf(pages, seq)];
    if (orderId === undefined || id === undefined) continue;
    const ids = found.get(orderId);
    if (ids) ids.add(id);
    else found.set(orderId, new Set([id]));
  }
  return new Map([...found].map(([orderId, ids]) => [orderId, `{${[...ids].join(',')}}`]));
}

async function upsertOrders(
  tx: CloudTransaction,
  { machineId, merchantId }: MachineAddress,
  changes: LedgerChanges,
  pageIds: readonly number[],
): Promise<void> {
  const { orders } = changes;
  if (orders.length === 0) return;
  const pages = pagesOfOrders(changes, pageIds);
  const column = <T>(of: (order: Order) => T) => orders.map(of);
  // Another machine may have opened an order of the same number since it was looked for: it keeps it.
  await sql`
    insert into orders
      (merchant_id, machine_id, order_id, state, currency, due_minor, opened_at_ms, updated_at_ms,
       submitted_at_ms, paid_at_ms, closed_at_ms, search, body, page_ids)
    select ${merchantId}, ${machineId}, o.order_id, o.state, o.currency, o.due, o.opened, o.updated,
      o.submitted, o.paid, o.closed, o.search, o.body, o.pages::bigint[]
    from unnest(
      ${column((o) => o.orderId)}::text[],
      ${column((o) => o.state)}::text[],
      ${column((o) => o.currency)}::text[],
      ${column((o) => o.totals.dueMinor)}::bigint[],
      ${column((o) => o.openedAtMs)}::bigint[],
      ${column((o) => o.updatedAtMs)}::bigint[],
      ${column((o) => o.submittedAtMs ?? null)}::bigint[],
      ${column((o) => o.paidAtMs ?? null)}::bigint[],
      ${column((o) => o.closedAtMs ?? null)}::bigint[],
      ${textArray(column(searchText))}::text[],
      ${textArray(column((o) => JSON.stringify(o)))}::json[],
      ${column((o) => pages.get(o.orderId) ?? null)}::text[]
    ) as o (order_id, state, currency, due, opened, updated, submitted, paid, closed, search, body, pages)
    on conflict (order_id) do update set
      state = excluded.state, currency = excluded.currency, due_minor = excluded.due_minor,
      updated_at_ms = excluded.updated_at_ms, submitted_at_ms = excluded.submitted_at_ms,
      paid_at_ms = excluded.paid_at_ms, closed_at_ms = excluded.closed_at_ms,
      search = excluded.search, body = excluded.body,
      page_ids = orders.page_ids || excluded.page_ids
    where orders.machine_id = excluded.machine_id`.execute(tx);
}

async function insertSetAside(
  tx: CloudTransaction,
  { machineId, merchantId }: MachineAddress,
  { setAside, cursor, atMs }: LedgerChanges,
): Promise<void> {
  if (setAside.length === 0) return;
  const rows = setAside.map((record: SetAside) => ({
    machine_id: machineId,
    journal_id: cursor.journalId,
    seq: record.seq,
    hash: record.hash,
    merchant_id: merchantId,
    fault: record.fault,
    reason: storableText(record.reason),
    text: storableText(record.text),
    set_aside_at_ms: atMs,
  }));
  await tx
    .insertInto('poisoned_records')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function insertRefunds(
  tx: CloudTransaction,
  { machineId, merchantId, shard }: MachineAddress,
  { refunds, atMs }: LedgerChanges,
): Promise<void> {
  if (refunds.length === 0) return;
  const rows = refunds.map((refund: IntendedRefund) => ({
    refund_id: refund.refundId,
    merchant_id: merchantId,
    machine_id: machineId,
    shard,
    order_id: refund.orderId,
    charge_id: refund.chargeId,
    amount_minor: refund.amountMinor,
    currency: refund.currency,
    reason: refund.reason,
    state: 'pending',
    intended_at_ms: refund.intendedAtMs,
    updated_at_ms: atMs,
  }));
  await tx
    .insertInto('refunds')
    .values(rows)
    .onConflict((conflict) => conflict.column('refund_id').doNothing())
    .execute();
}
