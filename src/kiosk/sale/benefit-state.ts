/** What a sale knows, asks and hears of coupons and points; a part of `sale-state.ts`. */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { OrderCoupon } from '../../domain/order-benefits.ts';
import type { PointsRate } from '../../domain/points.ts';

/** A question to the cloud: keep this for the order. A coupon's code goes no further than the message. */
export type BenefitAsk =
  | { readonly about: 'coupon'; readonly askId: string; readonly orderId: string; readonly code: string }
  | {
      readonly about: 'points';
      readonly askId: string;
      readonly orderId: string;
      readonly memberId: string;
      readonly points: number;
    };

/** What became of it. `late`: nobody answered in time; a signed coupon may hold without an answer. */
export type BenefitFinding =
  | {
      readonly about: 'coupon';
      readonly askId: string;
      readonly found: 'kept';
      readonly coupon: Omit<OrderCoupon, 'by'>;
    }
  | { readonly about: 'coupon'; readonly askId: string; readonly found: 'late'; readonly code: string }
  | {
      readonly about: 'points';
      readonly askId: string;
      readonly found: 'kept';
      readonly points: number;
      readonly rate: PointsRate;
    }
  | { readonly about: 'points'; readonly askId: string; readonly found: 'late' }
  | {
      readonly about: 'coupon' | 'points';
      readonly askId: string;
      readonly found: 'refused';
      readonly reason: FaultCode;
    };

export interface SaleBenefits {
  /** Those that count for the list. */
  readonly coupons?: readonly OrderCoupon[] | undefined;
  /** The question that is not answered yet. */
  readonly benefitAsk?: { readonly askId: string; readonly about: 'coupon' | 'points' } | undefined;
  /** Coupons asked about in this sale; whoever tries codes has to come again. */
  readonly couponTries?: number | undefined;
  /** Points that the cloud keeps for the order; they count while the member is the same. */
  readonly points?:
    | { readonly memberId: string; readonly reserved: number; readonly rate: PointsRate }
    | undefined;
}

export type BenefitInput =
  /** A coupon's code typed at the list. */
  | { readonly type: 'nameCoupon'; readonly code: string }
  | { readonly type: 'dropCoupon'; readonly couponId: string }
  | { readonly type: 'usePoints' }
  | { readonly type: 'leavePoints' }
  | { readonly type: 'benefitAnswered'; readonly finding: BenefitFinding };

/** What the machine remembers of coupons that it accepted on their signature alone. */
export interface CouponFacts {
  isUsed(couponId: string): boolean;
  /** Those that the cloud has not heard of. */
  readonly unsettledCount: number;
  readonly unsettledMinor: number;
}
