/**
 * The machine shows a code and the shopper's wallet scans it: one charge like any other, whose end comes as a fact
 * of the order. Going back closes the code at its platform first, so that nobody pays what is not wanted any
 * more; if it was paid meanwhile, it is paid. Pure, a part of `sale-machine.ts`.
 */
import { remainingMinor } from '../../domain/order-money.ts';
import { askForCode } from '../payments/shown-code.ts';
import { backToTenders, chargeMoved, stageMoved } from './paying-sale-machine.ts';
import { enter, type SaleHandler as Handler, refuse, type SaleState } from './sale-state.ts';
import { refusedByRules } from './verification-steps.ts';

/** Beyond its time a code is closed; the page waits so long for the end of that. */
const closingMs = 30_000;
/** The platform makes a code within this time, or the page says that it is being checked. */
const longestShownMs = 600_000;

export const pickShownCode: Handler<'askForCode'> = (state, { platform }, context) => {
  const { order } = context;
  if (!order || remainingMinor(order) === 0) return { state, effects: [] };
  if (!context.online) return refuse(state, 'PAY_OFFLINE');
  const outcome = askForCode(platform, order, { ...context, makeChargeId: () => context.makeId('chg') });
  if ('refused' in outcome) return refuse(state, outcome.refused);
  if ('notVerified' in outcome) {
    const refused = { tender: 'code' as const, platform, outcome: outcome.notVerified };
    return refusedByRules(state, refused, remainingMinor(order), context);
  }
  return {
    state: enter(state, 'charging', context.nowMs, { chargeStage: 'sent', shownCode: undefined }),
    effects: [
      { effect: 'append', bodies: [outcome.intent] },
      { effect: 'sendCharge', charge: outcome.charge },
    ],
  };
};

/** The same code told again, by a push and by an answer, moves nothing. */
export const codeCame: Handler<'codeCame'> = (state, { code, forMs }, { nowMs, order }) => {
  const last = order?.charges.at(-1);
  if (state.chargeStage === 'closing' || !last?.showsCode || last.closing) return { state, effects: [] };
  if (state.chargeStage === 'showing' && state.shownCode?.code === code) return { state, effects: [] };
  const untilMs = nowMs + Math.min(Math.max(0, forMs), longestShownMs);
  const timeout = { startedAtMs: nowMs, endsAtMs: untilMs + closingMs, canExtend: false };
  const shownCode = { code, fromMs: nowMs, untilMs };
  return { state: { ...state, chargeStage: 'showing', shownCode, timeout }, effects: [] };
};

/** Another way to pay, once the platform says that this code takes no money any more. */
export const leaveShownCode: Handler<'back'> = (state, _input, { nowMs, order }) => {
  const last = order?.charges.at(-1);
  const { orderId } = state;
  if (state.chargeStage !== 'showing' || last?.state !== 'intended' || orderId === undefined)
    return { state, effects: [] };
  const { chargeId } = last;
  return {
    state: enter(state, 'charging', nowMs, { chargeStage: 'closing', shownCode: undefined }),
    effects: [
      { effect: 'append', bodies: [{ kind: 'settleAgainAsked', orderId, chargeId }] },
      { effect: 'closeCharge', chargeId, orderId },
    ],
  };
};

/** What is said of a charge on its way; a code that is being closed stays so until its end. */
export const shownStageMoved: Handler<'chargeProgressed'> = (state, input, context) =>
  state.chargeStage === 'closing'
    ? { state, effects: [] }
    : stageMoved({ ...state, shownCode: undefined }, input, context);

/** A code that was left and took no money leads back to the ways to pay. */
export const shownChargeMoved: Handler<'orderChanged'> = (state, input, context) => {
  const last = context.order?.charges.at(-1);
  const over = last?.state === 'failed' || last?.state === 'reversed';
  return over && state.chargeStage === 'closing' && !state.vend?.withdrawn
    ? backToTenders(withoutCode(state), input as never, context)
    : chargeMoved(state, input, context);
};

function withoutCode(state: SaleState): SaleState {
  return { ...state, chargeStage: undefined, shownCode: undefined };
}
