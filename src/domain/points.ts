/**
 * Points of members: what they are worth and how many a purchase earns. They are spent as whole points and
 * correct the amount due; they are earned for what was paid in money, in whole points, rounded down. What is
 * not delivered gives its points back, to the nearest point, half up; all of it gives back all of them.
 */
import { z } from 'zod';

const rate = z
  .object({
    points: z.number().int().min(1).max(1_000_000),
    minor: z.number().int().min(1).max(1_000_000),
  })
  .readonly();
/** So many points for so many minor units. */
export type PointsRate = z.infer<typeof rate>;
export const pointsRateSchema = rate;

export const pointsPolicySchema = z
  .object({
    /** What points are worth: 100 points for 1000 minor units = 10.00. */
    spend: rate,
    /** What is earned: 1 point for 100 minor units paid. */
    earn: rate,
  })
  .readonly();
export type PointsPolicy = z.infer<typeof pointsPolicySchema>;

export const defaultPointsPolicy: PointsPolicy = {
  spend: { points: 100, minor: 1000 },
  earn: { points: 1, minor: 100 },
};

/** The most points that can be spent on an amount and are worth no more than it, of those there are. */
export function spendable(available: number, dueMinor: number, { points, minor }: PointsRate): number {
  return Math.max(0, Math.min(available, Math.floor((dueMinor * points) / minor)));
}

/** What points are worth, rounded down to the minor unit. */
export function worthMinor(count: number, { points, minor }: PointsRate): number {
  return Math.floor((count * minor) / points);
}

/** What an amount paid earns. */
export function earnedFor(paidMinor: number, { points, minor }: PointsRate): number {
  return Math.max(0, Math.floor((paidMinor * points) / minor));
}

/** The points that go back with goods on which they had saved `backMinor` of `savedMinor`. */
export function pointsBack(spent: number, backMinor: number, savedMinor: number): number {
  if (savedMinor <= 0) return 0;
  return Math.floor((2 * spent * backMinor + savedMinor) / (2 * savedMinor));
}
