/** What the sale on the screen wants of camera and recognizer for people, from its state alone. */
import type { PeopleWish, ReactionWish } from './people/people-ports.ts';
import type { SaleState } from './sale/sale-state.ts';

/** Pages on which somebody is looked at. */
const looking: readonly string[] = ['lookingAtFace', 'preparingReaction', 'offeringGift'];

export function peopleWish(sale: SaleState): PeopleWish | undefined {
  const { phase, people, card, enrolment } = sale;
  // The consent was given when the face was enrolled for this card.
  if (phase === 'verifyingFace' && card?.face)
    return {
      purpose: 'payByFace',
      consentId: card.face.consentId,
      card: { code: card.code, step: 'verify' },
    };
  if (people?.consentId === undefined || !looking.includes(phase)) return undefined;
  const { purpose, consentId, forgets } = people;
  if (purpose === 'payByFace')
    return enrolment && { purpose, consentId, card: { code: enrolment.code, step: 'enrol' } };
  const reaction = purpose === 'readReaction' ? reactionWish(sale) : undefined;
  return { purpose, consentId, ...(reaction ? { reaction } : {}), ...(forgets ? { forgets } : {}) };
}

function reactionWish({ gift }: SaleState): ReactionWish {
  const face = gift?.clues.find(({ kind }) => kind === 'face');
  const { offer } = gift ?? {};
  return {
    ...(face?.kind === 'face' ? { faceTag: face.tag } : {}),
    ...(offer ? { shown: { giftId: offer.giftId, offerId: offer.offerId, atMs: offer.shownAtMs } } : {}),
  };
}
