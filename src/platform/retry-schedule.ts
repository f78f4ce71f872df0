/** Waiting times between tries: doubling from `firstMs` to `maxMs`, each shortened at random by up to half. */
import type { Random } from './random.ts';

export interface RetryLimits {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** The wait before try number `attempt` (0 = the first retry), milliseconds. */
export function retryDelayMs(attempt: number, limits: RetryLimits, random: Random): number {
  const full = Math.min(limits.maxMs, limits.firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(full * (1 - random.fraction() / 2));
}
