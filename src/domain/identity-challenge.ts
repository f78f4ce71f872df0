/**
 * A small thing that a living person does when asked, drawn at random: shut the eyes for a moment, or turn the
 * head to one side and back. It stops a photograph held up to the camera. It does not stop a mask, a film
 * that happens to show the right movement, or a face animated live; so a face alone never pays.
 */
import type { SeenFace, SeenPeople } from './identity-face.ts';
import type { Text } from './text.ts';

export const challengeKinds = ['closeEyes', 'turnLeft', 'turnRight'] as const;
export type ChallengeKind = (typeof challengeKinds)[number];

/** What a technician and a shopkeeper should know of it. */
export const challengeLimits: Text = {
  zh: '动作检测只能识别举在镜头前的照片，不能识别面具、恰好动作相符的录像或实时合成的人脸。因此人脸永远不能单独付款。',
  en: 'The movement check stops a photograph held to the camera. It does not stop a mask, a film that happens to show the right movement, or a face animated live. So a face alone never pays.',
};

/**
 * Longer than people need, shorter than it takes to look for another picture; a machine that sees few pictures a
 * second gives more time, within the longest.
 */
const challengeWithinMs = 12_000;
const challengePicturesMin = 30;
const challengeMaxMs = 40_000;

const turnedDeg = 17;
const straightDeg = 10;
const openMin = 0.7;
const closedMax = 0.45;
/** Eyes that are shut shorter only blinked, as they do in any film. */
const shutForMs = 350;
/** A face that is away longer, and from several pictures, may be another one when it is back. */
const awayMaxMs = 700;
const awayPicturesMax = 2;

/** `rest`: as at the beginning; `done`: the movement was seen; `passed`: and the way back. */
type Step = 'waiting' | 'rest' | 'done' | 'passed';

export interface Challenge {
  readonly kind: ChallengeKind;
  /** Only the face on this track is looked at. */
  readonly track: number;
  readonly beganAtMs: number;
  readonly seenAtMs: number;
  readonly pictures: number;
  /** In a row without the face. */
  readonly away: number;
  readonly step: Step;
  /** Since when the movement is held. */
  readonly heldFromMs: number | undefined;
  /** Undefined while it goes on. */
  readonly outcome: 'passed' | 'failed' | undefined;
}

/** `fraction` is a random number in [0, 1). */
export function drawChallenge(fraction: number, track: number, nowMs: number): Challenge {
  const kind = challengeKinds[Math.floor(fraction * challengeKinds.length)] ?? 'closeEyes';
  return {
    kind,
    track,
    beganAtMs: nowMs,
    seenAtMs: nowMs,
    pictures: 0,
    away: 0,
    step: 'waiting',
    heldFromMs: undefined,
    outcome: undefined,
  };
}

/** One more picture. Time up, somebody else in the picture, or a face that went away fail it. */
export function followChallenge(before: Challenge, { atMs, faces }: SeenPeople): Challenge {
  if (before.outcome) return before;
  if (isLate(before, atMs)) return { ...before, outcome: 'failed' };
  const face = faces.find(({ track }) => track === before.track);
  if (faces.length > 1) return { ...before, outcome: 'failed' };
  const pictures = before.pictures + 1;
  if (!face) {
    const away = before.away + 1;
    const isGone = atMs - before.seenAtMs > awayMaxMs && away > awayPicturesMax;
    return { ...before, pictures, away, outcome: isGone ? 'failed' : undefined };
  }
  const heldFromMs = moved(before.kind, face) ? (before.heldFromMs ?? atMs) : undefined;
  const step = nextStep({ ...before, heldFromMs }, face, atMs);
  return {
    ...before,
    seenAtMs: atMs,
    pictures,
    away: 0,
    step,
    heldFromMs,
    outcome: step === 'passed' ? 'passed' : undefined,
  };
}

function isLate({ beganAtMs, pictures }: Challenge, atMs: number): boolean {
  const tookMs = atMs - beganAtMs;
  return tookMs > challengeMaxMs || (tookMs > challengeWithinMs && pictures >= challengePicturesMin);
}

function nextStep({ kind, step, heldFromMs }: Challenge, face: SeenFace, atMs: number): Step {
  if (step === 'waiting') return atRest(kind, face) ? 'rest' : 'waiting';
  if (step === 'rest') {
    const heldMs = heldFromMs === undefined ? -1 : atMs - heldFromMs;
    return heldMs >= (kind === 'closeEyes' ? shutForMs : 0) ? 'done' : 'rest';
  }
  return atRest(kind, face) ? 'passed' : 'done';
}

function atRest(kind: ChallengeKind, face: SeenFace): boolean {
  return kind === 'closeEyes' ? face.eyesOpen >= openMin : Math.abs(face.yawDeg) <= straightDeg;
}

function moved(kind: ChallengeKind, face: SeenFace): boolean {
  if (kind === 'closeEyes') return face.eyesOpen <= closedMax && Math.abs(face.yawDeg) <= turnedDeg;
  return kind === 'turnLeft' ? face.yawDeg >= turnedDeg : face.yawDeg <= -turnedDeg;
}
