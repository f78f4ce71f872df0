/** Coupons and points as the machine sees them, through the cloud: questions with a deadline. */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { PointsRate } from '../../domain/points.ts';

export type BenefitQuestion =
  | {
      readonly about: 'coupon';
      readonly askId: string;
      readonly orderId: string;
      readonly code: string;
      readonly expiresAtMs: number;
    }
  | {
      readonly about: 'points';
      readonly askId: string;
      readonly orderId: string;
      readonly memberId: string;
      readonly points: number;
      readonly expiresAtMs: number;
    };

/** Kept for the order, or why not. */
export type BenefitAnswer =
  | {
      readonly about: 'coupon';
      readonly askId: string;
      readonly coupon?:
        | {
            readonly couponId: string;
            readonly seriesId: string;
            readonly codeMasked: string;
            readonly expiresAtMs: number;
          }
        | undefined;
      readonly refused?: FaultCode | undefined;
    }
  | {
      readonly about: 'points';
      readonly askId: string;
      readonly kept?: { readonly points: number; readonly rate: PointsRate } | undefined;
      readonly refused?: FaultCode | undefined;
    };

export interface BenefitLink {
  /** Resolves when the network took it. */
  askBenefit(question: BenefitQuestion): Promise<void>;
  onBenefit(listener: (answer: BenefitAnswer) => void): void;
}
