/**
 * One sale as the person at the machine goes through it. `decide(state, input, context)` is pure and total:
 * every phase names what each input does to it, or lists it as ignored. What happened to the order's money
 * and goods is not kept here; it is read from the order's own facts, which come with the question.
 */
import {
  addChoice,
  addScan,
  afresh,
  cancelled,
  changeQuantity,
  forgotten,
  reopen,
  reprice,
  submit,
} from './list-sale-machine.ts';
import { lotAnswered, parkingPages } from './parking-sale-machine.ts';
import {
  anotherWay,
  backToTenders,
  cashMoved,
  charge,
  chargeMoved,
  giveUpCharge,
  leaveCash,
  orderMovedOn,
  paidMeanwhile,
  pickTender,
  stageMoved,
  unknownResolved,
} from './paying-sale-machine.ts';
import {
  type SaleHandler as Handler,
  type PhaseName,
  pageMs,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleInput,
  type SaleState,
  welcome,
} from './sale-state.ts';
import { denyVend, takeVend, vendGone, vendGoneAtSlot, vendGoneWhilePaying } from './vend-sale-machine.ts';

/** An input that means nothing in a phase, on purpose. */
const ignored = (state: SaleState): SaleDecision => ({ state, effects: [] });

const leave = (state: SaleState): SaleDecision => ({ state: welcome(state), effects: [] });

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
