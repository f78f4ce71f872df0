/** Reported gifts as rows, with what a person needs to decide about them. */
import { isWaiting } from '../../domain/gift-state.ts';
import type { Currency } from '../../domain/money.ts';
import type { GiftReport } from '../../wire/rest-gift-reports.ts';
import type { CloudDatabase } from '../database/schema.ts';

/** Of the conversation about one gift. */
const messagesShown = 20;
const messagesRead = 2000;
const blocksRead = 500;

export interface ReportPage {
  readonly limit: number;
  readonly after?: readonly [atMs: number, giftId: string] | undefined;
  readonly all: boolean;
}

/** Oldest first, one more than the limit if there are more. */
export async function readGiftReports(
  db: CloudDatabase,
  merchantId: string,
  { limit, after, all }: ReportPage,
): Promise<GiftReport[]> {
  let query = reportRows(db, merchantId)
    .orderBy('gift_reports.at_ms')
    .orderBy('gift_reports.gift_id')
    .limit(limit + 1);
  if (!all) query = query.where('decided_at_ms', 'is', null);
  if (after) {
    query = query.where((eb) =>
      eb(eb.refTuple('gift_reports.at_ms', 'gift_reports.gift_id'), '>', eb.tuple(...after)),
    );
  }
  const rows = await query.execute();
  const giftIds = rows.map(({ gift_id }) => gift_id);
  const giverIds = rows.flatMap(({ giver_id }) => giver_id ?? []);
  const messages = await messagesAbout(db, merchantId, giftIds);
  const blocked = await blockedGivers(db, merchantId, giverIds);
  const reported = await reportsOfGivers(db, merchantId, giverIds);
  return rows.map((row) => viewReport(row, { messages, blocked, reported }));
}

type ReportRow = Awaited<ReturnType<ReturnType<typeof reportRows>['executeTakeFirstOrThrow']>>;

function reportRows(db: CloudDatabase, merchantId: string) {
  return db
    .selectFrom('gift_reports')
    .innerJoin('gifts', (join) =>
      join
        .onRef('gifts.merchant_id', '=', 'gift_reports.merchant_id')
        .onRef('gifts.gift_id', '=', 'gift_reports.gift_id'),
    )
    .leftJoin('gift_people', (join) =>
      join
        .onRef('gift_people.merchant_id', '=', 'gifts.merchant_id')
        .onRef('gift_people.person_id', '=', 'gifts.giver_id'),
    )
    .leftJoin('gift_bars', (join) =>
      join
        .onRef('gift_bars.merchant_id', '=', 'gift_people.merchant_id')
        .onRef('gift_bars.phone_stored', '=', 'gift_people.phone_stored'),
    )
    .select(['gift_reports.gift_id', 'gift_reports.reason', 'gift_reports.at_ms'])
    .select(['decision', 'decided_by', 'decided_at_ms'])
    .select(['gifts.words', 'gifts.state', 'gifts.amount_minor', 'gifts.currency', 'gifts.giver_id'])
    .select(['gift_people.name as giver_name', 'gift_people.phone_masked'])
    .select('gift_bars.at_ms as barred_at_ms')
    .where('gift_reports.merchant_id', '=', merchantId);
}

interface About {
  readonly messages: ReadonlyMap<string, GiftReport['messages']>;
  readonly blocked: ReadonlyMap<string, string[]>;
  readonly reported: ReadonlyMap<string, number>;
}

function viewReport(row: ReportRow, { messages, blocked, reported }: About): GiftReport {
  const { gift_id: id, giver_id: giverId, phone_masked: phoneMasked, decision, decided_by: by } = row;
  return {
    ...{ id, reason: row.reason, reportedAtMs: Number(row.at_ms), words: row.words },
    messages: messages.get(id) ?? [],
    giver:
      giverId === null || phoneMasked === null
        ? null
        : {
            ...{ name: row.giver_name ?? '', phoneMasked, blockedBy: blocked.get(giverId) ?? [] },
            ...{ reports: reported.get(giverId) ?? 0, barred: row.barred_at_ms !== null },
          },
    ...{ amountMinor: Number(row.amount_minor), currency: row.currency as Currency },
    returnable: isReturnable(row.state),
    decided:
      decision === null || by === null
        ? null
        : { decision: decision as 'dismissed' | 'giverBarred', by, atMs: Number(row.decided_at_ms) },
  };
}

/** It waits and is not on its way back already. */
function isReturnable(state: Parameters<typeof isWaiting>[0]): boolean {
  return isWaiting(state) && state.ending === undefined;
}

async function messagesAbout(db: CloudDatabase, merchantId: string, giftIds: readonly string[]) {
  const found = new Map<string, GiftReport['messages']>();
  if (giftIds.length === 0) return found;
  const rows = await db
    .selectFrom('gift_messages')
    .select(['gift_id', 'from_giver', 'text', 'at_ms'])
    .where('merchant_id', '=', merchantId)
    .where('gift_id', 'in', giftIds)
    .orderBy('message_id', 'desc')
    .limit(messagesRead)
    .execute();
  for (const { gift_id: giftId, from_giver, text, at_ms } of rows) {
    const later = found.get(giftId) ?? [];
    if (later.length >= messagesShown) continue;
    found.set(giftId, [{ from: from_giver ? 'giver' : 'recipient', text, atMs: Number(at_ms) }, ...later]);
  }
  return found;
}

/** Who takes nothing from these givers any more. */
async function blockedGivers(db: CloudDatabase, merchantId: string, giverIds: readonly string[]) {
  const found = new Map<string, string[]>();
  if (giverIds.length === 0) return found;
  const rows = await db
    .selectFrom('gift_blocks')
    .innerJoin('gift_people', (join) =>
      join
        .onRef('gift_people.merchant_id', '=', 'gift_blocks.merchant_id')
        .onRef('gift_people.person_id', '=', 'gift_blocks.person_id'),
    )
    .select(['gift_blocks.giver_id', 'gift_people.phone_masked'])
    .where('gift_blocks.merchant_id', '=', merchantId)
    .where('gift_blocks.giver_id', 'in', giverIds)
    .orderBy('gift_blocks.at_ms')
    .limit(blocksRead)
    .execute();
  for (const { giver_id: giverId, phone_masked: phone } of rows) {
    found.set(giverId, [...(found.get(giverId) ?? []), phone]);
  }
  return found;
}

async function reportsOfGivers(db: CloudDatabase, merchantId: string, giverIds: readonly string[]) {
  if (giverIds.length === 0) return new Map<string, number>();
  const rows = await db
    .selectFrom('gift_reports')
    .innerJoin('gifts', (join) =>
      join
        .onRef('gifts.merchant_id', '=', 'gift_reports.merchant_id')
        .onRef('gifts.gift_id', '=', 'gift_reports.gift_id'),
    )
    .select(['gifts.giver_id', (eb) => eb.fn.countAll<number>().as('reports')])
    .where('gift_reports.merchant_id', '=', merchantId)
    .where('gifts.giver_id', 'in', giverIds)
    .groupBy('gifts.giver_id')
    .execute();
  return new Map(rows.map(({ giver_id, reports }) => [giver_id ?? '', Number(reports)]));
}
