/**
 * What somebody decides about a difference. A decision that closes it posts to the ledger of accounts in the same
 * transaction, so that the channel's receivable follows the decision; `refund` also has the gateway give the money
 * back. Waiting moves nothing.
 */

import type { AccountEntry, AccountName } from '../../domain/account.ts';
import { chargeEntry } from '../../domain/account-payments.ts';
import { type DifferenceAction, type DifferenceCategory, fittingActions } from '../../domain/difference.ts';
import { Fault } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import type { Currency } from '../../domain/money.ts';
import type { Random } from '../../platform/random.ts';
import { addHistory } from '../database/difference-history.ts';
import { pendingRefund } from '../database/pending-refund.ts';
import { postEntries } from '../database/posting-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';
import { closePaidTwice, type PaidTwiceRow } from './close-paid-twice.ts';

/** More than this nobody may write off at once. */
export const writeOffMinorMax = 10_000;

export interface DifferenceDecision {
  readonly merchantId: string;
  readonly differenceId: string;
  readonly action: DifferenceAction | 'assign';
  readonly actor: string;
  readonly note: string;
  readonly atMs: number;
  /** Of `wait`. */
  readonly waitUntilMs?: number | undefined;
  /** Of `assign`. */
  readonly owner?: string | undefined;
}

const attempted = 'decide about a difference';

/** Throws `NOT_FOUND`, `DIFFERENCE_CLOSED`, `DIFFERENCE_ACTION_UNFIT`, `WRITE_OFF_LIMIT`. */
export async function actOnDifference(
  tx: CloudTransaction,
  decision: DifferenceDecision,
  random: Random,
): Promise<{ readonly amountMinor: number }> {
  const { merchantId, differenceId, action, actor, note, atMs, owner } = decision;
  const row = await tx
    .selectFrom('differences')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('difference_id', '=', differenceId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', attempted);
  if (row.closed_at_ms !== null) throw new Fault('DIFFERENCE_CLOSED', attempted);
  const deltaMinor = Number(row.delta_minor);
  if (action === 'assign') {
    await change(tx, differenceId, { owner: owner ?? null });
    await addHistory(tx, differenceId, { actor, action, note, facts: { owner: owner ?? null } }, atMs);
    return { amountMinor: 0 };
  }
  const { order_no: orderNo } = row;
  const category = row.category as DifferenceCategory;
  const fits = fittingActions({ category, deltaMinor, orderNo });
  if (!fits.includes(action)) {
    throw new Fault('DIFFERENCE_ACTION_UNFIT', attempted, { facts: { fits: fits.join(' ') } });
  }
  if (action === 'wait') {
    await change(tx, differenceId, { state: 'waiting', wait_until_ms: decision.waitUntilMs ?? null });
    const facts = { untilMs: decision.waitUntilMs ?? null };
    await addHistory(tx, differenceId, { actor, action, note, facts }, atMs);
    return { amountMinor: 0 };
  }
  if (action === 'writeOff' && Math.abs(deltaMinor) > writeOffMinorMax) {
    throw new Fault('WRITE_OFF_LIMIT', attempted, { facts: { limitMinor: writeOffMinorMax } });
  }
  await close(tx, { ...row, delta_minor: deltaMinor }, { ...decision, action }, random);
  const closed = { state: 'closed', closed_at_ms: atMs, closed_by: actor, closing: action };
  await change(tx, differenceId, { ...closed, owner: row.owner ?? actor });
  await addHistory(tx, differenceId, { actor, action, note, amountMinor: deltaMinor }, atMs);
  return { amountMinor: deltaMinor };
}

interface TakenRow extends PaidTwiceRow {
  readonly category: string;
  readonly order_id: string | null;
  readonly machine_id: string | null;
}

type ClosingAction = Exclude<DifferenceAction, 'wait'>;

async function close(
  tx: CloudTransaction,
  row: TakenRow,
  decision: DifferenceDecision & { readonly action: ClosingAction },
  random: Random,
): Promise<void> {
  const { action, merchantId, atMs } = decision;
  if (row.category === 'paidTwice') {
    if (action === 'book' || action === 'claim') throw unfit();
    await closePaidTwice(tx, row, action, { merchantId, atMs, random });
    return;
  }
  if (action === 'refund') await giveBack(tx, row, decision, random);
  else if (action === 'handBack') throw unfit();
  else await postEntries(tx, merchantId, [closingEntry(row, action, atMs)], atMs);
}

async function change(
  tx: CloudTransaction,
  differenceId: string,
  set: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  await tx.updateTable('differences').set(set).where('difference_id', '=', differenceId).execute();
}

const counterAccounts: Readonly<Record<'book' | 'claim' | 'writeOff', AccountName>> = {
  book: 'differences',
  claim: 'claims',
  writeOff: 'writeOffs',
};

function closingEntry(row: TakenRow, action: 'book' | 'claim' | 'writeOff', atMs: number): AccountEntry {
  const { channel, delta_minor: amountMinor, order_id, machine_id } = row;
  const isFee = row.category === 'feeMismatch' && action === 'book';
  return {
    source: { kind: 'difference', id: row.difference_id },
    ...{ atMs, currency: row.currency as Currency },
    ...{ orderId: order_id ?? undefined, machineId: machine_id ?? undefined },
    postings: [
      { account: 'receivable', channel, amountMinor },
      { account: isFee ? 'fees' : counterAccounts[action], channel, amountMinor: -amountMinor },
    ],
  };
}

/** The charge counts as one whose money came late, and its refund goes the way of every refund. */
async function giveBack(
  tx: CloudTransaction,
  row: TakenRow,
  { merchantId, atMs }: DifferenceDecision,
  random: Random,
): Promise<void> {
  const charge = await tx
    .updateTable('charges')
    .set((eb) => ({
      came_late: true,
      version: eb('version', '+', 1),
      lease_until_ms: 0,
      updated_at_ms: atMs,
    }))
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', row.order_no ?? '')
    .where('state', 'in', ['failed', 'reversed'])
    .where('came_late', '=', false)
    .returning(['charge_id', 'machine_id', 'order_id', 'platform'])
    .executeTakeFirst();
  if (!charge) throw unfit();
  const { charge_id: chargeId, machine_id: machineId, order_id: orderId } = charge;
  const [amountMinor, currency] = [row.delta_minor, row.currency as Currency];
  const money = { chargeId, machineId, orderId, channel: row.channel, amountMinor, currency, atMs };
  await postEntries(tx, merchantId, [chargeEntry('lateCharge', money)], atMs);
  const of = { refundId: makeId('rfd', atMs, random.bytes(10)), merchantId, machineId, orderId, chargeId };
  const refund = { ...of, amountMinor, currency, reason: 'PAY_TIMED_OUT' as const };
  await tx.insertInto('refunds').values(pendingRefund(refund, atMs)).execute();
}

function unfit(): Fault {
  return new Fault('DIFFERENCE_ACTION_UNFIT', attempted, { facts: { fits: 'book claim writeOff wait' } });
}
