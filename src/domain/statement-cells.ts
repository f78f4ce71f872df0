/**
 * Cells of statements: decimals become integers without ever being a float, instants are wall clock in China, which
 * has had no summer time since 1991. Texts hold one character for each byte of the file.
 */
import { statementFault } from './statement.ts';

const zero = 48;
const chinaMs = 8 * 3_600_000;
const secondsOfDay = 86_400;

/**
 * `12.3` with up to `decimals` places as an integer of the smallest unit; undefined for what is no such number. A
 * platform's amounts have at most nine digits before the point.
 */
export function decimalUnits(text: string, decimals: number): number | undefined {
  const negative = text.charCodeAt(0) === 45;
  let at = negative ? 1 : 0;
  const { length } = text;
  let units = 0;
  let digits = 0;
  for (; at < length; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) break;
    units = units * 10 + digit;
    digits += 1;
  }
  if (digits === 0 || digits > 9) return undefined;
  let places = 0;
  if (at < length) {
    if (text.charCodeAt(at) !== 46 || at + 1 === length) return undefined;
    for (at += 1; at < length; at += 1) {
      const digit = text.charCodeAt(at) - zero;
      if (digit < 0 || digit > 9) return undefined;
      units = units * 10 + digit;
      places += 1;
    }
  }
  if (places > decimals) return undefined;
  for (; places < decimals; places += 1) units *= 10;
  return negative ? 0 - units : units;
}

/** The instant at which a day `YYYY-MM-DD` begins in China; undefined for what is no day. */
export function chinaDayStartMs(day: string): number | undefined {
  const utcMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(utcMs) || new Date(utcMs).toISOString().slice(0, 10) !== day) return undefined;
  return utcMs - chinaMs;
}

/** `YYYY-MM-DD` in China. */
export function chinaDay(atMs: number): string {
  return new Date(atMs + chinaMs).toISOString().slice(0, 10);
}

/** The day after, or `days` after. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * secondsOfDay * 1000).toISOString().slice(0, 10);
}

function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 99 : tens * 10 + ones;
}

/**
 * The instant of `YYYY-MM-DD HH:MM:SS` on the day that begins at `dayStartMs`; throws for another day and for what
 * is no time.
 */
export function instantOf(
  text: string,
  day: string,
  dayStartMs: number,
  at: { readonly line: number; readonly column: string },
): number {
  if (text.length !== 19 || text.charCodeAt(10) !== 32 || text[13] !== ':' || text[16] !== ':') {
    throw statementFault('STATEMENT_CELL', 'is no time', at);
  }
  const [hour, minute, second] = [pair(text, 11), pair(text, 14), pair(text, 17)];
  if (hour > 23 || minute > 59 || second > 59) throw statementFault('STATEMENT_CELL', 'is no time', at);
  if (!text.startsWith(day)) {
    if (chinaDayStartMs(text.slice(0, 10)) === undefined) {
      throw statementFault('STATEMENT_CELL', 'is no time', at);
    }
    throw statementFault('STATEMENT_OTHER_DAY', `is not of ${day}`, at);
  }
  return dayStartMs + ((hour * 60 + minute) * 60 + second) * 1000;
}

const textPattern = /^[\x21-\x7e]{1,64}$/;

/** A number or name that takes part in matching: printable ASCII of at most 64 characters. */
export function idCell(text: string, at: { readonly line: number; readonly column: string }): string {
  if (!textPattern.test(text)) throw statementFault('STATEMENT_CELL', 'is no number of an order', at);
  return text;
}
