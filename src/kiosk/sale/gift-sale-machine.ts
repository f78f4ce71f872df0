/**
 * The gift at the machine: how the shopper says that somebody may have paid for them, the wait for the cloud's
 * answer, and the offer with its three answers. Nothing of a gift is used without a touch on "accept", which is
 * on record with the intent to charge it. Every page leads on to ordinary payment. Pure, a part of
 * `sale-machine.ts`.
 */
import { readPickupCode } from '../../domain/gift-code.ts';
import type { GiftAnswerKind } from '../../domain/gift-records.ts';
import { readMemberCode } from '../../domain/member-code.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import { readPhone } from '../../domain/phone.ts';
import type { RecordOf } from '../../domain/record.ts';
import { symbologyOf } from '../../domain/symbology.ts';
import { scanForList } from './coupon-sale-machine.ts';
import { payByGift } from './gift-charge.ts';
import type { GiftClue, GiftPhone } from './gift-sale-state.ts';
import { noGift, seekGift, showOffer, takesGifts, withoutGift } from './gift-steps.ts';
import { cancelled } from './list-sale-machine.ts';
import {
  enter,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleEffect,
  type SaleHandler,
  type SaleState,
  welcome,
} from './sale-state.ts';
import { cancelPaying, payingPage, reopenUnpaid } from './split-sale-machine.ts';

const nothing = (state: SaleState): SaleDecision => ({ state, effects: [] });

/** A pickup code, a coupon, a member code, or goods. */
export const scanGiftOrList: SaleHandler<'scanned'> = (state, input, context) => {
  const code = /^\s*GP:/i.test(input.text) ? scannedPickup(input) : undefined;
  if (code === undefined) return scanForList(state, input, context);
  if (!takesGifts(state, context)) return refuse(state, 'GIFT_NOT_HERE');
  const noted = withClue(state, { kind: 'pickupCode', code });
  const page = state.phase === 'welcome' ? enter(noted, 'listing', context.nowMs) : noted;
  return { state: page, effects: [{ effect: 'sound', sound: 'scanAccepted' }] };
};

function scannedPickup({ text, symbology }: { text: string; symbology?: string }): string | undefined {
  return (symbologyOf(symbology)?.content ?? 'text') === 'text' ? readPickupCode(text) : undefined;
}

/** What is known of one kind replaces what was known of it. */
function withClue(state: SaleState, clue: GiftClue): SaleState {
  const gift = state.gift ?? noGift;
  const others = gift.clues.filter(({ kind }) => kind !== clue.kind);
  return { ...state, gift: { ...gift, clues: [...others, clue], phone: undefined } };
}

/** "Somebody may have paid for me." What is known already and was not answered in time is asked once more. */
export const openClaim: SaleHandler<'askGift'> = (state, _input, context) => {
  if (!takesGifts(state, context)) return nothing(state);
  const { order, nowMs } = context;
  if (order?.submitted && state.gift?.late) {
    const { lines } = order;
    const sought = seekGift(state, { lines, openMinor: remainingMinor(order) }, 'asked', context);
    if (sought) return { ...sought, state: enter(sought.state, 'seekingGift', nowMs) };
  }
  return { state: enter(state, 'claimingGift', nowMs), effects: [] };
};

const claimed = (state: SaleState, clue: GiftClue, context: SaleContext): SaleDecision => {
  const told = withClue(state, clue);
  const sound: SaleEffect = { effect: 'sound', sound: 'scanAccepted' };
  const { order } = context;
  if (!order?.submitted) return { state: backToList(told, context), effects: [sound] };
  const { lines } = order;
  const sought = seekGift(told, { lines, openMinor: remainingMinor(order) }, 'asked', context);
  if (!sought) return withoutGift(told, context, 'GIFT_TRIES');
  return {
    state: enter(sought.state, 'seekingGift', context.nowMs),
    effects: [...sought.effects, sound],
  };
};

