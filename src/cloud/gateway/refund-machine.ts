/**
 * One refund from its intent in the machine's journal to its end, decided purely: `pending → refunded |
 * failed`. It waits for its charge to be final, never gives back more than the charge took, and repeats the
 * same request under the same number until the platform says what became of it. `failed` is only ever a
 * definite refusal and stays visible as an open payment, until a person has it tried again or settles it.
 */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { type ChargeState, isFinal } from './charge-machine.ts';
import {
  type PlatformManners,
  pauseMs,
  type RefundOutcome,
  type RefundQueryOutcome,
} from './payment-platform.ts';

export interface RefundState {
  readonly name: 'pending' | 'refunded' | 'failed';
  /** Why it failed, or why it is still pending. */
  readonly fault?: FaultCode;
  readonly tries: number;
  /** When to act next; absent when it is over. */
  readonly dueAtMs?: number;
}

/** What the refund's charge took, and what other refunds claimed of it before this one. */
export interface RefundedCharge {
  readonly state: ChargeState;
  readonly amountMinor: number;
  readonly claimedBeforeMinor: number;
}

export type RefundInput =
  | {
      readonly kind: 'due';
      readonly nowMs: number;
      readonly refundMinor: number;
      readonly charge: RefundedCharge | undefined;
    }
  | { readonly kind: 'refundAnswered'; readonly nowMs: number; readonly outcome: RefundOutcome }
  | { readonly kind: 'refundQueryAnswered'; readonly nowMs: number; readonly outcome: RefundQueryOutcome };

export type RefundEffect = 'refund' | 'queryRefund';

export interface RefundDecision {
  readonly state: RefundState;
  readonly effects: readonly RefundEffect[];
}

function over(state: RefundState, name: 'refunded' | 'failed', fault?: FaultCode): RefundDecision {
  const tries = state.tries;
  return { state: { name, tries, ...(fault === undefined ? {} : { fault }) }, effects: [] };
}

function later(
  state: RefundState,
  nowMs: number,
  manners: PlatformManners,
  fault?: FaultCode,
): RefundDecision {
  const dueAtMs = nowMs + pauseMs(manners.refundPausesMs, state.tries);
  const next = { name: 'pending' as const, tries: state.tries + 1, dueAtMs };
  return { state: { ...next, ...(fault === undefined ? {} : { fault }) }, effects: [] };
}

function due(
  state: RefundState,
  input: Extract<RefundInput, { kind: 'due' }>,
  manners: PlatformManners,
): RefundDecision {
  const { charge, nowMs, refundMinor } = input;
  if (charge === undefined) return over(state, 'failed', 'REFUND_FAILED');
  if (!isFinal(charge.state)) return later(state, nowMs, manners, 'PAY_UNKNOWN');
  const { name, cameLate } = charge.state;
  if (name === 'failed' && !cameLate) return over(state, 'failed', 'REFUND_FAILED');
  // A reversed charge has given everything back by itself.
  if (name === 'reversed' && !cameLate) return over(state, 'refunded');
  if (charge.claimedBeforeMinor + refundMinor > charge.amountMinor) {
    return over(state, 'failed', 'REFUND_FAILED');
  }
  return { state, effects: ['refund'] };
}

/** What a person may decide about a refund that is not given back. */
export type RefundWish = 'again' | 'settledByHand';

/** The refund as a person wishes it; throws for one that is given back. */
export function wishRefund(state: RefundState, wish: RefundWish, nowMs: number): RefundState {
  if (state.name === 'refunded') throw new Fault('INTERNAL_DEFECT', `take the wish ${wish} when refunded`);
  if (wish === 'again') return { name: 'pending', tries: 0, dueAtMs: nowMs };
  return { name: 'refunded', tries: state.tries, fault: 'PAY_SETTLED_BY_HAND' };
}

/** The state after `input`, and what to do then. Inputs after the end throw `INTERNAL_DEFECT`. */
export function decideRefund(
  state: RefundState,
  input: RefundInput,
  manners: PlatformManners,
): RefundDecision {
  if (state.name !== 'pending') {
    throw new Fault('INTERNAL_DEFECT', `take ${input.kind} in refund state ${state.name}`);
  }
  if (input.kind === 'due') return due(state, input, manners);
  const { outcome, nowMs } = input;
  switch (outcome.kind) {
    case 'refunded':
      return over(state, 'refunded');
    case 'failed':
      return over(state, 'failed', outcome.reason);
    case 'unconfirmed':
      return { state, effects: ['queryRefund'] };
    case 'notFound':
      return later(state, nowMs, manners, 'PAY_UNKNOWN');
    case 'unknown':
      return later(state, nowMs, manners, outcome.reason);
  }
}
