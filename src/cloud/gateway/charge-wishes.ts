/**
 * What a person may decide about a charge that is not final: have it reversed without waiting for its
 * deadline, or say how it ended because they found out elsewhere. Pure. Nothing is reversed on a person's
 * word alone: the platform is asked first. What was said not to be paid is still looked for, and what the
 * platform took after all is given back.
 */
import { Fault } from '../../domain/fault.ts';
import type { ChargeState } from './charge-machine.ts';
import type { PlatformManners } from './payment-platform.ts';

export type ChargeWish = 'reverse' | 'paid' | 'notPaid';

const byHand = 'PAY_SETTLED_BY_HAND';

/** Whether a charge in that state takes that wish. */
export function takesWish(state: ChargeState, wish: ChargeWish): boolean {
  const { name, reversalWished } = state;
  const isAsked = name === 'userPaying' || name === 'unknown';
  if (wish === 'reverse') return isAsked && !reversalWished;
  // A reversal whose answer was lost may have given the money back: it is not paid whatever was seen before.
  return isAsked || (wish === 'notPaid' && name === 'reversing');
}

/** The charge as somebody wishes it; throws for a wish that it does not take. */
export function wishCharge(
  state: ChargeState,
  wish: ChargeWish,
  nowMs: number,
  manners: PlatformManners,
): ChargeState {
  if (!takesWish(state, wish)) {
    throw new Fault('INTERNAL_DEFECT', `take the wish ${wish} in charge state ${state.name}`);
  }
  if (wish === 'reverse') {
    const fromMs = (state.submittedAtMs ?? nowMs) + manners.reverseNotBeforeMs;
    return { ...state, reversalWished: true, dueAtMs: Math.max(nowMs, fromMs) };
  }
  const { dueAtMs: _due, reversalWished: _wish, ...rest } = state;
  if (wish === 'paid') return { ...rest, name: 'paid', reason: byHand };
  const firstCheckMs = manners.lateChecksMs[0];
  return {
    ...rest,
    name: state.name === 'reversing' ? 'reversed' : 'failed',
    reason: byHand,
    queries: 0,
    ...(firstCheckMs === undefined ? {} : { dueAtMs: nowMs + firstCheckMs }),
  };
}
