/**
 * Where people decide about payments that are not final. A decision is one transaction of its caller: it is
 * kept under its own number, so that it happens once, and takes the payment from whoever drives it, whose
 * answer then settles nothing. Money is moved by the gateway alone, which goes on from the new state.
 */
import { Fault } from '../../domain/fault.ts';
import type { PaymentAction, SettledEnd } from '../../wire/rest.ts';
import { clearAlarms } from '../database/alarm-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import { appendLines } from '../database/transaction-log-rows.ts';
import { takesWish, wishCharge } from './charge-wishes.ts';
import type { Charge, PaymentOwner, PlatformAccounts, Refund } from './gateway-ports.ts';
import {
  countOpenPayments,
  findOpenPayments,
  type OpenPaymentsPage,
  openChargeStates,
} from './open-payments.ts';
import { chargeLine, refundLine } from './payment-lines.ts';
import { alipayManners } from './payment-platform.ts';
import { postCharge, postRefund } from './payment-postings.ts';
import { chargeOfRow, refundOfRow, stateColumns } from './payment-rows.ts';
import { wishRefund } from './refund-machine.ts';

export interface DecidedPayment {
  readonly merchantId: string;
  readonly about: 'charge' | 'refund';
  /** The charge id or the refund id. */
  readonly id: string;
  readonly actionId: string;
  readonly action: PaymentAction;
  readonly why: string;
  readonly actor: string;
  readonly atMs: number;
  /** Only of one that is settled: how, and the amount as somebody said it once more. */
  readonly settled?: { readonly end: SettledEnd; readonly amountMinor: number };
}

export interface DecisionTaken {
  readonly repeated: boolean;
  readonly owner: PaymentOwner;
  readonly amountMinor: number | undefined;
  /** Where the payment stood before. */
  readonly state: string;
}

const attempted = 'decide about a payment';
const notOpen = () => new Fault('PAY_NOT_OPEN', attempted);

/**
 * Takes the decision in `tx`. Throws `NOT_FOUND` for a payment that the merchant does not have, `PAY_NOT_OPEN`
 * for one that does not take it now, `ALREADY_EXISTS` for a number that stands for another decision, and
 * `INPUT_MALFORMED` for an amount that is not the payment's.
 */
async function decidePayment(
  tx: CloudTransaction,
  accounts: PlatformAccounts,
  decided: DecidedPayment,
): Promise<DecisionTaken> {
  if (decided.about === 'refund') return decideRefund(tx, decided);
  const { merchantId, id } = decided;
  const row = await tx
    .selectFrom('charges')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', attempted);
  const charge = chargeOfRow(row);
  const taken = {
    owner: charge,
    amountMinor: charge.terms?.amountMinor,
    state: charge.state.name,
  };
  if (!(await isFirst(tx, decided))) return { ...taken, repeated: true };
  await actOnCharge(tx, accounts, charge, decided);
  return { ...taken, repeated: false };
}

/** Keeps the decision under its number; false if it is there already, with the same content. */
async function isFirst(tx: CloudTransaction, decided: DecidedPayment): Promise<boolean> {
  const { merchantId, actionId, about, id, action, why, actor, atMs } = decided;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('payment_actions')
    .values({
      merchant_id: merchantId,
      action_id: actionId,
      about,
      ref_id: id,
      action,
      why,
      actor,
      at_ms: atMs,
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'action_id']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows) return true;
  const standing = await tx
    .selectFrom('payment_actions')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('action_id', '=', actionId)
    .executeTakeFirstOrThrow();
  const same = standing.about === about && standing.ref_id === id && standing.action === action;
  if (!same) throw new Fault('ALREADY_EXISTS', attempted);
  return false;
}

