/**
 * Settling again (A7). When the result of a charge cannot be had, the goods stay on the screen as they were,
 * with one button to settle again. A second charge is never made beside the first; what becomes of the first:
 * - found paid, before or after the button: it pays this order, nothing else is asked for, the goods come;
 * - failed, closed or reversed: no money moved, the list is priced and submitted anew, under a new charge id;
 * - still unknown: the machine goes on asking, with the wish to close it once the button was pressed, and
 *   nothing can be paid until the answer is definite, also after a power cut;
 * - the shopper leaves: the order is abandoned, and if the charge turns out paid the money goes back;
 * - reversed, and the platform took the money all the same: the gateway finds it and gives it back by itself.
 * Pure, a part of `sale-machine.ts`.
 */
import { isClosed, isPaid, type OrderCharge } from '../../domain/order.ts';
import { receivedMinor } from '../../domain/order-money.ts';
import { settleAgainFromMs } from '../../domain/settle-again.ts';
import { submit } from './list-sale-machine.ts';
import { backToTenders, chargeMoved, unknownResolved } from './paying-sale-machine.ts';
import {
  abandonOrder,
  enter,
  notify,
  type SaleContext,
  type SaleDecision,
  type SaleEffect,
  type SaleHandler,
  type SaleInput,
  type SaleState,
  welcome,
} from './sale-state.ts';
import { denial } from './vend-sale-machine.ts';

/** The charge whose result is not known; undefined where none is open. */
function openCharge({ order }: SaleContext): OrderCharge | undefined {
  const last = order?.charges.at(-1);
  return last?.state === 'intended' ? last : undefined;
}

/** The page waited long enough: the list is shown as it was. Whom a vending controller waits for, it lets go. */
export const chargeOverdue: SaleHandler<'timedOut'> = (state, input, context) => {
  if (context.retriesUnknown) return backToTenders(state, input, context);
  const { orderId, vend } = state;
  const charge = openCharge(context);
  if (vend || orderId === undefined || !charge) {
    return {
      state: enter(state, 'paymentUnknown', context.nowMs),
      effects: [...abandonOrder(state, 'paymentUnknown'), ...denial(state)],
    };
  }
  const overdue = { kind: 'chargeOverdue' as const, orderId, chargeId: charge.chargeId };
  return {
    state: enter(state, 'paymentUnknown', context.nowMs, { settlingAgain: false }),
    effects: [{ effect: 'append', bodies: [overdue] }],
  };
};

/** The button. It is on record before the gateway hears of it, so that it holds through a power cut. */
export const settleAgain: SaleHandler<'settleAgain'> = (state, _input, context) => {
  const { orderId } = state;
  const charge = openCharge(context);
  if (orderId === undefined || state.vend || !charge || charge.closing || context.order?.abandoned)
    return { state, effects: [] };
  if (state.phase === 'charging' && context.nowMs < settleAgainFromMs(charge, context.online))
    return { state, effects: [] };
  const { chargeId } = charge;
  return {
    state: enter(state, 'paymentUnknown', context.nowMs, { settlingAgain: true }),
    effects: [
      { effect: 'append', bodies: [{ kind: 'settleAgainAsked', orderId, chargeId }] },
      { effect: 'closeCharge', chargeId, orderId },
    ],
  };
};

/** The first charge became definite while the list as it was is still on the screen. */
export const overdueMoved: SaleHandler<'orderChanged'> = (state, input, context) => {
  const { order } = context;
  if (!order) return { state, effects: [] };
  if (order.abandoned || isClosed(order)) return unknownResolved(state, input, context);
  const last = order.charges.at(-1);
  const asked = state.settlingAgain && !isPaid(order) && last?.verification === undefined;
  const over = last?.state === 'failed' || last?.state === 'reversed';
  return asked && over ? requestAnew(state, last, context) : chargeMoved(state, input, context);
};

/**
 * The same goods at what they cost now; which pages follow is as at the first request. A list of which a part
 * is paid already stays as it was submitted.
 */
function requestAnew(state: SaleState, ended: OrderCharge, context: SaleContext): SaleDecision {
  if (context.order && receivedMinor(context.order) > 0) {
    return backToTenders({ ...state, settlingAgain: undefined }, { type: 'retry' }, context);
  }
  const anew = submit({ ...state, settlingAgain: undefined }, { type: 'pay' }, context);
  return { state: notify(anew.state, ended.reason ?? 'PAY_TIMED_OUT'), effects: anew.effects };
}

/** Nobody stands there any more, or they do without the goods. */
export const leaveOverdue = (state: SaleState, _input: unknown, context: SaleContext): SaleDecision => {
  const effects: SaleEffect[] = context.order?.abandoned ? [] : abandonOrder(state, 'paymentUnknown');
  return { state: welcome(state), effects };
};

/** The next sale begins only where the last order was given up: one that is open belongs to who stands there. */
export function afterGivingUp<T extends SaleInput['type']>(
  handler: SaleHandler<T>,
  otherwise: SaleHandler<T>,
): SaleHandler<T> {
  return (state, input, context) => {
    const { order } = context;
    const open = order !== undefined && order.abandoned === undefined && !isClosed(order);
    return (open ? otherwise : handler)(state, input, context);
  };
}
