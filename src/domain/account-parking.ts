/** What payments for parking become in the ledger of accounts: the amount due, less coupon and points; and too much. */
import type { AccountEntry, AccountName, Posting, PostingPlace } from './account.ts';
import type { Currency } from './money.ts';
import type { ParkingChannel, ParkingPayment } from './parking-payment.ts';

/** Platforms that owe a merchant what its own lots' machines took through them. */
const platforms: readonly ParkingChannel[] = ['wechat', 'alipay', 'unionpay', 'qr'];

/** Who tells of a payment: a lot that is not ours, the pay machine of our own, or its driver's phone through us. */
export type ParkingPaymentSource = 'lot' | 'machine' | 'phone';

/**
 * What an own lot's machine took through a platform is with the platform. What a phone paid came with a charge,
 * which has posted it already: it waits in `orders` under the order's number. All else is at the lot's counter.
 */
export function parkingPaidEntry(
  payment: ParkingPayment,
  at: PostingPlace & {
    readonly lotId: string;
    readonly currency: Currency;
    readonly source: ParkingPaymentSource;
  },
): AccountEntry {
  const { paySerial, orderId, channel, regularMinor, couponMinor, pointsMinor, actualMinor } = payment;
  const { currency, source, ...place } = at;
  return {
    ...{ source: { kind: 'parkingPaid', id: `${at.lotId}/${paySerial}` }, atMs: payment.paidAtMs },
    ...{ currency, orderId, ...place },
    postings: [
      { account: accountOf(source, channel), channel, amountMinor: actualMinor },
      { account: 'coupons', amountMinor: couponMinor },
      { account: 'points', amountMinor: pointsMinor },
      { account: 'parking', amountMinor: -regularMinor },
    ],
  };
}

/** How money that came in twice for a stay ends: a platform gives it back, the lot does, or the merchant keeps it. */
export type PaidTwiceEnd = 'refund' | 'handBack' | 'writeOff';

/**
 * What a platform gives back waits in `orders` until its refund is made; what the lot gives back leaves where the
 * payment told last was; what is kept is no parking fee.
 */
export function paidTwicePostings(
  end: PaidTwiceEnd,
  { channel, amountMinor }: { readonly channel: ParkingChannel; readonly amountMinor: number },
): Posting[] {
  switch (end) {
    case 'refund':
      return [
        { account: 'refunds', amountMinor },
        { account: 'orders', amountMinor: -amountMinor },
      ];
    case 'handBack':
      return [
        { account: 'refunds', amountMinor },
        { account: accountOf('machine', channel), channel, amountMinor: -amountMinor },
      ];
    case 'writeOff':
      return [
        { account: 'parking', amountMinor },
        { account: 'writeOffs', amountMinor: -amountMinor },
      ];
  }
}

function accountOf(source: ParkingPaymentSource, channel: ParkingChannel): AccountName {
  if (source === 'phone') return 'orders';
  return source === 'machine' && platforms.includes(channel) ? 'receivable' : 'counter';
}
