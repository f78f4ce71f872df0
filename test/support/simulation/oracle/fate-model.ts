/**
 * Predicts how an order must have ended, from what was done and seen outside alone. Where two things
 * happened at the same moment outside cannot tell which came first, and both ends are allowed.
 */
import type { OrderState } from '../../../../src/domain/record.ts';
import type { SeenOrder } from '../outside.ts';
import { type JudgedOrder, sum } from './evidence.ts';

/** The states in which the cloud may show the order. */
export function fatesOf(judged: JudgedOrder, seen: SeenOrder | undefined): readonly OrderState[] {
  const {
    order,
    codePaidMinor,
    coinsInMinor,
    codeHeldMinor,
    coinsOutMinor,
    coinsUnprovedMinor,
    owedMinor,
    pieces,
  } = judged;
  const totalMinor = order.totals.dueMinor;
  const netMinor = codeHeldMinor + coinsInMinor - coinsOutMinor + coinsUnprovedMinor - owedMinor;
  const dropped = pieces.filter((piece) => piece.drops.length > 0);
  const complete = dropped.length === pieces.length;
  if (codePaidMinor === 0 && coinsInMinor === 0 && totalMinor > 0) return unpaidFates(judged, seen);
  if (totalMinor === 0) return freeFates(judged, seen, complete);
  if (complete && netMinor === totalMinor) return completeFates(judged);
  if (codePaidMinor > 0 || sum(dropped.map((p) => p.dueMinor)) > 0) return ['deliveryFailRefundSuccess'];
  // Coins went in and all of them came back: before the order was paid, or because nothing came out.
  const unpaid = unpaidFates(judged, seen);
  return coinsInMinor >= totalMinor ? [...unpaid, 'deliveryFailRefundSuccess'] : unpaid;
}

/** No money was ever taken. */
function unpaidFates({ charges }: JudgedOrder, seen: SeenOrder | undefined): readonly OrderState[] {
  if (charges.length === 0) return ['paymentCancelledByUser'];
  return seen?.cancelled ? ['paymentFailed', 'paymentCancelledByUser'] : ['paymentFailed'];
}

/** Goods that cost nothing: handed over as if paid, or never asked for. */
function freeFates(
  judged: JudgedOrder,
  seen: SeenOrder | undefined,
  complete: boolean,
): readonly OrderState[] {
  const { pieces } = judged;
  const unpaid = unpaidFates(judged, seen);
  if (pieces.length === 0) {
    return seen?.paidShown ? ['deliveryAndPaymentSuccess'] : ['deliveryAndPaymentSuccess', ...unpaid];
  }
  if (!complete) return ['deliveryFailRefundSuccess', ...unpaid];
  return completeFates(judged);
}

/** Everything came out and was paid for; a free piece may still have come out without a proof. */
function completeFates({ pieces }: JudgedOrder): readonly OrderState[] {
  const unproved = pieces.some((piece) => piece.allowed);
  return unproved
    ? ['deliveryAndPaymentSuccess', 'deliveryFailRefundSuccess']
    : ['deliveryAndPaymentSuccess'];
}
