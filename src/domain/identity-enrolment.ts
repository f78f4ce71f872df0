/**
 * Learning a face: several good looks of one person on one track, which agree with one another, become one
 * averaged template. Looks that do not agree begin anew, so that two people never become one.
 */
import type { SeenPeople } from './identity-face.ts';
import { averageTemplate, distanceOf } from './identity-gallery.ts';
import { judgePicture, type QualityGates, type QualityProblem, usualGates } from './identity-quality.ts';

/** Looks that make a template. */
export const enrolLooks = 5;

export interface Enrolling {
  readonly track: number | undefined;
  readonly looks: readonly Float32Array[];
  readonly problem: QualityProblem | undefined;
  /** Present when it is done. */
  readonly template: Float32Array | undefined;
}

export const nothingEnrolled: Enrolling = {
  track: undefined,
  looks: [],
  problem: undefined,
  template: undefined,
};

/** One more picture; `agreeWithin` is the distance within which two looks are of one person. */
export function enrolLook(
  before: Enrolling,
  seen: SeenPeople,
  agreeWithin: number,
  gates: QualityGates = usualGates,
): Enrolling {
  if (before.template) return before;
  const quality = judgePicture(seen, gates);
  if (!quality.good) return { ...before, problem: quality.problem };
  const { track, template } = quality.face;
  const agrees = before.looks.every((look) => distanceOf(look, template) < agreeWithin);
  const looks = before.track === track && agrees ? [...before.looks, template] : [template];
  const done = looks.length >= enrolLooks ? averageTemplate(looks) : undefined;
  return { track, looks, problem: undefined, template: done };
}
