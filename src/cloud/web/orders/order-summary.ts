/** An order in a few words, for tables. */
import type { Text } from '../../../domain/text.ts';
import { platformName, tenderNames } from '../../../look/shared-texts.ts';
import type { RestOrder } from '../../../wire/rest.ts';

/** What was bought: the first name, and how many pieces more. */
export function goodsText(order: RestOrder): Text {
  const first = order.lines[0];
  if (!first) return { zh: '空清单', en: 'Empty list' };
  const more = order.totals.pieces - first.quantity;
  const times = first.quantity > 1 ? ` × ${first.quantity}` : '';
  if (more <= 0) return { zh: `${first.name.zh}${times}`, en: `${first.name.en}${times}` };
  return {
    zh: `${first.name.zh}${times} 等 ${order.totals.pieces} 件`,
    en: `${first.name.en}${times} + ${more} more`,
  };
}

/** The platform of a payment code, or cash. */
export function paymentText(payment: RestOrder['payments'][number]): Text {
  if (payment.tender === 'cash' || payment.platform === undefined) return tenderNames[payment.tender];
  return platformName(payment.platform);
}

/** By what it was paid, or was to be paid. */
export function tenderText(order: RestOrder): Text | undefined {
  const taken = order.payments.filter((payment) => payment.state === 'paid');
  const shown = taken.length > 0 ? taken : order.payments.slice(-1);
  const names = shown.map(paymentText);
  if (names.length === 0) return undefined;
  return { zh: names.map((name) => name.zh).join(' + '), en: names.map((name) => name.en).join(' + ') };
}

/** The end of an order's number: enough to tell orders of a day apart. */
export function shortNumber(orderId: string): string {
  return `…${orderId.slice(-8)}`;
}

/** What was given back, in minor units. */
export function refundedMinor(order: RestOrder): number {
  const byCode = order.refunds.filter((refund) => refund.state !== 'failed');
  const inCash = order.payouts.filter((payout) => payout.purpose === 'refund');
  return (
    byCode.reduce((sum, refund) => sum + refund.amountMinor, 0) +
    inCash.reduce((sum, payout) => sum + payout.amountMinor, 0)
  );
}
