/**
 * One gift from its making to its end, decided purely. Invariants: it is redeemed at most once; what was paid
 * in advance is spent, given back, or still held, to the last minor unit; an input that comes twice changes
 * nothing the second time; every change leaves a fact in `facts`.
 */
import type { FaultCode } from './fault-catalogue.ts';
import {
  canOffer,
  type GiftDecision,
  type GiftFact,
  type GiftLeaseHeld,
  type GiftOfferHeld,
  type GiftState,
  type GiftTaking,
  giveBackHeld,
  isWaiting,
  spentMinor,
  type WishedEnd,
} from './gift-state.ts';
import { takeGift, untakeGift } from './gift-taking.ts';

export type GiftInput =
  | { readonly kind: 'paid'; readonly chargeId: string; readonly amountMinor: number }
  /** The advance payment never came, and cannot come any more. */
  | { readonly kind: 'paymentLapsed' }
  | { readonly kind: 'offered'; readonly offer: GiftOfferHeld; readonly nowMs: number }
  /** Not answered, not this person, or another list: nobody is told. */
  | { readonly kind: 'offerEnded'; readonly offerId: string }
  | { readonly kind: 'leased'; readonly lease: GiftLeaseHeld; readonly nowMs: number }
  | { readonly kind: 'leaseReturned'; readonly leaseId: string }
  /** The machine did not come back in time: it is nobody's lease any more. */
  | { readonly kind: 'leaseForfeited'; readonly leaseId: string }
  /** By an offer, before anything is handed over: refused if somebody else has it. */
  | { readonly kind: 'taken'; readonly taking: GiftTaking; readonly offerId: string }
  /** It has happened, by a lease while the network was down: the goods are gone, so it is not refused. */
  | { readonly kind: 'wasTaken'; readonly taking: GiftTaking; readonly owed: boolean }
  /** All or part of a redemption is undone: not delivered, returned, or cancelled. */
  | { readonly kind: 'untaken'; readonly chargeId: string; readonly amountMinor: number }
  | { readonly kind: 'declined'; readonly offerId: string; readonly refund: 'atOnce' | 'afterConfirmation' }
  | { readonly kind: 'refundConfirmed' }
  /** What was not needed goes back now. */
  | { readonly kind: 'settleDue' }
  | { readonly kind: 'ended'; readonly end: WishedEnd; readonly nowMs: number }
  | { readonly kind: 'refundEnded'; readonly refundId: string; readonly outcome: 'refunded' | 'failed' };

type Kind = GiftInput['kind'];
type InputOf<K extends Kind> = Extract<GiftInput, { kind: K }>;
type Deciders = { readonly [K in Kind]: (state: GiftState, input: InputOf<K>, id: string) => GiftDecision };

const same = (state: GiftState): GiftDecision => ({ state, facts: [] });
const refuse = (state: GiftState, refused: FaultCode): GiftDecision => ({ state, facts: [], refused });

function withoutOffer({ offer: _offer, ...rest }: GiftState): GiftState {
  return rest;
}

function withoutLease({ lease: _lease, ...rest }: GiftState): GiftState {
  return { ...rest, name: rest.name === 'leased' ? 'open' : rest.name };
}

