/**
 * Days of payments with faults of every category between our books and the platforms' statements, and the list of those
 * faults as truth. From a seed, one day after another, so that a million payments need the memory of one day.
 */

import type { StatementTrade } from '../../../src/doubles/statement-text.ts';
import { type Random, seededRandom } from '../../../src/platform/random.ts';
import { type FaultCategory, injectFault } from './books-faults.ts';
import { type BookChannel, type BooksDay, DayMaker } from './day-maker.ts';

export interface BooksAsked {
  readonly days: number;
  readonly payments: number;
  readonly seed: number;
  /** Of every category in turn. */
  readonly faults: number;
}

export const faultCategories: readonly FaultCategory[] = [
  ...([
    'missingInChannel',
    'missingInOurs',
    'amountMismatch',
    'statusMismatch',
    'refundMissingOurs',
  ] as const),
  ...(['refundMissingChannel', 'refundAmountMismatch', 'reversedButPaid', 'duplicateOurs'] as const),
  ...(['duplicateChannel', 'feeMismatch', 'wrongDay', 'summaryMismatch', 'currencyMismatch'] as const),
];

/** The days in order. Payments of the last days are carried on where their statements would come later. */
export function* planBooks({ days, payments, seed, faults }: BooksAsked): Generator<BooksDay> {
  const random = seededRandom(seed);
  const planned = planFaults(random, days, faults);
  let waiting: Record<BookChannel, StatementTrade[]> = { alipay: [], wechat: [] };
  for (let n = 0; n < days; n += 1) {
    const maker = new DayMaker(random, n, waiting);
    const count = Math.floor((payments * (n + 1)) / days) - Math.floor((payments * n) / days);
    for (let made = 0; made < count; made += 1) maker.agreed();
    if (n < days - 1) maker.overCutOff();
    for (const category of planned[n] ?? []) injectFault(maker, category);
    waiting = maker.next;
    yield maker.finished();
  }
}

/** Which faults happen on which day: what is missing is known three days later. */
function planFaults(random: Random, days: number, count: number): FaultCategory[][] {
  const planned: FaultCategory[][] = Array.from({ length: days }, () => []);
  for (let n = 0; n < count; n += 1) {
    const category = faultCategories[n % faultCategories.length] as FaultCategory;
    const late = category === 'missingInChannel' || category === 'refundMissingChannel';
    const usable = late ? days - 3 : category === 'wrongDay' ? days - 1 : days;
    planned[Math.floor(random.fraction() * Math.max(1, usable))]?.push(category);
  }
  return planned;
}
