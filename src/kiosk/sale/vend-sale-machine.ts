/**
 * What is different about a sale that a vending controller asked for: it begins with its price, has no list
 * to go back to, and ends when the controller does not wait any more. Every request is denied unless its
 * order is paid; the delivery approves it then. Pure, a part of `sale-machine.ts`.
 */

import type { HeldBack } from '../../domain/held-back.ts';
import { receivedMinor } from '../../domain/order-money.ts';
import type { RecordOf } from '../../domain/record.ts';
import { vendLine, vendTotals } from '../../domain/vend-line.ts';
import { judgeList } from '../checkout/judge-items.ts';
import { holdBack } from './dates-sale-machine.ts';
import {
  abandonOrder,
  enter,
  notify,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleEffect,
  type SaleHandler,
  type SaleState,
  welcome,
} from './sale-state.ts';

/** Opens an order of one line at the controller's price, and asks how to pay. */
export const takeVend: SaleHandler<'vendRequested'> = (state, { vend }, context) => {
  const { bundle } = context.shop;
  const canPay = (context.online && bundle.tenders.code) || (context.cashReady && bundle.tenders.cash);
  if (vend.amountMinor > 0 && !canPay) return denied(state, vend.vendId, 'PAY_OFFLINE');
  const orderId = context.makeId('ord');
  const line = vendLine(vend, context.shop, context.makeId('lin'));
  const { regularMinor: _r, discountMinor: _d, dueMinor: _due, discounts: _list, ...item } = line;
  // No code says which goods lie behind the keypad: only what is recorded of the article holds.
  const { heldBack } = judgeList([item], context);
  if (heldBack.length > 0) return heldBackVend(state, vend.vendId, heldBack, context);
  const totals = vendTotals(line);
  const submitted: RecordOf<'orderSubmitted'> = {
    kind: 'orderSubmitted',
    orderId,
    currency: bundle.currency,
    lines: [line],
    totals,
    bundleVersion: bundle.version,
    language: state.language,
  };
  const asked = {
    orderId,
    basket: { items: [item], lines: [line], totals },
    vend: { vendId: vend.vendId, withdrawn: false },
  };
  const phase = vend.amountMinor === 0 ? 'completing' : 'choosingTender';
  return {
    state: enter(welcome(state, state.language), phase, context.nowMs, asked),
    effects: [
      { effect: 'append', bodies: [submitted] },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
};

/** Goods past their date are not approved, and the shopper is warned as of any others. */
function heldBackVend(
  state: SaleState,
  vendId: string,
  heldBack: readonly HeldBack[],
  context: SaleContext,
): SaleDecision {
  const goods = heldBack.map((held) => ({ ...held, wasListed: false }));
  const warned = holdBack(welcome(state, state.language), goods, context);
  return { ...warned, effects: [{ effect: 'denyVend', vendId }, ...warned.effects] };
}

/** Another sale is under way: one machine has one shopper. */
export const denyVend: SaleHandler<'vendRequested'> = (state, { vend }) =>
  denied(state, vend.vendId, 'SALE_BUSY');

function denied(state: SaleState, vendId: string, code: 'SALE_BUSY' | 'PAY_OFFLINE'): SaleDecision {
  const refused = refuse(state, code);
  return { ...refused, effects: [{ effect: 'denyVend', vendId }, ...refused.effects] };
}

/** Denies the request of the sale on the screen, where it answers one. */
export function denial({ vend }: SaleState): SaleEffect[] {
  return vend === undefined || vend.withdrawn ? [] : [{ effect: 'denyVend', vendId: vend.vendId }];
}

/** Ends a sale whose request is gone and for which no money is in. */
export function endWithdrawn(state: SaleState): SaleDecision {
  return {
    state: notify(welcome(state), 'VEND_WITHDRAWN'),
    effects: abandonOrder(state, 'vendWithdrawn'),
  };
}

/** `handler` for a withdrawal that is about the sale on the screen; any other means nothing. */
function own(
  handler: (state: SaleState, context: SaleContext) => SaleDecision,
): SaleHandler<'vendWithdrawn'> {
  return (state, { vendId }, context) =>
    state.vend?.vendId === vendId && !state.vend.withdrawn ? handler(state, context) : { state, effects: [] };
}

/** Nothing is paid yet, or a part, which goes back. */
export const vendGone = own((state, context) =>
  context.order && receivedMinor(context.order) > 0
    ? {
        state: enter(state, 'completing', context.nowMs, { card: undefined }),
        effects: abandonOrder(state, 'vendWithdrawn'),
      }
    : endWithdrawn(state),
);

/** Money is on its way or in: what becomes of it decides; a delivery will find the request gone. */
export const vendGoneWhilePaying = own((state) => {
  const { vend } = state;
  return { state: { ...state, vend: vend && { ...vend, withdrawn: true } }, effects: [] };
});

/** Coins may be in: they are paid back. */
export const vendGoneAtSlot = own((state, context) => {
  const close: SaleEffect = { effect: 'cashSlot', open: false };
  if (!context.order || receivedMinor(context.order) === 0) {
    const ended = endWithdrawn(state);
    return { ...ended, effects: [close, ...ended.effects] };
  }
  return {
    state: enter(state, 'completing', context.nowMs),
    effects: [close, ...abandonOrder(state, 'vendWithdrawn')],
  };
});
