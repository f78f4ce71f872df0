/**
 * Paying with a stored-value card: its code is scanned, the cloud says whether it needs its PIN, and grants
 * one charge. A card with less on it than remains may pay a part. Nothing is intended, and so nothing is at
 * stake, before the grant. Pure, a part of `sale-machine.ts`.
 */

import type { CardFactor } from '../../domain/card-factor.ts';
import { cardSecretPattern } from '../../domain/card-secret.ts';
import type { UnsignedFaceVerdict } from '../../domain/face-verdict.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { FingerVerdict } from '../../domain/finger-verdict.ts';
import type { Order } from '../../domain/order.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import { bareCode, maskPaymentCode, platformOf, storedValueFormat } from '../../domain/payment-code.ts';
import type { RecordOf } from '../../domain/record.ts';
import { symbologyOf } from '../../domain/symbology.ts';
import { scanPaymentCode } from '../payments/payment-machine.ts';
import type { CardSession } from './card-sale-state.ts';
import { leaseOpened, readLeased, spendLease, tryLease } from './lease-sale-machine.ts';
import {
  enter,
  type SaleContext,
  type SaleDecision,
  type SaleHandler,
  type SaleState,
} from './sale-state.ts';
import { refusedByRules } from './verification-steps.ts';

/** The cloud is asked about a scanned card; undefined for a code of another platform. */
export function readCard(
  state: SaleState,
  scan: { readonly text: string; readonly symbology?: string },
  context: SaleContext,
): SaleDecision | undefined {
  const { order, shop, online } = context;
  const { bundle } = shop;
  const isText = (symbologyOf(scan.symbology)?.content ?? 'text') === 'text';
  const isCard = isText && platformOf(scan.text, bundle.codeFormats) === storedValueFormat.platform;
  if (!order || !isCard || !bundle.cards) return undefined;
  const code = bareCode(scan.text);
  if (!online) return readLeased(state, code, context);
  const card = { chargeId: context.makeId('chg'), code, codeMasked: maskPaymentCode(code) };
  return ask({ ...state, card }, card, order, context);
}

/** What the shopper showed for the card, once; nothing yet at the first question. */
type Proof =
  | { readonly pin: string }
  | { readonly finger: FingerVerdict }
  | { readonly face: UnsignedFaceVerdict };

function factorOf(proof: Proof): CardFactor {
  if ('pin' in proof) return 'pin';
  return 'finger' in proof ? 'finger' : 'face';
}

