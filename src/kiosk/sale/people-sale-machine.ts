/**
 * Faces in a sale: the page about them, the question for the age where the site asks it, one consent per
 * purpose, and the look itself. The camera is wished for only with a consent on record; every page has a way
 * on without it. A face that was recognised is a clue for a gift and never pays; one that shall pay is enrolled for
 * the card that just paid by its PIN. Pure, a part of `sale-machine.ts`.
 */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { facePayLimitMinor, noFaces } from '../../domain/identity-policy.ts';
import { giftPages } from './gift-sale-machine.ts';
import { showOffer, withoutGift } from './gift-steps.ts';
import { paidMeanwhile } from './paying-sale-machine.ts';
import { consentRecord, type PeopleSession } from './people-sale-state.ts';
import {
  enter,
  notify,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleHandler,
  type SaleState,
  welcome,
} from './sale-state.ts';

const nothing = (state: SaleState): SaleDecision => ({ state, effects: [] });

const policyOf = ({ shop }: SaleContext) => shop.bundle.faces ?? noFaces;

/** Why no face is looked at here and now. */
function inTheWay(state: SaleState, context: SaleContext): FaultCode | undefined {
  if (!policyOf(context).recognise) return 'FACE_NOT_HERE';
  if (state.underAge) return 'FACE_UNDER_AGE';
  return context.facesReady ? undefined : 'FACE_READER_ENDED';
}

/** First the age where the site asks it, then the consent. */
function begin(state: SaleState, people: PeopleSession, context: SaleContext): SaleDecision {
  const problem = inTheWay(state, context);
  if (problem) return refuse(state, problem);
  const phase = policyOf(context).askAge && !people.ageStated ? 'statingAge' : 'consenting';
  return { state: enter({ ...state, people }, phase, context.nowMs), effects: [] };
}

const giftByFace: SaleHandler<'giftByFace'> = (state, _input, context) =>
  begin(state, { purpose: 'recogniseFace', from: 'claim' }, context);

const openDesk: SaleHandler<'faceDesk'> = (state, _input, context) =>
  policyOf(context).recognise
    ? { state: enter(state, 'faceDesk', context.nowMs), effects: [] }
    : nothing(state);

const enrolFace: SaleHandler<'enrolFace'> = (state, _input, context) =>
  begin(state, { purpose: 'enrolFace', from: 'desk' }, context);

const forgetFace: SaleHandler<'forgetFace'> = (state, _input, context) =>
  begin(state, { purpose: 'recogniseFace', from: 'desk', forgets: 'everybody' }, context);

const stopPayingByFace: SaleHandler<'stopPayingByFace'> = (state, _input, context) =>
  begin(state, { purpose: 'recogniseFace', from: 'desk', forgets: 'payers' }, context);

/** Only after a payment by PIN, where the site lets faces pay. */
const enrolFaceToPay: SaleHandler<'enrolFaceToPay'> = (state, _input, context) =>
  state.enrolment && facePayLimitMinor(policyOf(context)) > 0
    ? begin(state, { purpose: 'payByFace', from: 'card' }, context)
    : nothing(state);

const stateAge: SaleHandler<'stateAge'> = (state, { oldEnough }, context) => {
  const { people } = state;
  if (!people) return leave(state, undefined, context);
  if (!oldEnough) return without({ ...state, underAge: true }, people, context, 'FACE_UNDER_AGE');
  const stated = { ...state, people: { ...people, ageStated: true as const } };
  return { state: enter(stated, 'consenting', context.nowMs), effects: [] };
};

/** A yes is on record before anything looks. */
const answerConsent: SaleHandler<'answerConsent'> = (state, { agreed }, context) => {
  const { people, language } = state;
  if (!people) return leave(state, undefined, context);
  if (!agreed) return without(state, people, context);
  const consentId = context.makeId('cns');
  const given = consentRecord(people, consentId, language);
  const looking = { ...state, people: { ...people, consentId } };
  const phase = people.from === 'offer' ? 'preparingReaction' : 'lookingAtFace';
  return {
    state: enter(looking, phase, context.nowMs),
    effects: [{ effect: 'append', bodies: [given] }],
  };
};

const isMine = ({ people }: SaleState, consentId: string): boolean => people?.consentId === consentId;

const faceKnown: SaleHandler<'faceKnown'> = (state, { consentId, tag, personId }, context) => {
  const { people } = state;
  if (!people || !isMine(state, consentId)) return nothing(state);
  if (people.forgets) {
    return { state, effects: [{ effect: 'forgetFace', personId, consentId, whose: people.forgets }] };
  }
  const known = { ...state, people: undefined };
  const clue = { kind: 'face' as const, tag };
  return giftPages.claimingGift.giftClue(known, { type: 'giftClue', clue }, context);
};

const faceNotKnown: SaleHandler<'faceNotKnown'> = (state, { consentId, code }, context) => {
  const { people } = state;
  if (!people || !isMine(state, consentId)) return nothing(state);
  const decision = without(state, people, context, people.from === 'offer' ? undefined : code);
  return { ...decision, effects: [{ effect: 'sound', sound: 'scanRefused' }, ...decision.effects] };
};

const faceKept: SaleHandler<'faceKept'> = (state, { consentId, tag }, context) => {
  const { people } = state;
  if (!people || !isMine(state, consentId)) return nothing(state);
  if (people.from === 'card') return keptToPay(state, consentId, context);
  const kept = { ...state, people: { purpose: people.purpose, from: people.from, tag } };
  return {
    state: enter(kept, 'faceKept', context.nowMs),
    effects: [{ effect: 'sound', sound: 'scanAccepted' }],
  };
};

