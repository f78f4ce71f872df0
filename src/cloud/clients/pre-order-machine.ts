/**
 * One pre-order from its making to its end, decided purely. One charge is under way at a time; which one is
 * part of the state, so the end of another changes nothing. What is paid stays paid until the client gives it
 * back; a wish to close it while a charge is under way is kept until that charge has ended.
 */
import type { FaultCode } from '../../domain/fault.ts';
import type { PaymentOutcomeKind } from '../../domain/payment-message.ts';
import type { KeyResult } from '../../domain/verification-outcome.ts';
import type { PreOrderStateName } from '../../wire/client-schemas.ts';

export interface PreOrderState {
  readonly name: PreOrderStateName;
  /** The charge under way, or the one that paid. */
  readonly chargeId?: string;
  readonly platform?: string;
  readonly charges: number;
  readonly cancelWanted: boolean;
}

export type PreOrderInput =
  | { readonly kind: 'payAsked'; readonly chargeId: string; readonly platform: string }
  | {
      readonly kind: 'chargeEnded';
      readonly chargeId: string;
      readonly end: 'paid' | 'failed' | 'reversed';
      readonly reason?: FaultCode;
      readonly results?: readonly KeyResult[];
    }
  | { readonly kind: 'cancelAsked' }
  | { readonly kind: 'timeIsOver' }
  | { readonly kind: 'refundEnded'; readonly end: 'refunded' | 'failed'; readonly reason?: FaultCode };

/** What the client and the payer are told of the change. */
export interface PreOrderNews {
  readonly kind: PaymentOutcomeKind;
  readonly reason?: FaultCode;
  readonly results?: readonly KeyResult[];
}

export interface PreOrderDecision {
  readonly state: PreOrderState;
  readonly news?: PreOrderNews;
  /** Give back what was paid. */
  readonly refund?: true;
}

export const newPreOrder: PreOrderState = { name: 'open', charges: 0, cancelWanted: false };

function failed(input: Extract<PreOrderInput, { kind: 'chargeEnded' }>): PreOrderNews {
  const { reason, results } = input;
  const why = reason === undefined ? {} : { reason };
  if (results === undefined) return { kind: 'paymentFailed', ...why };
  return { kind: 'verificationFailed', ...why, results };
}

function chargeEnded(
  state: PreOrderState,
  input: Extract<PreOrderInput, { kind: 'chargeEnded' }>,
): PreOrderDecision {
  if (state.name !== 'paying' || input.chargeId !== state.chargeId) return { state };
  if (input.end === 'paid') {
    if (state.cancelWanted) return { state: { ...state, name: 'refunding' }, refund: true };
    return { state: { ...state, name: 'paid' }, news: { kind: 'paymentSucceeded' } };
  }
  const { chargeId: _charge, platform: _platform, ...rest } = state;
  if (state.cancelWanted) return { state: { ...rest, name: 'cancelled' }, news: { kind: 'orderClosed' } };
  return { state: { ...rest, name: 'open' }, news: failed(input) };
}

function cancelAsked(state: PreOrderState): PreOrderDecision {
  switch (state.name) {
    case 'open':
      return { state: { ...state, name: 'cancelled' }, news: { kind: 'orderClosed' } };
    case 'paying':
      return { state: { ...state, cancelWanted: true } };
    case 'paid':
      return { state: { ...state, name: 'refunding' }, refund: true };
    default:
      return { state };
  }
}

/** The state after `input`, what is told of it, and whether money goes back. What does not concern it changes nothing. */
export function decidePreOrder(state: PreOrderState, input: PreOrderInput): PreOrderDecision {
  switch (input.kind) {
    case 'payAsked': {
      if (state.name !== 'open') return { state };
      const { chargeId, platform } = input;
      return { state: { ...state, name: 'paying', chargeId, platform, charges: state.charges + 1 } };
    }
    case 'chargeEnded':
      return chargeEnded(state, input);
    case 'cancelAsked':
      return cancelAsked(state);
    case 'timeIsOver':
      if (state.name !== 'open') return { state };
      return {
        state: { ...state, name: 'expired' },
        news: { kind: 'orderClosed', reason: 'PAY_EXPIRED' },
      };
    case 'refundEnded': {
      if (state.name !== 'refunding') return { state };
      if (input.end === 'refunded')
        return { state: { ...state, name: 'refunded' }, news: { kind: 'refunded' } };
      const reason = input.reason ?? 'REFUND_FAILED';
      return { state: { ...state, name: 'refundFailed' }, news: { kind: 'refundFailed', reason } };
    }
  }
}
