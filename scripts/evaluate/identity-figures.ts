/**
 * Error rates of comparing templates, in the terms of ISO/IEC 19795-1: a comparison is mated (of one person) or
 * non-mated, FMR and FNMR are over comparisons of pictures that could be enrolled, failure to enrol is told by
 * itself. Distances: a comparison matches where it is at most the threshold.
 */
import { type Proportion, proportion, upperBound } from './proportion.ts';

export interface Comparison {
  readonly distance: number;
  readonly mated: boolean;
}

export interface AtThreshold {
  readonly threshold: number;
  readonly fmr: Proportion;
  /** With 95 % confidence, one-sided. */
  readonly fmrAtMost: number;
  readonly fnmr: Proportion;
}

export function atThreshold(comparisons: readonly Comparison[], threshold: number): AtThreshold {
  const mated = comparisons.filter((one) => one.mated);
  const nonMated = comparisons.filter((one) => !one.mated);
  const falseMatches = nonMated.filter(({ distance }) => distance <= threshold).length;
  const falseNonMatches = mated.filter(({ distance }) => distance > threshold).length;
  return {
    threshold,
    fmr: proportion(falseMatches, nonMated.length),
    fmrAtMost: upperBound(falseMatches, nonMated.length),
    fnmr: proportion(falseNonMatches, mated.length),
  };
}

/** The largest threshold at which no more than the share `fmr` of the non-mated comparisons match. */
export function thresholdFor(comparisons: readonly Comparison[], fmr: number): number {
  const distances = nonMatedDistances(comparisons);
  const allowed = Math.floor(fmr * distances.length);
  const next = distances[allowed];
  if (next === undefined) return distances.at(-1) ?? 0;
  const last = distances[allowed - 1] ?? 0;
  // Just below the first comparison that must not match any more.
  return Math.max(last, next - 1e-6);
}

function nonMatedDistances(comparisons: readonly Comparison[]): number[] {
  return comparisons
    .filter(({ mated }) => !mated)
    .map(({ distance }) => distance)
    .sort((a, b) => a - b);
}

export interface EqualErrorRate {
  readonly rate: number;
  readonly threshold: number;
}

/** Where FMR and FNMR cross, between the two thresholds around. */
export function equalErrorRate(comparisons: readonly Comparison[]): EqualErrorRate {
  const thresholds = [...new Set(comparisons.map(({ distance }) => distance))].sort((a, b) => a - b);
  let before = { fmr: 0, fnmr: 1 };
  const counts = counter(comparisons);
  for (const threshold of thresholds) {
    const now = counts(threshold);
    if (now.fmr >= now.fnmr)
      return { threshold, rate: Math.min((now.fmr + now.fnmr) / 2, Math.max(before.fmr, before.fnmr)) };
    before = now;
  }
  return { threshold: thresholds.at(-1) ?? 0, rate: 1 };
}

function counter(comparisons: readonly Comparison[]) {
  const nonMated = nonMatedDistances(comparisons);
  const mated = comparisons
    .filter((one) => one.mated)
    .map(({ distance }) => distance)
    .sort((a, b) => a - b);
  let [falseMatches, matches] = [0, 0];
  // Thresholds come in growing order.
  return (threshold: number) => {
    while ((nonMated[falseMatches] ?? Number.POSITIVE_INFINITY) <= threshold) falseMatches += 1;
    while ((mated[matches] ?? Number.POSITIVE_INFINITY) <= threshold) matches += 1;
    return {
      fmr: falseMatches / (nonMated.length || 1),
      fnmr: (mated.length - matches) / (mated.length || 1),
    };
  };
}

/** How probable it is that a mated comparison is nearer than a non-mated one; the same distance counts half. */
export function areaUnderCurve(comparisons: readonly Comparison[]): number {
  const sorted = [...comparisons].sort((a, b) => a.distance - b.distance);
  let rankSum = 0;
  let mated = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.distance === sorted[from]?.distance) to += 1;
    const tied = sorted.slice(from, to).filter((one) => one.mated).length;
    rankSum += tied * ((from + 1 + to) / 2);
    mated += tied;
    from = to;
  }
  const nonMated = sorted.length - mated;
  return mated * nonMated === 0 ? Number.NaN : 1 - (rankSum - (mated * (mated + 1)) / 2) / (mated * nonMated);
}
