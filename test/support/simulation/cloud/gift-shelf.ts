/**
 * Gifts in the cloud's database, in memory: each changes only as `decideGift` says, as its rows do in production. It
 * belongs to the database, so a backup holds it; what was redeemed since then is learned again from the machines'
 * records. What goes back to a giver is outside of it, in `returned`, under the refund's own number.
 */
import type { LearnedCharge } from '../../../../src/cloud/database/learned-charge-rows.ts';
import { decideGift, type GiftInput } from '../../../../src/domain/gift-machine.ts';
import { giftRefundId } from '../../../../src/domain/gift-refund-id.ts';
import { type GiftDecision, type GiftState, newGift } from '../../../../src/domain/gift-state.ts';
import type { Order } from '../../../../src/domain/order.ts';
import type { RecordOf } from '../../../../src/domain/record.ts';
import { leaseOfTrade } from '../../../../src/domain/spend-lease.ts';
import type { MachineAddress } from '../../../../src/wire/topics.ts';
import type { GiftPlan } from '../plan/plan-gifts.ts';

export interface ShelfGift extends GiftPlan {
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  state: GiftState;
}

export interface ShelfOffer {
  readonly giftId: string;
  readonly holder: string;
  readonly orderId: string;
  readonly coverMinor: number;
  readonly untilMs: number;
  answered: boolean;
}

interface ShelfLease {
  readonly offerId: string;
  readonly giftId: string;
  readonly machineId: string;
}

/** What a charge took of a gift; `giftId` is absent where the number was closed before it was used. */
export interface ShelfTrade {
  readonly merchantId: string;
  giftId: string | undefined;
  amountMinor: number;
  status: 'paid' | 'closed';
  readonly refunds: Map<string, number>;
}

interface Tables {
  readonly gifts: Map<string, ShelfGift>;
  readonly offers: Map<string, ShelfOffer>;
  readonly leases: Map<string, ShelfLease>;
  readonly trades: Map<string, ShelfTrade>;
}

/** Shorter than in production, so that no story waits ten minutes for it. */
const settleAfterMs = 90_000;
const dayMs = 24 * 3600_000;

export interface ShelfMistakes {
  /** Redemptions by a lease are not learned. */
  readonly leasesNotLearned: boolean;
}

export class GiftShelf {
  /** What the giver of each gift got back, by the number of the refund. */
  readonly returned = new Map<string, Map<string, number>>();
  readonly #mistakes: ShelfMistakes;
  #tables: Tables = { gifts: new Map(), offers: new Map(), leases: new Map(), trades: new Map() };

  constructor(mistakes: ShelfMistakes) {
    this.#mistakes = mistakes;
  }

  /** Somebody made a gift and paid for it before the story begins. */
  give(plan: GiftPlan, atMs: number): void {
    const gift = { ...plan, createdAtMs: atMs, expiresAtMs: atMs + 30 * dayMs, state: newGift };
    this.#tables.gifts.set(plan.giftId, gift);
    const { giftId, amountMinor } = plan;
    this.change(giftId, { kind: 'paid', chargeId: `advance ${giftId}`, amountMinor });
  }

