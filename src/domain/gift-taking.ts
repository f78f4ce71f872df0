/**
 * Redemption of a gift and its undoing. Two redemptions can only meet where a lease came back too late: then
 * the lease's holder comes first, then the earlier one, then the smaller number, whatever order they arrive
 * in; the other is a loss on record, which the gift's money does not pay.
 */
import {
  type GiftDecision,
  type GiftFact,
  type GiftLoss,
  type GiftState,
  type GiftTaking,
  giveBackHeld,
  heldMinor,
  isWaiting,
} from './gift-state.ts';

/** Whether `one` is the redemption that counts of the two. */
function comesFirst(one: GiftTaking, other: GiftTaking): boolean {
  const [byLease, otherByLease] = [one.leaseId !== undefined, other.leaseId !== undefined];
  if (byLease !== otherByLease) return byLease;
  if (one.atMs !== other.atMs) return one.atMs < other.atMs;
  return one.chargeId < other.chargeId;
}

function lossOf(taking: GiftTaking, owed: boolean): GiftLoss {
  return { ...taking, returnedMinor: 0, owed };
}

function doubled({ chargeId, amountMinor }: GiftTaking): GiftFact {
  return { kind: 'giftDoubled', chargeId, amountMinor };
}

/** The gift after a redemption that has happened, or may; `owed` is the policy for a second one. */
export function takeGift(state: GiftState, taking: GiftTaking, owed = false): GiftDecision {
  const { taken, losses } = state;
  const known = taken?.chargeId === taking.chargeId;
  if (known || losses.some(({ chargeId }) => chargeId === taking.chargeId)) return { state, facts: [] };
  const { chargeId, amountMinor } = taking;
  const accepted: GiftFact = { kind: 'giftAccepted', chargeId, amountMinor };
  const free = isWaiting(state) || state.name === 'declined';
  if (free && amountMinor <= heldMinor(state)) {
    const { offer: _offer, lease: _lease, ending: _ending, end: _end, ...rest } = state;
    return { state: { ...rest, name: 'accepted', taken: taking }, facts: [accepted] };
  }
  const replaces = state.name === 'accepted' && taken !== undefined && comesFirst(taking, taken);
  if (replaces && amountMinor <= state.paidMinor) {
    return {
      state: { ...state, taken: taking, losses: [...losses, lossOf(taken, owed)] },
      facts: [accepted, doubled(taken)],
    };
  }
  return { state: { ...state, losses: [...losses, lossOf(taking, owed)] }, facts: [doubled(taking)] };
}

/** The gift after `amountMinor` of a redemption is undone; beyond what it took nothing is. */
export function untakeGift(
  state: GiftState,
  chargeId: string,
  amountMinor: number,
  refundId: string,
): GiftDecision {
  const { taken, losses } = state;
  if (losses.some((loss) => loss.chargeId === chargeId)) return untakeLoss(state, chargeId, amountMinor);
  const undoneMinor = Math.min(amountMinor, taken?.amountMinor ?? 0);
  if (taken?.chargeId !== chargeId || undoneMinor <= 0) return { state, facts: [] };
  const facts: GiftFact[] = [{ kind: 'giftReturned', chargeId, amountMinor: undoneMinor }];
  const leftMinor = taken.amountMinor - undoneMinor;
  const left = { ...state, taken: { ...taken, amountMinor: leftMinor } };
  if (state.name === 'accepted') {
    if (leftMinor > 0) return { state: left, facts };
    const { taken: _taken, ...rest } = state;
    return { state: { ...rest, name: 'open' }, facts };
  }
  // It is settled: the recipient had their chance, the rest is the giver's.
  if (leftMinor > 0) return giveBackHeld(left, refundId, facts);
  return giveBackHeld({ ...left, name: 'refunding', end: 'returned' }, refundId, facts);
}

function untakeLoss(state: GiftState, chargeId: string, amountMinor: number): GiftDecision {
  let undoneMinor = 0;
  const losses = state.losses.map((loss) => {
    if (loss.chargeId !== chargeId) return loss;
    undoneMinor = Math.min(amountMinor, loss.amountMinor - loss.returnedMinor);
    return { ...loss, returnedMinor: loss.returnedMinor + undoneMinor };
  });
  if (undoneMinor <= 0) return { state, facts: [] };
  const fact: GiftFact = { kind: 'giftReturned', chargeId, amountMinor: undoneMinor };
  return { state: { ...state, losses }, facts: [fact] };
}
