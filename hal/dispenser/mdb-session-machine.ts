/**
 * Where a cashless reader stands with its vending controller. `decide` is pure and total. A session is a
 * request that waits for the money, then one that was approved; it ends once. What the adapter says while
 * no session of ours is open belongs to one that a process before us approved (`stray`).
 */
import type { MdbCommand, MdbError, MdbEvent, MdbStatus } from './mdb-codec.ts';
import type { VendRequest } from './vending-controller.ts';

/** How an approved vend ended: `refused` when the adapter did not pass the approval on. */
export type VendEnd = 'delivered' | 'failed' | 'refused' | 'unknown';

export interface MdbState {
  /** `greeting` until the adapter has answered since the line was opened. */
  readonly line: 'closed' | 'greeting' | 'open';
  /** Whether the controller takes part; assumed until it says otherwise, since it cannot be asked. */
  readonly reader: 'unknown' | 'inactive' | 'disabled' | 'enabled';
  readonly session: { readonly is: 'requested' | 'approved'; readonly request: VendRequest } | undefined;
}

export type MdbInput =
  | { readonly input: 'opened' }
  | { readonly input: 'closed' }
  | { readonly input: 'heard'; readonly event: MdbEvent }
  | { readonly input: 'approve'; readonly vendId: string }
  | { readonly input: 'deny'; readonly vendId: string }
  /** The controller has said nothing about an approved vend for too long. */
  | { readonly input: 'gaveUp'; readonly vendId: string };

export type MdbEffect =
  | { readonly effect: 'send'; readonly command: MdbCommand }
  | { readonly effect: 'requested'; readonly request: VendRequest }
  | { readonly effect: 'withdrawn'; readonly vendId: string }
  | { readonly effect: 'ended'; readonly vendId: string; readonly end: VendEnd }
  | { readonly effect: 'strayEnded'; readonly end: 'delivered' | 'failed' }
  | { readonly effect: 'cashSale'; readonly amountMinor: number; readonly item: string };

export interface MdbDecision {
  readonly state: MdbState;
  readonly effects: readonly MdbEffect[];
}

export interface MdbContext {
  readonly makeVendId: () => string;
  /** The credit of the session that is opened ahead of a selection; 0 where the selection comes first. */
  readonly creditMinor: number;
}

export const initialMdb: MdbState = { line: 'closed', reader: 'unknown', session: undefined };

const send = (command: MdbCommand): MdbEffect => ({ effect: 'send', command });

/** The next state and what to do, in order. */
export function decideMdb(state: MdbState, input: MdbInput, context: MdbContext): MdbDecision {
  switch (input.input) {
    case 'opened':
      return {
        state: { ...state, line: 'greeting', reader: 'unknown' },
        effects: [send({ command: 'version' })],
      };
    case 'closed':
      return closed(state);
    case 'heard':
      return heard(state, input.event, context);
    case 'approve':
      return approve(state, input.vendId);
    case 'deny': {
      const { session } = state;
      if (session?.is !== 'requested' || session.request.vendId !== input.vendId)
        return { state, effects: [] };
      return { state: { ...state, session: undefined }, effects: [send({ command: 'deny' })] };
    }
    case 'gaveUp':
      return state.session?.is === 'approved' && state.session.request.vendId === input.vendId
        ? end(state, 'unknown')
        : { state, effects: [] };
  }
}

/** A request without an answer is lost with its line; an approved one may still be told about. */
function closed(state: MdbState): MdbDecision {
  const shut = { ...state, line: 'closed' as const };
  return state.session?.is === 'requested' ? withdraw(shut) : { state: shut, effects: [] };
}

function approve(state: MdbState, vendId: string): MdbDecision {
  const { session } = state;
  if (session?.is !== 'requested' || session.request.vendId !== vendId) return { state, effects: [] };
  const { amountMinor } = session.request;
  return {
    state: { ...state, session: { is: 'approved', request: session.request } },
    effects: [send({ command: 'approve', amountMinor })],
  };
}

