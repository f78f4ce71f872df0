/**
 * One look at people, picture by picture: recognise or verify and challenge, enrol, or follow the one
 * whose reaction may be read. Pure. What is kept of a picture is the least that its purpose needs: templates
 * only while they are compared, and of other people in a reaction nothing at all.
 */
import { type Identification, identify, type MatchRule, nobodyYet } from '../../domain/identity.ts';
import { type Challenge, drawChallenge, followChallenge } from '../../domain/identity-challenge.ts';
import { type Enrolling, enrolLook, enrolLooks, nothingEnrolled } from '../../domain/identity-enrolment.ts';
import type { SeenPeople } from '../../domain/identity-face.ts';
import { type Gallery, nearestOf } from '../../domain/identity-gallery.ts';
import { judgePicture } from '../../domain/identity-quality.ts';
import { verify } from '../../domain/identity-verification.ts';
import { type Following, followRecipient, nobodyFollowed } from './follow-recipient.ts';
import type { LookNow } from './people-ports.ts';

export type Look =
  | {
      /** `verifyFace` compares with the one template of the gallery only. */
      readonly purpose: 'recogniseFace' | 'verifyFace';
      readonly who: Identification;
      readonly challenge: Challenge | undefined;
    }
  | { readonly purpose: 'enrolFace'; readonly enrolling: Enrolling }
  | { readonly purpose: 'readReaction'; readonly following: Following };

/** What came of it; nothing more is looked at after one. `ready`: the recipient is followed, and goes on to be. */
export type LookEnd =
  | { readonly end: 'known'; readonly personId: string }
  | { readonly end: 'unknown' }
  | { readonly end: 'challengeFailed' }
  | { readonly end: 'enrolled'; readonly template: Float32Array }
  | { readonly end: 'ready' };

export interface LookContext {
  readonly gallery: Gallery;
  readonly rule: MatchRule;
  /** A random number in [0, 1). */
  readonly fraction: number;
  /** Only for a reaction: the enrolled recipient, and whether the offer is on the screen. */
  readonly recipientId?: string | undefined;
  readonly isShown?: boolean;
}

export function beginLook(purpose: Look['purpose']): Look {
  if (purpose === 'recogniseFace' || purpose === 'verifyFace')
    return { purpose, who: nobodyYet, challenge: undefined };
  if (purpose === 'enrolFace') return { purpose, enrolling: nothingEnrolled };
  return { purpose, following: nobodyFollowed };
}

/** One more picture. */
export function look(
  before: Look,
  seen: SeenPeople,
  context: LookContext,
): { readonly look: Look; readonly end?: LookEnd } {
  switch (before.purpose) {
    case 'recogniseFace':
    case 'verifyFace':
      return recognise(before, seen, context);
    case 'enrolFace': {
      const enrolling = enrolLook(before.enrolling, seen, context.rule.distanceMax);
      const { template } = enrolling;
      const next = { ...before, enrolling };
      return template ? { look: next, end: { end: 'enrolled', template } } : { look: next };
    }
    case 'readReaction': {
      const following = followRecipient(before.following, seen, context);
      const isNews = following.isReady && !before.following.isReady;
      const next = { ...before, following };
      return isNews ? { look: next, end: { end: 'ready' } } : { look: next };
    }
  }
}

type Recognising = Extract<Look, { who: Identification }>;

function recognise(
  before: Recognising,
  seen: SeenPeople,
  { gallery, rule, fraction }: LookContext,
): { readonly look: Look; readonly end?: LookEnd } {
  const { challenge } = before;
  if (!challenge) {
    const decide = before.purpose === 'verifyFace' ? verify : identify;
    const who = decide(before.who, seen, gallery, rule);
    const next = { ...before, who };
    if (who.outcome?.who === 'unknown') return { look: next, end: { end: 'unknown' } };
    if (who.outcome?.who !== 'known') return { look: next };
    return { look: { ...next, challenge: drawChallenge(fraction, who.outcome.track, seen.atMs) } };
  }
  const followed = followChallenge(challenge, seen);
  const next = { ...before, challenge: followed };
  if (followed.outcome === undefined) return { look: next };
  if (followed.outcome === 'failed') return { look: next, end: { end: 'challengeFailed' } };
  return confirm(next, seen, { gallery, rule });
}

/** Who did the movement is still who was recognised: one more good picture says so. */
function confirm(
  before: Recognising,
  seen: SeenPeople,
  { gallery, rule }: Pick<LookContext, 'gallery' | 'rule'>,
): { readonly look: Look; readonly end?: LookEnd } {
  const { outcome } = before.who;
  if (outcome?.who !== 'known') return { look: before, end: { end: 'unknown' } };
  const quality = judgePicture(seen);
  if (!quality.good) return { look: before };
  const nearest = nearestOf(gallery, quality.face.template);
  const isSame =
    quality.face.track === outcome.track &&
    nearest?.personId === outcome.personId &&
    nearest.distance < rule.distanceMax;
  const end: LookEnd = isSame ? { end: 'known', personId: outcome.personId } : { end: 'challengeFailed' };
  return { look: before, end };
}

/** What the page says of it. */
export function lookNow(of: Look): LookNow {
  switch (of.purpose) {
    case 'recogniseFace':
    case 'verifyFace': {
      const { who, challenge } = of;
      if (challenge) return { step: 'challenge', challenge: challenge.kind, progress: 0.7 };
      return { step: 'looking', problem: who.problem, progress: Math.min(0.6, who.votes.length * 0.15) };
    }
    case 'enrolFace':
      return {
        step: 'looking',
        problem: of.enrolling.problem,
        progress: of.enrolling.looks.length / enrolLooks,
      };
    case 'readReaction':
      return { step: 'looking', problem: of.following.problem, progress: of.following.isReady ? 1 : 0.5 };
  }
}