  get gifts(): readonly ShelfGift[] {
    return [...this.#tables.gifts.values()];
  }

  get trades(): ReadonlyMap<string, ShelfTrade> {
    return this.#tables.trades;
  }

  addTrade(chargeId: string, trade: Omit<ShelfTrade, 'refunds'>): void {
    this.#tables.trades.set(chargeId, { ...trade, refunds: new Map() });
  }

  offer(offerId: string): ShelfOffer | undefined {
    return this.#tables.offers.get(offerId);
  }

  openOffers(holder: string, orderId: string): [string, ShelfOffer][] {
    const all = [...this.#tables.offers];
    return all.filter(([, one]) => one.holder === holder && one.orderId === orderId && !one.answered);
  }

  addOffer(offerId: string, offer: ShelfOffer): void {
    this.#tables.offers.set(offerId, offer);
  }

  leaseOffer(leaseId: string): string | undefined {
    return this.#tables.leases.get(leaseId)?.offerId;
  }

  addLease(leaseId: string, lease: ShelfLease): void {
    this.#tables.leases.set(leaseId, lease);
  }

  /** As `changeGift` of the database does it. */
  change(giftId: string, input: GiftInput): GiftDecision {
    const gift = this.#tables.gifts.get(giftId) as ShelfGift;
    const decision = decideGift(gift.state, input, giftRefundId(giftId, gift.state));
    gift.state = decision.state;
    if (decision.refund) this.#giveBack(gift, decision.refund.refundId, decision.refund.amountMinor);
    return decision;
  }

  /** Ends of charges at the gift of their order, for a cloud that does not know of them. */
  learn(
    { merchantId, machineId }: MachineAddress,
    charges: readonly LearnedCharge[],
    orders: readonly Order[],
    atMs: number,
  ): void {
    for (const { platform, outcome, chargeId, amountMinor, platformTradeNo = '', ...charge } of charges) {
      if (platform !== 'gift' || outcome !== 'paid') continue;
      const known = this.#tables.trades.get(chargeId);
      if (known?.giftId !== undefined) continue;
      const leaseId = leaseOfTrade(platformTradeNo);
      if (leaseId !== undefined && this.#mistakes.leasesNotLearned) continue;
      const order = orders.find(({ orderId }) => orderId === charge.orderId);
      const offered = order?.gifts?.find((one) => one.leaseId === leaseId);
      const named = /^GT-(gft_[0-9A-Z]{26})-/.exec(platformTradeNo)?.[1];
      const giftId = leaseId === undefined ? named : offered?.giftId;
      if (giftId === undefined || !this.#tables.gifts.has(giftId)) continue;
      this.addTrade(chargeId, { merchantId, giftId, amountMinor, status: 'paid' });
      const byLease = leaseId === undefined ? {} : { leaseId };
      const takenAtMs = Math.min(charge.intendedAtMs, atMs);
      const taking = { chargeId, holder: machineId, amountMinor, atMs: takenAtMs, ...byLease };
      const back =
        order?.refunds.filter((one) => one.chargeId === chargeId && one.state === 'refunded') ?? [];
      for (const { refundId, amountMinor: backMinor } of back) {
        this.#tables.trades.get(chargeId)?.refunds.set(refundId, backMinor);
      }
      const inTime = back.filter(({ settledAtMs = 0 }) => settledAtMs < takenAtMs + settleAfterMs);
      // Given back whole while it could be taken again: somebody else may have had it since.
      if (inTime.reduce((sum, one) => sum + one.amountMinor, 0) >= amountMinor) continue;
      this.change(giftId, { kind: 'wasTaken', taking, owed: false });
      for (const { amountMinor: backMinor, settledAtMs = atMs } of back) {
        this.untake(giftId, chargeId, backMinor, settledAtMs);
      }
      if (takenAtMs + settleAfterMs <= atMs) this.change(giftId, { kind: 'settleDue' });
    }
  }

  /** As `untakeGift` of the database does it. */
  untake(giftId: string, chargeId: string, amountMinor: number, onMs: number): void {
    const { taken } = this.#tables.gifts.get(giftId)?.state ?? {};
    if (taken?.chargeId === chargeId && taken.atMs + settleAfterMs <= onMs) {
      this.change(giftId, { kind: 'settleDue' });
    }
    this.change(giftId, { kind: 'untaken', chargeId, amountMinor });
  }

  /** A refund that this cloud made and forgot, of a charge that it still knows. */
  takeRefund(refundId: string, order: Order | undefined, refundedAtMs: number): void {
    const refund = order?.refunds.find((one) => one.refundId === refundId);
    const trade = refund && this.#tables.trades.get(refund.chargeId);
    if (!refund || trade?.giftId === undefined || trade.refunds.has(refundId)) return;
    trade.refunds.set(refundId, refund.amountMinor);
    this.untake(trade.giftId, refund.chargeId, refund.amountMinor, refundedAtMs);
  }

  /** What people said; only `declined` ends a gift. */
  takeAnswer(machineId: string, { giftId, offerId, answer }: RecordOf<'giftAnswered'>): void {
    const offer = this.#tables.offers.get(offerId);
    const leased = [...this.#tables.leases.values()].some(
      (one) => one.offerId === offerId && one.machineId === machineId,
    );
    // An offer that nobody here knows was lost with the database; one of another machine is not this one's to answer.
    if (!leased && offer && offer.holder !== machineId) return;
    if (offer) offer.answered = true;
    if (answer === 'accepted') return;
    const declined = { kind: 'declined', offerId, refund: 'atOnce' } as const;
    this.change(giftId, answer === 'declined' ? declined : { kind: 'offerEnded', offerId });
  }

  takeLeaseBack(leaseId: string): void {
    const lease = this.#tables.leases.get(leaseId);
    if (lease) this.change(lease.giftId, { kind: 'leaseReturned', leaseId });
  }

  /** What happens to gifts by itself. */
  sweep(nowMs: number): void {
    for (const { giftId, state } of this.gifts) {
      const { offer, taken } = state;
      if (offer && offer.untilMs <= nowMs) {
        this.change(giftId, { kind: 'offerEnded', offerId: offer.offerId });
      }
      if (taken && taken.atMs + settleAfterMs <= nowMs) this.change(giftId, { kind: 'settleDue' });
    }
  }

  snapshot(): unknown {
    return structuredClone(this.#tables);
  }

  restore(snapshot: unknown): void {
    this.#tables = structuredClone(snapshot) as Tables;
  }

  /** The payment platform gives back under one number once, and never more than it took. */
  #giveBack({ giftId, amountMinor: paidMinor }: ShelfGift, refundId: string, amountMinor: number): void {
    const before = this.returned.get(giftId) ?? new Map<string, number>();
    const backMinor = [...before.values()].reduce((sum, minor) => sum + minor, 0);
    this.returned.set(giftId, before);
    if (!before.has(refundId) && backMinor + amountMinor <= paidMinor) before.set(refundId, amountMinor);
    this.change(giftId, { kind: 'refundEnded', refundId, outcome: 'refunded' });
  }
}
