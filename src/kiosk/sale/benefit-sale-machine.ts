/**
 * What coupons and points mean on each page: they are shown, dropped and answered for at the list, and
 * nothing anywhere else. Pure, a part of `sale-machine.ts`.
 */
import { couponAnswered, dropCoupon, nameCoupon, overLimit } from './coupon-sale-machine.ts';
import { submit } from './list-sale-machine.ts';
import { leavePoints, pointsAnswered, usePoints } from './points-sale-machine.ts';
import { refuse, type SaleDecision, type SaleHandler, type SaleState } from './sale-state.ts';

const ignored = (state: SaleState): SaleDecision => ({ state, effects: [] });

/** Only the last question counts, and only at the list; what is kept for nothing is free when the order ends. */
const benefitAnswered: SaleHandler<'benefitAnswered'> = (state, { finding }, context) => {
  if (state.benefitAsk?.askId !== finding.askId) return { state, effects: [] };
  const answered = { ...state, benefitAsk: undefined };
  if (state.phase !== 'listing') return { state: answered, effects: [] };
  if (finding.found === 'refused') return refuse(answered, finding.reason);
  return finding.about === 'coupon'
    ? couponAnswered(answered, finding, context)
    : pointsAnswered(answered, finding, context);
};

/** A list is not submitted while a coupon or points are being asked about, nor over the offline limit. */
export const submitWithBenefits: SaleHandler<'pay'> = (state, input, context) => {
  if (state.benefitAsk) return refuse(state, 'SALE_BUSY');
  if (overLimit(state, context)) return refuse(state, 'COUPON_OFFLINE_LIMIT');
  return submit(state, input, context);
};

/** What every page but the list does. */
export const noBenefits = {
  nameCoupon: ignored,
  dropCoupon: ignored,
  usePoints: ignored,
  leavePoints: ignored,
  benefitAnswered,
} as const;

export const benefitsAtList = { nameCoupon, dropCoupon, usePoints, leavePoints } as const;
