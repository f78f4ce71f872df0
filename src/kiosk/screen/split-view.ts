/** Money of an order that is paid in parts, as the screen shows it: what is paid by what, and what goes back. */
import { isPaid, type Order } from '../../domain/order.ts';
import { receivedMinor, remainingMinor } from '../../domain/order-money.ts';
import type { View, ViewPart } from './view.ts';

/** What is in while the rest is still to be paid. */
export function splitOf(order: Order | undefined): Pick<View, 'split'> {
  if (!order?.submitted || isPaid(order) || order.abandoned !== undefined || receivedMinor(order) === 0)
    return {};
  const charges = order.charges.filter((charge) => charge.state === 'paid');
  const parts: ViewPart[] = charges.map(({ platform, amountMinor }) => ({
    tender: 'code',
    platform,
    amountMinor,
  }));
  if (order.cashMinor > 0) parts.push({ tender: 'cash', amountMinor: order.cashMinor });
  return { split: { parts, remainingMinor: remainingMinor(order) } };
}

export interface MoneyBack {
  readonly amountMinor: number;
  readonly state: 'inExecution' | 'refunded' | 'failed';
  readonly by: 'code' | 'cash';
  /** Each by the way it came. */
  readonly parts: readonly ViewPart[];
}

export function moneyBack(order: Order): MoneyBack {
  const payouts = order.payouts.filter((p) => p.purpose === 'refund');
  const { refunds } = order;
  const paidOut = payouts.reduce((sum, p) => sum + p.amountMinor, 0);
  const failed = refunds.some((r) => r.state === 'failed') || payouts.some((p) => p.owedMinor > 0);
  const pending = refunds.some((r) => r.state === 'intended') || payouts.some((p) => p.state === 'intended');
  const parts: ViewPart[] = refunds.map(({ chargeId, amountMinor }) => ({
    tender: 'code',
    platform: order.charges.find((charge) => charge.chargeId === chargeId)?.platform ?? '',
    amountMinor,
  }));
  if (paidOut > 0) parts.push({ tender: 'cash', amountMinor: paidOut });
  const begunMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0);
  // Of an order that was given up all comes back, also what is not on its way yet.
  const givenUp = order.abandoned !== undefined && !isPaid(order);
  const amountMinor = givenUp ? Math.max(begunMinor, receivedMinor(order)) : begunMinor;
  const byCode = refunds.length > 0 || (givenUp && order.charges.some(({ state }) => state === 'paid'));
  return {
    amountMinor,
    state: failed ? 'failed' : pending || begunMinor < amountMinor ? 'inExecution' : 'refunded',
    by: byCode ? 'code' : 'cash',
    parts,
  };
}
