/** What a payment for parking becomes in the ledger of accounts: the amount due, less coupon and points. */
import { type AccountEntry, channelAccount, type PostingPlace } from './account.ts';
import type { Currency } from './money.ts';
import type { ParkingPayment } from './parking-payment.ts';

/** Money that a lot took itself is at its counter; what our own channels took is with them. */
export function parkingPaidEntry(
  payment: ParkingPayment,
  at: PostingPlace & { readonly lotId: string; readonly currency: Currency; readonly ours: boolean },
): AccountEntry {
  const { paySerial, orderId, channel, regularMinor, couponMinor, pointsMinor, actualMinor } = payment;
  const { currency, ours, ...place } = at;
  return {
    ...{ source: { kind: 'parkingPaid', id: `${at.lotId}/${paySerial}` }, atMs: payment.paidAtMs },
    ...{ currency, orderId, ...place },
    postings: [
      { account: ours ? channelAccount(channel) : 'counter', channel, amountMinor: actualMinor },
      { account: 'coupons', amountMinor: couponMinor },
      { account: 'points', amountMinor: pointsMinor },
      { account: 'parking', amountMinor: -regularMinor },
    ],
  };
}
