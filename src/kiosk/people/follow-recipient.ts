/**
 * Finds whose reaction may be read, and keeps of every picture only that face, without its template. Where the
 * recipient enrolled, it is the face that is theirs; otherwise the only one there while the offer is prepared.
 * Nobody is bound once the offer is shown: who comes later is somebody else.
 */

import type { MatchRule } from '../../domain/identity.ts';
import type { SeenFace, SeenPeople } from '../../domain/identity-face.ts';
import { type Gallery, nearestOf } from '../../domain/identity-gallery.ts';
import { judgePicture, type QualityProblem } from '../../domain/identity-quality.ts';

export interface Following {
  readonly track: number | undefined;
  /** Pictures in a row that spoke for the same track. */
  readonly candidate: { readonly track: number; readonly count: number } | undefined;
  readonly seen: readonly SeenPeople[];
  readonly problem: QualityProblem | undefined;
  /** Followed long enough to know their usual face. */
  readonly isReady: boolean;
}

export interface FollowContext {
  readonly gallery: Gallery;
  readonly rule: MatchRule;
  readonly recipientId?: string | undefined;
  readonly isShown?: boolean;
}

export const nobodyFollowed: Following = {
  track: undefined,
  candidate: undefined,
  seen: [],
  problem: undefined,
  isReady: false,
};

const picturesToBind = 2;
const picturesToBeReady = 5;
/** More than a whole offer has; the oldest go. */
const seenMax = 600;

export function followRecipient(before: Following, seen: SeenPeople, context: FollowContext): Following {
  const bound = before.track === undefined && !context.isShown ? bind(before, seen, context) : before;
  const { track } = bound;
  const kept = [...bound.seen, seen].slice(-seenMax);
  if (track === undefined) return { ...bound, seen: kept.map(withoutTemplates) };
  const mine = kept.map((one) => onlyTrack(one, track));
  const isReady = mine.filter(({ faces }) => faces.length > 0).length >= picturesToBeReady;
  return { ...bound, seen: mine, isReady: before.isReady || isReady };
}

function bind(before: Following, seen: SeenPeople, context: FollowContext): Following {
  const { track, problem } = spokenFor(seen, context);
  if (track === undefined) return { ...before, candidate: undefined, problem };
  const count = before.candidate?.track === track ? before.candidate.count + 1 : 1;
  return {
    ...before,
    candidate: { track, count },
    problem: undefined,
    track: count >= picturesToBind ? track : undefined,
  };
}

/** The track that this picture speaks for. */
function spokenFor(
  seen: SeenPeople,
  { gallery, rule, recipientId }: FollowContext,
): { readonly track?: number; readonly problem?: QualityProblem | undefined } {
  if (recipientId === undefined) {
    const [face, ...others] = seen.faces;
    if (!face) return { problem: 'nobody' };
    return others.length > 0 ? { problem: 'several' } : { track: face.track };
  }
  const theirs = seen.faces.find((face) => {
    const quality = judgePicture({ atMs: seen.atMs, faces: [face] });
    const nearest = quality.good ? nearestOf(gallery, quality.face.template) : undefined;
    return nearest?.personId === recipientId && nearest.distance < rule.distanceMax;
  });
  return theirs ? { track: theirs.track } : { problem: seen.faces.length > 0 ? 'several' : 'nobody' };
}

function onlyTrack({ atMs, faces }: SeenPeople, track: number): SeenPeople {
  return withoutTemplates({ atMs, faces: faces.filter((face) => face.track === track) });
}

function withoutTemplates({ atMs, faces }: SeenPeople): SeenPeople {
  return { atMs, faces: faces.map(({ template: _, ...face }): SeenFace => face) };
}
