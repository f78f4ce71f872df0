/**
 * One charge from the machine's request to its end, decided purely: `created → submitted → paid | failed |
 * userPaying | unknown → reversing → reversed | paid`. What is not definite is asked for until a deadline,
 * then reversed, but only on the platform's word that it is not paid: this database may have been put back to
 * a state before its end. A trade that was not there to reverse, or was refused without proof, is looked for
 * again, and what came late is refunded. The names `paid`, `failed` and `reversed` never change; the latter two
 * only give money back. A (state, input) pair that is not in the table throws. The flow makes each new state
 * durable before it performs the effects.
 */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import type { VerificationOutcome } from '../../domain/verification-outcome.ts';
import {
  type CancelOutcome,
  type PayOutcome,
  type PlatformManners,
  pauseMs,
  type QueryOutcome,
} from './payment-platform.ts';

export type ChargeStateName =
  | 'created'
  | 'submitted'
  | 'userPaying'
  | 'unknown'
  | 'reversing'
  | 'paid'
  | 'failed'
  | 'reversed';

/** A code on the machine's screen; `untilMs` is cloud time. */
export interface ShownCode {
  readonly code: string;
  readonly untilMs: number;
}

export interface ChargeState {
  readonly name: ChargeStateName;
  readonly reason?: FaultCode;
  readonly platformTradeNo?: string;
  /** When the platform was asked to take the money. */
  readonly submittedAtMs?: number;
  /** When to act next; absent when nothing is left to do. */
  readonly dueAtMs?: number;
  /** Queries since the submission, or since the last change to reversing or reversed. */
  readonly queries: number;
  readonly cancels: number;
  /** The trade succeeded after it had been reversed; its refund is under way. */
  readonly cameLate: boolean;
  /** What the machine shows for the shopper to scan, and until when. */
  readonly shownCode?: ShownCode;
  /** Somebody wishes it reversed before its deadline, if it is not paid. */
  readonly reversalWished?: true;
  /** What was checked before any money moved, where that is why it failed. */
  readonly verification?: VerificationOutcome;
}

export type ChargeInput =
  /** A request that came in; `expiresAtMs` is its deadline in cloud time. */
  | { readonly kind: 'requested'; readonly nowMs: number; readonly expiresAtMs: number }
  /** The request cannot be put to a platform at all. */
  | {
      readonly kind: 'refused';
      readonly nowMs: number;
      readonly reason: FaultCode;
      readonly verification?: VerificationOutcome;
    }
  /**
   * The machine asked about it, and nobody here has seen it. It can be asked for where its terms are known:
   * the database may have been put back to a state before it came.
   */
  | { readonly kind: 'askedFirst'; readonly nowMs: number; readonly canBeAskedFor: boolean }
  | { readonly kind: 'payAnswered'; readonly nowMs: number; readonly outcome: PayOutcome }
  | { readonly kind: 'queryAnswered'; readonly nowMs: number; readonly outcome: QueryOutcome }
  | { readonly kind: 'cancelAnswered'; readonly nowMs: number; readonly outcome: CancelOutcome }
  /** The platform told by itself that it is paid, in an authentic notice about this trade and its amount. */
  | { readonly kind: 'noticed'; readonly nowMs: number; readonly platformTradeNo: string }
  /** The shopper does without the code on the screen, or wants to settle again. */
  | { readonly kind: 'givenUp'; readonly nowMs: number }
  /** Its time has come, or whoever drove it is gone. */
  | { readonly kind: 'due'; readonly nowMs: number };

/** What to do once the new state is durable. `refundLate` is part of making it durable. */
export type ChargeEffect = 'pay' | 'query' | 'cancel' | 'refundLate';

export interface ChargeDecision {
  readonly state: ChargeState;
  readonly effects: readonly ChargeEffect[];
}

/** A charge before anything happened to it. */
export const createdCharge: ChargeState = { name: 'created', queries: 0, cancels: 0, cameLate: false };

/** Whether the machine may rely on this state for good. */
export function isFinal(state: ChargeState): boolean {
  return state.name === 'paid' || state.name === 'failed' || state.name === 'reversed';
}

type InputOf<K extends ChargeInput['kind']> = Extract<ChargeInput, { kind: K }>;
type Transition<K extends ChargeInput['kind']> = (
  state: ChargeState,
  input: InputOf<K>,
  manners: PlatformManners,
) => ChargeDecision;
type Row = { readonly [K in ChargeInput['kind']]?: Transition<K> | 'ignored' };