/** The cloud has to know before the card can be paid so. */
function keptToPay(state: SaleState, consentId: string, { nowMs }: SaleContext): SaleDecision {
  const { enrolment } = state;
  const rested = enter(state, 'resting', nowMs, { people: undefined, enrolment: undefined });
  if (!enrolment) return { state: rested, effects: [] };
  const { chargeId, orderId } = enrolment;
  return {
    state: { ...rested, facePays: true },
    effects: [
      { effect: 'tellFace', chargeId, orderId, consentId },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
}

const faceForgotten: SaleHandler<'faceForgotten'> = (state, { consentId, forgotten }, context) => {
  const { people } = state;
  if (!people || !isMine(state, consentId)) return nothing(state);
  if (!forgotten) return without(state, people, context, 'FACE_STORE_UNREADABLE');
  const gone = { ...state, people: { purpose: people.purpose, from: people.from, forgotten } };
  return {
    state: enter(gone, 'faceKept', context.nowMs),
    effects: [{ effect: 'sound', sound: 'scanAccepted' }],
  };
};

/** The recipient is followed: now the offer comes. */
const reactionReady: SaleHandler<'reactionReady'> = (state, { consentId }, context) => {
  const { people, gift } = state;
  if (!people || !isMine(state, consentId) || !gift?.found) return nothing(state);
  return showOffer(state, gift.found, context);
};

/** On without the face: the offer as ever, the ways to a gift, or the beginning. */
function without(
  state: SaleState,
  people: PeopleSession,
  context: SaleContext,
  told?: FaultCode,
): SaleDecision {
  const left = { ...state, people: undefined };
  const tell = (next: SaleState) => (told === undefined ? next : notify(next, told));
  if (people.from === 'offer') {
    const found = state.gift?.found;
    return found ? showOffer(left, found, context) : withoutGift(left, context);
  }
  if (people.from === 'claim')
    return { state: tell(enter(left, 'claimingGift', context.nowMs)), effects: [] };
  return {
    state: tell(enter(left, people.from === 'card' ? 'resting' : 'faceDesk', context.nowMs)),
    effects: [],
  };
}

/** The order of a card that paid is over, whatever still becomes of it. */
const orderChanged: SaleHandler<'orderChanged'> = (state, input, context) =>
  state.people?.from === 'card' ? nothing(state) : paidMeanwhile(state, input, context);

/** The way back. */
const leave = (state: SaleState, _input: unknown, context: SaleContext): SaleDecision =>
  state.people ? without(state, state.people, context) : home(state);

/** The offer waits no longer for the camera, which goes on: perhaps enough is seen after all. */
const showAnyway: SaleHandler<'timedOut'> = (state, _input, context) => {
  const found = state.gift?.found;
  return found ? showOffer(state, found, context) : withoutGift({ ...state, people: undefined }, context);
};

const home = (state: SaleState): SaleDecision => ({
  state: welcome(state, state.language),
  effects: [],
});

/** The consent is taken back: the camera goes off, nothing of it is told, the offer stays. */
export const withdrawReaction: SaleHandler<'withdrawReaction'> = (state) => {
  const { people } = state;
  if (people?.purpose !== 'readReaction' || people.consentId === undefined) return nothing(state);
  const { consentId, purpose } = people;
  return {
    state: { ...state, people: undefined },
    effects: [{ effect: 'append', bodies: [{ kind: 'consentWithdrawn', consentId, purpose }] }],
  };
};

/** What every page does with news that nobody waits for any more. */
export const noPeople = {
  faceDesk: nothing,
  giftByFace: nothing,
  enrolFace: nothing,
  forgetFace: nothing,
  stopPayingByFace: nothing,
  enrolFaceToPay: nothing,
  stateAge: nothing,
  answerConsent: nothing,
  withdrawReaction: nothing,
  faceKnown: nothing,
  faceNotKnown: nothing,
  faceKept: nothing,
  faceForgotten: nothing,
  reactionReady: nothing,
} as const;

/** The reaction's camera failed or the face was lost while the offer stands: the offer stays. */
const dropReaction: SaleHandler<'faceNotKnown'> = (state, { consentId }) =>
  isMine(state, consentId) ? { state: { ...state, people: undefined }, effects: [] } : nothing(state);

/** What pages do that lead to one about people. */
export const toPeople = {
  welcome: { faceDesk: openDesk },
  resting: { enrolFaceToPay },
  claimingGift: { giftByFace },
  offeringGift: { withdrawReaction, faceNotKnown: dropReaction },
} as const;

/** What the pages about people do with what is done there. */
export const peoplePages = {
  faceDesk: { enrolFace, forgetFace, stopPayingByFace, back: home, cancel: home, timedOut: home },
  statingAge: { stateAge, orderChanged, back: leave, cancel: leave, timedOut: leave },
  consenting: { answerConsent, orderChanged, back: leave, cancel: leave, timedOut: leave },
  lookingAtFace: {
    faceKnown,
    faceNotKnown,
    faceKept,
    faceForgotten,
    orderChanged,
    back: leave,
    cancel: leave,
    timedOut: leave,
  },
  preparingReaction: { reactionReady, faceNotKnown, back: leave, cancel: leave, timedOut: showAnyway },
  faceKept: { goOn: home, back: home, cancel: home, finish: home, timedOut: home },
} as const;
