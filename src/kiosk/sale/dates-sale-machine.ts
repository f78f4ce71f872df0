/**
 * Goods that are held back for their date: they leave the list or never come onto it, it goes on record, and
 * the sale goes on only after the shopper has acknowledged the warning. The list is judged anew when a day
 * begins, when a bundle comes into force, when the clock is confirmed, and before it is submitted; what is
 * submitted goes back to the list. Goods whose payment is on its way are sold: their sale began before.
 * Pure, a part of `sale-machine.ts`.
 */
import type { HeldBack } from '../../domain/held-back.ts';
import type { RecordBody } from '../../domain/record.ts';
import { type Basket, pricedBasket } from '../checkout/checkout-machine.ts';
import { judgeList } from '../checkout/judge-items.ts';
import { basketRecord, checkoutContext } from './list-record.ts';
import {
  enter,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleHandler,
  type SaleState,
  welcome,
} from './sale-state.ts';

/** Shows the warning about goods that were presented, with the list as it is. */
export function holdBack(
  state: SaleState,
  heldBack: readonly HeldBack[],
  context: SaleContext,
): SaleDecision {
  return warned(state, heldBack, context, []);
}

function warned(
  state: SaleState,
  heldBack: readonly HeldBack[],
  { nowMs }: SaleContext,
  before: readonly RecordBody[],
): SaleDecision {
  const { orderId } = state;
  const body = {
    kind: 'goodsHeldBack' as const,
    ...(orderId === undefined ? {} : { orderId }),
    goods: [...heldBack],
  };
  const all = [...(state.heldBack ?? []), ...heldBack];
  return {
    state: enter(state, 'expiredWarning', nowMs, { heldBack: all }),
    effects: [
      { effect: 'append', bodies: [...before, body] },
      { effect: 'sound', sound: 'failed' },
    ],
  };
}

/** The warning about goods of the list that may not be sold any more; undefined where there are none. */
export function heldBackFromList(state: SaleState, context: SaleContext): SaleDecision | undefined {
  const { items, heldBack } = judgeList(state.basket.items, context);
  if (heldBack.length === 0 || state.orderId === undefined) return undefined;
  const basket = pricedBasket(items, checkoutContext(state, context));
  const submitted = context.order?.submitted === true;
  const before: RecordBody[] = [
    ...(submitted ? [{ kind: 'orderReopened' as const, orderId: state.orderId }] : []),
    basketRecord(state.orderId, basket, context),
  ];
  return warned({ ...state, basket, parking: undefined }, heldBack, context, before);
}

/** The goods of the list as they may be sold, where that differs from what is on it. */
export function judgedAnew(state: SaleState, context: SaleContext): Basket | undefined {
  const { items } = judgeList(state.basket.items, context);
  const same =
    items.length === state.basket.items.length && items.every((item, i) => item === state.basket.items[i]);
  return same ? undefined : pricedBasket(items, checkoutContext(state, context));
}

const nothing = (state: SaleState): SaleDecision => ({ state, effects: [] });

/** A submitted list that nobody pays for yet. What a vending controller asks for is its own affair. */
export const judgeSubmitted = (state: SaleState, _input: unknown, context: SaleContext): SaleDecision =>
  (state.vend ? undefined : heldBackFromList(state, context)) ?? nothing(state);

/** The shopper has read it: back to what is left, or to the next shopper where nothing had begun. */
const acknowledge: SaleHandler<'goOn'> = (state, _input, context) => {
  const { orderId } = state;
  const read = { kind: 'heldBackAcknowledged' as const, ...(orderId === undefined ? {} : { orderId }) };
  return {
    state:
      orderId === undefined
        ? welcome(state, state.language)
        : enter(state, 'listing', context.nowMs, { heldBack: undefined }),
    effects: [{ effect: 'append', bodies: [read] }],
  };
};

const readFirst = (state: SaleState): SaleDecision => refuse(state, 'ITEM_WARNING_OPEN');

/** What the warning does with what is done there; it is left by reading it, by leaving, or by being left alone. */
export const warningPage = {
  scanned: readFirst,
  choose: readFirst,
  goOn: acknowledge,
  dayBegan: judgeSubmitted,
  shopChanged: judgeSubmitted,
} as const;