/** A pickup code or a member code, whatever the page asks for just now. */
const scanClue: SaleHandler<'scanned'> = (state, input, context) => {
  const code = scannedPickup(input);
  if (code !== undefined) return claimed(state, { kind: 'pickupCode', code }, context);
  const member = readMemberCode(input);
  return member === undefined
    ? refuse(state, 'GIFT_CODE_INVALID')
    : claimed(state, { kind: 'memberCode', code: member }, context);
};

const nameGift: SaleHandler<'nameGift'> = (state, { code: typed }, context) => {
  const code = readPickupCode(typed);
  return code === undefined
    ? refuse(state, 'GIFT_CODE_INVALID')
    : claimed(state, { kind: 'pickupCode', code }, context);
};

/** A number alone proves nothing: it gets a code by message. */
const sendGiftCode: SaleHandler<'sendGiftCode'> = (state, { phone: typed }, context) => {
  const phone = readPhone(typed);
  const gift = state.gift ?? noGift;
  if (phone === undefined) return refuse(state, 'MEMBER_PHONE_INVALID');
  if (!context.shop.bundle.gifts?.phone) return nothing(state);
  if (!context.online) return refuse(state, 'GIFT_NEEDS_NETWORK');
  if (gift.phone?.stage === 'sending') return nothing(state);
  const askId = context.makeId('ask');
  const sending: GiftPhone = { askId, phone, stage: 'sending' };
  return {
    state: enter({ ...state, gift: { ...gift, phone: sending } }, 'claimingGift', context.nowMs),
    effects: [{ effect: 'sendGiftCode', askId, phone, language: state.language }],
  };
};

const giftCodeSent: SaleHandler<'giftCodeSent'> = (state, { askId, refused }) => {
  const { gift } = state;
  if (gift?.phone?.askId !== askId) return nothing(state);
  if (refused !== undefined) return refuse({ ...state, gift: { ...gift, phone: undefined } }, refused);
  return { state: { ...state, gift: { ...gift, phone: { ...gift.phone, stage: 'sent' } } }, effects: [] };
};

const enterGiftCode: SaleHandler<'enterGiftCode'> = (state, { code }, context) => {
  const phone = state.gift?.phone;
  if (phone?.stage !== 'sent' || !/^\d{6}$/.test(code)) return nothing(state);
  return claimed(state, { kind: 'phone', phone: phone.phone, code }, context);
};

const giftClue: SaleHandler<'giftClue'> = (state, { clue }, context) => claimed(state, clue, context);

/** Something proved who it is while another page stands: it counts when there is something to pay. */
export const keepClue: SaleHandler<'giftClue'> = (state, { clue }, context) =>
  takesGifts(state, context) ? { state: withClue(state, clue), effects: [] } : nothing(state);

/** An empty list that was only opened for this ends with it. */
function backToList(state: SaleState, { nowMs }: SaleContext): SaleState {
  return enter(state, 'listing', nowMs);
}

const leaveClaim = (state: SaleState, _input: unknown, context: SaleContext): SaleDecision => {
  const { gift } = state;
  const left = gift ? { ...state, gift: { ...gift, phone: undefined } } : state;
  if (context.order?.submitted) return { state: enter(left, 'choosingTender', context.nowMs), effects: [] };
  const empty = state.basket.lines.length === 0 && state.orderId === undefined;
  return { state: empty ? welcome(left, state.language) : backToList(left, context), effects: [] };
};

const cancelClaim: SaleHandler<'cancel'> = (state, input, context) =>
  context.order?.submitted ? cancelPaying(state, input, context) : cancelled(state, input, context);

/** Only the last question counts, and only while somebody waits for it or is asked something else. */
export const giftFound: SaleHandler<'giftFound'> = (state, { askId, finding }, context) => {
  const { gift } = state;
  if (!gift?.ask?.open || gift.ask.askId !== askId) return nothing(state);
  const { ask } = gift;
  const offer = finding.found === 'offer' ? finding.offer : undefined;
  const heard = { ...state, gift: { ...gift, ask: { ...ask, open: false } } };
  if (state.phase === 'seekingGift') {
    if (offer) return showOffer(heard, offer, context);
    const told = finding.found === 'refused' ? finding.reason : 'GIFT_NONE';
    return withoutGift(heard, context, ask.asked ? told : undefined);
  }
  const behind = ['offeringParking', 'namingCar', 'checkingCar'].includes(state.phase);
  return { state: { ...heard, gift: { ...heard.gift, found: behind ? offer : undefined } }, effects: [] };
};

