/**
 * One sale as the person at the machine goes through it. `decide(state, input, context)` is pure and total:
 * every phase names what each input does to it, or lists it as ignored. What happened to the order's money
 * and goods is not kept here; it is read from the order's own facts, which come with the question.
 */
import { isClosed, isPaid } from '../../domain/order.ts';
import {
  type CheckoutOutcome,
  chooseSelection,
  pricedBasket,
  scanGoods,
  setQuantity,
} from '../checkout/checkout-machine.ts';
import { scanPaymentCode } from '../payments/payment-machine.ts';
import { nextStep } from './order-steps.ts';
import { lotAnswered, offersParking, parkingPages } from './parking-sale-machine.ts';
import {
  abandonOrder,
  enter,
  type SaleHandler as Handler,
  notify,
  type PhaseName,
  pageMs,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleEffect,
  type SaleInput,
  type SaleState,
  welcome,
} from './sale-state.ts';
import {
  denial,
  denyVend,
  endWithdrawn,
  takeVend,
  vendGone,
  vendGoneAtSlot,
  vendGoneWhilePaying,
} from './vend-sale-machine.ts';
import { refusalOf, refusedByRules, showNotVerified } from './verification-steps.ts';

/** An input that means nothing in a phase, on purpose. */
const ignored = (state: SaleState): SaleDecision => ({ state, effects: [] });

