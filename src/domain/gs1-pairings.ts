/**
 * Which application identifiers need or exclude one another (GS1 General Specifications 4.13). Held are the
 * pairings of goods: identity, lot, dates, measures and prices; those of transport, coupons, medicine and
 * people are not consulted. `n` in an identifier stands for any digit.
 */
import { Fault } from './fault.ts';
import type { Gs1Element } from './gs1.ts';

type Rule = readonly [identifiers: string, others: string];

/** The second list holds alternatives; `+` joins what must be there together. */
export const gs1Requirements: readonly Rule[] = [
  ['02', '37'],
  ['37', '00+02 00+8026'],
  ['10 11 13 15 16 20 240', '01 02 03 8006 8026'],
  ['17', '01 02 03 255 8006 8026'],
  ['7003 8008', '01 02 03'],
  ['21', '01 03 8006'],
  ['22 235', '01'],
  ['30', '01 02'],
  ['310n 311n 312n 313n 314n 315n 316n 320n 321n 322n 323n 356n 357n 360n 361n', '01 02'],
  ['392n', '01+30 01+31nn 01+32nn 01+35nn 01+36nn'],
  ['393n 395n', '30 31nn 32nn 35nn 36nn'],
  ['8005', '01 02'],
];

/** None of the first list may stand together with another one of the second. */
export const gs1Exclusions: readonly Rule[] = [
  ['01', '255 37'],
  ['02', '01 03'],
  ['03', '01 02 37 235'],
  ['21', '235'],
  ['8006', '01 03 37'],
  ['8026', '02 03 8006'],
  ['392n', '392n 393n'],
  ['393n', '393n'],
  ['395n', '392n 393n 395n 8005'],
  ['310n', '310n'],
  ['320n', '320n'],
];

/** Throws `CODE_MALFORMED` where identifiers of one code contradict or lack one another. */
export function checkPairings(elements: readonly Gs1Element[]): void {
  const present = elements.map((element) => element.identifier);
  for (const [identifiers, alternatives] of gs1Requirements) {
    const subject = firstOf(identifiers, present);
    if (subject === undefined) continue;
    const met = alternatives
      .split(' ')
      .some((group) => group.split('+').every((pattern) => present.some((one) => matches(pattern, one))));
    if (!met) throw unpaired(subject, 'lacks its companion');
  }
  for (const [identifiers, others] of gs1Exclusions) {
    const subject = firstOf(identifiers, present);
    if (subject === undefined) continue;
    const rest = present.filter((one) => one !== subject);
    if (firstOf(others, rest) !== undefined) throw unpaired(subject, 'contradicts another');
  }
}

function firstOf(patterns: string, present: readonly string[]): string | undefined {
  const list = patterns.split(' ');
  return present.find((one) => list.some((pattern) => matches(pattern, one)));
}

function matches(pattern: string, identifier: string): boolean {
  if (pattern.length !== identifier.length) return false;
  for (let i = 0; i < pattern.length; i += 1) {
    if (pattern[i] !== 'n' && pattern[i] !== identifier[i]) return false;
  }
  return true;
}

function unpaired(identifier: string, problem: string): Fault {
  return new Fault('CODE_MALFORMED', 'pair GS1 identifiers', { facts: { identifier, problem } });
}
