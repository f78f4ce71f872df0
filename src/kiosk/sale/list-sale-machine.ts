/**
 * The list as it is made: what scans and touches do to it, its submission, and the ways back to it or out.
 */
import {
  type CheckoutOutcome,
  chooseSelection,
  pricedBasket,
  scanGoods,
  setQuantity,
} from '../checkout/checkout-machine.ts';
import { idleCoupons, pointsOf } from './benefit-steps.ts';
import { heldBackFromList, holdBack, judgedAnew, judgeSubmitted } from './dates-sale-machine.ts';
import { seekGift, toPaying } from './gift-steps.ts';
import { basketRecord, checkoutContext } from './list-record.ts';
import { offersParking } from './parking-sale-machine.ts';
import {
  abandonOrder,
  enter,
  type SaleHandler as Handler,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleEffect,
  type SaleState,
  welcome,
} from './sale-state.ts';
import { denial } from './vend-sale-machine.ts';
import { refusalOf, refusedByRules } from './verification-steps.ts';

/** Puts a changed list on the screen and on record. */
function listed(state: SaleState, outcome: CheckoutOutcome, context: SaleContext): SaleDecision {
  if ('refused' in outcome) return refuse(state, outcome.refused);
  if ('heldBack' in outcome) return holdBack(state, outcome.heldBack, context);
  const { basket, changedLineId } = outcome;
  const orderId = state.orderId ?? context.makeId('ord');
  return {
    state: enter(state, 'listing', context.nowMs, { basket, orderId, changedLineId }),
    effects: [
      { effect: 'append', bodies: [basketRecord(orderId, basket, context)] },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
}

export const addScan: Handler<'scanned'> = (state, input, context) =>
  listed(state, scanGoods(state.basket, input, checkoutContext(state, context)), context);

export const addChoice: Handler<'choose'> = (state, input, context) => {
  if (context.soldOut(input.selectionId)) return refuse(state, 'PRODUCT_SOLD_OUT');
  return listed(state, chooseSelection(state.basket, input, checkoutContext(state, context)), context);
};

/** The next customer begins while the last one's page still stands. */
export function afresh<T extends 'scanned' | 'choose'>(handler: Handler<T>): Handler<T> {
  return (state, input, context) => handler(welcome(state, state.language), input, context);
}

export const changeQuantity: Handler<'setQuantity'> = (state, input, context) =>
  listed(state, setQuantity(state.basket, input, checkoutContext(state, context)), context);

export const submit: Handler<'pay'> = (state, _input, context) => {
  const { basket, orderId } = state;
  if (orderId === undefined || basket.lines.length === 0) return { state, effects: [] };
  const held = heldBackFromList(state, context);
  if (held) return held;
  const { bundle } = context.shop;
  const priced = pricedBasket(basket.items, checkoutContext(state, context));
  const idle = idleCoupons(state, priced);
  const submitted = {
    kind: 'orderSubmitted' as const,
    orderId,
    currency: bundle.currency,
    lines: [...priced.lines],
    totals: priced.totals,
    bundleVersion: bundle.version,
    language: state.language,
    ...pointsOf(state, priced, context),
  };
  const { dueMinor } = priced.totals;
  const ready = { ...state, basket: priced, parking: undefined };
  const refused = dueMinor === 0 ? refusalOf('free', ready, context) : undefined;
  // An order that is submitted and free is delivered at once, so a refused one is not submitted.
  if (refused) return refusedByRules(ready, refused, 0, context);
  const append = { effect: 'append' as const, bodies: [...idle, submitted] };
  if (dueMinor === 0) return { state: enter(ready, 'completing', context.nowMs), effects: [append] };
  return askBeforePaying(ready, append, context);
};

/** The cloud is asked for a gift while the shopper is asked about parking, or before they are asked to pay. */
function askBeforePaying(ready: SaleState, append: SaleEffect, context: SaleContext): SaleDecision {
  const { lines, totals } = ready.basket;
  const parking = offersParking(totals.dueMinor, context);
  const about = { lines, openMinor: totals.dueMinor };
  const sought = seekGift(ready, about, parking ? 'behind' : 'quiet', context);
  const { state, effects } = sought ?? { state: ready, effects: [] };
  return parking
    ? { state: enter(state, 'offeringParking', context.nowMs), effects: [append, ...effects] }
    : toPaying(state, context, [append, ...effects]);
}

const abandon =
  (reason: 'shopperCancelled' | 'timedOut'): Handler<'cancel'> & Handler<'timedOut'> =>
  (state: SaleState) => ({
    state: welcome(state),
    effects: [...abandonOrder(state, reason), ...denial(state)],
  });

export const cancelled = abandon('shopperCancelled');
export const forgotten = abandon('timedOut');

export const reopen: Handler<'back'> = (state, _input, context) => {
  // What a vending controller asks for is no list to go back to.
  if (state.vend) return cancelled(state, { type: 'cancel' }, context);
  return {
    state: enter(state, 'listing', context.nowMs),
    effects: state.orderId
      ? [{ effect: 'append', bodies: [{ kind: 'orderReopened', orderId: state.orderId }] }]
      : [],
  };
};

/** The same goods priced anew, because the shop or the shopper is another. */
export function relist(state: SaleState, context: SaleContext): SaleDecision {
  const basket = pricedBasket(state.basket.items, checkoutContext(state, context));
  return listed(state, { basket, changedLineId: undefined }, context);
}

/** By the prices and the records of a new bundle. */
export const reprice: Handler<'shopChanged'> = (state, _input, context) => {
  const basket = judgedAnew(state, context);
  return heldBackFromList(state, context) ?? relist(basket ? { ...state, basket } : state, context);
};

/** A day began at the site, or the clock was confirmed. */
export const dayBegan: Handler<'dayBegan'> = (state, input, context) =>
  judgedAnew(state, context)
    ? reprice(state, { type: 'shopChanged' }, context)
    : judgeSubmitted(state, input, context);
