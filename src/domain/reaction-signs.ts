/**
 * What one face did over time, from the moments before an offer to the answer: its expressions without what it
 * shows anyway, smoothed, and what its head did. Pure arithmetic over one track; whoever calls it has left out
 * everybody else.
 */
import type { SeenFace } from './identity-face.ts';

/** One face at one moment. */
export interface FaceMoment {
  readonly atMs: number;
  readonly face: SeenFace;
}

/** Peaks of what changed, 0 to 1, and what the head did. */
export interface Signs {
  /** The highest smile above this person's own baseline, and the share of the time with one. */
  readonly smilePeak: number;
  readonly smileShare: number;
  readonly surprisePeak: number;
  /** Anger, disgust, sadness and fear together. */
  readonly frownPeak: number;
  readonly frownShare: number;
  readonly nodded: boolean;
  readonly shookHead: boolean;
  /** Growth of the face by its baseline: above 0 nearer, below 0 farther. */
  readonly lean: number;
  /** Share of the time turned away. */
  readonly awayShare: number;
}

/** A change that shows lasts about as long; shorter ones are noise of single pictures. */
const smoothMs = 350;
const shownMin = 0.25;
const awayDeg = 32;
/** A head that goes so far and back, this often within the time, nods or shakes. */
const swingDeg = 5;
const swings = 3;
const swingsWithinMs = 2500;
const widthSteady = 4;

/** `before` is the time before the offer, `after` from the offer on; both in order of time. */
export function readSigns(before: readonly FaceMoment[], after: readonly FaceMoment[]): Signs {
  const baseline = (read: (face: SeenFace) => number) => mean(before.map(({ face }) => read(face)));
  const rise = (read: (face: SeenFace) => number) => {
    const usual = baseline(read);
    return smoothed(after.map(({ atMs, face }) => ({ atMs, value: read(face) - usual })));
  };
  const smiles = rise(({ expressions }) => expressions?.happy ?? 0);
  const frowns = rise(frownOf);
  const surprises = rise(({ expressions }) => expressions?.surprised ?? 0);
  return {
    smilePeak: peak(smiles),
    smileShare: share(smiles, (value) => value >= shownMin),
    surprisePeak: peak(surprises),
    frownPeak: peak(frowns),
    frownShare: share(frowns, (value) => value >= shownMin),
    nodded: swung(after, ({ pitchDeg }) => pitchDeg) && !swung(after, ({ yawDeg }) => yawDeg),
    shookHead: swung(after, ({ yawDeg }) => yawDeg),
    lean: leanOf(before, after),
    awayShare: share(
      after.map(({ face }) => face.yawDeg - baseline(({ yawDeg }) => yawDeg)),
      (yaw) => Math.abs(yaw) >= awayDeg,
    ),
  };
}

function frownOf({ expressions }: SeenFace): number {
  if (!expressions) return 0;
  const { sad, angry, disgusted, fearful } = expressions;
  return Math.min(1, sad + angry + disgusted + fearful);
}

/** An exponential mean whose weight follows the time between two pictures, however unevenly they come. */
function smoothed(values: readonly { atMs: number; value: number }[]): number[] {
  let mean = 0;
  let lastMs: number | undefined;
  return values.map(({ atMs, value }) => {
    const weight = lastMs === undefined ? 0.5 : 1 - Math.exp(-Math.max(0, atMs - lastMs) / smoothMs);
    mean += weight * (value - mean);
    lastMs = atMs;
    return mean;
  });
}

/** Goes there and back `swings` times within a while, each time by more than `swingDeg`. */
function swung(moments: readonly FaceMoment[], read: (face: SeenFace) => number): boolean {
  const turns: number[] = [];
  let extreme = moments[0] ? read(moments[0].face) : 0;
  let direction = 0;
  for (const { atMs, face } of moments) {
    const value = read(face);
    const moved = value - extreme;
    if (direction !== 0 && Math.sign(moved) === direction) extreme = value;
    else if (Math.abs(moved) >= swingDeg) {
      direction = Math.sign(moved);
      extreme = value;
      turns.push(atMs);
    }
  }
  return turns.some((atMs, i) => i >= swings - 1 && atMs - (turns[i - swings + 1] ?? 0) <= swingsWithinMs);
}

function leanOf(before: readonly FaceMoment[], after: readonly FaceMoment[]): number {
  const width = ({ face }: FaceMoment) => face.box.width;
  const usual = mean(before.map(width));
  const last = after.slice(-Math.max(widthSteady, Math.floor(after.length / 2)));
  return usual > 0 && last.length > 0 ? mean(last.map(width)) / usual - 1 : 0;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function peak(values: readonly number[]): number {
  return Math.min(1, Math.max(0, ...values));
}

function share(values: readonly number[], counts: (value: number) => boolean): number {
  return values.length === 0 ? 0 : values.filter(counts).length / values.length;
}
