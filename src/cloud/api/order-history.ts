/**
 * Everything that happened to an order, as one time line: the machine's records in the order of its
 * journal, with the gateway's log between them by time.
 */
import type { OrderDetail } from '../../wire/rest.ts';
import { readPages } from '../database/journal-page-rows.ts';
import type { CloudDatabase } from '../database/schema.ts';

type Entry = OrderDetail['history'][number];

const recordsMax = 5000;
/** Of the pages that hold records of one order; nearly always it is one. */
const pagesMax = 100;

export async function readHistory(
  db: CloudDatabase,
  merchantId: string,
  machineId: string,
  orderId: string,
  pageIds: readonly number[],
): Promise<Entry[]> {
  const records = await db
    .selectFrom('journal_records')
    .select(['seq', 'text'])
    .where('merchant_id', '=', merchantId)
    .where('machine_id', '=', machineId)
    .where('order_id', '=', orderId)
    .orderBy('at_ms')
    .orderBy('seq')
    .limit(recordsMax)
    .execute();
  const logged = await db
    .selectFrom('transaction_log')
    .select(['at_ms', 'about', 'ref_id', 'state', 'reason', 'platform_trade_no', 'verification'])
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .orderBy('log_id')
    .limit(recordsMax)
    .execute();
  const paged = await readPages(db, { merchantId, machineId }, pageIds.slice(0, pagesMax));
  const machine = [...records, ...recordsAbout(orderId, paged)]
    .sort((a, b) => a.seq - b.seq)
    .map(machineEntry);
  const gateway = logged.map((row): Entry => {
    const { about, ref_id, reason, platform_trade_no, state } = row;
    return {
      source: 'gateway',
      atMs: row.at_ms,
      kind: `${about}.${state}`,
      seq: null,
      clock: null,
      facts: {
        [about === 'refund' ? 'refundId' : 'chargeId']: ref_id,
        ...(reason === null ? {} : { reason }),
        ...(platform_trade_no === null ? {} : { platformTradeNo: platform_trade_no }),
        ...(row.verification === null ? {} : { verification: row.verification }),
      },
    };
  });
  return mergeByTime(machine, gateway);
}

interface Found {
  readonly seq: number;
  readonly text: string;
}

interface RecordText {
  readonly at: number;
  readonly clock: NonNullable<Entry['clock']>;
  readonly body: Readonly<Record<string, unknown>> & { readonly kind: string };
}

/** A page holds other orders' records too; every one was read before it was committed. */
function recordsAbout(orderId: string, records: readonly Found[]): Found[] {
  const written = JSON.stringify(orderId);
  return records.filter(
    ({ text }) => text.includes(written) && (JSON.parse(text) as RecordText).body.orderId === orderId,
  );
}

function machineEntry({ seq, text }: Found): Entry {
  const { at, clock, body } = JSON.parse(text) as RecordText;
  const { kind, orderId: _orderId, ...facts } = body;
  return { source: 'machine', atMs: at, kind, seq, clock, facts };
}

/** Keeps the order within each list, even where a clock was set back. */
export function mergeByTime(one: readonly Entry[], other: readonly Entry[]): Entry[] {
  const merged: Entry[] = [];
  let next = 0;
  for (const entry of one) {
    for (let waiting = other[next]; waiting && waiting.atMs < entry.atMs; waiting = other[next]) {
      merged.push(waiting);
      next += 1;
    }
    merged.push(entry);
  }
  return [...merged, ...other.slice(next)];
}
