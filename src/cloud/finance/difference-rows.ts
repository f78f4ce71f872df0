/**
 * Differences as rows, each with the history of what was done about it. Whatever a run finds again is the same one; what
 * a run does not find any more, it withdraws, and says so in the history. A closed one stays closed.
 */
import { sql } from 'kysely';
import { makeId } from '../../domain/ids.ts';
import type { FoundDifference } from '../../domain/reconciliation.ts';
import type { Random } from '../../platform/random.ts';
import { addHistory } from '../database/difference-history.ts';
import type { CloudTransaction } from '../database/schema.ts';

export interface DifferenceScope {
  readonly merchantId: string;
  readonly channel: string;
  readonly currency: string;
  /** The days that a run decides about, both included. */
  readonly fromDay: string;
  readonly toDay: string;
}

interface Standing {
  readonly difference_id: string;
  readonly category: string;
  readonly key: string;
  readonly state: string;
  readonly delta_minor: number;
  readonly closing: string | null;
}

/** Brings the differences of the days to what was found; answers how many are new. */
export async function settleFound(
  tx: CloudTransaction,
  scope: DifferenceScope,
  found: readonly FoundDifference[],
  run: { readonly actor: string; readonly atMs: number; readonly random: Random },
): Promise<number> {
  const standing = await readStanding(tx, scope, found);
  const nameOf = (one: { readonly category: string; readonly key: string }) => `${one.category} ${one.key}`;
  const known = new Map(standing.map((row) => [nameOf(row), row]));
  let added = 0;
  for (const one of found) {
    const row = known.get(nameOf(one));
    known.delete(nameOf(one));
    if (!row) {
      await insertFound(tx, scope, one, run);
      added += 1;
    } else if (row.state === 'withdrawn' || (isOpen(row) && Number(row.delta_minor) !== one.deltaMinor)) {
      await reopen(tx, scope, row, one, run);
    }
  }
  for (const row of known.values()) if (isOpen(row)) await withdraw(tx, row, run);
  return added;
}

const isOpen = ({ state }: Standing) => state === 'open' || state === 'waiting';

async function readStanding(
  tx: CloudTransaction,
  { merchantId, channel, fromDay, toDay }: DifferenceScope,
  found: readonly FoundDifference[],
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select difference_id, category, key, state, delta_minor, closing from differences
    where merchant_id = ${merchantId} and channel = ${channel}
      and category not in ('summaryMismatch', 'paidTwice')
      and (day between ${fromDay} and ${toDay} or key = any(${found.map(({ key }) => key)}::text[]))`.execute(
    tx,
  );
  return rows;
}

function sides({ ours, channel }: FoundDifference) {
  return {
    order_id: ours?.orderId ?? null,
    machine_id: ours?.machineId ?? null,
    trade_no: channel?.tradeNo ?? ours?.tradeNo ?? null,
    ours_minor: ours?.amountMinor ?? null,
    ours_currency: ours?.currency ?? null,
    ours_state: ours?.standing ?? null,
    ours_at_ms: ours?.atMs ?? null,
    channel_minor: channel?.amountMinor ?? null,
    channel_currency: channel?.currency ?? null,
    channel_state: channel?.kind ?? null,
    channel_at_ms: channel?.atMs ?? null,
  };
}

async function insertFound(
  tx: CloudTransaction,
  { merchantId, channel, currency }: DifferenceScope,
  one: FoundDifference,
  { actor, atMs, random }: { readonly actor: string; readonly atMs: number; readonly random: Random },
): Promise<void> {
  const differenceId = makeId('dif', atMs, random.bytes(10));
  await tx
    .insertInto('differences')
    .values({
      ...{ difference_id: differenceId, merchant_id: merchantId, channel, currency },
      ...{ day: one.day, category: one.category, key: one.key, kind: one.kind },
      ...{ order_no: one.orderNo, ref: one.ref || null, delta_minor: one.deltaMinor },
      ...sides(one),
      ...{ state: 'open', opened_at_ms: atMs },
    })
    .execute();
  await addHistory(tx, differenceId, { actor, action: 'found', note: '', amountMinor: one.deltaMinor }, atMs);
}

async function reopen(
  tx: CloudTransaction,
  { currency }: DifferenceScope,
  row: Standing,
  one: FoundDifference,
  { actor, atMs }: { readonly actor: string; readonly atMs: number },
): Promise<void> {
  await tx
    .updateTable('differences')
    .set({ ...sides(one), day: one.day, delta_minor: one.deltaMinor, currency, state: 'open' })
    .set({ closed_at_ms: null, closed_by: null, closing: null })
    .where('difference_id', '=', row.difference_id)
    .execute();
  const action = row.state === 'withdrawn' ? 'foundAgain' : 'changed';
  await addHistory(tx, row.difference_id, { actor, action, note: '', amountMinor: one.deltaMinor }, atMs);
}

async function withdraw(
  tx: CloudTransaction,
  row: Standing,
  { actor, atMs }: { readonly actor: string; readonly atMs: number },
): Promise<void> {
  await tx
    .updateTable('differences')
    .set({ state: 'withdrawn', closed_at_ms: atMs, closed_by: actor, closing: 'matched' })
    .where('difference_id', '=', row.difference_id)
    .execute();
  await addHistory(tx, row.difference_id, { actor, action: 'matched', note: '' }, atMs);
}

/** A statement that was refused for its sums is a difference of its own, whatever came in its place. */
export async function addSummaryMismatch(
  tx: CloudTransaction,
  file: {
    readonly merchantId: string;
    readonly channel: string;
    readonly currency: string;
    readonly day: string;
    readonly fileHash: string;
    readonly reason: string;
  },
  run: { readonly actor: string; readonly atMs: number; readonly random: Random },
): Promise<void> {
  const { merchantId, channel, currency, day, fileHash, reason } = file;
  const differenceId = makeId('dif', run.atMs, run.random.bytes(10));
  const inserted = await tx
    .insertInto('differences')
    .values({
      ...{ difference_id: differenceId, merchant_id: merchantId, channel, currency, day },
      ...{ category: 'summaryMismatch', key: `statement ${day} ${fileHash.slice(0, 16)}`, kind: 'statement' },
      ...{ delta_minor: 0, state: 'open', opened_at_ms: run.atMs },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!inserted.numInsertedOrUpdatedRows) return;
  await addHistory(tx, differenceId, { actor: run.actor, action: 'found', note: reason }, run.atMs);
}
