/**
 * Looking for a gift between the request to settle and payment. The cloud is asked in the background; payment
 * waits for it no longer than `quietWaitMs`, and what comes later is not shown. Pure; used by the parts of
 * `sale-machine.ts` that lead to payment.
 */
import type { PricedLine } from '../../domain/basket.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { GiftLine } from '../../domain/gift.ts';
import { giftChargeOf } from '../../domain/gift-order.ts';
import { isPaid } from '../../domain/order.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import type { GiftClue, GiftSession, GiftToOffer } from './gift-sale-state.ts';
import { askReactionFirst } from './reaction-question.ts';
import {
  enter,
  giftSeekMs,
  notify,
  type SaleContext,
  type SaleDecision,
  type SaleEffect,
  type SaleState,
} from './sale-state.ts';

/** A gift that nobody asked for costs the queue at most this. */
const quietWaitMs = 1000;
/** Whoever said that there is one waits longer. */
const askedWaitMs = giftSeekMs;
/** Questions in one sale. */
const asksMax = 8;
/** Answers are worth nothing to a page that is gone; behind another page there is time. */
const behindWaitMs = 5000;

export const noGift: GiftSession = { clues: [], notAgain: [], asks: 0 };

/** Everything known of the person, a member who showed their code among it. */
function cluesOf({ gift = noGift, member }: SaleState): readonly GiftClue[] {
  const known: GiftClue[] = member?.by === 'code' ? [{ kind: 'member', memberId: member.memberId }] : [];
  return [...gift.clues, ...known].slice(0, 8);
}

/** What a gift may pay for: whatever costs something, and together no more than is still to be paid. */
function giftLines(lines: readonly PricedLine[], openMinor: number): GiftLine[] {
  let leftMinor = openMinor;
  const open: GiftLine[] = [];
  for (const { lineId, productId, category, quantity, dueMinor: wholeMinor } of lines) {
    const dueMinor = Math.min(wholeMinor, leftMinor);
    leftMinor -= Math.max(0, dueMinor);
    if (dueMinor > 0 && productId !== '') open.push({ lineId, productId, category, quantity, dueMinor });
  }
  return open;
}

/** Whether a gift can pay for this sale: a site that takes them, nobody's vend, and none that pays already. */
export function takesGifts({ vend }: SaleState, { shop, order }: SaleContext): boolean {
  if (!shop.bundle.gifts || vend !== undefined) return false;
  if (order && (isPaid(order) || order.abandoned !== undefined)) return false;
  return !order || giftChargeOf(order) === undefined;
}

interface Sought {
  readonly state: SaleState;
  readonly effects: readonly SaleEffect[];
}

/** Asks for a gift for this list, where there is anything to ask by. `wait`: what stands behind the question. */
export function seekGift(
  state: SaleState,
  about: { readonly lines: readonly PricedLine[]; readonly openMinor: number },
  wait: 'quiet' | 'behind' | 'asked',
  context: SaleContext,
): Sought | undefined {
  const gift = state.gift ?? noGift;
  const clues = cluesOf(state);
  const lines = giftLines(about.lines, about.openMinor);
  const { orderId } = state;
  if (orderId === undefined || clues.length === 0 || lines.length === 0) return undefined;
  if (!takesGifts(state, context) || gift.asks >= asksMax) return undefined;
  const askId = context.makeId('ask');
  const waitMs = { quiet: quietWaitMs, behind: behindWaitMs, asked: askedWaitMs }[wait];
  const ask = { askId, askedAtMs: context.nowMs, asked: wait === 'asked', open: true };
  const { currency } = context.shop.bundle;
  const { notAgain } = gift;
  return {
    state: {
      ...state,
      gift: { ...gift, ask, found: undefined, offer: undefined, late: undefined, asks: gift.asks + 1 },
    },
    effects: [{ effect: 'seekGift', askId, orderId, currency, lines, clues, notAgain, waitMs }],
  };
}

/** On to payment, by way of a gift that was found or may still be. */
export function toPaying(
  state: SaleState,
  context: SaleContext,
  effects: readonly SaleEffect[] = [],
): SaleDecision {
  const { gift } = state;
  if (gift?.found) return showOffer(state, gift.found, context, effects);
  const { ask } = gift ?? {};
  if (gift && ask?.open) {
    const endsAtMs = ask.askedAtMs + (ask.asked ? askedWaitMs : quietWaitMs);
    if (endsAtMs > context.nowMs) {
      const timeout = { startedAtMs: context.nowMs, endsAtMs, canExtend: false };
      return { state: { ...enter(state, 'seekingGift', context.nowMs), timeout }, effects };
    }
  }
  return { state: enter(closed(state), 'choosingTender', context.nowMs), effects };
}

/** Whatever is answered from now on is late. */
export function closed(state: SaleState): SaleState {
  const { gift } = state;
  if (!gift?.ask?.open) return state;
  return { ...state, gift: { ...gift, ask: { ...gift.ask, open: false }, late: !gift.ask.asked } };
}

/** On to payment without a gift; whoever asked for one is told why there is none. */
export function withoutGift(state: SaleState, context: SaleContext, told?: FaultCode): SaleDecision {
  const tenders = enter(closed(state), 'choosingTender', context.nowMs);
  return { state: told === undefined ? tenders : notify(tenders, told), effects: [] };
}

/** The gift is on record as offered before it is shown. */
export function showOffer(
  state: SaleState,
  found: GiftToOffer,
  context: SaleContext,
  before: readonly SaleEffect[] = [],
): SaleDecision {
  const { orderId, gift = noGift } = state;
  const { order } = context;
  const openMinor = order?.submitted ? remainingMinor(order) : state.basket.totals.dueMinor;
  const { giftId, offerId, leaseId, wording, coverMinor } = found;
  if (orderId === undefined || coverMinor > openMinor) return withoutGift(state, context);
  const question = askReactionFirst(state, found, context, before);
  if (question) return question;
  const lease = leaseId === undefined ? {} : { leaseId };
  const offered = { kind: 'giftOffered' as const, orderId, giftId, offerId, coverMinor, ...lease };
  const offer = { ...found, shownAtMs: context.nowMs };
  const ask = gift.ask && { ...gift.ask, open: false };
  const shown = { ...state, gift: { ...gift, ask, found: undefined, offer } };
  return {
    state: enter(shown, 'offeringGift', context.nowMs),
    effects: [
      ...before,
      { effect: 'offerGift', offered, wording },
      { effect: 'sound', sound: 'scanAccepted' },
    ],
  };
}