/** Nobody answered in time: ordinary payment goes on, and what comes later is not shown. */
const seekTooLong: SaleHandler<'timedOut'> = (state, _input, context) =>
  withoutGift(state, context, state.gift?.ask?.asked ? 'GIFT_LATE' : undefined);

const answerGift: SaleHandler<'answerGift'> = (state, { offerId, answer, conversation }, context) => {
  const { gift } = state;
  const { order } = context;
  if (!gift?.offer || gift.offer.offerId !== offerId || !order) return nothing(state);
  const talk = answer === 'accepted' && gift.offer.conversation && conversation ? { conversation } : {};
  const answered = { ...answerRecord(state, answer, context), ...talk };
  const over = { ...state, gift: { ...gift, offer: undefined } };
  if (answer === 'accepted') return payByGift(over, gift.offer, order, answered, context);
  // Whoever is somebody else was not known by what was said of them.
  const clues = answer === 'notMe' ? [] : gift.clues;
  const notAgain = [...gift.notAgain, offerId].slice(-20);
  return {
    state: enter({ ...over, gift: { ...over.gift, clues, notAgain } }, 'choosingTender', context.nowMs),
    effects: [{ effect: 'append', bodies: [answered] }],
  };
};

function answerRecord(
  { orderId, gift }: SaleState,
  answer: GiftAnswerKind,
  { nowMs }: SaleContext,
): RecordOf<'giftAnswered'> {
  const { giftId = '', offerId = '', shownAtMs = nowMs } = gift?.offer ?? {};
  const answeredAfterMs = Math.min(86_400_000, Math.max(0, Math.round(nowMs - shownAtMs)));
  return { kind: 'giftAnswered', orderId: orderId ?? '', giftId, offerId, answer, answeredAfterMs };
}

/** Leaving the page without an answer is on record, so that the gift is free for its recipient at once. */
function unanswered<T extends 'cancel' | 'back' | 'timedOut'>(
  handler: (state: SaleState, input: never, context: SaleContext) => SaleDecision,
): SaleHandler<T> {
  return (state, input, context) => {
    const { gift } = state;
    if (!gift?.offer) return handler(state, input as never, context);
    const answered = answerRecord(state, 'noAnswer', context);
    const next = handler({ ...state, gift: { ...gift, offer: undefined } }, input as never, context);
    return { ...next, effects: [{ effect: 'append', bodies: [answered] }, ...next.effects] };
  };
}

const passOffer = (state: SaleState, _input: unknown, context: SaleContext): SaleDecision => ({
  state: enter(state, 'choosingTender', context.nowMs),
  effects: [],
});

/** What every page does with answers that come when nobody waits for them. */
export const noGifts = {
  askGift: nothing,
  nameGift: nothing,
  sendGiftCode: nothing,
  giftCodeSent,
  enterGiftCode: nothing,
  giftClue: nothing,
  giftFound,
  answerGift: nothing,
} as const;

/** What each page about gifts does with what is done there. */
export const giftPages = {
  seekingGift: {
    ...payingPage,
    timedOut: seekTooLong,
    back: reopenUnpaid,
    giftFound,
  },
  offeringGift: {
    ...payingPage,
    answerGift,
    back: unanswered<'back'>(passOffer),
    cancel: unanswered<'cancel'>(cancelPaying),
    timedOut: unanswered<'timedOut'>(passOffer),
  },
  claimingGift: {
    scanned: scanClue,
    nameGift,
    sendGiftCode,
    enterGiftCode,
    giftClue,
    back: leaveClaim,
    cancel: cancelClaim,
    timedOut: leaveClaim,
  },
} as const;
