/**
 * Stands where a merchant's account with a platform is gone: nothing can be found out, so what is open stays
 * open, is tried again and is shown, until the account is set up again or a person settles it.
 */
import { alipayManners, type PaymentPlatform } from './payment-platform.ts';

const unknown = { kind: 'unknown', reason: 'CODE_PLATFORM_UNKNOWN' } as const;

export const absentPlatform: PaymentPlatform = {
  manners: alipayManners,
  currencies: [],
  pay: async () => unknown,
  query: async () => unknown,
  cancel: async () => ({ kind: 'again', reason: unknown.reason }),
  refund: async () => unknown,
  queryRefund: async () => unknown,
  stop: async () => undefined,
};
