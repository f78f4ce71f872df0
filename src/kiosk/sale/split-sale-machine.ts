/**
 * An order that is paid in parts: after each part the shopper chooses how to pay the rest, and whoever gives
 * up gets every part back by the way it came. The list stays as it is while money is in. Pure, a part of
 * `sale-machine.ts`.
 */
import { isPaid } from '../../domain/order.ts';
import { receivedMinor, remainingMinor } from '../../domain/order-money.ts';
import { judgeSubmitted } from './dates-sale-machine.ts';
import { cancelled, forgotten, reopen } from './list-sale-machine.ts';
import {
  abandonOrder,
  enter,
  type SaleContext,
  type SaleDecision,
  type SaleHandler,
  type SaleState,
} from './sale-state.ts';
import { denial } from './vend-sale-machine.ts';

/** Whether a part of the order is paid, and not all of it. */
export function isPartPaid({ order }: SaleContext): boolean {
  return order !== undefined && !isPaid(order) && receivedMinor(order) > 0;
}

/** Everything goes back; the page that says so is shown. */
function giveBack(
  state: SaleState,
  reason: 'shopperCancelled' | 'timedOut' | 'vendWithdrawn',
  { nowMs }: SaleContext,
): SaleDecision {
  return {
    state: enter(state, 'completing', nowMs, { card: undefined }),
    effects: [...abandonOrder(state, reason), ...(reason === 'vendWithdrawn' ? [] : denial(state))],
  };
}

export const cancelPaying: SaleHandler<'cancel'> = (state, input, context) =>
  isPartPaid(context) ? giveBack(state, 'shopperCancelled', context) : cancelled(state, input, context);

export const forgetPaying: SaleHandler<'timedOut'> = (state, input, context) =>
  isPartPaid(context) ? giveBack(state, 'timedOut', context) : forgotten(state, input, context);

/** What is paid for in part is a list that stays as it is. */
export const reopenUnpaid: SaleHandler<'back'> = (state, input, context) =>
  isPartPaid(context) ? { state, effects: [] } : reopen(state, input, context);

/** A part is in: how to pay the rest is the next question. */
export function askForRest(state: SaleState, context: SaleContext): SaleDecision | undefined {
  const { order, nowMs } = context;
  const open = order !== undefined && isPartPaid(context) && remainingMinor(order) > 0;
  if (!open || order.charges.some((charge) => charge.state === 'intended')) return undefined;
  if (state.vend?.withdrawn) return giveBack(state, 'vendWithdrawn', context);
  return {
    state: enter(state, 'choosingTender', nowMs, { card: undefined }),
    effects: [{ effect: 'sound', sound: 'scanAccepted' }],
  };
}

/** From the coin slot to another way for the rest: the coins stay in. */
export const payRestOtherwise: SaleHandler<'back'> = (state, _input, context) => ({
  state: enter(state, 'choosingTender', context.nowMs),
  effects: [{ effect: 'cashSlot', open: false }],
});

/** A list that is paid for in part is not judged anew: its goods were fit to be sold when they were submitted. */
const judgeUnpaid = (state: SaleState, input: unknown, context: SaleContext): SaleDecision =>
  isPartPaid(context) ? { state, effects: [] } : judgeSubmitted(state, input, context);

/** What the pages on which a way to pay is chosen have in common. */
export const payingPage = {
  dayBegan: judgeUnpaid,
  shopChanged: judgeUnpaid,
  cancel: cancelPaying,
} as const;
