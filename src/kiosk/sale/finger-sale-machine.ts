/**
 * A finger in place of a card's PIN: read while the PIN is asked for, and enrolled after a payment by PIN, with
 * a consent of its own that nothing depends on. Pure, a part of `sale-machine.ts`.
 */
import { enter, notify, type SaleContext, type SaleHandler, type SaleState } from './sale-state.ts';

/** The words that are agreed to; a new text is a new version. */
export const fingerConsentVersion = 1;

/** The shopper wants to know about paying by finger; only after a payment by PIN. */
export const offerFinger: SaleHandler<'enrolFinger'> = (state, _input, context) =>
  state.enrolment && !state.enrolment.has.finger
    ? { state: enter(state, 'fingerConsent', context.nowMs), effects: [] }
    : { state, effects: [] };

const toRest = (state: SaleState, context: SaleContext): SaleState =>
  enter(state, 'resting', context.nowMs, { enrolment: undefined });

const decline = (state: SaleState, _input: unknown, context: SaleContext) => ({
  state: toRest(state, context),
  effects: [],
});

/** The consent is on record before the reader looks for a finger. */
const agree: SaleHandler<'goOn'> = (state, _input, context) => {
  const { enrolment } = state;
  if (!enrolment) return decline(state, _input, context);
  const { orderId, codeMasked } = enrolment;
  const consent = {
    kind: 'fingerConsented' as const,
    orderId,
    cardMasked: codeMasked,
    textVersion: fingerConsentVersion,
  };
  return {
    state: enter(state, 'enrollingFinger', context.nowMs, { enrolment: { ...enrolment, touch: 0 } }),
    effects: [{ effect: 'append', bodies: [consent] }],
  };
};

const touched: SaleHandler<'fingerTouched'> = (state, { chargeId, touch, of }) =>
  state.enrolment?.chargeId === chargeId
    ? { state: { ...state, enrolment: { ...state.enrolment, touch, of } }, effects: [] }
    : { state, effects: [] };

const enrolled: SaleHandler<'fingerEnrolled'> = (state, { chargeId, fault }, context) => {
  if (state.enrolment?.chargeId !== chargeId) return { state, effects: [] };
  const rested = toRest(state, context);
  return {
    state: fault ? notify(rested, fault) : { ...rested, fingerKept: true },
    effects: [{ effect: 'sound', sound: fault ? 'scanRefused' : 'scanAccepted' }],
  };
};

export const fingerPages = {
  fingerConsent: { goOn: agree, back: decline, finish: decline, timedOut: decline },
  enrollingFinger: {
    fingerTouched: touched,
    fingerEnrolled: enrolled,
    back: decline,
    finish: decline,
    timedOut: decline,
  },
} as const;
