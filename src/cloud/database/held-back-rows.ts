/**
 * Goods that machines did not sell because of their date, as rows that the ledger adds in its transaction:
 * once for each record, whatever is replayed. Expired goods raise an alarm of their machine, which stays until
 * somebody says that they are off the shelf; goods whose date nobody could judge raise none.
 */
import { sql } from 'kysely';
import type { HeldBack } from '../../domain/held-back.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import { type RaisedAlarm, raiseAlarms } from './alarm-rows.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';
import { storableText } from './storable-text.ts';

/** One record of goods held back. */
export interface HeldBackRecord {
  readonly seq: number;
  readonly atMs: number;
  readonly orderId: string | undefined;
  readonly goods: readonly HeldBack[];
}

/** Goods held back, where and when. */
export interface HeldBackEvent extends HeldBack {
  readonly kiosk: string;
  readonly journalId: string;
  readonly seq: number;
  readonly place: number;
  readonly atMs: number;
  readonly orderId: string | null;
}

export async function recordHeldBack(
  tx: CloudTransaction,
  { merchantId, machineId }: MachineAddress,
  journalId: string,
  records: readonly HeldBackRecord[],
  atMs: number,
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.flatMap((record) =>
    record.goods.map((goods, place) => ({
      ...{ merchant_id: merchantId, machine_id: machineId, journal_id: journalId },
      ...{ seq: record.seq, place, at_ms: record.atMs, order_id: record.orderId ?? null },
      body: storableText(JSON.stringify(goods)),
    })),
  );
  await tx
    .insertInto('held_back_goods')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const expired = records.flatMap(({ goods }) => goods.filter(({ reason }) => reason === 'expired'));
  const subjects = new Set(expired.map(subjectOf));
  const alarms = [...subjects].map(
    (subject): RaisedAlarm => ({
      ...{ merchantId, machineId, subject },
      ...{ kind: 'expiredGoods', severity: 'warning', fault: 'ITEM_EXPIRED' },
    }),
  );
  await raiseAlarms(tx, alarms, atMs);
}

/** The goods to look for: the article, its batch and the date. */
function subjectOf({ productId, lot, expiresOn }: HeldBack): string {
  return storableText([productId, ...(lot === undefined ? [] : [lot]), expiresOn].join(' · '));
}

/** The place of an event among all others, as `listHeldBack` orders them. */
export type HeldBackKey = readonly [
  atMs: number,
  machineId: string,
  journalId: string,
  seq: number,
  place: number,
];

/** Newest first; one more than `limit` where there are more. */
export async function listHeldBack(
  db: CloudDatabase,
  merchantId: string,
  {
    kiosk,
    before,
    limit,
  }: {
    readonly kiosk?: string | undefined;
    readonly before?: HeldBackKey | undefined;
    readonly limit: number;
  },
): Promise<HeldBackEvent[]> {
  let query = db.selectFrom('held_back_goods').selectAll().where('merchant_id', '=', merchantId);
  if (kiosk !== undefined) query = query.where('machine_id', '=', kiosk);
  if (before) {
    const [atMs, machineId, journalId, seq, place] = before;
    query = query.where(
      sql<boolean>`(at_ms, machine_id, journal_id, seq, place)
        < (${atMs}::bigint, ${machineId}::text, ${journalId}::text, ${seq}::bigint, ${place}::int)`,
    );
  }
  const rows = await query
    .orderBy('at_ms', 'desc')
    .orderBy('machine_id', 'desc')
    .orderBy('journal_id', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('place', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map((row) => ({
    ...row.body,
    ...{ kiosk: row.machine_id, journalId: row.journal_id, seq: Number(row.seq), place: row.place },
    ...{ atMs: Number(row.at_ms), orderId: row.order_id },
  }));
}
