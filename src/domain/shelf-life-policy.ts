/**
 * What a site does about the dates of goods, and the judgement of one date. A clock of unknown quality may
 * run behind, so it never clears goods: what is past its date even by such a clock has expired, and anything
 * else with a date is refused or sold unchecked, as the site says. Goods without a date are not judged.
 */
import { z } from 'zod';
import { isExpired } from './shelf-life.ts';

export const shelfLifePolicySchema = z
  .object({
    /** Goods past their best-before date are taken off too. */
    bestBeforeBlocks: z.boolean(),
    /** What becomes of dated goods while nobody knows what day it is. */
    whenClockUnknown: z.enum(['refuse', 'sell']),
  })
  .readonly();
export type ShelfLifePolicy = z.infer<typeof shelfLifePolicySchema>;

/** Where a site says nothing. */
export const usualShelfLife: ShelfLifePolicy = { bestBeforeBlocks: false, whenClockUnknown: 'refuse' };

/** The day at the site. */
export interface SiteDay {
  /** `YYYY-MM-DD` in the site's time zone; not later than the true day where it is not `known`. */
  readonly todayIso: string;
  /** Whether a trusted source has agreed with the clock since the operating system started. */
  readonly known: boolean;
}

/** `unchecked`: sold, with the fact on record that its date could not be judged. */
export type DateVerdict = 'good' | 'unchecked' | 'expired' | 'clockUnknown';

export function judgeDate(
  expiresOn: string | undefined,
  { todayIso, known }: SiteDay,
  { whenClockUnknown }: ShelfLifePolicy,
): DateVerdict {
  if (expiresOn === undefined) return 'good';
  if (isExpired(expiresOn, todayIso)) return 'expired';
  if (known) return 'good';
  return whenClockUnknown === 'sell' ? 'unchecked' : 'clockUnknown';
}
