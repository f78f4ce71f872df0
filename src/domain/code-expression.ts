/**
 * Reads vendor codes such as `name,price,shelf life` by a regular expression with named groups. The
 * expression covers the whole code. A group that did not take part or is empty says nothing; one with an
 * impossible value makes the code malformed.
 */
import type { CodeFact } from './code-pattern.ts';
import { Fault, faultCodeOf } from './fault.ts';
import {
  codeQuantityMax,
  codeWeightGramsMax,
  type GoodsContext,
  type GoodsFacts,
  shelfLifeDaysMax,
  within,
} from './goods-reading.ts';
import { normaliseGtin } from './gtin.ts';
import { amountMinorMax, parseDecimal } from './money.ts';
import { dateOfYymmdd, isIsoDate } from './shelf-life.ts';

type FactReader = (value: string, context: GoodsContext) => GoodsFacts;

/** What each fact means, and the limits of its value; throws `CODE_MALFORMED` or `CODE_CHECK_DIGIT`. */
export const factReaders: Readonly<Record<CodeFact, FactReader>> = {
  article: (value) => ({ articleNo: short(value, 20, 'article number') }),
  gtin: (value) => ({ gtin14: normaliseGtin(value) }),
  name: (value) => ({ name: short(value.trim(), 200, 'name') }),
  price: (value, { currency }) => ({
    priceMinor: within(decimal(value, currency), amountMinorMax, 'price'),
  }),
  priceMinor: (value) => ({ priceMinor: within(whole(value), amountMinorMax, 'price') }),
  weightGrams: (value) => ({ weightGrams: within(whole(value), codeWeightGramsMax, 'weight') }),
  quantity: (value) => ({ quantity: within(whole(value), codeQuantityMax, 'quantity') }),
  lot: (value) => ({ lot: short(value, 20, 'lot') }),
  serial: (value) => ({ serial: short(value, 20, 'serial number') }),
  producedOn: (value, { todayIso }) => ({ producedOn: dateOf(value, todayIso) }),
  expiresOn: (value, { todayIso }) => ({ expiresOn: dateOf(value, todayIso) }),
  bestBefore: (value, { todayIso }) => ({ bestBefore: dateOf(value, todayIso) }),
  shelfLifeDays: (value) => ({ shelfLifeDays: within(whole(value), shelfLifeDaysMax, 'shelf life') }),
};

export function isCodeFact(name: string): name is CodeFact {
  return Object.hasOwn(factReaders, name);
}

/** Those of which a rule needs at least one, or it finds no product. */
export const identifyingFacts: readonly string[] = ['article', 'gtin', 'name'] satisfies CodeFact[];

/**
 * What a code says by an expression; undefined where it has another structure. Throws `CODE_MALFORMED` or
 * `CODE_CHECK_DIGIT`.
 */
export function readByExpression(
  code: string,
  expression: RegExp,
  context: GoodsContext,
): GoodsFacts | undefined {
  const match = expression.exec(code);
  if (!match) return undefined;
  let facts: GoodsFacts = {};
  for (const [group, value] of Object.entries(match.groups ?? {})) {
    if (value && isCodeFact(group)) facts = { ...facts, ...factReaders[group](value, context) };
  }
  return facts;
}

function decimal(value: string, currency: GoodsContext['currency']): number {
  try {
    return parseDecimal(value, currency);
  } catch (cause) {
    throw new Fault('CODE_MALFORMED', 'read the price of a code', {
      cause,
      facts: { problem: faultCodeOf(cause) },
    });
  }
}

function whole(value: string): number {
  return /^\d{1,10}$/.test(value) ? Number(value) : 0;
}

function short(value: string, max: number, what: string): string {
  if (value !== '' && value.length <= max) return value;
  throw new Fault('CODE_MALFORMED', `take the ${what} of a code`);
}

function dateOf(value: string, todayIso: string): string {
  const dashed = /^\d{8}$/.test(value)
    ? `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`
    : value;
  const date = isIsoDate(dashed) ? dashed : dateOfYymmdd(value, todayIso);
  if (date === undefined) throw new Fault('CODE_MALFORMED', 'read a date of a code');
  return date;
}
