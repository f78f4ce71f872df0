/**
 * What one code says about goods, before anybody looked into the catalogue. Every value is within the
 * limits of an `Item`; prices are those of the code's own currency only.
 */
import { Fault } from './fault.ts';
import { type Currency, currencyDecimals } from './money.ts';

export interface GoodsReading {
  /** 14 digits, right check digit. */
  readonly gtin14?: string;
  /** The retailer's own number, as the code carries it. */
  readonly articleNo?: string;
  /** The name a vendor's code carries; finds a product of exactly this name. */
  readonly name?: string;
  /** The price of all that the code stands for. */
  readonly priceMinor?: number;
  readonly weightGrams?: number;
  readonly quantity?: number;
  readonly lot?: string;
  readonly serial?: string;
  /** Dates are `YYYY-MM-DD`. */
  readonly producedOn?: string;
  /** The last day on which the goods may be sold. */
  readonly expiresOn?: string;
  readonly bestBefore?: string;
  readonly shelfLifeDays?: number;
  /** What read it: `gs1`, `digitalLink`, `gtin`, or the id of the pattern. */
  readonly by: string;
}

/** A reading without what read it. */
export type GoodsFacts = Omit<GoodsReading, 'by'>;

/** Limits of what a code may say, the same as those of an item and of the catalogue. */
export const codeQuantityMax = 999;
export const codeWeightGramsMax = 1_000_000;
export const shelfLifeDaysMax = 3650;

/** Where and when a code is read. */
export interface GoodsContext {
  readonly currency: Currency;
  /** `YYYY-MM-DD` in the site's time zone. */
  readonly todayIso: string;
}

/** A number that a label may carry: nothing, too much and a fraction are all signs of a bad label. */
export function within(number: number, max: number, what: string): number {
  if (Number.isSafeInteger(number) && number >= 1 && number <= max) return number;
  throw new Fault('CODE_MALFORMED', `take the ${what} of a code`);
}

/** Minor units of digits with `decimals` implied; undefined where a fraction of a minor unit is left. */
export function minorOf(digits: string, decimals: number, currency: Currency): number | undefined {
  const numerator = BigInt(digits) * 10n ** BigInt(currencyDecimals[currency]);
  const divisor = 10n ** BigInt(decimals);
  return numerator % divisor === 0n ? Number(numerator / divisor) : undefined;
}
