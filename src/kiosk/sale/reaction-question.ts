/**
 * Whether the person is asked to let the giver know how they reacted, before the offer is shown: once a sale,
 * where the site allows it and the machine could do it. Pure, used on the way to an offer.
 */
import { noFaces } from '../../domain/identity-policy.ts';
import type { GiftToOffer } from './gift-sale-state.ts';
import { enter, type SaleContext, type SaleDecision, type SaleEffect, type SaleState } from './sale-state.ts';

/** The page that asks, with the offer kept behind it; undefined where the offer is shown at once. */
export function askReactionFirst(
  state: SaleState,
  found: GiftToOffer,
  context: SaleContext,
  before: readonly SaleEffect[],
): SaleDecision | undefined {
  const { gift } = state;
  const policy = context.shop.bundle.faces ?? noFaces;
  if (!gift || !policy.expression || !context.facesReady) return undefined;
  if (state.reactionAsked || state.underAge) return undefined;
  const people = { purpose: 'readReaction' as const, from: 'offer' as const };
  const ask = gift.ask && { ...gift.ask, open: false };
  const asking = { ...state, reactionAsked: true as const, people, gift: { ...gift, ask, found } };
  const phase = policy.askAge ? 'statingAge' : 'consenting';
  return { state: enter(asking, phase, context.nowMs), effects: before };
}
