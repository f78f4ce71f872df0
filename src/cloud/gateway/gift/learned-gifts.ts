/**
 * What the machines' journals tell about gifts, in the transaction that applies them: redemptions by a lease
 * while the network was down, or ones that a cloud put back to an older state forgot; leases that are returned;
 * what people said to an offer. Each counts once, however often it is told.
 */
import type { GiftInput } from '../../../domain/gift-machine.ts';
import type { GiftTaking } from '../../../domain/gift-state.ts';
import type { Order } from '../../../domain/order.ts';
import type { OrderRefund } from '../../../domain/order-parts.ts';
import type { JournalRecord, RecordOf } from '../../../domain/record.ts';
import { leaseOfTrade } from '../../../domain/spend-lease.ts';
import { giftPlatformName } from '../../../wire/gift-messages.ts';
import { raiseAlarms } from '../../database/alarm-rows.ts';
import { changeGift, settleAfterMs, untakeGift } from '../../database/gift-rows.ts';
import { findTrade, insertTradeRefund, learnTrade, undoTrade } from '../../database/gift-trade-rows.ts';
import type { LearnedCharge } from '../../database/learned-charge-rows.ts';
import type { CloudTransaction } from '../../database/schema.ts';

interface Machine {
  readonly merchantId: string;
  readonly machineId: string;
}

const numberPattern = /^GT-(gft_[0-9A-Z]{26})-/;

/** The number of the trade that took a charge from that gift. */
export function giftTradeNumber(giftId: string, chargeId: string): string {
  return `GT-${giftId}-${chargeId}`;
}

export class LearnedGifts {
  #isOwed: (merchantId: string) => boolean;

  /** `isOwed`: whether a second redemption is recorded as owed at that merchant, or borne by it. */
  constructor(isOwed: (merchantId: string) => boolean) {
    this.#isOwed = isOwed;
  }

  /** Redemptions that happened without this cloud knowing. */
  async learnCharges(
    tx: CloudTransaction,
    machine: Machine,
    charges: readonly LearnedCharge[],
    atMs: number,
  ): Promise<void> {
    for (const charge of charges)
      if (charge.platform === giftPlatformName && charge.outcome === 'paid')
        await this.#learn(tx, machine, charge, atMs);
  }

