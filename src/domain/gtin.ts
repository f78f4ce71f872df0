/**
 * Global Trade Item Numbers in every length a code carries them: EAN-8, UPC-A, UPC-E, EAN-13, ITF-14.
 * Inside the product a GTIN is always 14 digits, shorter ones with leading zeros, so equal goods have equal
 * texts (GS1 General Specifications 3.3.2, check digits 7.9).
 */
import { Fault } from './fault.ts';

/** The kinds of barcode that hold nothing but a GTIN. */
export type GtinForm = 'ean13' | 'ean8' | 'upcA' | 'upcE' | 'itf14';

const lengths: Readonly<Record<GtinForm, readonly number[]>> = {
  ean13: [13, 12],
  ean8: [8],
  upcA: [12, 13],
  upcE: [6, 7, 8, 12, 13],
  itf14: [14],
};
const plainLengths: readonly number[] = [8, 12, 13, 14];

/** The check digit that follows `body`: from the right, weights 3, 1, 3, 1 …, to the next ten. */
export function checkDigitOf(body: string): number {
  let sum = 0;
  for (let i = body.length - 1, weight = 3; i >= 0; i -= 1, weight = 4 - weight) {
    sum += (body.charCodeAt(i) - 48) * weight;
  }
  return (10 - (sum % 10)) % 10;
}

/** Whether the last of `digits` is the check digit of those before it. */
export function hasRightCheckDigit(digits: string): boolean {
  return digits.length > 1 && Number(digits.at(-1)) === checkDigitOf(digits.slice(0, -1));
}

/** Whether a text has the length and the characters of a plain GTIN, right check digit or not. */
export function looksLikeGtin(text: string): boolean {
  return /^\d{8,14}$/.test(text) && plainLengths.includes(text.length);
}

/** 14 digits of a GTIN of any length, nothing verified. */
export function padGtin(digits: string): string {
  return digits.padStart(14, '0');
}

/**
 * The 14 digits of what a barcode says. Where the kind of barcode is not known, 8 digits are an EAN-8, or
 * else a UPC-E of number system 0. Throws `CODE_MALFORMED` or `CODE_CHECK_DIGIT`.
 */
export function normaliseGtin(digits: string, form?: GtinForm): string {
  const allowed = form === undefined ? plainLengths : lengths[form];
  if (!/^\d{6,14}$/.test(digits) || !allowed.includes(digits.length) || /^0+$/.test(digits)) {
    throw malformed('read a GTIN', digits.length);
  }
  if (form === 'upcE' && digits.length <= 8) return padGtin(expandUpcE(digits));
  if (hasRightCheckDigit(digits)) return padGtin(digits);
  if (form === undefined && digits.length === 8 && digits.startsWith('0')) return padGtin(expandUpcE(digits));
  throw new Fault('CODE_CHECK_DIGIT', 'read a GTIN', { facts: { length: digits.length } });
}

/**
 * The 12 digits of the UPC-A that a UPC-E stands for. Takes 8 digits (number system, six, check digit), 7
 * without the check digit, or 6 of number system 0; the check digit is verified where it is there.
 */
export function expandUpcE(digits: string): string {
  const full = digits.length === 6 ? `0${digits}` : digits;
  if (!/^[01]\d{6,7}$/.test(full)) throw malformed('expand a UPC-E', digits.length);
  const system = full.slice(0, 1);
  const six = full.slice(1, 7);
  const last = six.slice(5);
  let item: string;
  if (last <= '2') item = `${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`;
  else if (last === '3') item = `${six.slice(0, 3)}00000${six.slice(3, 5)}`;
  else if (last === '4') item = `${six.slice(0, 4)}00000${six.slice(4, 5)}`;
  else item = `${six.slice(0, 5)}0000${last}`;
  const body = system + item;
  const check = String(checkDigitOf(body));
  if (full.length === 8 && full.slice(7) !== check) throw new Fault('CODE_CHECK_DIGIT', 'expand a UPC-E');
  return body + check;
}

/** Weighted products of the digits 0 … 9 for the price check digits (GS1 General Specifications 7.9.2). */
const weighted = {
  '2-': [0, 2, 4, 6, 8, 9, 1, 3, 5, 7],
  '3': [0, 3, 6, 9, 2, 5, 8, 1, 4, 7],
  '5+': [0, 5, 1, 6, 2, 7, 3, 8, 4, 9],
  '5-': [0, 5, 9, 4, 8, 3, 7, 2, 6, 1],
} as const;
const fourDigits = ['2-', '2-', '3', '5-'] as const;
const fiveDigits = ['5+', '2-', '5-', '5+', '2-'] as const;

/**
 * The check digit in front of a price of four or five digits inside an in-store code (7.9.3, 7.9.4);
 * undefined for other lengths, for which the standard has none.
 */
export function priceCheckDigitOf(price: string): number | undefined {
  if (!/^\d{4,5}$/.test(price)) return undefined;
  const factors = price.length === 4 ? fourDigits : fiveDigits;
  let sum = 0;
  for (const [i, factor] of factors.entries()) sum += weighted[factor][Number(price[i])] ?? 0;
  if (price.length === 4) return (sum * 3) % 10;
  return weighted['5-'].findIndex((product) => product === (10 - (sum % 10)) % 10);
}

function malformed(attempted: string, length: number): Fault {
  return new Fault('CODE_MALFORMED', attempted, { facts: { length } });
}
