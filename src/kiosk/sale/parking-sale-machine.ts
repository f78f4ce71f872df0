/**
 * The question about parking between the request to settle and the way to pay: yes or no, which car, what
 * the lot says of it. No answer of the lot is waited for longer than the page says, and every page leads on
 * to paying. Pure, a part of `sale-machine.ts`.
 */
import { type Car, carOfPlate, carOfTicket, maskCar } from '../../domain/parking.ts';
import { symbologyOf } from '../../domain/symbology.ts';
import { toPaying } from './gift-steps.ts';
import {
  enter,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleEffect,
  type SaleHandler,
  type SaleState,
} from './sale-state.ts';

/** The shopper reads what the lot said, then it goes on by itself. */
const readAnswerMs = 30_000;

/** Whether this sale is asked about parking: a purchase large enough, and a lot that can be reached. */
export function offersParking(dueMinor: number, { shop, online }: SaleContext): boolean {
  const { parking } = shop.bundle;
  return parking !== undefined && online && dueMinor > 0 && dueMinor >= parking.minimumMinor;
}

/** On to payment, by way of a gift that may have been found meanwhile. */
const toTenders = toPaying;

const acceptParking: SaleHandler<'parking'> = (state, input, context) =>
  input.wanted ? { state: enter(state, 'namingCar', context.nowMs), effects: [] } : toTenders(state, context);

/** Time is up, or the shopper goes on without it. */
const passParking = (state: SaleState, _input: unknown, context: SaleContext): SaleDecision =>
  toTenders(state, context);

const backToOffer: SaleHandler<'back'> = (state, _input, context) => ({
  state: enter(state, 'offeringParking', context.nowMs),
  effects: [],
});

const namePlate: SaleHandler<'namePlate'> = (state, { plate }, context) => {
  const car = carOfPlate(plate);
  return car ? named(state, car, context) : refuse(state, 'PARKING_PLATE_INVALID');
};

/** While a car is asked for, a scan is its ticket. */
const scanTicket: SaleHandler<'scanned'> = (state, { text, symbology }, context) => {
  const isText = (symbologyOf(symbology)?.content ?? 'text') === 'text';
  const car = isText && context.shop.bundle.parking?.tickets ? carOfTicket(text) : undefined;
  return car ? named(state, car, context) : refuse(state, 'PARKING_TICKET_INVALID');
};

function named(state: SaleState, car: Car, context: SaleContext): SaleDecision {
  const { parking } = context.shop.bundle;
  const { orderId } = state;
  if (!parking || orderId === undefined) return toTenders(state, context);
  const { lotId, validMinutes } = parking;
  const asked = {
    ...{ kind: 'parkingAsked' as const, orderId, lotId, validMinutes },
    ...{ by: car.by, carMasked: maskCar(car) },
  };
  return {
    state: enter(state, 'checkingCar', context.nowMs, { parking: { stage: 'asking' } }),
    effects: [
      { effect: 'nameCar', asked, car },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
}

/** What the lot said is kept for the pages that come; only the page that waits for it changes. */
export const lotAnswered: SaleHandler<'parkingLookedUp'> = (state, { orderId, answer }, context) => {
  if (state.orderId !== orderId || state.parking === undefined) return { state, effects: [] };
  const parking = { ...answer };
  if (state.phase !== 'checkingCar') return { state: { ...state, parking }, effects: [] };
  return { state: checked({ ...state, parking }, context.nowMs), effects: [] };
};

/** Stays on the page with time to read. */
function checked(state: SaleState, nowMs: number): SaleState {
  const timeout = { startedAtMs: nowMs, endsAtMs: nowMs + readAnswerMs, canExtend: true };
  return { ...enter(state, 'checkingCar', nowMs), timeout };
}

/** The lot was waited for long enough, or what it said was on the page long enough. */
const carCheckTimedOut: SaleHandler<'timedOut'> = (state, _input, context) =>
  state.parking?.stage === 'asking'
    ? { state: checked({ ...state, parking: { stage: 'late' } }, context.nowMs), effects: [] }
    : goOn(state, context);

/** On to paying; a car that the lot refuses to let out for free is not asked for again. */
const goOnToPay: SaleHandler<'goOn'> = (state, _input, context) => goOn(state, context);

function goOn(state: SaleState, context: SaleContext): SaleDecision {
  return state.parking?.stage === 'refused' ? drop(state, context) : toTenders(state, context);
}

/** The shopper does without parking. */
const dropParking: SaleHandler<'parking'> = (state, input, context) =>
  input.wanted ? { state, effects: [] } : drop(state, context);

function drop(state: SaleState, context: SaleContext): SaleDecision {
  return toTenders({ ...state, parking: undefined }, context, dropped(state));
}

/** Another plate or ticket. */
const nameAnotherCar: SaleHandler<'back'> = (state, _input, context) => ({
  state: enter({ ...state, parking: undefined }, 'namingCar', context.nowMs),
  effects: dropped(state),
});

function dropped({ orderId }: SaleState): SaleEffect[] {
  return orderId === undefined ? [] : [{ effect: 'append', bodies: [{ kind: 'parkingDropped', orderId }] }];
}

/** What each page about parking does with what is done there. */
export const parkingPages = {
  offeringParking: { parking: acceptParking, timedOut: passParking },
  namingCar: {
    scanned: scanTicket,
    namePlate,
    parking: passParking,
    back: backToOffer,
    timedOut: passParking,
  },
  checkingCar: { parking: dropParking, goOn: goOnToPay, back: nameAnotherCar, timedOut: carCheckTimedOut },
} as const;
