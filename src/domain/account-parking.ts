/** What a payment for parking becomes in the ledger of accounts: the amount due, less coupon and points. */
import type { AccountEntry, PostingPlace } from './account.ts';
import type { Currency } from './money.ts';
import type { ParkingChannel, ParkingPayment } from './parking-payment.ts';

/** Platforms that owe a merchant what its own lots' machines took through them. */
const platforms: readonly ParkingChannel[] = ['wechat', 'alipay', 'unionpay', 'qr'];

/** What an own lot took through a platform is with the platform; everything else is at the lot's counter. */
export function parkingPaidEntry(
  payment: ParkingPayment,
  at: PostingPlace & { readonly lotId: string; readonly currency: Currency; readonly own: boolean },
): AccountEntry {
  const { paySerial, orderId, channel, regularMinor, couponMinor, pointsMinor, actualMinor } = payment;
  const { currency, own, ...place } = at;
  const account = own && platforms.includes(channel) ? 'receivable' : 'counter';
  return {
    ...{ source: { kind: 'parkingPaid', id: `${at.lotId}/${paySerial}` }, atMs: payment.paidAtMs },
    ...{ currency, orderId, ...place },
    postings: [
      { account, channel, amountMinor: actualMinor },
      { account: 'coupons', amountMinor: couponMinor },
      { account: 'points', amountMinor: pointsMinor },
      { account: 'parking', amountMinor: -regularMinor },
    ],
  };
}