const deciders: Deciders = {
  paid: (state, { chargeId, amountMinor }) =>
    state.name !== 'created'
      ? same(state)
      : {
          state: { ...state, name: 'open', paidMinor: amountMinor, paymentChargeId: chargeId },
          facts: [{ kind: 'giftPaid', amountMinor }],
        },
  paymentLapsed: (state) =>
    state.name !== 'created'
      ? same(state)
      : { state: { ...state, name: 'cancelled' }, facts: [{ kind: 'giftCancelled' }] },
  offered: (state, { offer, nowMs }) => {
    if (state.offer?.offerId === offer.offerId) return same(state);
    if (!canOffer(state, offer.holder, nowMs)) return refuse(state, 'GIFT_TAKEN');
    const { offerId, holder } = offer;
    return { state: { ...state, offer }, facts: [{ kind: 'giftOffered', offerId, holder }] };
  },
  offerEnded: (state, { offerId }) =>
    state.offer?.offerId !== offerId
      ? same(state)
      : { state: withoutOffer(state), facts: [{ kind: 'giftOfferEnded', offerId }] },
  leased: (state, { lease, nowMs }) => {
    if (state.lease?.leaseId === lease.leaseId) return same(state);
    const elsewhere = state.offer && state.offer.untilMs > nowMs && state.offer.holder !== lease.holder;
    if (state.name !== 'open' || elsewhere) return refuse(state, 'GIFT_TAKEN');
    const { leaseId, holder } = lease;
    return { state: { ...state, name: 'leased', lease }, facts: [{ kind: 'giftLeased', leaseId, holder }] };
  },
  leaseReturned: (state, { leaseId }) =>
    state.lease?.leaseId !== leaseId
      ? same(state)
      : { state: withoutLease(state), facts: [{ kind: 'giftLeaseReturned', leaseId }] },
  leaseForfeited: (state, { leaseId }) =>
    state.lease?.leaseId !== leaseId || state.name !== 'leased'
      ? same(state)
      : { state: withoutLease(state), facts: [{ kind: 'giftLeaseForfeited', leaseId }] },
  taken: (state, { taking, offerId }) => {
    if (state.taken?.chargeId === taking.chargeId) return same(state);
    const { offer, lease } = state;
    const meant = offer?.offerId === offerId && offer.holder === taking.holder;
    const fits = meant && taking.amountMinor === offer.coverMinor;
    const free = isWaiting(state) && (!lease || lease.holder === taking.holder);
    return fits && free ? takeGift(state, taking) : refuse(state, 'GIFT_TAKEN');
  },
  wasTaken: (state, { taking, owed }) => takeGift(state, taking, owed),
  untaken: (state, { chargeId, amountMinor }, refundId) => untakeGift(state, chargeId, amountMinor, refundId),
  declined: (state, { offerId, refund }, refundId) => {
    if (!isWaiting(state) || (state.offer !== undefined && state.offer.offerId !== offerId))
      return same(state);
    const { lease: _lease, offer: _offer, ...rest } = state;
    const facts: GiftFact[] = [{ kind: 'giftDeclined' }];
    if (refund === 'afterConfirmation')
      return { state: { ...rest, name: 'declined', end: 'declined' }, facts };
    return giveBackHeld({ ...rest, name: 'refunding', end: 'declined' }, refundId, facts);
  },
  refundConfirmed: (state, _input, refundId) =>
    state.name === 'declined' ? giveBackHeld({ ...state, name: 'refunding' }, refundId, []) : same(state),
  settleDue: (state, _input, refundId) =>
    state.name !== 'accepted'
      ? same(state)
      : giveBackHeld({ ...state, name: 'settled' }, refundId, [
          { kind: 'giftSettled', spentMinor: spentMinor(state) },
        ]),
  ended: (state, { end, nowMs }, refundId) => {
    if (state.name === 'created') return deciders.paymentLapsed(state, { kind: 'paymentLapsed' }, refundId);
    const offered = state.offer !== undefined && state.offer.untilMs > nowMs;
    if (!isWaiting(state)) return same(state);
    // A lease or an offer may be redeemed at this moment: it ends when that is over.
    if (state.name === 'leased' || offered) return same(state.ending ? state : { ...state, ending: end });
    const { offer: _offer, ending: _ending, ...rest } = state;
    return giveBackHeld({ ...rest, name: 'refunding', end }, refundId, [{ kind: 'giftEnded', end }]);
  },
  refundEnded: (state, { refundId, outcome }) => {
    const refund = state.refunds.find((one) => one.refundId === refundId);
    if (refund?.state === outcome || !refund || refund.state === 'refunded') return same(state);
    const refunds = state.refunds.map((one) =>
      one.refundId === refundId ? { ...one, state: outcome } : one,
    );
    const { amountMinor } = refund;
    const kind = outcome === 'refunded' ? 'giftRefunded' : 'giftRefundFailed';
    const whole = state.name === 'refunding' || state.name === 'refundFailed';
    const name = outcome === 'refunded' ? 'refunded' : 'refundFailed';
    return {
      state: { ...state, refunds, name: whole ? name : state.name },
      facts: [{ kind, refundId, amountMinor }],
    };
  },
};

/** The gift after `input`; `refundId` is the number of the refund, should the input ask for one. */
export function decideGift(state: GiftState, input: GiftInput, refundId: string): GiftDecision {
  const decide = deciders[input.kind] as (
    state: GiftState,
    input: GiftInput,
    refundId: string,
  ) => GiftDecision;
  return decide(state, input, refundId);
}
