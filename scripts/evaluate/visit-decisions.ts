/**
 * The decision as a machine takes it, over several pictures: somebody enrols at one visit and comes again, or
 * somebody else comes. Named by the machine counts as a match; everything else does not. One person is enrolled, so
 * the margin to the second nearest plays no part.
 */
import { identify, type MatchRule, nobodyYet } from '../../src/domain/identity.ts';
import { enrolLook, nothingEnrolled } from '../../src/domain/identity-enrolment.ts';
import type { SeenPeople } from '../../src/domain/identity-face.ts';
import { galleryOf } from '../../src/domain/identity-gallery.ts';
import type { AtThreshold } from './identity-figures.ts';
import { proportion, upperBound } from './proportion.ts';

export interface VisitPair {
  readonly enrols: readonly SeenPeople[];
  readonly comes: readonly SeenPeople[];
  readonly mated: boolean;
}

export interface VisitFigures extends AtThreshold {
  /** Visits at which nobody could be enrolled. */
  readonly notEnrolled: number;
}

const ruleOf = (distanceMax: number): MatchRule => ({
  ...{ distanceMax, marginMin: 0, statedFmr: 0 },
  faces: 'drawn',
});

/** Undefined where the first visit was not good enough to enrol. */
function isNamed({ enrols, comes }: VisitPair, distanceMax: number): boolean | undefined {
  let enrolling = nothingEnrolled;
  for (const seen of enrols) enrolling = enrolLook(enrolling, seen, distanceMax);
  const { template } = enrolling;
  if (!template) return undefined;
  const gallery = galleryOf([{ personId: 'enrolled', template }]);
  let who = nobodyYet;
  for (const seen of comes) who = identify(who, seen, gallery, ruleOf(distanceMax));
  return who.outcome?.who === 'known';
}

export function figuresOfVisits(pairs: readonly VisitPair[], threshold: number): VisitFigures {
  const told = pairs.map((pair) => ({ mated: pair.mated, named: isNamed(pair, threshold) }));
  const enrolled = told.filter(({ named }) => named !== undefined);
  const [mated, others] = [true, false].map((is) => enrolled.filter((one) => one.mated === is)) as [
    typeof told,
    typeof told,
  ];
  const falseMatches = others.filter(({ named }) => named).length;
  return {
    threshold,
    fmr: proportion(falseMatches, others.length),
    fmrAtMost: upperBound(falseMatches, others.length),
    fnmr: proportion(mated.filter(({ named }) => !named).length, mated.length),
    notEnrolled: told.length - enrolled.length,
  };
}

/** Distances that are tried, from the strictest. */
export const visitThresholds: readonly number[] = Array.from({ length: 31 }, (_, i) => 0.2 + i / 100);

/** The largest of them up to which no more than the share `fmr` of the others is named. */
export function thresholdForVisits(pairs: readonly VisitPair[], fmr: number): number {
  const tooMany = visitThresholds.findIndex((at) => figuresOfVisits(pairs, at).fmr.value > fmr);
  const last = tooMany < 0 ? visitThresholds.length - 1 : Math.max(0, tooMany - 1);
  return visitThresholds[last] as number;
}
