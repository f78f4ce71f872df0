/**
 * Coupons at the list: scanned or typed, kept for the order by the cloud, or accepted on their signature
 * while the network is away. Intent before act: that a coupon is asked for is on record first, so that what
 * the cloud keeps is free when the order ends. Pure, a part of `sale-machine.ts`.
 */
import { type CouponCode, couponsMax, readCoupon } from '../../domain/coupon.ts';
import { isGenuine } from '../../domain/coupon-signature.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { couponOffMinor, type OrderCoupon } from '../../domain/order-benefits.ts';
import { symbologyOf } from '../../domain/symbology.ts';
import type { BenefitFinding } from './benefit-state.ts';
import { relist } from './list-sale-machine.ts';
import { scanMemberOrGoods } from './member-sale-machine.ts';
import {
  enter,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleHandler,
  type SaleState,
} from './sale-state.ts';

/** Coupons asked about in one sale. */
const triesMax = 10;

/** A coupon, a member code, or goods. */
export const scanForList: SaleHandler<'scanned'> = (state, input, context) => {
  const isText = (symbologyOf(input.symbology)?.content ?? 'text') === 'text';
  const code = isText ? readCoupon(input.text) : undefined;
  return code ? show(state, code, context) : scanMemberOrGoods(state, input, context);
};

export const nameCoupon: SaleHandler<'nameCoupon'> = (state, { code: typed }, context) => {
  const code = readCoupon(typed);
  return code ? show(state, code, context) : refuse(state, 'COUPON_UNKNOWN');
};

function show(state: SaleState, code: CouponCode, context: SaleContext): SaleDecision {
  const tries = (state.couponTries ?? 0) + 1;
  if (!context.shop.bundle.coupons) return refuse(state, 'COUPON_NOT_HERE');
  if (state.benefitAsk) return refuse(state, 'SALE_BUSY');
  if (tries > triesMax) return refuse(state, 'COUPON_TOO_MANY');
  const tried = { ...state, couponTries: tries };
  if (code.form === 'signed') {
    const { seriesId } = code.claim;
    const problem = seriesProblem(state, seriesId, context);
    if (problem) return refuse(tried, problem);
  }
  if (!context.online) return offline(tried, code, context);
  const orderId = state.orderId ?? context.makeId('ord');
  const askId = context.makeId('ask');
  const page = state.phase === 'welcome' ? enter(tried, 'listing', context.nowMs) : tried;
  return {
    state: { ...page, orderId, benefitAsk: { askId, about: 'coupon' } },
    effects: [
      { effect: 'append', bodies: [{ kind: 'couponAsked', orderId, codeMasked: code.masked }] },
      { effect: 'keepBenefit', ask: { about: 'coupon', askId, orderId, code: code.code } },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
}

/** Why a coupon of the series cannot count for this list, whatever it is worth. */
function seriesProblem(
  { coupons = [] }: SaleState,
  seriesId: string,
  { shop }: SaleContext,
): FaultCode | undefined {
  if (!shop.bundle.promotions.some(({ coupon }) => coupon === seriesId)) return 'COUPON_NOT_HERE';
  if (coupons.length >= couponsMax) return 'COUPON_ONE_OF_A_KIND';
  return coupons.some((coupon) => coupon.seriesId === seriesId) ? 'COUPON_ONE_OF_A_KIND' : undefined;
}

/** The cloud said whether it keeps the coupon, or did not say so in time. */
export function couponAnswered(
  state: SaleState,
  finding: Extract<BenefitFinding, { about: 'coupon' }>,
  context: SaleContext,
): SaleDecision {
  if (finding.found === 'late') {
    const code = readCoupon(finding.code);
    return code ? offline(state, code, context) : { state, effects: [] };
  }
  const problem = seriesProblem(state, finding.coupon.seriesId, context);
  return problem ? refuse(state, problem) : accept(state, { ...finding.coupon, by: 'cloud' }, context);
}

/** What its signature vouches for, within the limit of what the machine may believe. */
function offline(state: SaleState, code: CouponCode, context: SaleContext): SaleDecision {
  const { bundle } = context.shop;
  const { coupons: policy } = bundle;
  if (code.form === 'short' || !policy || context.clockDoubt) return refuse(state, 'COUPON_NEEDS_NETWORK');
  if (!isGenuine(policy.key, bundle.merchantId, code)) return refuse(state, 'COUPON_UNKNOWN');
  const { claim, masked } = code;
  if (claim.expiresAtMs <= context.nowMs) return refuse(state, 'COUPON_EXPIRED');
  if (context.couponFacts?.isUsed(claim.couponId)) return refuse(state, 'COUPON_USED');
  const problem = seriesProblem(state, claim.seriesId, context);
  if (problem) return refuse(state, problem);
  if ((context.couponFacts?.unsettledCount ?? 0) >= policy.offlineCountMax) {
    return refuse(state, 'COUPON_OFFLINE_LIMIT');
  }
  const next = accept(state, { ...claim, codeMasked: masked, by: 'signature' }, context);
  return overLimit(next.state, context) ? refuse(state, 'COUPON_OFFLINE_LIMIT') : next;
}

/** Whether the list's coupons, believed on their signature, would take more off than the machine may. */
export function overLimit({ coupons = [], basket }: SaleState, context: SaleContext): boolean {
  const policy = context.shop.bundle.coupons;
  const believed = coupons.filter(({ by }) => by === 'signature');
  const offMinor = believed.reduce((sum, { seriesId }) => sum + couponOffMinor(basket.lines, seriesId), 0);
  return (
    offMinor > 0 && (context.couponFacts?.unsettledMinor ?? 0) + offMinor > (policy?.offlineMinorMax ?? 0)
  );
}

function accept(before: SaleState, coupon: OrderCoupon, context: SaleContext): SaleDecision {
  const orderId = before.orderId ?? context.makeId('ord');
  const coupons = [...(before.coupons ?? []), coupon];
  const next = relist({ ...before, orderId, coupons }, context);
  return {
    state: next.state,
    effects: [
      { effect: 'append', bodies: [{ kind: 'couponAccepted', orderId, ...coupon }] },
      ...next.effects,
    ],
  };
}

/** The shopper keeps it for another time. */
export const dropCoupon: SaleHandler<'dropCoupon'> = (state, { couponId }, context) => {
  const { orderId, coupons = [] } = state;
  if (orderId === undefined || !coupons.some((one) => one.couponId === couponId)) {
    return { state, effects: [] };
  }
  const next = relist({ ...state, coupons: coupons.filter((one) => one.couponId !== couponId) }, context);
  const dropped = { kind: 'couponDropped' as const, orderId, couponId };
  return { state: next.state, effects: [{ effect: 'append', bodies: [dropped] }, ...next.effects] };
};