  async #learn(tx: CloudTransaction, machine: Machine, charge: LearnedCharge, atMs: number): Promise<void> {
    const { merchantId, machineId } = machine;
    const { chargeId, orderId, amountMinor, platformTradeNo = '', intendedAtMs } = charge;
    const leaseId = leaseOfTrade(platformTradeNo);
    const lease = leaseId === undefined ? undefined : await findLease(tx, machine, leaseId);
    const order = await findOrder(tx, machine, orderId);
    const named =
      leaseId === undefined ? undefined : order?.gifts?.find((one) => one.leaseId === leaseId)?.giftId;
    const giftId = lease?.gift_id ?? named ?? numberPattern.exec(platformTradeNo)?.[1];
    if (giftId === undefined || !(await exists(tx, merchantId, giftId))) return;
    const trade = { merchantId, chargeId, giftId, amountMinor, state: 'paid' as const, atMs };
    if (!(await learnTrade(tx, trade))) return;
    // A machine whose clock is ahead does not put the settlement off.
    const takenAtMs = Math.min(intendedAtMs, atMs);
    const byLease = leaseId === undefined ? {} : { leaseId };
    const taking = { chargeId, holder: machineId, amountMinor, atMs: takenAtMs, ...byLease };
    const refunds = refundsOf(order, chargeId);
    for (const refund of refunds) {
      await insertTradeRefund(tx, { ...refund, merchantId, atMs });
      await undoTrade(tx, { merchantId, chargeId, amountMinor: refund.amountMinor, state: 'paid' });
    }
    // Somebody else may have had it since.
    if (!isUndone(taking, refunds))
      await this.#take(tx, { merchantId, machineId, giftId }, taking, refunds, atMs);
    if (lease) await endLease(tx, merchantId, lease.lease_id, atMs);
  }

  /** What was settled or given back before it was forgotten is so again: it may be the giver's already. */
  async #take(
    tx: CloudTransaction,
    at: Machine & { readonly giftId: string },
    taking: GiftTaking,
    refunds: readonly OrderRefund[],
    atMs: number,
  ): Promise<void> {
    const { merchantId, giftId } = at;
    const { chargeId } = taking;
    const put = (input: GiftInput) => changeGift(tx, { merchantId, giftId, input, atMs });
    const { facts } = await put({ kind: 'wasTaken', taking, owed: this.#isOwed(merchantId) });
    for (const { amountMinor, settledAtMs = atMs } of refunds) {
      await untakeGift(tx, { merchantId, giftId, chargeId, amountMinor }, settledAtMs, atMs);
    }
    if (taking.atMs + settleAfterMs <= atMs) await put({ kind: 'settleDue' });
    if (facts.some(({ kind }) => kind === 'giftDoubled')) await raiseDoubled(tx, at, giftId, atMs);
  }

  /** Leases that machines keep no longer; those of cards are somebody else's. */
  async takeLeasesBack(
    tx: CloudTransaction,
    machine: Machine,
    leaseIds: readonly string[],
    atMs: number,
  ): Promise<void> {
    const { merchantId } = machine;
    for (const leaseId of leaseIds) {
      const lease = await findLease(tx, machine, leaseId);
      if (!lease) continue;
      const input = { kind: 'leaseReturned', leaseId } as const;
      await changeGift(tx, { merchantId, giftId: lease.gift_id, input, atMs });
      await endLease(tx, merchantId, leaseId, atMs);
    }
  }

  /** What people said at the machine, and what its gifts were given back. */
  async takeRecords(
    tx: CloudTransaction,
    machine: Machine,
    records: readonly JournalRecord[],
    atMs: number,
  ): Promise<void> {
    for (const { body, atMs: tookPlaceAtMs } of records) {
      if (body.kind === 'giftAnswered') await this.#takeAnswer(tx, machine, body, tookPlaceAtMs, atMs);
      if (body.kind === 'refundSettled' && body.outcome === 'refunded') {
        await takeRefund(tx, machine, body, tookPlaceAtMs, atMs);
      }
    }
  }

  /** "No" sends the gift back, the rest of what one can say frees it. */
  async #takeAnswer(
    tx: CloudTransaction,
    machine: Machine,
    body: RecordOf<'giftAnswered'>,
    answeredAtMs: number,
    atMs: number,
  ): Promise<void> {
    if (!(await exists(tx, machine.merchantId, body.giftId))) return;
    if (!(await this.#noteAnswer(tx, machine, body, answeredAtMs))) return;
    if (body.answer === 'accepted') return;
    await this.#endOffer(tx, machine.merchantId, body, atMs);
  }

  /**
   * Whether the offer was made to this machine. One by a lease is noted here for the first time; so is one that nobody
   * here knows, because the database was put back to an older state.
   */
  async #noteAnswer(
    tx: CloudTransaction,
    { merchantId, machineId }: Machine,
    body: RecordOf<'giftAnswered'>,
    answeredAtMs: number,
  ): Promise<boolean> {
    const { giftId, offerId, orderId, answer, answeredAfterMs, reaction, conversation = false } = body;
    const said = {
      ...{ answer, answered_after_ms: answeredAfterMs, answered_at_ms: answeredAtMs, conversation },
      reaction: reaction ? JSON.stringify(reaction) : null,
    };
    const { numUpdatedRows } = await tx
      .updateTable('gift_offers')
      .set(said)
      .where('merchant_id', '=', merchantId)
      .where('offer_id', '=', offerId)
      .where('gift_id', '=', giftId)
      .where('holder', '=', machineId)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) return true;
    if (await isElsewhere(tx, { merchantId, machineId }, offerId)) return false;
    await tx
      .insertInto('gift_offers')
      .values({
        ...{ merchant_id: merchantId, offer_id: offerId, gift_id: giftId, holder: machineId },
        ...{ order_id: orderId, entrance: 'machine', cover: JSON.stringify({ lines: [], coverMinor: 0 }) },
        ...{ ...said, person_id: null, charge_id: null },
        ...{ created_at_ms: answeredAtMs - answeredAfterMs, expires_at_ms: answeredAtMs },
      })
      .execute();
    return true;
  }

  async #endOffer(
    tx: CloudTransaction,
    merchantId: string,
    { giftId, offerId, answer }: RecordOf<'giftAnswered'>,
    atMs: number,
  ): Promise<void> {
    const gift = await tx
      .selectFrom('gifts')
      .select('wishes')
      .where('merchant_id', '=', merchantId)
      .where('gift_id', '=', giftId)
      .executeTakeFirstOrThrow();
    const refund = gift.wishes.refundWhenDeclined;
    const input =
      answer === 'declined'
        ? ({ kind: 'declined', offerId, refund } as const)
        : ({ kind: 'offerEnded', offerId } as const);
    await changeGift(tx, { merchantId, giftId, input, atMs });
  }
}