async function actOnCharge(
  tx: CloudTransaction,
  accounts: PlatformAccounts,
  charge: Charge,
  { action, atMs, settled }: DecidedPayment,
): Promise<void> {
  const { merchantId, chargeId, state, terms } = charge;
  if (action === 'ask') return askCharge(tx, charge, atMs);
  const wish = action === 'reverse' ? 'reverse' : settled?.end;
  if (wish === undefined || wish === 'refunded' || action === 'refund' || !takesWish(state, wish)) {
    throw notOpen();
  }
  if (settled) refuseOtherAmount(settled.amountMinor, terms?.amountMinor);
  const platform = terms && accounts.platformOf(merchantId, terms.platform);
  const after = {
    ...charge,
    state: wishCharge(state, wish, atMs, platform?.manners ?? alipayManners),
    version: charge.version + 1,
  };
  await tx
    .updateTable('charges')
    .set({ ...stateColumns(after.state), updated_at_ms: atMs, version: after.version })
    .set({ lease_holder: '', lease_until_ms: 0 })
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', chargeId)
    .execute();
  await postCharge(tx, charge, after, atMs);
  if (after.state.name !== state.name) await appendLines(tx, [chargeLine(after)], atMs);
}

/** One that somebody holds is being asked for, or will be within seconds. */
async function askCharge(tx: CloudTransaction, { merchantId, chargeId, state }: Charge, atMs: number) {
  if (!openChargeStates.includes(state.name) && state.dueAtMs === undefined) throw notOpen();
  await tx
    .updateTable('charges')
    .set({ due_at_ms: atMs })
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', chargeId)
    .where('lease_until_ms', '<=', atMs)
    .execute();
}

async function decideRefund(tx: CloudTransaction, decided: DecidedPayment): Promise<DecisionTaken> {
  const { merchantId, id, atMs } = decided;
  const row = await tx
    .selectFrom('refunds')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('refund_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', attempted);
  const refund = refundOfRow(row);
  const taken = { owner: refund, amountMinor: refund.amountMinor, state: refund.state.name };
  if (!(await isFirst(tx, decided))) return { ...taken, repeated: true };
  // A request under way may give the money back; what came of it is to be seen first.
  const isHeld = Number(row.lease_until_ms) > atMs;
  await actOnRefund(tx, refund, decided, isHeld);
  return { ...taken, repeated: false };
}

async function actOnRefund(
  tx: CloudTransaction,
  refund: Refund,
  { action, atMs, settled }: DecidedPayment,
  isHeld: boolean,
): Promise<void> {
  const { state } = refund;
  if (action === 'ask' && state.name === 'pending') {
    if (!isHeld) await writeRefund(tx, { ...refund, state: { ...state, dueAtMs: atMs } }, atMs);
    return;
  }
  const settles = action === 'settle' && settled?.end === 'refunded' && state.name !== 'refunded';
  const again = action === 'refund' && state.name === 'failed';
  if (isHeld || (!settles && !again)) throw notOpen();
  if (settled) refuseOtherAmount(settled.amountMinor, refund.amountMinor);
  const after = { ...refund, state: wishRefund(state, settles ? 'settledByHand' : 'again', atMs) };
  await writeRefund(tx, after, atMs);
  await postRefund(tx, after, atMs);
  await appendLines(tx, [refundLine(after)], atMs);
  if (settles) await clearAlarms(tx, refund.machineId, 'payment', atMs, refund.refundId);
}

async function writeRefund(tx: CloudTransaction, refund: Refund, atMs: number): Promise<void> {
  const { state } = refund;
  await tx
    .updateTable('refunds')
    .set({ state: state.name, fault: state.fault ?? null, tries: state.tries, updated_at_ms: atMs })
    .set({ due_at_ms: state.dueAtMs ?? null, version: refund.version + 1 })
    .set({ lease_holder: '', lease_until_ms: 0 })
    .where('merchant_id', '=', refund.merchantId)
    .where('refund_id', '=', refund.refundId)
    .execute();
}

function refuseOtherAmount(saidMinor: number, amountMinor: number | undefined): void {
  if (amountMinor === undefined || saidMinor === amountMinor) return;
  throw new Fault('INPUT_MALFORMED', attempted, { facts: { where: 'body.amountMinor' } });
}

/** The desk as the console's API uses it; `wake` has the gateway look for what is due. */
export function createPaymentDesk(db: CloudDatabase, accounts: PlatformAccounts, wake: () => void) {
  return {
    find: (merchantId: string, page: OpenPaymentsPage) => findOpenPayments(db, merchantId, page),
    count: (merchantId: string, beforeMs: number) => countOpenPayments(db, merchantId, beforeMs),
    decide: (tx: CloudTransaction, decided: DecidedPayment) => decidePayment(tx, accounts, decided),
    wake,
  };
}
