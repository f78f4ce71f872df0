/**
 * What a sale does where pre-verification says no: nothing is intended, the refusal is put on record, and the
 * page that says what failed is shown; each of its corrections leads to where it can be put right. Pure, a
 * part of `sale-machine.ts`.
 */
import { remainingMinor } from '../../domain/order-money.ts';
import { hasPassed } from '../../domain/verification-outcome.ts';
import { checkAtMachine } from '../payments/pre-verification.ts';
import {
  enter,
  type NotVerified,
  type SaleContext,
  type SaleDecision,
  type SaleState,
} from './sale-state.ts';

/** Puts on record and shows that the machine's own rules refused a payment. */
export function refusedByRules(
  state: SaleState,
  notVerified: NotVerified,
  amountMinor: number,
  { nowMs }: SaleContext,
): SaleDecision {
  const { tender, platform, outcome: verification } = notVerified;
  const shown = showNotVerified(state, notVerified, nowMs);
  if (state.orderId === undefined) return shown;
  const { orderId } = state;
  const by = platform === undefined ? {} : { platform };
  const refusal = { kind: 'paymentRefused' as const, orderId, tender, ...by, amountMinor, verification };
  return { ...shown, effects: [{ effect: 'append', bodies: [refusal] }, ...shown.effects] };
}

/** The page that says what failed; the refusal itself is on record. */
export function showNotVerified(state: SaleState, notVerified: NotVerified, nowMs: number): SaleDecision {
  return {
    state: enter(state, 'verificationFailed', nowMs, { notVerified }),
    effects: [{ effect: 'sound', sound: 'failed' }],
  };
}

/** Why cash or nothing at all may not settle the list of this sale; undefined where it may. */
export function refusalOf(
  tender: 'cash' | 'free',
  { basket, orderId }: SaleState,
  context: SaleContext,
): NotVerified | undefined {
  if (orderId === undefined) return undefined;
  const { lines, totals } = basket;
  const amountMinor = context.order ? remainingMinor(context.order) : undefined;
  const outcome = checkAtMachine({ tender, orderId, lines, totals, amountMinor }, context);
  return outcome && !hasPassed(outcome) ? { tender, outcome } : undefined;
}