const still = (state: ChargeState): ChargeDecision => ({ state, effects: [] });
const then = (state: ChargeState, effect: ChargeEffect): ChargeDecision => ({ state, effects: [effect] });

function ended(state: ChargeState, name: 'paid' | 'failed' | 'reversed', reason?: FaultCode): ChargeState {
  const { dueAtMs: _due, reason: _reason, reversalWished: _wish, ...rest } = state;
  return { ...rest, name, ...(reason === undefined ? {} : { reason }) };
}

function paid(state: ChargeState, platformTradeNo: string): ChargeDecision {
  return still({ ...ended(state, 'paid'), platformTradeNo });
}

/** When it is given up: a shown code when it is good no longer, a scanned one when it took too long. */
function deadlineOf(state: ChargeState, nowMs: number, manners: PlatformManners): number {
  return state.shownCode?.untilMs ?? (state.submittedAtMs ?? nowMs) + manners.deadlineMs;
}

/** Waits for the next query, which comes at the deadline if that is before it. */
function waiting(
  state: ChargeState,
  name: 'userPaying' | 'unknown',
  nowMs: number,
  manners: PlatformManners,
  reason?: FaultCode,
): ChargeDecision {
  const { reason: _reason, ...rest } = state;
  const deadlineMs = deadlineOf(state, nowMs, manners);
  // After the deadline it is only a platform's silence that is waited for, longer and longer.
  const silenceMs = Math.min((nowMs - deadlineMs) / 4, manners.cancelPausesMs.at(-1) ?? 0);
  const nextMs = nowMs + Math.max(pauseMs(manners.queryPausesMs, state.queries), Math.round(silenceMs));
  const dueAtMs = deadlineMs > nowMs ? Math.min(nextMs, deadlineMs) : nextMs;
  return still({ ...rest, name, dueAtMs, ...(reason === undefined ? {} : { reason }) });
}

/** Why it is reversed: it was never sent from here and the platform has none of it, or nobody confirmed it. */
function reversalReason({ reason }: ChargeState): FaultCode {
  return reason === 'PAY_NOT_SENT' || reason === 'PAY_EXPIRED' ? reason : 'PAY_TIMED_OUT';
}

function reverse(state: ChargeState, nowMs: number): ChargeDecision {
  const reason = reversalReason(state);
  return then({ ...state, name: 'reversing', reason, dueAtMs: nowMs, queries: 0 }, 'cancel');
}

/** The end holds for the machine; what the platform takes after it is found and given back. */
function lookedForLater(end: ChargeState, nowMs: number, manners: PlatformManners): ChargeDecision {
  const firstCheckMs = manners.lateChecksMs[0];
  const due = firstCheckMs === undefined ? {} : { dueAtMs: nowMs + firstCheckMs };
  return still({ ...end, queries: 0, ...due });
}

function payAnswered(
  state: ChargeState,
  input: InputOf<'payAnswered'>,
  manners: PlatformManners,
): ChargeDecision {
  const { outcome, nowMs } = input;
  switch (outcome.kind) {
    case 'paid':
      return paid(state, outcome.platformTradeNo);
    case 'failed':
      return outcome.unproved
        ? lookedForLater(ended(state, 'failed', outcome.reason), nowMs, manners)
        : still(ended(state, 'failed', outcome.reason));
    case 'userPaying':
      return waiting(state, 'userPaying', nowMs, manners);
    case 'shown': {
      const shownCode = { code: outcome.code, untilMs: nowMs + manners.shownMs };
      return waiting({ ...state, shownCode }, 'userPaying', nowMs, manners);
    }
    case 'unknown':
      return waiting(state, 'unknown', nowMs, manners, outcome.reason);
  }
}

/** It is asked for at once, and reversed at once if the platform does not know it: it is not sent any more. */
function askWithoutPaying(
  state: ChargeState,
  nowMs: number,
  manners: PlatformManners,
  reason: 'PAY_EXPIRED' | 'PAY_NOT_SENT',
): ChargeDecision {
  const submittedAtMs = nowMs - manners.reverseNotBeforeMs;
  return still({ ...state, name: 'unknown', reason, submittedAtMs, dueAtMs: nowMs });
}

function askedFirst(
  state: ChargeState,
  { nowMs, canBeAskedFor }: InputOf<'askedFirst'>,
  manners: PlatformManners,
): ChargeDecision {
  if (!canBeAskedFor) return still(ended(state, 'failed', 'PAY_EXPIRED'));
  return askWithoutPaying(state, nowMs, manners, 'PAY_NOT_SENT');
}

