/**
 * A stored-value card while the network is down: it may spend what was leased to this machine, after its PIN
 * opened the lease. Intent and end are one record pair, durable before anything else happens. Pure, a part of
 * `card-sale-machine.ts`.
 */
import type { Order } from '../../domain/order.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import { maskPaymentCode } from '../../domain/payment-code.ts';
import { leaseTradeNumber } from '../../domain/spend-lease.ts';
import { scanPaymentCode } from '../payments/payment-machine.ts';
import type { CardSession } from './card-sale-state.ts';
import {
  enter,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleHandler,
  type SaleState,
} from './sale-state.ts';
import { refusedByRules } from './verification-steps.ts';

/** Whether the card has a lease here; its PIN is asked for without asking anybody. */
export function readLeased(state: SaleState, code: string, context: SaleContext): SaleDecision {
  const lease = context.leaseOf?.(code);
  if (!lease) return refuse(state, context.anyLease ? 'CARD_OFFLINE_SPENT' : 'PAY_OFFLINE');
  const { secret } = lease;
  const card = { chargeId: context.makeId('chg'), code, codeMasked: maskPaymentCode(code), lease, secret };
  return {
    state: enter(state, 'enteringPin', context.nowMs, { card }),
    effects: [{ effect: 'sound', sound: 'scanAccepted' }],
  };
}

export function tryLease(
  state: SaleState,
  card: CardSession,
  leaseId: string,
  pin: string,
  { nowMs }: SaleContext,
): SaleDecision {
  const { chargeId, code } = card;
  return {
    state: enter(state, 'checkingCard', nowMs),
    effects: [{ effect: 'openLease', chargeId, leaseId, code, pin }],
  };
}

export const leaseOpened: SaleHandler<'leaseOpened'> = (state, { chargeId, opened, triesLeft }, context) => {
  const { card } = state;
  const { order, nowMs } = context;
  if (!card?.lease || !order || card.chargeId !== chargeId) return { state, effects: [] };
  if (!opened && triesLeft > 0) {
    const again = { ...card, wrong: 'CARD_PIN_WRONG' as const, triesLeft };
    return {
      state: enter(state, 'enteringPin', nowMs, { card: again }),
      effects: [{ effect: 'sound', sound: 'scanRefused' }],
    };
  }
  if (!opened) {
    return {
      state: enter(state, 'paymentFailed', nowMs, { failedReason: 'CARD_LOCKED', card: undefined }),
      effects: [{ effect: 'sound', sound: 'failed' }],
    };
  }
  const remaining = remainingMinor(order);
  const { leftMinor } = card.lease;
  if (leftMinor >= remaining) return spendLease(state, card, order, remaining, context);
  const part = { ...card, spendableMinor: leftMinor, wrong: undefined };
  return { state: enter(state, 'offeringCardPart', nowMs, { card: part }), effects: [] };
};

/** Never more than the journal says is left, whatever the page said. */
export function spendLease(
  state: SaleState,
  card: CardSession,
  order: Order,
  wishedMinor: number,
  context: SaleContext,
): SaleDecision {
  const lease = context.leaseOf?.(card.code);
  const amountMinor = Math.min(wishedMinor, lease?.leftMinor ?? 0, remainingMinor(order));
  if (!lease || lease.leaseId !== card.lease?.leaseId || amountMinor <= 0) {
    return refuse(enter(state, 'choosingTender', context.nowMs, { card: undefined }), 'CARD_OFFLINE_SPENT');
  }
  const outcome = scanPaymentCode({ text: card.code }, order, {
    ...context,
    amountMinor,
    makeChargeId: () => card.chargeId,
  });
  const done = { ...state, card: undefined };
  if ('refused' in outcome) return refuse(enter(done, 'choosingTender', context.nowMs), outcome.refused);
  if ('notVerified' in outcome) {
    const { platform, notVerified } = outcome;
    return refusedByRules(done, { tender: 'code', platform, outcome: notVerified }, amountMinor, context);
  }
  const { leaseId } = lease;
  const { chargeId, orderId } = outcome.intent;
  const settled = {
    ...{ kind: 'chargeSettled' as const, orderId, chargeId, outcome: 'paid' as const },
    platformTradeNo: leaseTradeNumber(leaseId, chargeId),
  };
  return {
    state: enter(done, 'charging', context.nowMs, { chargeStage: 'sent' }),
    effects: [{ effect: 'append', bodies: [{ ...outcome.intent, leaseId }, settled] }],
  };
}
