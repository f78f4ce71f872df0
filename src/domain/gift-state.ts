/**
 * What a gift's state is made of, what is journaled about it, and the money in it. What was paid in advance is
 * spent, given back or held, to the last minor unit: nothing here creates or loses any.
 */
import type { FaultCode } from './fault-catalogue.ts';

/** Why a gift ends without having been redeemed. */
export type GiftEnd = 'declined' | 'expired' | 'blocked' | 'reported' | 'withdrawn' | 'returned';

/** Ends that come as a wish; the others come with an answer or with goods. */
export type WishedEnd = Exclude<GiftEnd, 'declined' | 'returned'>;

export type GiftStateName =
  /** Not paid yet. */
  | 'created'
  /** Paid; waits for its recipient. An offer under way or a lease does not change that it waits. */
  | 'open'
  /** Kept for one machine, and redeemed nowhere else. */
  | 'leased'
  /** The goods count as paid; may yet be undone until it is settled. */
  | 'accepted'
  /** What was not needed of it is on its way back; only goods that are returned change it now. */
  | 'settled'
  /** "No, thank you": waits for the giver to say that the money may come back. */
  | 'declined'
  | 'refunding'
  | 'refunded'
  /** A person has to look at it. */
  | 'refundFailed'
  /** Was never paid. */
  | 'cancelled';

/** Shown and not answered yet; for one place at a time. */
export interface GiftOfferHeld {
  readonly offerId: string;
  readonly holder: string;
  readonly coverMinor: number;
  readonly untilMs: number;
}

export interface GiftLeaseHeld {
  readonly leaseId: string;
  readonly holder: string;
  readonly untilMs: number;
}

/** The one redemption. `holder` is a machine, or a client at a till or online. */
export interface GiftTaking {
  readonly chargeId: string;
  readonly holder: string;
  readonly amountMinor: number;
  readonly atMs: number;
  readonly leaseId?: string;
}

/** A second redemption, possible only where a lease came back too late: goods are gone that nobody paid for. */
export interface GiftLoss extends GiftTaking {
  readonly returnedMinor: number;
  /** It is recorded as owed; otherwise the merchant bears it. */
  readonly owed: boolean;
}

export interface GiftRefund {
  readonly refundId: string;
  readonly amountMinor: number;
  readonly state: 'intended' | 'refunded' | 'failed';
}

export interface GiftState {
  readonly name: GiftStateName;
  readonly paidMinor: number;
  readonly paymentChargeId?: string;
  readonly offer?: GiftOfferHeld;
  readonly lease?: GiftLeaseHeld;
  readonly taken?: GiftTaking;
  readonly losses: readonly GiftLoss[];
  readonly refunds: readonly GiftRefund[];
  readonly end?: GiftEnd;
  /** It is to end as soon as no offer and no lease stand in the way; offered to nobody any more. */
  readonly ending?: WishedEnd;
}

/** What is journaled about a gift in the cloud. */
export type GiftFact =
  | { readonly kind: 'giftPaid'; readonly amountMinor: number }
  | { readonly kind: 'giftCancelled' }
  | { readonly kind: 'giftOffered'; readonly offerId: string; readonly holder: string }
  | { readonly kind: 'giftOfferEnded'; readonly offerId: string }
  | { readonly kind: 'giftLeased'; readonly leaseId: string; readonly holder: string }
  | { readonly kind: 'giftLeaseReturned'; readonly leaseId: string }
  | { readonly kind: 'giftLeaseForfeited'; readonly leaseId: string }
  | { readonly kind: 'giftAccepted'; readonly chargeId: string; readonly amountMinor: number }
  | { readonly kind: 'giftReturned'; readonly chargeId: string; readonly amountMinor: number }
  /** Two redeemed it; `chargeId` is the one that the gift's money does not pay. */
  | { readonly kind: 'giftDoubled'; readonly chargeId: string; readonly amountMinor: number }
  | { readonly kind: 'giftDeclined' }
  | { readonly kind: 'giftEnded'; readonly end: WishedEnd }
  | { readonly kind: 'giftSettled'; readonly spentMinor: number }
  | { readonly kind: 'giftRefundIntended'; readonly refundId: string; readonly amountMinor: number }
  | { readonly kind: 'giftRefunded'; readonly refundId: string; readonly amountMinor: number }
  | { readonly kind: 'giftRefundFailed'; readonly refundId: string; readonly amountMinor: number };

export interface GiftDecision {
  readonly state: GiftState;
  readonly facts: readonly GiftFact[];
  /** Money to give back to the giver, under this number. */
  readonly refund?: GiftRefund;
  /** Why the input changes nothing, where whoever sent it must hear of that. */
  readonly refused?: FaultCode;
}

export const newGift: GiftState = { name: 'created', paidMinor: 0, losses: [], refunds: [] };

/** What the gift's money has paid for. */
export function spentMinor({ taken }: GiftState): number {
  return taken?.amountMinor ?? 0;
}

/** Given back or on its way back to the giver. */
export function givenBackMinor({ refunds }: GiftState): number {
  return refunds.reduce((sum, one) => sum + (one.state === 'failed' ? 0 : one.amountMinor), 0);
}

/** Neither spent nor given back. */
export function heldMinor(state: GiftState): number {
  return state.paidMinor - spentMinor(state) - givenBackMinor(state);
}

/** Whether it waits for its recipient. */
export function isWaiting({ name }: GiftState): boolean {
  return name === 'open' || name === 'leased';
}

/** Whether it could be offered to `holder` now. */
export function canOffer(state: GiftState, holder: string, nowMs: number): boolean {
  if (!isWaiting(state) || state.ending) return false;
  if (state.lease && state.lease.holder !== holder) return false;
  return !state.offer || state.offer.untilMs <= nowMs || state.offer.holder === holder;
}

/** Everything that is held goes back; nothing to give back ends it at once. */
export function giveBackHeld(state: GiftState, refundId: string, facts: readonly GiftFact[]): GiftDecision {
  const amountMinor = heldMinor(state);
  if (amountMinor <= 0) return { state, facts };
  const refund: GiftRefund = { refundId, amountMinor, state: 'intended' };
  return {
    state: { ...state, refunds: [...state.refunds, refund] },
    facts: [...facts, { kind: 'giftRefundIntended', refundId, amountMinor }],
    refund,
  };
}
