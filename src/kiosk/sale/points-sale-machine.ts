/**
 * Points at the list: the cloud keeps as many for the order as the amount can use, they come off last, and
 * what the list does not use in the end stays the member's. Offline none are spent. Pure, a part of
 * `sale-machine.ts`.
 */
import { spendable } from '../../domain/points.ts';
import type { BenefitFinding } from './benefit-state.ts';
import { relist } from './list-sale-machine.ts';
import {
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleHandler,
  type SaleState,
} from './sale-state.ts';

/** Points are spent by who shows the member code, not by who knows a phone number. */
export const usePoints: SaleHandler<'usePoints'> = (state, _input, context) => {
  const { member, orderId, benefitAsk, points, basket } = state;
  const policy = context.shop.bundle.points;
  if (!policy || !member || member.by !== 'code' || orderId === undefined || points) {
    return { state, effects: [] };
  }
  if (!context.online) return refuse(state, 'POINTS_NEED_NETWORK');
  if (benefitAsk) return refuse(state, 'SALE_BUSY');
  const { memberId, pointsBalance = 0 } = member;
  const wanted = spendable(pointsBalance, basket.totals.dueMinor, policy.spend);
  if (wanted === 0) return refuse(state, 'POINTS_NONE');
  const askId = context.makeId('ask');
  return {
    state: { ...state, benefitAsk: { askId, about: 'points' } },
    effects: [
      { effect: 'append', bodies: [{ kind: 'pointsAsked', orderId, memberId, points: wanted }] },
      { effect: 'keepBenefit', ask: { about: 'points', askId, orderId, memberId, points: wanted } },
    ],
  };
};

export function pointsAnswered(
  state: SaleState,
  finding: Extract<BenefitFinding, { about: 'points' }>,
  context: SaleContext,
): SaleDecision {
  const { orderId, member } = state;
  if (finding.found === 'late') return refuse(state, 'POINTS_NEED_NETWORK');
  if (orderId === undefined || !member) return { state, effects: [] };
  const { points, rate } = finding;
  const { memberId } = member;
  const next = relist({ ...state, points: { memberId, reserved: points, rate } }, context);
  const reserved = { kind: 'pointsReserved' as const, orderId, memberId, points, rate };
  return { state: next.state, effects: [{ effect: 'append', bodies: [reserved] }, ...next.effects] };
}

/** The shopper keeps the points; asked for again, the cloud keeps the same ones. */
export const leavePoints: SaleHandler<'leavePoints'> = (state, _input, context) => {
  const { orderId, points } = state;
  if (orderId === undefined || !points) return { state, effects: [] };
  const next = relist({ ...state, points: undefined }, context);
  return {
    state: next.state,
    effects: [{ effect: 'append', bodies: [{ kind: 'pointsDropped', orderId }] }, ...next.effects],
  };
};
