/**
 * A face in place of a card's PIN: the camera looks only after a tap that asks for it, is off before its answer is
 * on the screen, and the payment waits for one more tap. Whatever goes wrong leads to the PIN. Pure, a part of
 * `sale-machine.ts`.
 */
import { mayPayByFace } from '../../domain/face-payment.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import { ask, failed, leaveCard } from './card-sale-machine.ts';
import {
  enter,
  type SaleContext,
  type SaleDecision,
  type SaleHandler,
  type SaleState,
} from './sale-state.ts';

const nothing = (state: SaleState): SaleDecision => ({ state, effects: [] });

/** Each look counts when it begins, so that one that is broken off counts too. */
const verifyFace: SaleHandler<'verifyFace'> = (state, _input, context) => {
  const { card, underAge } = state;
  const { order, shop, online, facesReady = false, nowMs } = context;
  if (!card?.face || !order || !online) return nothing(state);
  const { looks = 0 } = card;
  const facts = { policy: shop.bundle.faces, amountMinor: remainingMinor(order), tries: looks };
  if (!mayPayByFace({ ...facts, underAge, ready: facesReady })) return nothing(state);
  const looked = { ...card, looks: looks + 1, wrong: undefined, triesLeft: undefined };
  return { state: enter(state, 'verifyingFace', nowMs, { card: looked }), effects: [] };
};

const faceVerified: SaleHandler<'faceVerified'> = (state, { consentId, atMs }, { nowMs }) => {
  const { card } = state;
  if (!card || card.face?.consentId !== consentId) return nothing(state);
  return {
    state: enter(state, 'confirmingFace', nowMs, { card: { ...card, verifiedAtMs: atMs } }),
    effects: [{ effect: 'sound', sound: 'scanAccepted' }],
  };
};

/** Words for whoever pays, where the usual ones are for a gift or for goods. */
const toldAs: Partial<Record<FaultCode, FaultCode>> = {
  FACE_UNKNOWN: 'FACE_NOT_VERIFIED',
  CAMERA_OFFLINE: 'FACE_READER_ENDED',
  CAMERA_STALLED: 'FACE_READER_ENDED',
};

/** Somebody else, no movement, no camera: the PIN is asked for, and why is said. */
const faceNotKnown: SaleHandler<'faceNotKnown'> = (state, { consentId, code }, { nowMs }) => {
  const { card } = state;
  if (!card || card.face?.consentId !== consentId) return nothing(state);
  const wrong = toldAs[code] ?? code;
  return {
    state: enter(state, 'enteringPin', nowMs, { card: { ...card, wrong } }),
    effects: [{ effect: 'sound', sound: 'scanRefused' }],
  };
};

const toPin = (state: SaleState, _input: unknown, { nowMs }: SaleContext): SaleDecision => ({
  state: enter(state, 'enteringPin', nowMs),
  effects: [],
});

/** The tap that pays. */
const pay: SaleHandler<'goOn'> = (state, _input, context) => {
  const { card } = state;
  const { order, online, nowMs } = context;
  if (!card?.face || card.verifiedAtMs === undefined || !order) return nothing(state);
  if (!online) return failed(state, 'PAY_OFFLINE', nowMs);
  const face = { ...card.face, amountMinor: remainingMinor(order), atMs: card.verifiedAtMs };
  return ask(state, { ...card, verifiedAtMs: undefined }, order, context, { face });
};

/** What the pages of paying by face do with what is done there. */
export const facePages = {
  enteringPin: { verifyFace },
  verifyingFace: { faceVerified, faceNotKnown, back: toPin, timedOut: toPin },
  confirmingFace: { goOn: pay, back: toPin, timedOut: leaveCard },
} as const;