/** Puts a changed list on the screen and on record. */
function listed(state: SaleState, outcome: CheckoutOutcome, context: SaleContext): SaleDecision {
  if ('refused' in outcome) return refuse(state, outcome.refused);
  const { basket, changedLineId } = outcome;
  const orderId = state.orderId ?? context.makeId('ord');
  const { currency } = context.shop.bundle;
  const body = {
    kind: 'basketChanged' as const,
    orderId,
    currency,
    lines: [...basket.lines],
    totals: basket.totals,
  };
  return {
    state: enter(state, 'listing', context.nowMs, { basket, orderId, changedLineId }),
    effects: [
      { effect: 'append', bodies: [body] },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
}

function checkoutContext(context: SaleContext) {
  return { shop: context.shop, nowMs: context.nowMs, makeLineId: () => context.makeId('lin') };
}

const addScan: Handler<'scanned'> = (state, input, context) =>
  listed(state, scanGoods(state.basket, input, checkoutContext(context)), context);

const addChoice: Handler<'choose'> = (state, input, context) => {
  if (context.soldOut(input.selectionId)) return refuse(state, 'PRODUCT_SOLD_OUT');
  return listed(state, chooseSelection(state.basket, input, checkoutContext(context)), context);
};

/** The next customer begins while the last one's page still stands. */
function afresh<T extends 'scanned' | 'choose'>(handler: Handler<T>): Handler<T> {
  return (state, input, context) => handler(welcome(state, state.language), input, context);
}

const changeQuantity: Handler<'setQuantity'> = (state, input, context) =>
  listed(state, setQuantity(state.basket, input, checkoutContext(context)), context);

const submit: Handler<'pay'> = (state, _input, context) => {
  const { basket, orderId } = state;
  if (orderId === undefined || basket.lines.length === 0) return { state, effects: [] };
  const { bundle } = context.shop;
  const priced = pricedBasket(basket.items, checkoutContext(context));
  const submitted = {
    kind: 'orderSubmitted' as const,
    orderId,
    currency: bundle.currency,
    lines: [...priced.lines],
    totals: priced.totals,
    bundleVersion: bundle.version,
    language: state.language,
  };
  const { dueMinor } = priced.totals;
  const asked = offersParking(dueMinor, context) ? 'offeringParking' : 'choosingTender';
  const next = dueMinor === 0 ? 'completing' : asked;
  const ready = { ...state, basket: priced };
  const refused = dueMinor === 0 ? refusalOf('free', ready, context) : undefined;
  // An order that is submitted and free is delivered at once, so a refused one is not submitted.
  if (refused) return refusedByRules(ready, refused, 0, context);
  return {
    state: enter(ready, next, context.nowMs, { parking: undefined }),
    effects: [{ effect: 'append', bodies: [submitted] }],
  };
};

const abandon =
  (reason: 'shopperCancelled' | 'timedOut'): Handler<'cancel'> & Handler<'timedOut'> =>
  (state: SaleState) => ({
    state: welcome(state),
    effects: [...abandonOrder(state, reason), ...denial(state)],
  });

const cancelled = abandon('shopperCancelled');
const forgotten = abandon('timedOut');

const reopen: Handler<'back'> = (state, _input, context) => {
  // What a vending controller asks for is no list to go back to.
  if (state.vend) return cancelled(state, { type: 'cancel' }, context);
  return {
    state: enter(state, 'listing', context.nowMs),
    effects: state.orderId
      ? [{ effect: 'append', bodies: [{ kind: 'orderReopened', orderId: state.orderId }] }]
      : [],
  };
};

const pickTender: Handler<'chooseTender'> = (state, input, context) => {
  if (input.tender === 'code') {
    if (!context.online) return refuse(state, 'PAY_OFFLINE');
    return { state: enter(state, 'presentingCode', context.nowMs), effects: [] };
  }
  if (!context.cashReady) return refuse(state, 'CASH_OFFLINE');
  const refused = refusalOf('cash', state, context);
  if (refused) return refusedByRules(state, refused, state.basket.totals.dueMinor, context);
  return {
    state: enter(state, 'insertingCash', context.nowMs),
    effects: [{ effect: 'cashSlot', open: true }],
  };
};

const backToTenders: Handler<'back'> & Handler<'timedOut'> & Handler<'retry'> = (
  state: SaleState,
  _input: unknown,
  context: SaleContext,
) => ({
  state: enter(state, 'choosingTender', context.nowMs),
  effects: [],
});

const charge: Handler<'scanned'> = (state, input, context) => {
  if (!context.order) return { state, effects: [] };
  const outcome = scanPaymentCode(input, context.order, {
    ...context,
    makeChargeId: () => context.makeId('chg'),
  });
  if ('refused' in outcome) return refuse(state, outcome.refused);
  if ('notVerified' in outcome) {
    const refused = { tender: 'code' as const, platform: outcome.platform, outcome: outcome.notVerified };
    return refusedByRules(state, refused, context.order.totals.dueMinor, context);
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
const chargeMoved: Handler<'orderChanged'> = (state, _input, context) => {
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
  return { state, effects: [] };
};

const giveUpCharge: Handler<'timedOut'> = (state, input, context) =>
  context.retriesUnknown
    ? backToTenders(state, input, context)
    : {
        state: enter(state, 'paymentUnknown', context.nowMs),
        effects: [...abandonOrder(state, 'paymentUnknown'), ...denial(state)],
      };

const stageMoved: Handler<'chargeProgressed'> = (state, input) => ({
  state: { ...state, chargeStage: input.stage },
  effects: [],
});

const cashMoved: Handler<'orderChanged'> = (state, _input, context) => {
  if (!context.order || !isPaid(context.order)) {
    return { state: enter(state, 'insertingCash', context.nowMs), effects: [] };
  }
  const next = completed(state, context);
  return { ...next, effects: [{ effect: 'cashSlot', open: false }, ...next.effects] };
};

/** Leaves the cash page: coins that are in are paid back, and the page that says so is shown. */
const leaveCash =
  (reason: 'shopperCancelled' | 'timedOut') =>
  (state: SaleState, _input: unknown, context: SaleContext): SaleDecision => {
    const close = { effect: 'cashSlot' as const, open: false };
    if (!context.order || context.order.cashMinor === 0) {
      return { state: enter(state, 'choosingTender', context.nowMs), effects: [close] };
    }
    return {
      state: enter(state, 'completing', context.nowMs),
      effects: [close, ...abandonOrder(state, reason), ...denial(state)],
    };
  };

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

const orderMovedOn: Handler<'orderChanged'> = (state, input, context) => orderMoved(state, input, context);

/** The result came after all, while the page that said it was unknown still stands. */
const unknownResolved: Handler<'orderChanged'> = (state, input, context) => {
  if (!context.order) return { state, effects: [] };
  if (!isClosed(context.order)) {
    const { step } = nextStep(context.order);
    return step === 'close' ? { state, effects: [] } : orderMoved(state, input, context);
  }
  if (context.order.refunds.length > 0) return orderMoved(state, input, context);
  return { state: notify(welcome(state), 'PAY_TIMED_OUT'), effects: [] };
};

/** Free goods have no other way to be paid. */
const anotherWay: Handler<'retry'> = (state, input, context) =>
  context.order?.submitted ? backToTenders(state, input, context) : reopen(state, { type: 'back' }, context);

const leave = (state: SaleState): SaleDecision => ({ state: welcome(state), effects: [] });

const reprice: Handler<'shopChanged'> = (state, _input, context) =>
  listed(
    state,
    { basket: pricedBasket(state.basket.items, checkoutContext(context)), changedLineId: undefined },
    context,
  );

const setLanguage: Handler<'language'> = (state, input) => ({
  state: { ...state, language: input.language },
  effects: [],
});

const extend: Handler<'moreTime'> = (state, _input, context) => {
  const waitMs = pageMs[state.phase];
  if (!state.timeout?.canExtend || waitMs === undefined) return { state, effects: [] };
  return {
    state: {
      ...state,
      timeout: { startedAtMs: context.nowMs, endsAtMs: context.nowMs + waitMs, canExtend: true },
    },
    effects: [],
  };
};

const busy = (state: SaleState): SaleDecision => refuse(state, 'SALE_BUSY');

type Row = { readonly [T in SaleInput['type']]: Handler<T> };

/** Coins that fell while the machine was away, or a late result, may pay what the shopper still looks at. */
const paidMeanwhile: Handler<'orderChanged'> = (state, _input, context) =>
  context.order && isPaid(context.order) ? completed(state, context) : { state, effects: [] };

/** What every phase does unless it says otherwise. */
const usual: Row = {
  scanned: ignored,
  choose: ignored,
  vendRequested: denyVend,
  vendWithdrawn: ignored,
  setQuantity: ignored,
  pay: ignored,
  chooseTender: ignored,
  parking: ignored,
  namePlate: ignored,
  parkingLookedUp: lotAnswered,
  goOn: ignored,
  back: ignored,
  cancel: ignored,
  retry: ignored,
  finish: ignored,
  moreTime: extend,
  language: setLanguage,
  orderChanged: paidMeanwhile,
  chargeProgressed: ignored,
  timedOut: ignored,
  shopChanged: ignored,
};

const table: { readonly [P in PhaseName]: Row } = {
  welcome: { ...usual, scanned: addScan, choose: addChoice, vendRequested: takeVend },
  listing: {
    ...usual,
    scanned: addScan,
    choose: addChoice,
    setQuantity: changeQuantity,
    pay: submit,
    cancel: cancelled,
    timedOut: forgotten,
    shopChanged: reprice,
  },
  offeringParking: {
    ...usual,
    ...parkingPages.offeringParking,
    scanned: busy,
    back: reopen,
    cancel: cancelled,
  },
  namingCar: { ...usual, ...parkingPages.namingCar },
  checkingCar: { ...usual, ...parkingPages.checkingCar, scanned: busy },
  choosingTender: {
    ...usual,
    scanned: busy,
    chooseTender: pickTender,
    back: reopen,
    cancel: cancelled,
    timedOut: forgotten,
    vendWithdrawn: vendGone,
  },
  presentingCode: {
    ...usual,
    scanned: charge,
    back: backToTenders,
    cancel: cancelled,
    timedOut: backToTenders,
    vendWithdrawn: vendGone,
  },
  charging: {
    ...usual,
    scanned: busy,
    orderChanged: chargeMoved,
    chargeProgressed: stageMoved,
    timedOut: giveUpCharge,
    vendWithdrawn: vendGoneWhilePaying,
  },
  insertingCash: {
    ...usual,
    scanned: busy,
    orderChanged: cashMoved,
    back: leaveCash('shopperCancelled'),
    cancel: leaveCash('shopperCancelled'),
    timedOut: leaveCash('timedOut'),
    vendWithdrawn: vendGoneAtSlot,
  },
  verificationFailed: {
    ...usual,
    scanned: busy,
    chooseTender: pickTender,
    retry: anotherWay,
    back: reopen,
    cancel: cancelled,
    timedOut: forgotten,
    vendWithdrawn: vendGone,
  },
  paymentFailed: {
    ...usual,
    scanned: busy,
    retry: backToTenders,
    back: reopen,
    cancel: cancelled,
    timedOut: forgotten,
    vendWithdrawn: vendGone,
  },
  completing: { ...usual, scanned: busy, orderChanged: orderMovedOn },
  resting: {
    ...usual,
    scanned: afresh(addScan),
    choose: afresh(addChoice),
    vendRequested: takeVend,
    finish: leave,
    cancel: leave,
    timedOut: leave,
    orderChanged: ignored,
  },
  paymentUnknown: {
    ...usual,
    scanned: afresh(addScan),
    choose: afresh(addChoice),
    vendRequested: takeVend,
    finish: leave,
    timedOut: leave,
    orderChanged: unknownResolved,
  },
};

/** The next state and what to do, in order; an effect may only begin when the one before it is done. */
export function decide(state: SaleState, input: SaleInput, context: SaleContext): SaleDecision {
  if (input.type === 'timedOut' && input.endsAtMs !== state.timeout?.endsAtMs) return { state, effects: [] };
  const handler = table[state.phase][input.type] as Handler<SaleInput['type']>;
  return handler(state, input as never, context);
}
