/**
 * Whether the value of one application identifier has the form that its table row gives: characters,
 * lengths, check digits, days and hours that exist. Lists of countries, currencies and companies are not
 * consulted.
 */
import type { Gs1Identifier, Part, PartRule } from './gs1-identifiers.ts';
import { hasRightCheckDigit } from './gtin.ts';
import { lastDayOfMonth } from './shelf-life.ts';

/** What can be wrong with a value; a wrong check digit is told apart, for it means a misread. */
export type ValueProblem = 'length' | 'characters' | 'content' | 'checkDigit';

const characters: Readonly<Record<Part['set'], RegExp>> = {
  n: /^\d*$/,
  x: /^[!"%-?A-Z_a-z]*$/,
  y: /^[#\-/0-9A-Z]*$/,
  z: /^[-0-9A-Z_a-z=]*$/,
};

const rules: Readonly<Record<PartRule, (value: string) => boolean>> = {
  check: hasRightCheckDigit,
  date: (value) => isDay(`20${value}`, true),
  day: (value) => isDay(`20${value}`, false),
  fullDay: (value) => isDay(value, false),
  time: (value) => Number(value.slice(0, 2)) <= 23 && Number(value.slice(2)) <= 59,
  hour: (value) => Number(value) <= 23,
  sixty: (value) => Number(value) <= 59,
  flag: (value) => value === '0' || value === '1',
  zero: (value) => value === '0',
  piece: (value) => {
    const piece = Number(value.slice(0, 2));
    return piece >= 1 && piece <= Number(value.slice(2));
  },
};

/** The first thing wrong with a value, or undefined where it is in order. */
export function valueProblem(identifier: Gs1Identifier, value: string): ValueProblem | undefined {
  if (value.length > identifier.lengthMax) return 'length';
  let at = 0;
  for (const part of identifier.parts) {
    const piece = value.slice(at, at + part.max);
    if (piece === '' && part.optional) return undefined;
    if (piece.length < part.min) return 'length';
    if (!characters[part.set].test(piece)) return 'characters';
    if (part.rule !== undefined && !rules[part.rule](piece)) {
      return part.rule === 'check' ? 'checkDigit' : 'content';
    }
    at += piece.length;
  }
  return at === value.length ? undefined : 'length';
}

/** Two-digit years are tried in this century: 29 February of 00 exists in 2000, as codes mean it. */
function isDay(yyyymmdd: string, zeroAllowed: boolean): boolean {
  const month = Number(yyyymmdd.slice(4, 6));
  const day = Number(yyyymmdd.slice(6, 8));
  if (month < 1 || month > 12) return false;
  return day <= lastDayOfMonth(Number(yyyymmdd.slice(0, 4)), month) && (zeroAllowed || day >= 1);
}