/** While nobody knows: a definite answer ends it, and once it is late enough whatever is not paid is reversed. */
function openQueryAnswered(
  before: ChargeState,
  input: InputOf<'queryAnswered'>,
  manners: PlatformManners,
): ChargeDecision {
  const { outcome, nowMs } = input;
  const state = { ...before, queries: before.queries + 1 };
  const ageMs = nowMs - (state.submittedAtMs ?? nowMs);
  const mayReverse = ageMs >= manners.reverseNotBeforeMs;
  const isTime = state.reversalWished === true || nowMs >= deadlineOf(state, nowMs, manners);
  const isOver = mayReverse && isTime;
  // A platform may know nothing of a code on the screen until somebody scans it.
  const unscanned = outcome.kind === 'notFound' && state.shownCode !== undefined;
  if (outcome.kind === 'paid') return paid(state, outcome.platformTradeNo);
  if (outcome.kind === 'closed') return still(ended(state, 'failed', outcome.reason ?? 'PAY_TIMED_OUT'));
  if (outcome.kind === 'notFound' && !unscanned && mayReverse) return reverse(state, nowMs);
  if ((outcome.kind === 'userPaying' || unscanned) && isOver) return reverse(state, nowMs);
  if (outcome.kind === 'userPaying' || unscanned) return waiting(state, 'userPaying', nowMs, manners);
  if (outcome.kind === 'notFound') return waiting(state, 'unknown', nowMs, manners, 'PAY_UNKNOWN');
  const name = state.name === 'userPaying' ? 'userPaying' : 'unknown';
  const neverSent = name === 'unknown' && reversalReason(state) !== 'PAY_TIMED_OUT';
  return waiting(state, name, nowMs, manners, neverSent ? state.reason : outcome.reason);
}

function reversed(
  state: ChargeState,
  nowMs: number,
  manners: PlatformManners,
  action: 'closed' | 'refunded' | 'nothingFound',
): ChargeDecision {
  const reason = action === 'nothingFound' ? reversalReason(state) : 'PAY_TIMED_OUT';
  const done = { ...ended(state, 'reversed', reason), queries: 0 };
  const firstCheckMs = manners.lateChecksMs[0];
  if (action !== 'nothingFound' || firstCheckMs === undefined) return still(done);
  return still({ ...done, dueAtMs: nowMs + firstCheckMs });
}

function cancelAgain(state: ChargeState, nowMs: number, manners: PlatformManners): ChargeDecision {
  const dueAtMs = nowMs + pauseMs(manners.cancelPausesMs, state.cancels);
  return still({ ...state, cancels: state.cancels + 1, dueAtMs });
}

function reversingCancelAnswered(
  state: ChargeState,
  input: InputOf<'cancelAnswered'>,
  manners: PlatformManners,
): ChargeDecision {
  const { outcome, nowMs } = input;
  if (outcome.kind === 'done') return reversed(state, nowMs, manners, outcome.action);
  const again = cancelAgain(state, nowMs, manners);
  return outcome.kind === 'refused' ? then(again.state, 'query') : again;
}

/** The platform refused to cancel, so the query has the last word. */
function reversingQueryAnswered(
  state: ChargeState,
  input: InputOf<'queryAnswered'>,
  manners: PlatformManners,
): ChargeDecision {
  const { outcome, nowMs } = input;
  if (outcome.kind === 'paid') return paid(state, outcome.platformTradeNo);
  if (outcome.kind === 'closed') return reversed(state, nowMs, manners, 'closed');
  if (outcome.kind === 'notFound') return reversed(state, nowMs, manners, 'nothingFound');
  return still(state);
}

/** The same end with nothing left to do. */
function endedStill({ dueAtMs: _due, ...state }: ChargeState): ChargeState {
  return state;
}

function nextLateCheck(before: ChargeState, nowMs: number, manners: PlatformManners): ChargeDecision {
  const { dueAtMs: _due, ...state } = { ...before, queries: before.queries + 1 };
  const pause = manners.lateChecksMs[state.queries];
  return still(pause === undefined ? state : { ...state, dueAtMs: nowMs + pause });
}

