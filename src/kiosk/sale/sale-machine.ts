/**
 * One sale as the person at the machine goes through it. `decide(state, input, context)` is pure and total:
 * every phase names what each input does to it, or lists it as ignored. What happened to the order's money
 * and goods is not kept here; it is read from the order's own facts, which come with the question.
 */

import { benefitsAtList, noBenefits, submitWithBenefits } from './benefit-sale-machine.ts';
import { cardPages } from './card-sale-machine.ts';
import { judgeSubmitted, warningPage } from './dates-sale-machine.ts';
import { facePages } from './face-sale-machine.ts';
import { fingerPages, offerFinger } from './finger-sale-machine.ts';
import { giftPages, keepClue, noGifts, openClaim, scanGiftOrList } from './gift-sale-machine.ts';
import {
  addChoice,
  afresh,
  cancelled,
  changeQuantity,
  dayBegan,
  forgotten,
  reopen,
  reprice,
} from './list-sale-machine.ts';
import {
  leaveMember,
  memberLooked,
  memberPage,
  memberRemembered,
  openMemberPage,
} from './member-sale-machine.ts';
import { lotAnswered, parkingPages } from './parking-sale-machine.ts';
import {
  anotherWay,
  backToTenders,
  cashMoved,
  charge,
  leaveCash,
  leaveSlot,
  orderMovedOn,
  paidMeanwhile,
  pickTender,
} from './paying-sale-machine.ts';
import { noPeople, peoplePages, toPeople } from './people-sale-machine.ts';
import { picturePage, picturesOfGoods } from './picture-sale-machine.ts';
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
import {
  afterGivingUp,
  chargeOverdue,
  leaveOverdue,
  overdueMoved,
  settleAgain,
} from './settle-again-machine.ts';
import {
  codeCame,
  leaveShownCode,
  pickShownCode,
  shownChargeMoved,
  shownStageMoved,
} from './shown-code-sale-machine.ts';
import { forgetPaying, payingPage, reopenUnpaid } from './split-sale-machine.ts';
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
  askForCode: ignored,
  codeCame: ignored,
  parking: ignored,
  namePlate: ignored,
  parkingLookedUp: lotAnswered,
  goOn: ignored,
  askMember: ignored,
  namePhone: ignored,
  memberLooked,
  memberRemembered,
  leaveMember: ignored,
  ...noBenefits,
  ...noGifts,
  ...noPeople,
  back: ignored,
  cancel: ignored,
  retry: ignored,
  finish: ignored,
  moreTime: extend,
  settleAgain: ignored,
  language: setLanguage,
  orderChanged: paidMeanwhile,
  chargeProgressed: ignored,
  enterPin: ignored,
  leaseOpened: ignored,
  fingerRead: ignored,
  enrolFinger: ignored,
  verifyFace: ignored,
  faceVerified: ignored,
  fingerTouched: ignored,
  fingerEnrolled: ignored,
  cardAnswered: ignored,
  timedOut: ignored,
  shopChanged: ignored,
  dayBegan: ignored,
  takePicture: ignored,
  pictureRead: ignored,
  pictureFailed: ignored,
};

/** While a submitted list is not being paid for, its goods may still turn out to be past their date. */
const judged = { dayBegan: judgeSubmitted, shopChanged: judgeSubmitted } as const;

