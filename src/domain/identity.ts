/**
 * Who stands there, decided over several pictures: each good picture votes, and only several votes for one
 * person, on one track, within the stated distance and clearly nearer than anybody else, name that person.
 * Everything else is "unknown", which is an answer of its own and never the second best guess.
 */
import type { SeenPeople } from './identity-face.ts';
import { averageTemplate, type Gallery, nearestOf } from './identity-gallery.ts';
import { judgePicture, type QualityGates, type QualityProblem, usualGates } from './identity-quality.ts';

/** What a decision rests on: the distance, and what is known of its errors. */
export interface MatchRule {
  /** Two templates nearer than this are taken for one person. */
  readonly distanceMax: number;
  /** The nearest other person has to be farther than the match by this. */
  readonly marginMin: number;
  /** False match rate of one comparison at that distance, as it was measured (ISO/IEC 19795-1). */
  readonly statedFmr: number;
  readonly faces: 'real' | 'drawn';
}

/**
 * For people: the default, set from figures measured beforehand with the descriptor used here, and not on the people
 * of any site: a distance below 0.50 found .54 of the right ones at a false match rate of .0015. Over 100 enrolled
 * people that is up to .14 for a stranger and one picture; agreement of several pictures and the margin lower it by
 * a factor not measured.
 */
export const realFaces: MatchRule = {
  distanceMax: 0.5,
  marginMin: 0.05,
  statedFmr: 0.0015,
  faces: 'real',
};

/**
 * For drawn faces, which lie nearer to one another than people do; only for demonstrations and tests. The rate is
 * the upper bound (95 %) of what single pictures gave at 0.304.
 */
export const drawnFaces: MatchRule = {
  distanceMax: 0.29,
  marginMin: 0.03,
  statedFmr: 0.0041,
  faces: 'drawn',
};

/** The largest distance at which at most `fmr` of these comparisons of different people would match. */
export function distanceForFmr(impostorDistances: readonly number[], fmr: number): number {
  const sorted = [...impostorDistances].sort((a, b) => a - b);
  const allowed = Math.floor(sorted.length * fmr);
  // A match is nearer than the distance: so many of them lie before the one at this place.
  return sorted[Math.min(allowed, sorted.length - 1)] ?? 0;
}

/** The upper bound (95 %) of a rate of which `errors` were seen in `trials`; 3/n where none was seen. */
export function rateUpperBound(errors: number, trials: number): number {
  if (trials <= 0) return 1;
  if (errors === 0) return Math.min(1, 3 / trials);
  const rate = errors / trials;
  return Math.min(1, rate + 1.96 * Math.sqrt((rate * (1 - rate)) / trials) + 1 / trials);
}

/** What a decision asks for. */
export interface Demand {
  /** Votes for one person that name them. */
  readonly votes: number;
  /** Good pictures after which nobody is named any more. */
  readonly looksMax: number;
}

const naming: Demand = { votes: 3, looksMax: 8 };

interface Vote {
  readonly personId: string | undefined;
  readonly template: Float32Array;
}

export interface Identification {
  readonly track: number | undefined;
  readonly votes: readonly Vote[];
  /** What kept the last picture from counting. */
  readonly problem: QualityProblem | undefined;
  /** Undefined until it is decided. */
  readonly outcome:
    | { readonly who: 'known'; readonly personId: string; readonly track: number }
    | { readonly who: 'unknown' }
    | undefined;
}

export const nobodyYet: Identification = {
  track: undefined,
  votes: [],
  problem: undefined,
  outcome: undefined,
};

/** One more picture. A face that changed its track begins anew: it may be somebody else. */
export function identify(
  before: Identification,
  seen: SeenPeople,
  gallery: Gallery,
  rule: MatchRule,
  gates: QualityGates = usualGates,
  demand: Demand = naming,
): Identification {
  if (before.outcome) return before;
  const quality = judgePicture(seen, gates);
  if (!quality.good) return { ...before, problem: quality.problem };
  const { track, template } = quality.face;
  const earlier = before.track === track ? before.votes : [];
  const votes = [...earlier, { personId: match(gallery, template, rule), template }];
  return { track, votes, problem: undefined, outcome: outcomeOf(votes, track, { gallery, rule, demand }) };
}

function match(gallery: Gallery, template: Float32Array, rule: MatchRule): string | undefined {
  const nearest = nearestOf(gallery, template);
  if (!nearest || nearest.distance >= rule.distanceMax) return undefined;
  return nearest.nextDistance - nearest.distance < rule.marginMin ? undefined : nearest.personId;
}

function outcomeOf(
  votes: readonly Vote[],
  track: number,
  { gallery, rule, demand }: { gallery: Gallery; rule: MatchRule; demand: Demand },
): Identification['outcome'] {
  const last = votes.at(-1)?.personId;
  const forLast = votes.filter(({ personId }) => personId !== undefined && personId === last);
  const forOthers = votes.some(({ personId }) => personId !== undefined && personId !== last);
  if (last !== undefined && forLast.length >= demand.votes && !forOthers) {
    // All looks together say the same as each for itself.
    const all = match(gallery, averageTemplate(votes.map(({ template }) => template)), rule);
    if (all === last) return { who: 'known', personId: last, track };
  }
  return votes.length >= demand.looksMax ? { who: 'unknown' } : undefined;
}
