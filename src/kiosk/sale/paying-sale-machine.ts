/**
 * A submitted order is being paid: the tender, the charge, the coins, and what comes of them. What is paid is
 * read from the order's facts, never remembered here.
 */
import { isClosed, isPaid } from '../../domain/order.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import { scanPaymentCode } from '../payments/payment-machine.ts';
import { readCard } from './card-sale-machine.ts';
import { reopen } from './list-sale-machine.ts';
import { nextStep } from './order-steps.ts';
import {
  abandonOrder,
  enter,
  type SaleHandler as Handler,
  notify,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleEffect,
  type SaleInput,
  type SaleState,
  welcome,
} from './sale-state.ts';
import { askForRest, isPartPaid, payRestOtherwise } from './split-sale-machine.ts';
import { denial, endWithdrawn } from './vend-sale-machine.ts';
import { refusalOf, refusedByRules, showNotVerified } from './verification-steps.ts';

export const pickTender: Handler<'chooseTender'> = (state, input, context) => {
  if (input.tender !== 'cash') {
    const leased = input.tender === 'card' && context.anyLease === true;
    if (!context.online && !leased) return refuse(state, 'PAY_OFFLINE');
    const wanted = input.tender === 'card' ? 'card' : undefined;
    return { state: enter(state, 'presentingCode', context.nowMs, { wanted }), effects: [] };
  }
  if (!context.cashReady) return refuse(state, 'CASH_OFFLINE');
  const refused = refusalOf('cash', state, context);
  if (refused) return refusedByRules(state, refused, amountToPay(state, context), context);
  return {
    state: enter(state, 'insertingCash', context.nowMs),
    effects: [{ effect: 'cashSlot', open: true }],
  };
};

/** What is to be paid now: the whole, or what earlier parts left. */
function amountToPay({ basket }: SaleState, { order }: SaleContext): number {
  return order ? remainingMinor(order) : basket.totals.dueMinor;
}

export const backToTenders: Handler<'back'> & Handler<'timedOut'> & Handler<'retry'> = (
  state: SaleState,
  _input: unknown,
  context: SaleContext,
) => ({
  state: enter(state, 'choosingTender', context.nowMs),
  effects: [],
});

export const charge: Handler<'scanned'> = (state, input, context) => {
  // Coins may have covered it by now, with the record of that still on its way to the disk.
  if (!context.order || remainingMinor(context.order) === 0) return { state, effects: [] };
  const card = readCard(state, input, context);
  if (card) return card;
  const outcome = scanPaymentCode(input, context.order, {
    ...context,
    makeChargeId: () => context.makeId('chg'),
  });
  if ('refused' in outcome) return refuse(state, outcome.refused);
  if ('notVerified' in outcome) {
    const refused = { tender: 'code' as const, platform: outcome.platform, outcome: outcome.notVerified };
    return refusedByRules(state, refused, amountToPay(state, context), context);
  }
  if (!context.online) return refuse(state, 'PAY_OFFLINE');
  return {
    state: enter(state, 'charging', context.nowMs, { chargeStage: 'sent' }),
    effects: [
      { effect: 'append', bodies: [outcome.intent] },
      { effect: 'sendCharge', charge: outcome.charge },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
};

/** The money is in, or the charge has ended without it. */
export const chargeMoved: Handler<'orderChanged'> = (state, _input, context) => {
  const last = context.order?.charges.at(-1);
  if (!context.order || !last) return { state, effects: [] };
  if (isPaid(context.order)) return completed(state, context);
  if (last.state === 'failed' || last.state === 'reversed') {
    if (state.vend?.withdrawn) return endWithdrawn(state);
    const { platform, verification: outcome } = last;
    if (outcome) return showNotVerified(state, { tender: 'code', platform, outcome }, context.nowMs);
    const failedReason = last.reason ?? (last.state === 'reversed' ? 'PAY_TIMED_OUT' : 'PAY_DECLINED');
    return {
      state: enter(state, 'paymentFailed', context.nowMs, { failedReason }),
      effects: [{ effect: 'sound', sound: 'failed' }],
    };
  }
  return askForRest(state, context) ?? { state, effects: [] };
};

export const stageMoved: Handler<'chargeProgressed'> = (state, input) => ({
  state: { ...state, chargeStage: input.stage },
  effects: [],
});

export const cashMoved: Handler<'orderChanged'> = (state, _input, context) => {
  if (!context.order || !isPaid(context.order)) {
    return { state: enter(state, 'insertingCash', context.nowMs), effects: [] };
  }
  const next = completed(state, context);
  return { ...next, effects: [{ effect: 'cashSlot', open: false }, ...next.effects] };
};

/** Leaves the cash page: coins that are in are paid back, and the page that says so is shown. */
export const leaveCash =
  (reason: 'shopperCancelled' | 'timedOut') =>
  (state: SaleState, _input: unknown, context: SaleContext): SaleDecision => {
    const close = { effect: 'cashSlot' as const, open: false };
    if (!isPartPaid(context)) {
      return { state: enter(state, 'choosingTender', context.nowMs), effects: [close] };
    }
    return {
      state: enter(state, 'completing', context.nowMs),
      effects: [close, ...abandonOrder(state, reason), ...denial(state)],
    };
  };

/** Back from the slot: without coins to the other ways to pay, with coins to another way for the rest. */
export const leaveSlot: Handler<'back'> = (state, input, context) =>
  isPartPaid(context)
    ? payRestOtherwise(state, input, context)
    : leaveCash('shopperCancelled')(state, input, context);

function completed(state: SaleState, context: SaleContext): SaleDecision {
  return orderMoved(enter(state, 'completing', context.nowMs), { type: 'orderChanged' }, context, [
    { effect: 'sound', sound: 'paid' },
  ]);
}

/** What an order may still need while the shopper has nothing to wait for. */
const settledSteps: readonly string[] = ['nothing', 'awaitRefund', 'awaitParking', 'close'];

/** The goods are out or given up: the page rests once nothing but a refund is awaited. */
function orderMoved(
  state: SaleState,
  _input: Extract<SaleInput, { type: 'orderChanged' }>,
  context: SaleContext,
  before: readonly SaleEffect[] = [],
): SaleDecision {
  if (!context.order) return { state, effects: before };
  if (!settledSteps.includes(nextStep(context.order).step)) return { state, effects: before };
  return {
    state: enter(state, 'resting', context.nowMs),
    effects: [...before, { effect: 'sound', sound: 'takeGoods' }],
  };
}

export const orderMovedOn: Handler<'orderChanged'> = (state, input, context) =>
  orderMoved(state, input, context);

/** The result came after all, while the page that said it was unknown still stands. */
export const unknownResolved: Handler<'orderChanged'> = (state, input, context) => {
  if (!context.order) return { state, effects: [] };
  if (!isClosed(context.order)) {
    const { step } = nextStep(context.order);
    return step === 'close' ? { state, effects: [] } : orderMoved(state, input, context);
  }
  if (context.order.refunds.length > 0) return orderMoved(state, input, context);
  return { state: notify(welcome(state), 'PAY_TIMED_OUT'), effects: [] };
};

/** Free goods have no other way to be paid. */
export const anotherWay: Handler<'retry'> = (state, input, context) =>
  context.order?.submitted ? backToTenders(state, input, context) : reopen(state, { type: 'back' }, context);

/** Coins that fell while the machine was away, or a late result, may pay what the shopper still looks at. */
export const paidMeanwhile: Handler<'orderChanged'> = (state, _input, context) =>
  context.order && isPaid(context.order) ? completed(state, context) : { state, effects: [] };