const table: { readonly [P in PhaseName]: Row } = {
  welcome: {
    ...usual,
    ...toPeople.welcome,
    ...picturesOfGoods,
    scanned: scanGiftOrList,
    choose: addChoice,
    askMember: openMemberPage,
    vendRequested: takeVend,
    giftClue: keepClue,
  },
  listing: {
    ...usual,
    ...picturesOfGoods,
    scanned: scanGiftOrList,
    askGift: openClaim,
    giftClue: keepClue,
    askMember: openMemberPage,
    leaveMember,
    ...benefitsAtList,
    choose: addChoice,
    setQuantity: changeQuantity,
    pay: submitWithBenefits,
    cancel: cancelled,
    timedOut: forgotten,
    shopChanged: reprice,
    dayBegan,
  },
  expiredWarning: { ...usual, ...warningPage, cancel: cancelled, timedOut: forgotten },
  namingMember: { ...usual, ...memberPage },
  takingPicture: { ...usual, ...picturePage },
  offeringParking: {
    ...usual,
    ...judged,
    ...parkingPages.offeringParking,
    scanned: busy,
    back: reopen,
    cancel: cancelled,
  },
  namingCar: { ...usual, ...judged, ...parkingPages.namingCar },
  checkingCar: { ...usual, ...judged, ...parkingPages.checkingCar, scanned: busy },
  claimingGift: { ...usual, ...giftPages.claimingGift, ...toPeople.claimingGift },
  seekingGift: { ...usual, ...giftPages.seekingGift, scanned: busy },
  offeringGift: { ...usual, ...giftPages.offeringGift, ...toPeople.offeringGift, scanned: busy },
  faceDesk: { ...usual, ...peoplePages.faceDesk },
  statingAge: { ...usual, ...peoplePages.statingAge },
  consenting: { ...usual, ...peoplePages.consenting },
  lookingAtFace: { ...usual, ...peoplePages.lookingAtFace },
  preparingReaction: { ...usual, ...peoplePages.preparingReaction },
  faceKept: { ...usual, ...peoplePages.faceKept },
  choosingTender: {
    ...usual,
    ...payingPage,
    scanned: busy,
    askGift: openClaim,
    chooseTender: pickTender,
    askForCode: pickShownCode,
    back: reopenUnpaid,
    timedOut: forgetPaying,
    vendWithdrawn: vendGone,
  },
  presentingCode: {
    ...usual,
    ...payingPage,
    scanned: charge,
    back: backToTenders,
    timedOut: backToTenders,
    vendWithdrawn: vendGone,
  },
  checkingCard: {
    ...usual,
    ...payingPage,
    ...cardPages.checkingCard,
    scanned: busy,
    vendWithdrawn: vendGone,
  },
  enteringPin: {
    ...usual,
    ...payingPage,
    ...cardPages.enteringPin,
    ...facePages.enteringPin,
    scanned: busy,
    vendWithdrawn: vendGone,
  },
  verifyingFace: {
    ...usual,
    ...payingPage,
    ...facePages.verifyingFace,
    scanned: busy,
    vendWithdrawn: vendGone,
  },
  confirmingFace: {
    ...usual,
    ...payingPage,
    ...facePages.confirmingFace,
    scanned: busy,
    vendWithdrawn: vendGone,
  },
  offeringCardPart: {
    ...usual,
    ...payingPage,
    ...cardPages.offeringCardPart,
    scanned: busy,
    vendWithdrawn: vendGone,
  },
  charging: {
    ...usual,
    scanned: busy,
    orderChanged: shownChargeMoved,
    chargeProgressed: shownStageMoved,
    codeCame,
    back: leaveShownCode,
    timedOut: chargeOverdue,
    settleAgain,
    vendWithdrawn: vendGoneWhilePaying,
  },
  insertingCash: {
    ...usual,
    scanned: busy,
    orderChanged: cashMoved,
    back: leaveSlot,
    cancel: leaveCash('shopperCancelled'),
    timedOut: leaveCash('timedOut'),
    vendWithdrawn: vendGoneAtSlot,
  },
  verificationFailed: {
    ...usual,
    ...payingPage,
    scanned: busy,
    chooseTender: pickTender,
    askForCode: pickShownCode,
    retry: anotherWay,
    back: reopenUnpaid,
    timedOut: forgetPaying,
    vendWithdrawn: vendGone,
  },
  paymentFailed: {
    ...usual,
    ...payingPage,
    scanned: busy,
    retry: backToTenders,
    back: reopenUnpaid,
    timedOut: forgetPaying,
    vendWithdrawn: vendGone,
  },
  completing: { ...usual, scanned: busy, orderChanged: orderMovedOn },
  fingerConsent: { ...usual, ...fingerPages.fingerConsent, orderChanged: ignored },
  enrollingFinger: { ...usual, ...fingerPages.enrollingFinger, orderChanged: ignored },
  resting: {
    ...usual,
    ...toPeople.resting,
    enrolFinger: offerFinger,
    scanned: afresh(scanGiftOrList),
    choose: afresh(addChoice),
    vendRequested: takeVend,
    finish: leave,
    cancel: leave,
    timedOut: leave,
    orderChanged: ignored,
  },
  paymentUnknown: {
    ...usual,
    scanned: afterGivingUp(afresh(scanGiftOrList), busy),
    choose: afterGivingUp(afresh(addChoice), busy),
    vendRequested: afterGivingUp(takeVend, denyVend),
    settleAgain,
    finish: leaveOverdue,
    cancel: leaveOverdue,
    timedOut: leaveOverdue,
    orderChanged: overdueMoved,
  },
};

/** The next state and what to do, in order; an effect may only begin when the one before it is done. */
export function decide(state: SaleState, input: SaleInput, context: SaleContext): SaleDecision {
  if (input.type === 'timedOut' && input.endsAtMs !== state.timeout?.endsAtMs) return { state, effects: [] };
  const handler = table[state.phase][input.type] as Handler<SaleInput['type']>;
  return handler(state, input as never, context);
}