/** A trade that comes after its charge ended without money: what was taken is given back, an open one cancelled. */
function lateQueryAnswered(
  state: ChargeState,
  input: InputOf<'queryAnswered'>,
  manners: PlatformManners,
): ChargeDecision {
  const { outcome, nowMs } = input;
  switch (outcome.kind) {
    case 'paid': {
      const late = { ...endedStill(state), cameLate: true };
      return then({ ...late, platformTradeNo: outcome.platformTradeNo }, 'refundLate');
    }
    case 'userPaying':
      return then(cancelAgain(state, nowMs, manners).state, 'cancel');
    case 'closed':
      return still(endedStill(state));
    case 'notFound':
      return nextLateCheck(state, nowMs, manners);
    case 'unknown':
      return cancelAgain(state, nowMs, manners);
  }
}

function lateCancelAnswered(
  state: ChargeState,
  input: InputOf<'cancelAnswered'>,
  manners: PlatformManners,
): ChargeDecision {
  const { outcome, nowMs } = input;
  if (outcome.kind !== 'done') return cancelAgain(state, nowMs, manners);
  if (outcome.action === 'nothingFound') return nextLateCheck(state, nowMs, manners);
  return still(endedStill(state));
}

/** Told before any question: it is paid. */
const noticed: Transition<'noticed'> = (state, { platformTradeNo }) => paid(state, platformTradeNo);

/** A notice may be older than what ended it: the query tells whether money lies there. */
const noticedLate: Transition<'noticed'> = (state, { nowMs }) =>
  state.cameLate ? still(state) : then({ ...state, dueAtMs: nowMs }, 'query');

/**
 * A code on the screen is reversed at once. A payment by the shopper's own code is asked for first, and reversed
 * as soon as its platform allows it, unless it is paid.
 */
const givenUp: Transition<'givenUp'> = (state, { nowMs }) => {
  if (state.shownCode) return reverse(state, nowMs);
  return still(state.reversalWished ? state : { ...state, reversalWished: true, dueAtMs: nowMs });
};

/** Ended without money: looked for again while its platform could still bring it. */
const lateRow: Row = {
  due: (state) => (state.dueAtMs === undefined ? still(state) : then(state, 'query')),
  queryAnswered: lateQueryAnswered,
  cancelAnswered: lateCancelAnswered,
  noticed: noticedLate,
  givenUp: 'ignored',
};

const table: Readonly<Record<ChargeStateName, Row>> = {
  created: {
    // It may have been in time before this database was put back to an older state.
    requested: (state, { nowMs, expiresAtMs }, manners) =>
      nowMs > expiresAtMs
        ? askWithoutPaying(state, nowMs, manners, 'PAY_EXPIRED')
        : then({ ...state, name: 'submitted', submittedAtMs: nowMs, dueAtMs: nowMs }, 'pay'),
    refused: (state, { reason, verification }) =>
      still({ ...ended(state, 'failed', reason), ...(verification ? { verification } : {}) }),
    askedFirst,
  },
  submitted: {
    payAnswered,
    // Whoever submitted it is gone with the answer: nobody knows, and the query tells.
    due: (state, { nowMs }) =>
      then({ ...state, name: 'unknown', reason: 'PAY_UNKNOWN', dueAtMs: nowMs }, 'query'),
    noticed,
    givenUp: 'ignored',
  },
  userPaying: { due: (state) => then(state, 'query'), queryAnswered: openQueryAnswered, noticed, givenUp },
  unknown: { due: (state) => then(state, 'query'), queryAnswered: openQueryAnswered, noticed, givenUp },
  reversing: {
    due: (state) => then(state, 'cancel'),
    cancelAnswered: reversingCancelAnswered,
    queryAnswered: reversingQueryAnswered,
    // A cancellation under way may give the money back: its answer, or the query after it, has the last word.
    noticed: 'ignored',
    givenUp: 'ignored',
  },
  paid: { due: 'ignored', noticed: 'ignored', givenUp: 'ignored' },
  failed: lateRow,
  reversed: lateRow,
};

/** The state after `input`, and what to do then. Throws `INTERNAL_DEFECT` for a pair that cannot be. */
export function decideCharge(
  state: ChargeState,
  input: ChargeInput,
  manners: PlatformManners,
): ChargeDecision {
  const transition = table[state.name][input.kind] as Transition<ChargeInput['kind']> | 'ignored' | undefined;
  if (transition === 'ignored') return still(state);
  if (transition === undefined) {
    throw new Fault('INTERNAL_DEFECT', `take ${input.kind} in charge state ${state.name}`);
  }
  return transition(state, input, manners);
}
