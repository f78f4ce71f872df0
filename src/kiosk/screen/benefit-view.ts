/** Coupons and points as the screen shows them: what counts for the list, what it saves, what could be done. */

import type { PricedLine } from '../../domain/basket.ts';
import type { Bundle } from '../../domain/bundle.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Order } from '../../domain/order.ts';
import { couponOffMinor, pointsOffMinor } from '../../domain/order-benefits.ts';
import { spendable, worthMinor } from '../../domain/points.ts';
import type { Text } from '../../domain/text.ts';
import type { SaleState } from '../sale/sale-state.ts';

export interface ViewCoupon {
  readonly couponId: string;
  readonly codeMasked: string;
  readonly name: Text;
  /** What it takes off now; nothing where its condition is not met yet. */
  readonly offMinor: number;
  /** Its signature alone vouched for it. */
  readonly offline: boolean;
}

export interface ViewPoints {
  /** Spent on this list. */
  readonly spent: number;
  readonly offMinor: number;
  /** What could be spent instead of money, and what it is worth; absent where nothing could. */
  readonly offer?: { readonly points: number; readonly worthMinor: number };
  /** Why none can be spent now. */
  readonly unavailable?: FaultCode;
}

export interface ViewBenefits {
  /** Coupons can be shown or typed here; `asking` while one is being checked. */
  readonly coupons?: { readonly asking: boolean; readonly shown: readonly ViewCoupon[] };
  readonly points?: ViewPoints;
}

/** What a bundle says of them. */
export type SiteBenefits = Pick<Bundle, 'coupons' | 'points' | 'promotions'>;

export function benefitsView(
  sale: SaleState,
  order: Order | undefined,
  site: SiteBenefits | undefined,
  online: boolean,
): { readonly benefits?: ViewBenefits } {
  if (!site || !(site.coupons || site.points)) return {};
  const lines = order?.submitted && sale.phase !== 'listing' ? order.lines : sale.basket.lines;
  const points = pointsView(sale, lines, site, online);
  return {
    benefits: {
      ...(site.coupons ? { coupons: couponsView(sale, lines, site) } : {}),
      ...(points ? { points } : {}),
    },
  };
}

function couponsView(sale: SaleState, lines: readonly PricedLine[], { promotions }: SiteBenefits) {
  const shown = (sale.coupons ?? []).map(({ couponId, seriesId, codeMasked, by }): ViewCoupon => {
    const name = promotions.find(({ coupon }) => coupon === seriesId)?.name ?? { zh: '优惠券', en: 'Coupon' };
    return {
      ...{ couponId, codeMasked, name },
      offMinor: couponOffMinor(lines, seriesId),
      offline: by === 'signature',
    };
  });
  return { asking: sale.benefitAsk?.about === 'coupon', shown };
}

function pointsView(
  { member, points, basket, phase }: SaleState,
  lines: readonly PricedLine[],
  { points: policy }: SiteBenefits,
  online: boolean,
): ViewPoints | undefined {
  if (!policy || member?.by !== 'code') return undefined;
  const offMinor = pointsOffMinor(lines);
  if (points) return { spent: basket.pointsSpent ?? 0, offMinor };
  if (!online) return { spent: 0, offMinor: 0, unavailable: 'POINTS_NEED_NETWORK' };
  const could = spendable(member.pointsBalance ?? 0, basket.totals.dueMinor, policy.spend);
  if (could === 0 || phase !== 'listing') return undefined;
  return { spent: 0, offMinor, offer: { points: could, worthMinor: worthMinor(could, policy.spend) } };
}