function heard(state: MdbState, event: MdbEvent, context: MdbContext): MdbDecision {
  switch (event.event) {
    case 'version':
      return state.line === 'greeting'
        ? { state: { ...state, line: 'open' }, effects: [send({ command: 'enable' })] }
        : { state, effects: [] };
    case 'status':
      return statusHeard(state, event.status, context);
    case 'vendRequested':
      return requested(state, event, context);
    case 'vendSucceeded':
      if (state.session?.is === 'approved') return end(state, 'delivered');
      return { state, effects: state.session ? [] : [{ effect: 'strayEnded', end: 'delivered' }] };
    case 'cashSale': {
      const { amountMinor, item } = event;
      return { state, effects: [{ effect: 'cashSale', amountMinor, item }] };
    }
    case 'error':
      return errorHeard(state, event.error, context);
    case 'acknowledged':
      return { state, effects: [] };
  }
}

function statusHeard(state: MdbState, status: MdbStatus, context: MdbContext): MdbDecision {
  const moved: MdbState = { ...state, reader: status === 'idle' ? 'enabled' : status };
  // An adapter that began anew has forgotten that we are there.
  const forgotten = status === 'inactive' && (state.reader === 'enabled' || state.reader === 'disabled');
  const next = sessionAfter(moved, status);
  const opens = status === 'enabled' && context.creditMinor > 0 && next.state.session === undefined;
  return {
    state: next.state,
    effects: [
      ...next.effects,
      ...(forgotten ? [send({ command: 'enable' })] : []),
      ...(opens ? opening(context) : []),
    ],
  };
}

/** What a status of the reader means to the session under way. */
function sessionAfter(state: MdbState, status: MdbStatus): MdbDecision {
  if (state.session?.is !== 'approved') return withdraw(state);
  // Idle comes on the way to the end; any other status is the end of a session without a word about it.
  return status === 'idle' ? { state, effects: [] } : end(state, 'unknown');
}

function requested(
  state: MdbState,
  { amountMinor, item }: { readonly amountMinor: number; readonly item: string },
  context: MdbContext,
): MdbDecision {
  const { session } = state;
  const same = session?.request.amountMinor === amountMinor && session.request.item === item;
  if (session?.is === 'requested' && same) return { state, effects: [] };
  const before =
    session === undefined
      ? { state, effects: [] }
      : session.is === 'approved'
        ? end(state, 'unknown')
        : withdraw(state);
  const request = { vendId: context.makeVendId(), item, amountMinor };
  return {
    state: { ...before.state, reader: 'enabled', session: { is: 'requested', request } },
    effects: [...before.effects, { effect: 'requested', request }],
  };
}

function errorHeard(state: MdbState, error: MdbError, context: MdbContext): MdbDecision {
  const { session } = state;
  switch (error) {
    case 'alreadyOn':
      // The reader is older than this line: a request that nobody here knows of is denied.
      return { state, effects: session ? [] : [send({ command: 'deny' }), ...opening(context)] };
    case 'off':
      return { state, effects: [send({ command: 'enable' })] };
    case 'notDispensed':
      if (session?.is === 'approved') return end(state, 'failed');
      return session ? withdraw(state) : { state, effects: [{ effect: 'strayEnded', end: 'failed' }] };
    case 'withdrew':
      // A controller may withdraw only before an approval has reached it.
      return session?.is === 'approved' ? end(state, 'refused') : withdraw(state);
    case 'reset':
      return session?.is === 'approved' ? end(state, 'unknown') : withdraw(state);
    case 'amount':
    case 'state':
      return session?.is === 'approved' ? end(state, 'refused') : { state, effects: [] };
    case 'other':
      return { state, effects: [] };
  }
}

function opening({ creditMinor }: MdbContext): MdbEffect[] {
  return creditMinor > 0 ? [send({ command: 'start', creditMinor })] : [];
}

function end(state: MdbState, end: VendEnd): MdbDecision {
  const vendId = state.session?.request.vendId;
  if (vendId === undefined) return { state, effects: [] };
  return { state: { ...state, session: undefined }, effects: [{ effect: 'ended', vendId, end }] };
}

function withdraw(state: MdbState): MdbDecision {
  const vendId = state.session?.request.vendId;
  if (vendId === undefined) return { state, effects: [] };
  return { state: { ...state, session: undefined }, effects: [{ effect: 'withdrawn', vendId }] };
}
