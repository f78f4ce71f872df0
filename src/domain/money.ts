/**
 * Money is an integer of minor units (分, cents) with its currency. Nothing in the product computes with
 * fractions of a minor unit except `proportion`, which says how it rounds: half away from zero, the
 * commercial rule that a shopper expects on a receipt.
 */
import { Fault } from './fault.ts';

/** ISO 4217 codes the product can sell in; each has its number of decimals in `currencyDecimals`. */
export type Currency = 'CNY' | 'EUR' | 'USD' | 'GBP' | 'JPY' | 'HKD';

/** Digits after the decimal point, ISO 4217. */
export const currencyDecimals: Readonly<Record<Currency, number>> = {
  CNY: 2,
  EUR: 2,
  USD: 2,
  GBP: 2,
  JPY: 0,
  HKD: 2,
};

const currencySigns: Readonly<Record<Currency, string>> = {
  CNY: '￥',
  EUR: '€',
  USD: '$',
  GBP: '£',
  JPY: '¥',
  HKD: 'HK$',
};

/** An amount no single order may pass: ten million minor units of money is a defect, not a basket. */
export const amountMinorMax = 1_000_000_000;

/** Throws `MONEY_OUT_OF_RANGE` unless `minor` is an integer within ±`amountMinorMax`. */
export function checkMinor(minor: number, what: string): number {
  if (!Number.isSafeInteger(minor) || Math.abs(minor) > amountMinorMax) {
    throw new Fault('MONEY_OUT_OF_RANGE', `take ${what} as an amount`, { facts: { minor: String(minor) } });
  }
  return minor;
}

/** Numbers computed below it are exact, with room for a sum. */
const exactMax = 2 ** 52;

/**
 * `minor` × `numerator` ÷ `denominator`, rounded half away from zero to a whole minor unit: a price per
 * kilogram times grams, a percentage of a line.
 */
export function proportion(minor: number, numerator: number, denominator: number): number {
  const twice = 2 * minor * numerator;
  if (minor >= 0 && numerator >= 0 && twice <= exactMax && denominator <= exactMax / 4) {
    const dividend = twice + denominator;
    return checkMinor((dividend - (dividend % (2 * denominator))) / (2 * denominator), 'a proportion');
  }
  const product = BigInt(minor) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return checkMinor(Number(product < 0n ? -rounded : rounded), 'a proportion');
}

/**
 * Splits `totalMinor` over `weights` so that the parts sum to it exactly: each gets its floor, the minor
 * units left over go to the largest remainders, the earlier one first on a tie. A negative total is split
 * as its opposite; with no weight at all the first part gets everything.
 */
export function allocate(totalMinor: number, weights: readonly number[]): number[] {
  if (weights.length === 0 && totalMinor !== 0)
    throw new Fault('INTERNAL_DEFECT', 'split an amount over nothing');
  if (totalMinor < 0) return allocate(-totalMinor, weights).map((part) => 0 - part);
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) return weights.map((_, i) => (i === 0 ? totalMinor : 0));
  const small = totalMinor * Math.max(...weights) <= exactMax;
  const shares = weights.map((weight, index) => {
    if (small) {
      const rest = (totalMinor * weight) % sum;
      return { index, floor: (totalMinor * weight - rest) / sum, rest };
    }
    const exact = BigInt(totalMinor) * BigInt(weight);
    return { index, floor: Number(exact / BigInt(sum)), rest: Number(exact % BigInt(sum)) };
  });
  let left = totalMinor - shares.reduce((a, s) => a + s.floor, 0);
  const parts = shares.map((s) => s.floor);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest || a.index - b.index)) {
    if (left <= 0) break;
    parts[share.index] = (parts[share.index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/** The decimal number as platforms and receipts write it, `1234` CNY → `12.34`; never a float. */
export function decimalOf(minor: number, currency: Currency): string {
  const decimals = currencyDecimals[currency];
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** What a person reads: sign and decimal number, `￥12.34`, a minus before the sign. */
export function formatMoney(minor: number, currency: Currency): string {
  const text = decimalOf(Math.abs(minor), currency);
  return `${minor < 0 ? '-' : ''}${currencySigns[currency]}${text}`;
}

/** The minor units of a decimal text such as `12.34`; throws `MONEY_MALFORMED` for anything else. */
export function parseDecimal(text: string, currency: Currency): number {
  const decimals = currencyDecimals[currency];
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,4}))?$/.exec(text);
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > decimals) {
    throw new Fault('MONEY_MALFORMED', 'read a decimal amount', { facts: { text: text.slice(0, 20) } });
  }
  const minor = Number((match[2] ?? '') + fraction.padEnd(decimals, '0'));
  return checkMinor(match[1] === '-' ? -minor : minor, 'a decimal amount');
}