export function ask(
  state: SaleState,
  given: CardSession,
  order: Order,
  context: SaleContext,
  proof?: Proof,
): SaleDecision {
  const card = { ...given, askedBy: proof && factorOf(proof) };
  const { chargeId, code } = card;
  const { orderId, currency } = order;
  const about = { chargeId, orderId, code, amountMinor: remainingMinor(order), currency };
  return {
    state: enter(state, 'checkingCard', context.nowMs, { card }),
    effects: [
      { effect: 'askCard', ...about, ...proof },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
}

/** Only the answer about the card on the screen counts, and only while it is waited for. */
const cardAnswered: SaleHandler<'cardAnswered'> = (state, { chargeId, finding }, context) => {
  const { card } = state;
  const { order, nowMs } = context;
  if (!card || !order || card.chargeId !== chargeId) return { state, effects: [] };
  switch (finding.state) {
    case 'granted':
      return granted(state, card, order, finding.spendableMinor ?? 0, context);
    case 'pinNeeded':
      return {
        state: enter(state, 'enteringPin', nowMs, {
          card: {
            ...card,
            wrong: finding.reason,
            finger: finding.finger ?? card.finger,
            face: finding.face ?? card.face,
            secret: finding.secret ?? card.secret,
          },
        }),
        effects: [],
      };
    case 'pinWrong': {
      const { triesLeft, waitMs = 0 } = finding;
      const again = { ...card, wrong: 'CARD_PIN_WRONG' as const, triesLeft, notBeforeMs: nowMs + waitMs };
      return {
        state: enter(state, 'enteringPin', nowMs, { card: again }),
        effects: [{ effect: 'sound', sound: 'scanRefused' }],
      };
    }
    case 'locked':
      return failed(state, 'CARD_LOCKED', nowMs);
    case 'refused':
      return failed(state, finding.reason ?? 'PAY_DECLINED', nowMs);
  }
};

export function failed(state: SaleState, failedReason: FaultCode, nowMs: number): SaleDecision {
  return {
    state: enter(state, 'paymentFailed', nowMs, { failedReason, card: undefined }),
    effects: [{ effect: 'sound', sound: 'failed' }],
  };
}

function granted(
  state: SaleState,
  card: CardSession,
  order: Order,
  spendableMinor: number,
  context: SaleContext,
): SaleDecision {
  if (spendableMinor <= 0) return failed(state, 'PAY_BALANCE_LOW', context.nowMs);
  const remaining = remainingMinor(order);
  if (spendableMinor >= remaining) return chargeCard(state, card, order, remaining, context);
  const part = { ...card, spendableMinor, wrong: undefined };
  return { state: enter(state, 'offeringCardPart', context.nowMs, { card: part }), effects: [] };
}

function chargeCard(
  state: SaleState,
  card: CardSession,
  order: Order,
  amountMinor: number,
  context: SaleContext,
): SaleDecision {
  const outcome = scanPaymentCode({ text: card.code }, order, {
    ...context,
    amountMinor,
    makeChargeId: () => card.chargeId,
  });
  const { chargeId, code, codeMasked } = card;
  const { orderId } = order;
  const has = { finger: card.finger !== undefined, face: card.face !== undefined };
  const enrolment = card.askedBy === 'pin' ? { chargeId, orderId, code, codeMasked, has } : undefined;
  const done = { ...state, card: undefined, enrolment };
  if ('refused' in outcome) return failed(done, outcome.refused, context.nowMs);
  if ('notVerified' in outcome) {
    const { platform, notVerified } = outcome;
    return refusedByRules(done, { tender: 'code', platform, outcome: notVerified }, amountMinor, context);
  }
  return {
    state: enter(done, 'charging', context.nowMs, { chargeStage: 'sent' }),
    effects: [
      { effect: 'append', bodies: [intentOf(outcome.intent, card)] },
      { effect: 'sendCharge', charge: outcome.charge },
    ],
  };
}

/** With what the cloud was shown for the card. */
function intentOf(intent: RecordOf<'chargeIntended'>, { askedBy }: CardSession): RecordOf<'chargeIntended'> {
  return askedBy === undefined ? intent : { ...intent, verifiedBy: askedBy };
}

const enterPin: SaleHandler<'enterPin'> = (state, { pin }, context) => {
  const { card } = state;
  const { order, nowMs } = context;
  if (!card || !order || !cardSecretPattern.test(pin) || nowMs < (card.notBeforeMs ?? 0))
    return { state, effects: [] };
  if (card.lease) return tryLease(state, card, card.lease.leaseId, pin, context);
  if (!context.online) return failed(state, 'PAY_OFFLINE', nowMs);
  return ask(state, card, order, context, { pin });
};

/** The finger that stands for the PIN was there, or another one was, and the PIN can still be entered. */
const fingerRead: SaleHandler<'fingerRead'> = (state, { chargeId, verdict }, context) => {
  const { card } = state;
  if (!card || !context.order || card.chargeId !== chargeId) return { state, effects: [] };
  if (verdict && context.online) return ask(state, card, context.order, context, { finger: verdict });
  const again = { ...card, wrong: 'CARD_FINGER_REFUSED' as const };
  return { state: { ...state, card: again }, effects: [{ effect: 'sound', sound: 'scanRefused' }] };
};

/** Another way to pay; the card is forgotten. */
export const leaveCard = (state: SaleState, _input: unknown, context: SaleContext): SaleDecision => ({
  state: enter(state, 'choosingTender', context.nowMs, { card: undefined }),
  effects: [],
});

const payPart: SaleHandler<'goOn'> = (state, _input, context) => {
  const { card } = state;
  if (!card || !context.order) return { state, effects: [] };
  if (card.lease) return spendLease(state, card, context.order, card.spendableMinor ?? 0, context);
  return chargeCard(state, card, context.order, card.spendableMinor ?? 0, context);
};

const noAnswer: SaleHandler<'timedOut'> = (state, _input, context) =>
  failed(state, 'CARD_NO_ANSWER', context.nowMs);

/** What each page about a card does with what is done there. */
export const cardPages = {
  checkingCard: { cardAnswered, leaseOpened, timedOut: noAnswer },
  enteringPin: { enterPin, fingerRead, back: leaveCard, timedOut: leaveCard },
  offeringCardPart: { goOn: payPart, back: leaveCard, timedOut: leaveCard },
} as const;
