/**
 * Whether one picture is good enough to say who somebody is: exactly one face near enough, sharp, and turned
 * to the camera. What is not good enough says why, so that the screen can help; it never counts as "unknown".
 */
import type { SeenFace, SeenPeople } from './identity-face.ts';

/** The limits of a usable face. */
export interface QualityGates {
  readonly eyeDistanceMinPx: number;
  readonly sharpnessMin: number;
  readonly turnMaxDeg: number;
  /** Wide: up and down are told less surely than left and right, and faces differ in it. */
  readonly nodMaxDeg: number;
  readonly tiltMaxDeg: number;
  readonly eyesOpenMin: number;
}

export const usualGates: QualityGates = {
  eyeDistanceMinPx: 32,
  sharpnessMin: 0.25,
  turnMaxDeg: 15,
  nodMaxDeg: 30,
  tiltMaxDeg: 20,
  eyesOpenMin: 0.6,
};

export type QualityProblem = 'nobody' | 'several' | 'tooFar' | 'blurred' | 'turnedAway' | 'eyesClosed';

export type Quality =
  | { readonly good: true; readonly face: SeenFace & { readonly template: Float32Array } }
  | { readonly good: false; readonly problem: QualityProblem };

const no = (problem: QualityProblem): Quality => ({ good: false, problem });

/** The one face of a picture that may be read, or what is in the way. */
export function judgePicture({ faces }: SeenPeople, gates: QualityGates = usualGates): Quality {
  const [face, ...others] = faces;
  if (!face) return no('nobody');
  if (others.length > 0) return no('several');
  if (face.eyeDistancePx < gates.eyeDistanceMinPx) return no('tooFar');
  if (face.sharpness < gates.sharpnessMin) return no('blurred');
  const { yawDeg, pitchDeg, rollDeg } = face;
  const turned = Math.abs(yawDeg) > gates.turnMaxDeg || Math.abs(pitchDeg) > gates.nodMaxDeg;
  if (turned || Math.abs(rollDeg) > gates.tiltMaxDeg) return no('turnedAway');
  if (face.eyesOpen < gates.eyesOpenMin) return no('eyesClosed');
  const { template } = face;
  // A recognizer that made no template did not trust the picture either.
  return template ? { good: true, face: { ...face, template } } : no('blurred');
}