/** A refund that this cloud made and forgot, of a charge that it still knows. */
async function takeRefund(
  tx: CloudTransaction,
  machine: Machine,
  { orderId, refundId }: RecordOf<'refundSettled'>,
  refundedAtMs: number,
  atMs: number,
): Promise<void> {
  const { merchantId } = machine;
  const order = await findOrder(tx, machine, orderId);
  const refund = order?.refunds?.find((one) => one.refundId === refundId);
  if (!refund) return;
  const { chargeId, amountMinor } = refund;
  const trade = await findTrade(tx, { merchantId, chargeId });
  if (!trade || trade.gift_id === null) return;
  if (!(await insertTradeRefund(tx, { merchantId, chargeId, refundId, amountMinor, atMs }))) return;
  await undoTrade(tx, { merchantId, chargeId, amountMinor, state: 'paid' });
  const undone = { merchantId, giftId: trade.gift_id, chargeId, amountMinor };
  await untakeGift(tx, undone, Math.min(refundedAtMs, atMs), atMs);
}

/** A person has to know: goods are gone that nobody paid for. */
async function raiseDoubled(
  tx: CloudTransaction,
  { merchantId, machineId }: Machine,
  subject: string,
  atMs: number,
): Promise<void> {
  const about = { merchantId, machineId, kind: 'gift', severity: 'warning', subject } as const;
  await raiseAlarms(tx, [{ ...about, fault: 'GIFT_DOUBLED' }], atMs);
}

/** Whether the offer, or the lease that it is of, is another machine's. */
async function isElsewhere(
  tx: CloudTransaction,
  { merchantId, machineId }: Machine,
  offerId: string,
): Promise<boolean> {
  const offer = await tx
    .selectFrom('gift_offers')
    .select('holder')
    .where('merchant_id', '=', merchantId)
    .where('offer_id', '=', offerId)
    .executeTakeFirst();
  const lease = await tx
    .selectFrom('gift_leases')
    .select('machine_id')
    .where('merchant_id', '=', merchantId)
    .where('offer_id', '=', offerId)
    .executeTakeFirst();
  return offer !== undefined || (lease !== undefined && lease.machine_id !== machineId);
}

/** The order as its machine tells it. */
async function findOrder(
  tx: CloudTransaction,
  { machineId }: Machine,
  orderId: string,
): Promise<Order | undefined> {
  const row = await tx
    .selectFrom('orders')
    .select('body')
    .where('order_id', '=', orderId)
    .where('machine_id', '=', machineId)
    .executeTakeFirst();
  return row?.body;
}

/** Whether it was given back whole while it could be taken again. */
function isUndone({ atMs, amountMinor }: GiftTaking, refunds: readonly OrderRefund[]): boolean {
  const inTime = refunds.filter(({ settledAtMs = 0 }) => settledAtMs < atMs + settleAfterMs);
  return inTime.reduce((sum, one) => sum + one.amountMinor, 0) >= amountMinor;
}

/** What its machine was told to be given back of the charge. */
function refundsOf(order: Order | undefined, chargeId: string): readonly OrderRefund[] {
  return order?.refunds?.filter((one) => one.chargeId === chargeId && one.state === 'refunded') ?? [];
}

function findLease(tx: CloudTransaction, { merchantId, machineId }: Machine, leaseId: string) {
  return tx
    .selectFrom('gift_leases')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('machine_id', '=', machineId)
    .where('lease_id', '=', leaseId)
    .executeTakeFirst();
}

async function endLease(
  tx: CloudTransaction,
  merchantId: string,
  leaseId: string,
  atMs: number,
): Promise<void> {
  await tx
    .updateTable('gift_leases')
    .set({ ended_at_ms: atMs })
    .where('merchant_id', '=', merchantId)
    .where('lease_id', '=', leaseId)
    .where('ended_at_ms', 'is', null)
    .execute();
}

/** What names no gift of the merchant, because it lost its books or never had it, is left alone. */
async function exists(tx: CloudTransaction, merchantId: string, giftId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('gifts')
    .select('gift_id')
    .where('merchant_id', '=', merchantId)
    .where('gift_id', '=', giftId)
    .executeTakeFirst();
  return row !== undefined;
}
