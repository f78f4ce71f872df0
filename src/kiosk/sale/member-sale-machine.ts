/**
 * Who the shopper is, as far as they say: a member code scanned while goods are expected, or a phone number
 * typed on its own page. A sale never waits for the answer, and everyone can be somebody else again. Pure, a
 * part of `sale-machine.ts`.
 */
import type { Member, MemberProof } from '../../domain/member.ts';
import { readMemberCode } from '../../domain/member-code.ts';
import { readPhone } from '../../domain/phone.ts';
import { addScan, relist } from './list-sale-machine.ts';
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

/** Questions in one sale; whoever tries numbers has to come again. */
const asksMax = 5;

/** A member code, or goods. */
export const scanMemberOrGoods: SaleHandler<'scanned'> = (state, input, context) => {
  const code = readMemberCode(input);
  return code === undefined ? addScan(state, input, context) : ask(state, 'code', code, context);
};

/** Opens the page on which a phone number is typed. */
export const openMemberPage: SaleHandler<'askMember'> = (state, _input, context) => {
  if (!context.shop.bundle.members?.phone) return { state, effects: [] };
  return { state: enter(state, 'namingMember', context.nowMs), effects: [] };
};

const namePhone: SaleHandler<'namePhone'> = (state, { phone }, context) => {
  const digits = readPhone(phone);
  return digits === undefined ? refuse(state, 'MEMBER_PHONE_INVALID') : ask(state, 'phone', digits, context);
};

function ask(state: SaleState, by: MemberProof, given: string, context: SaleContext): SaleDecision {
  if (!context.shop.bundle.members) return refuse(state, 'MEMBER_NOT_HERE');
  const asks = (state.memberAsk?.asks ?? 0) + 1;
  if (asks > asksMax) return refuse(state, 'MEMBER_TOO_MANY');
  const askId = context.makeId('ask');
  const memberAsk = { askId, by, asks, open: true };
  const page = state.phase === 'welcome' ? enter(state, 'listing', context.nowMs) : state;
  return {
    state: { ...page, memberAsk },
    effects: [
      { effect: 'lookUpMember', askId, by, given },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
}

/** Only the last question counts, and only before the list is submitted. */
export const memberLooked: SaleHandler<'memberLooked'> = (state, { askId, finding }, context) => {
  const { memberAsk } = state;
  if (!memberAsk?.open || memberAsk.askId !== askId) return { state, effects: [] };
  const answered = { ...state, memberAsk: { ...memberAsk, open: false } };
  if (state.phase !== 'listing' && state.phase !== 'namingMember') return { state: answered, effects: [] };
  if (finding.found === 'known') return met(answered, finding.member, memberAsk.by, context);
  const codes = { unknown: 'MEMBER_UNKNOWN', late: 'MEMBER_LATE', tooMany: 'MEMBER_TOO_MANY' } as const;
  return { state: notify(empty(answered), codes[finding.found]), effects: [] };
};

/** A list that was only opened for the greeting ends with it; the page for typing stays. */
function empty(state: SaleState): SaleState {
  if (state.phase !== 'listing' || state.orderId !== undefined) return state;
  const { memberAsk } = state;
  return { ...welcome(state, state.language), memberAsk };
}

function met(state: SaleState, member: Member, by: MemberProof, context: SaleContext): SaleDecision {
  const orderId = state.orderId ?? context.makeId('ord');
  const { memberId, memberPrice } = member;
  const named = { kind: 'memberNamed' as const, orderId, memberId, by, memberPrice };
  const next = relist({ ...state, orderId, member: { ...member, by } }, context);
  return { state: next.state, effects: [{ effect: 'nameMember', named, member }, ...next.effects] };
}

/** "Not me": the list is as nobody's. */
export const leaveMember: SaleHandler<'leaveMember'> = (state, _input, context) => {
  const { orderId, member } = state;
  if (orderId === undefined || member === undefined) return { state, effects: [] };
  const next = relist({ ...state, member: undefined }, context);
  return {
    state: next.state,
    effects: [{ effect: 'append', bodies: [{ kind: 'memberLeft', orderId }] }, ...next.effects],
  };
};

/** After a power cut: the name that lay sealed beside the order. */
export const memberRemembered: SaleHandler<'memberRemembered'> = (state, { orderId, fields }) =>
  state.orderId === orderId && state.member
    ? { state: { ...state, member: { ...state.member, ...fields } }, effects: [] }
    : { state, effects: [] };

/** Back to where the page was opened. */
const closePage = (state: SaleState, _input: unknown, context: SaleContext): SaleDecision => ({
  state:
    state.orderId === undefined
      ? { ...welcome(state, state.language), memberAsk: state.memberAsk }
      : enter(state, 'listing', context.nowMs),
  effects: [],
});

/** What the page for typing does with what is done there. */
export const memberPage = {
  scanned: scanMemberOrGoods,
  namePhone,
  back: closePage,
  cancel: closePage,
  timedOut: closePage,
} as const;
