/**
 * A proportion counted on a sample, with the bounds between which the true one lies with 95 % confidence (Clopper
 * and Pearson, exact for independent trials). Of no error in n trials the upper bound is about 3 / n, one-sided.
 */

export interface Proportion {
  readonly errors: number;
  readonly trials: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

const each = 0.025;

export function proportion(errors: number, trials: number): Proportion {
  const value = trials === 0 ? 0 : errors / trials;
  const lower = errors === 0 ? 0 : solve((p) => 1 - atMost(errors - 1, trials, p) - each);
  const upper = errors === trials ? 1 : solve((p) => each - atMost(errors, trials, p));
  return { errors, trials, value, lower, upper };
}

/** The upper bound that holds with 95 % confidence, one-sided: the rule of three where there is no error. */
export function upperBound(errors: number, trials: number): number {
  return errors === trials ? 1 : solve((p) => 2 * each - atMost(errors, trials, p));
}

/** Where a growing function of a proportion crosses 0. */
function solve(of: (p: number) => number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (of(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** How probable at most `errors` of `trials` are where each has the probability `p`. */
function atMost(errors: number, trials: number, p: number): number {
  if (p <= 0) return 1;
  if (p >= 1) return errors >= trials ? 1 : 0;
  let logTerm = trials * Math.log1p(-p);
  let sum = Math.exp(logTerm);
  for (let i = 1; i <= errors; i += 1) {
    logTerm += Math.log((trials - i + 1) / i) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
