/** Coupons as the API needs them: their codes are made elsewhere, and answered once. */
import type { Text } from '../../domain/text.ts';
import type { CloudTransaction } from '../database/schema.ts';

export interface Coupons {
  issue(
    tx: CloudTransaction,
    merchantId: string,
    order: {
      readonly seriesId: string;
      readonly name: Text;
      readonly count: number;
      readonly signed: boolean;
      readonly expiresAtMs: number;
    },
  ): Promise<string[]>;
  /** Throws `NOT_FOUND` for a coupon that no order keeps. */
  free(tx: CloudTransaction, merchantId: string, couponId: string): Promise<{ readonly orderId: string }>;
}
