/** What charges, refunds and parking become in the ledger of accounts. */
import { type AccountEntry, channelAccount, type PostingPlace } from './account.ts';
import type { Currency } from './money.ts';

interface Money {
  readonly orderId: string;
  readonly machineId: string;
  readonly channel: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly atMs: number;
}

/**
 * Money that a channel took: `charge` when it was paid, `lateCharge` when it came after its end and is given back,
 * `chargeUndone` when what was paid here turned out not to be.
 */
export function chargeEntry(
  kind: 'charge' | 'lateCharge' | 'chargeUndone',
  charge: Money & { readonly chargeId: string },
): AccountEntry {
  const { chargeId, orderId, machineId, channel, currency, atMs } = charge;
  const amountMinor = kind === 'chargeUndone' ? -charge.amountMinor : charge.amountMinor;
  return {
    ...{ source: { kind, id: chargeId }, atMs, currency, orderId, machineId },
    postings: [
      { account: channelAccount(channel), channel, amountMinor },
      { account: 'orders', channel, amountMinor: -amountMinor },
    ],
  };
}

/** Money that a channel gave back. */
export function refundEntry(refund: Money & { readonly refundId: string }): AccountEntry {
  const { refundId, orderId, machineId, channel, currency, atMs, amountMinor } = refund;
  return {
    ...{ source: { kind: 'refund', id: refundId }, atMs, currency, orderId, machineId },
    postings: [
      { account: 'orders', channel, amountMinor },
      { account: channelAccount(channel), channel, amountMinor: -amountMinor },
    ],
  };
}

/** A stay that was given free with an order: what it would have cost, and that nobody pays it. */
export function parkingGrantedEntry(
  grant: PostingPlace & {
    readonly orderId: string;
    readonly feeMinor: number;
    readonly currency: Currency;
    readonly atMs: number;
  },
): AccountEntry {
  const { orderId, feeMinor, currency, atMs, machineId, siteId, lotId } = grant;
  return {
    ...{ source: { kind: 'parkingGranted', id: orderId }, atMs, currency, orderId },
    ...{ machineId, siteId, lotId },
    postings: [
      { account: 'parkingWaived', amountMinor: feeMinor },
      { account: 'parking', amountMinor: -feeMinor },
    ],
  };
}
