/**
 * The reaction to an offer of the one person it was made to: how long the answer took and, where they agreed,
 * a coarse attitude from what their face and head did, with its grounds. Pure: a recorded time line gives the
 * same answer for ever. Invariants: only the recipient's track is read; too little seen is `unclear`; without
 * consent nothing but the time and the answer goes in, and nothing else comes out.
 */
import { z } from 'zod';
import type { SeenPeople } from './identity-face.ts';
import {
  type Attitude,
  attitudeSchema,
  type ReactionEvidence,
  reactionEvidenceSchema,
} from './reaction-evidence.ts';
import { type FaceMoment, readSigns, type Signs } from './reaction-signs.ts';

/** What is seen of a person between the camera's start and their answer. */
export interface ReactionTimeline {
  /** Everybody in every picture, in order of time. */
  readonly seen: readonly SeenPeople[];
  /** The track of the person whom the offer was made to; undefined where nobody could be told to be it. */
  readonly recipientTrack: number | undefined;
  readonly offeredAtMs: number;
  readonly answeredAtMs: number;
}

export const reactionReadingSchema = z
  .object({
    attitude: attitudeSchema,
    /** 0 to 1; how much the signs say, not how much somebody felt. */
    confidence: z.number().min(0).max(1),
    evidence: z.array(reactionEvidenceSchema).max(8).readonly(),
  })
  .readonly();
export type ReactionReading = z.infer<typeof reactionReadingSchema>;

/** The face's own look before the offer, taken from so long before it. */
const baselineMs = 8000;
const baselineMomentsMin = 3;
const momentsMin = 6;
const seenForMinMs = 1200;
/** Nobody's face is read longer than this after the offer. */
const reactionReadMaxMs = 20_000;
const atOnceMs = 2500;
const longMs = 10_000;
const unclearBelow = 0.15;

/** The time from the offer to the answer; never negative, whatever clocks do. */
export function responseMs({
  offeredAtMs,
  answeredAtMs,
}: Pick<ReactionTimeline, 'offeredAtMs' | 'answeredAtMs'>): number {
  return Math.max(0, answeredAtMs - offeredAtMs);
}

const unclear = (evidence: ReactionEvidence): ReactionReading => ({
  attitude: 'unclear',
  confidence: 0,
  evidence: [evidence],
});

/** Reads the recipient's attitude off a time line. */
export function readReaction(timeline: ReactionTimeline): ReactionReading {
  const { offeredAtMs, answeredAtMs } = timeline;
  const mine = momentsOf(timeline);
  const until = Math.min(answeredAtMs, offeredAtMs + reactionReadMaxMs);
  const before = mine.filter(({ atMs }) => atMs < offeredAtMs && atMs >= offeredAtMs - baselineMs);
  const after = mine.filter(({ atMs }) => atMs >= offeredAtMs && atMs <= until);
  const seenForMs = (after.at(-1)?.atMs ?? 0) - (after[0]?.atMs ?? 0);
  if (before.length < baselineMomentsMin || after.length < momentsMin || seenForMs < seenForMinMs)
    return unclear('seenTooLittle');
  const pictures = timeline.seen.filter(({ atMs }) => atMs >= offeredAtMs && atMs <= until).length;
  const awayFromPicture = 1 - after.length / Math.max(1, pictures);
  return judge(readSigns(before, after), awayFromPicture, responseMs(timeline));
}

/** The moments of the recipient's track, and of no other. */
function momentsOf({ seen, recipientTrack }: ReactionTimeline): FaceMoment[] {
  if (recipientTrack === undefined) return [];
  return seen.flatMap(({ atMs, faces }) => {
    const face = faces.find(({ track }) => track === recipientTrack);
    return face ? [{ atMs, face }] : [];
  });
}

interface Weighed {
  readonly evidence: ReactionEvidence;
  /** Above 0 for, below 0 against the offer. */
  readonly weight: number;
}

function judge(signs: Signs, awayFromPicture: number, tookMs: number): ReactionReading {
  const weighed = weigh(signs, awayFromPicture, tookMs);
  const forIt = sum(weighed.filter(({ weight }) => weight > 0));
  const against = -sum(weighed.filter(({ weight }) => weight < 0));
  const evidence = weighed
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .map((one) => one.evidence)
    .slice(0, 6);
  const strength = forIt - against;
  if (Math.min(forIt, against) >= 0.5 * Math.max(forIt, against) && Math.min(forIt, against) > unclearBelow)
    return { attitude: 'unclear', confidence: 0, evidence: [...evidence, 'signsContradict'] };
  const attitude = attitudeOf(strength);
  if (attitude === 'neutral') {
    const confidence = round(Math.max(0.2, 0.6 - Math.abs(strength)));
    return { attitude, confidence, evidence: [...evidence, 'showedNothing'] };
  }
  return { attitude, confidence: round(Math.min(0.95, Math.abs(strength))), evidence };
}

function attitudeOf(strength: number): Attitude {
  if (strength >= 0.75) return 'delighted';
  if (strength >= 0.3) return 'pleased';
  return strength <= -0.3 ? 'reluctant' : 'neutral';
}

/** Each sign with its weight; the expression counts most, the time least. */
function weigh(signs: Signs, awayFromPicture: number, tookMs: number): Weighed[] {
  const { smilePeak, smileShare, surprisePeak, frownPeak, frownShare, lean, awayShare } = signs;
  const smiled = smilePeak >= 0.3 && smileShare >= 0.1;
  const broad = smilePeak >= 0.6 && smileShare >= 0.3;
  const frowned = frownPeak >= 0.3 && frownShare >= 0.15;
  const is = (evidence: ReactionEvidence, when: boolean, weight: number): Weighed[] =>
    when ? [{ evidence, weight }] : [];
  return [
    ...is('smiledBroadly', broad, 0.8),
    ...is('smiled', smiled && !broad, 0.45),
    ...is('lookedSurprised', surprisePeak >= 0.4, smiled ? 0.15 : 0.05),
    ...is('frowned', frowned, -0.5),
    ...is('nodded', signs.nodded, 0.3),
    ...is('shookHead', signs.shookHead, -0.4),
    ...is('leanedIn', lean >= 0.12, 0.1),
    ...is('leanedBack', lean <= -0.15, -0.15),
    ...is('turnedAway', awayShare >= 0.3, -0.4),
    ...is('leftPicture', awayFromPicture >= 0.4, -0.3),
    ...is('answeredAtOnce', tookMs <= atOnceMs, 0.05),
    ...is('tookTime', tookMs >= longMs, -0.05),
  ];
}

function sum(weighed: readonly Weighed[]): number {
  return weighed.reduce((total, { weight }) => total + weight, 0);
}

function round(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
