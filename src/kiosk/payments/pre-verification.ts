/**
 * The machine's own part of pre-verification: what it knows of a payment, checked by the rules that came with
 * the bundle, before the intent is written. The rules are the cached ones while the network is down, so cash
 * and free goods are held to them too. Pure.
 */
import type { PricedLine, Totals } from '../../domain/basket.ts';
import { localTime } from '../../domain/local-time.ts';
import { isPaid, type Order } from '../../domain/order.ts';
import { checksAt, verify } from '../../domain/verification.ts';
import type { CheckData } from '../../domain/verification-data.ts';
import type { VerificationOutcome } from '../../domain/verification-outcome.ts';
import type { Shop } from '../checkout/shop.ts';

/** What is about to be paid, and how. */
export interface PaymentToCheck {
  readonly tender: 'code' | 'cash' | 'free';
  readonly platform?: string | undefined;
  readonly codeMasked?: string | undefined;
  readonly orderId: string;
  readonly lines: readonly PricedLine[];
  readonly totals: Totals;
  /** What this payment is for, where that is not the whole. */
  readonly amountMinor?: number | undefined;
}

export interface CheckContext {
  readonly shop: Shop;
  readonly nowMs: number;
  /** The order as its records tell it. */
  readonly order: Order | undefined;
  /** What this machine took since the site's day began; undefined where its records do not reach so far. */
  readonly takenToday: { readonly payments: number; readonly paidMinor: number } | undefined;
}

/** The result of every key the machine checks; undefined where it has no rules. */
export function checkAtMachine(
  payment: PaymentToCheck,
  context: CheckContext,
): VerificationOutcome | undefined {
  const rules = context.shop.bundle.verification;
  if (!rules || !checksAt(rules, 'machine')) return undefined;
  return verify(rules, 'machine', checkDataOf(payment, context));
}

/** What of a list the rules may ask about, here and in the cloud. */
export function basketFacts(lines: readonly PricedLine[], totals: Totals) {
  return {
    pieces: totals.pieces,
    lines: lines.length,
    categories: [...new Set(lines.map(({ category }) => category))].sort(),
  };
}

function checkDataOf(payment: PaymentToCheck, { shop, nowMs, order, takenToday }: CheckContext): CheckData {
  const { bundle } = shop;
  const { weekday, minuteOfDay } = localTime(nowMs, bundle.timeZone);
  const charges = order?.charges ?? [];
  const inState = (...states: string[]) => charges.filter(({ state }) => states.includes(state)).length;
  return {
    amountMinor: payment.amountMinor ?? payment.totals.dueMinor,
    currency: bundle.currency,
    tender: payment.tender,
    platform: payment.platform ?? '',
    codeMasked: payment.codeMasked ?? '',
    merchantId: bundle.merchantId,
    machineId: bundle.machineId,
    orderId: payment.orderId,
    ...basketFacts(payment.lines, payment.totals),
    hour: Math.floor(minuteOfDay / 60),
    weekday,
    'machine.paymentsToday': takenToday?.payments,
    'machine.paidTodayMinor': takenToday?.paidMinor,
    'machine.orderPaid': order !== undefined && isPaid(order),
    'machine.openCharges': inState('intended'),
    'machine.failedCharges': inState('failed', 'reversed'),
  };
}
