/**
 * The money of an order that may be split over several tenders: what came in, what is still to be paid, and
 * what covers it when it is paid. Every sum is of the order's own facts.
 */
import type { Order } from './order.ts';
import type { RecordOf } from './record.ts';

/** Everything that came in for the order: charges paid and coins. */
export function receivedMinor(order: Order): number {
  const paid = order.charges.filter((charge) => charge.state === 'paid');
  return paid.reduce((sum, charge) => sum + charge.amountMinor, order.cashMinor);
}

/** What is still to be paid; nothing once it is covered. */
export function remainingMinor(order: Order): number {
  return Math.max(0, order.totals.dueMinor - receivedMinor(order));
}

/** Coins beyond what was due; charges are never for more than what remained. */
export function changeDueMinor(order: Order): number {
  return Math.max(0, Math.min(order.cashMinor, receivedMinor(order) - order.totals.dueMinor));
}

/** What covers the order, its change left out: in the order in which the charges were begun, coins first. */
export function paymentsOf(order: Order): RecordOf<'orderPaid'>['payments'] {
  const cashKept = order.cashMinor - changeDueMinor(order);
  const cash = cashKept > 0 ? [{ tender: 'cash' as const, amountMinor: cashKept }] : [];
  const charges = order.charges.filter((charge) => charge.state === 'paid');
  return [
    ...cash,
    ...charges.map(({ amountMinor, chargeId, platform }) => ({
      ...{ tender: 'code' as const, amountMinor, chargeId, platform },
    })),
  ];
}
